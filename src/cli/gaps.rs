//! `gaps`: white spots, as the window shows them.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::args::{Common, FilterArgs};
use super::data::{self, ids};
use super::{CliError, ExitStatus, Streams, exports, filter, open};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, What};
use crate::insight::definition;
use crate::insight::gaps::detail::{Detail, Example, statuses_by_cell};
use crate::insight::gaps::{Matrix, words};
use crate::insight::organisations::NamedPartner;
use crate::model::Reason;
use crate::session::{Command, Session};
use crate::workspace::{GapsBy, GapsCell, GapsGroup, GapsOnly, GapsOrder, Tab};

/// Options of the matrix.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "White spots")]
pub struct MatrixArgs {
    /// Columns: dimension, working_area, theme or helix.
    #[arg(long, value_name = "COLUMNS")]
    pub by: Option<String>,
    /// Projects counted: all, planned or planned_running.
    #[arg(long, value_name = "WHICH")]
    pub only: Option<String>,
    /// For each 10,000 inhabitants.
    #[arg(long)]
    pub per_10000: bool,
    /// Groups: typology, province, arrondissement, population or nothing.
    #[arg(long, value_name = "GROUPS")]
    pub group: Option<String>,
    /// Order within groups: name, population, total, or the key of a column.
    #[arg(long, value_name = "ORDER")]
    pub order: Option<String>,
    /// Leaves out municipalities that are not in the sample.
    #[arg(long)]
    pub hide_not_in_sample: bool,
    /// A cell to look into: a municipality and the key of a column.
    #[arg(long, num_args = 2, value_names = ["MUNICIPALITY", "COLUMN"])]
    pub cell: Vec<String>,
}

/// `gaps`.
#[derive(Debug, Args)]
pub struct GapsArgs {
    /// Which projects and municipalities.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// The matrix.
    #[command(flatten)]
    pub matrix: MatrixArgs,
    /// csv, csv-excel-be, xlsx or ods: a table with a row for each municipality and column; png, svg or pdf: the matrix as
    /// a picture. What the ending of the file tells, else csv.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// File to write, its stamp beside it.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Puts the words into a view.
///
/// # Errors
/// When a word is not known.
pub fn apply(session: &Session, args: &MatrixArgs, view: &mut crate::workspace::View) -> Result<(), CliError> {
    let matrix = &mut view.gaps.matrix;
    if let Some(by) = &args.by {
        matrix.by = data::keyed(by, "--by", GapsBy::ALL, GapsBy::key)?;
    }
    if let Some(only) = &args.only {
        matrix.only = data::keyed(only, "--only", GapsOnly::ALL, GapsOnly::key)?;
    }
    if let Some(group) = &args.group {
        matrix.group = data::keyed(group, "--group", GapsGroup::ALL, GapsGroup::key)?;
    }
    if let Some(order) = &args.order {
        let known = GapsOrder::ALL.iter().find(|known| known.key() == order && **known != GapsOrder::Column);
        matrix.order = known.copied().unwrap_or(GapsOrder::Column);
        matrix.order_column = known.is_none().then(|| order.as_str().into());
    }
    matrix.is_per_10000 |= args.per_10000;
    matrix.hides_not_in_sample |= args.hide_not_in_sample;
    if let [town, column] = args.cell.as_slice() {
        let nis = filter::municipality(&session.workspace().municipalities, town)?;
        matrix.cell = Some(GapsCell { nis, column: column.as_str().into() });
    }
    Ok(())
}

/// Tells of white spots.
pub fn run(common: &Common, args: &GapsArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let mut view = filter::view(&args.filter, session.workspace())?;
    view.tab = Tab::Gaps;
    apply(&session, &args.matrix, &mut view)?;
    session.run(&Command::SetView(Box::new(view.clone())));
    open::settle(&mut session);
    let gaps = session.results().gaps.clone();
    let Some(matrix) = gaps.matrix else { return Err(CliError::Failed(Reason::new("cli-no-workspace"))) };
    check(&matrix, &args.matrix)?;
    if args.format.is_some() || args.output.is_some() {
        let format = exports::format_of(What::Gaps, args.format.as_deref(), args.output.as_deref())?;
        exports::allow_stream(format, args.output.as_deref(), streams)?;
        let request = ExportRequest {
            what: What::Gaps,
            format,
            view,
            path: args.output.clone(),
            picture: None,
            layout: Layout::default(),
        };
        return exports::write(&mut session, common, request, streams);
    }
    open::tell(&session, streams, |_| true)?;
    if common.json {
        let mut answer = told(&session, &matrix);
        if let (Some(detail), Some(object)) = (&gaps.detail, answer.as_object_mut()) {
            object.insert("cell".to_owned(), cell(&session, detail));
        }
        writeln!(streams.out, "{answer:#}")?;
        return Ok(ExitStatus::Done);
    }
    writeln!(streams.err, "{}", session.text().get("gaps-sample"))?;
    match &gaps.detail {
        Some(detail) => print_cell(&session, detail, streams)?,
        None => print(&session, &matrix, streams)?,
    }
    Ok(ExitStatus::Done)
}

/// Columns that the words name must be there.
fn check(matrix: &Matrix, args: &MatrixArgs) -> Result<(), CliError> {
    let is_rule = |word: &str| GapsOrder::ALL.iter().any(|known| known.key() == word);
    let ordered = args.order.iter().filter(|word| !is_rule(word));
    for word in ordered.chain(args.cell.get(1)) {
        if matrix.column(word).is_none() {
            let known = matrix.columns.iter().map(|column| &*column.key);
            let reason = Reason::new("cli-column-unknown").with_list("choices", known);
            return Err(CliError::Usage(reason.with("word", word)));
        }
    }
    Ok(())
}

fn told(session: &Session, matrix: &Matrix) -> Json {
    let (workspace, text) = (session.workspace(), session.text());
    let column = |one: &crate::insight::gaps::Column| json!({ "key": one.key, "name": words::column(matrix.by, &one.key, &text), "projects": one.count });
    let cells = |counts: &[u32]| -> Json {
        matrix.columns.iter().zip(counts).map(|(column, count)| (column.key.to_string(), json!(count))).collect()
    };
    let ratios = |one: &crate::insight::gaps::Row| -> Json {
        let cells = matrix.columns.iter().zip(&one.cells);
        cells.map(|(column, count)| (column.key.to_string(), json!(one.per_10000(*count)))).collect()
    };
    let view = &workspace.view.gaps.matrix;
    let by_status = statuses_by_cell(workspace, view, &session.results().placeless_rows);
    let stages = |one: &crate::insight::gaps::Row| -> Json {
        let of = |column: &crate::insight::gaps::Column| {
            let known = by_status.get(&(one.nis, std::sync::Arc::clone(&column.key)));
            let counts: Json =
                known.into_iter().flatten().map(|(status, count)| (status.key().to_owned(), json!(count))).collect();
            (column.key.to_string(), counts)
        };
        matrix.columns.iter().map(of).collect()
    };
    let row = |one: &crate::insight::gaps::Row| {
        let ratio = one.per_10000(one.total).filter(|_| one.is_in_sample);
        json!({
            "nis": one.nis,
            "name": workspace.municipalities.name(one.nis),
            "population": one.population,
            "in_sample": one.is_in_sample,
            "projects": one.is_in_sample.then(|| cells(&one.cells)),
            "by_status": one.is_in_sample.then(|| stages(one)),
            "total": one.is_in_sample.then_some(one.total),
            "projects_per_10000": one.is_in_sample.then(|| ratios(one)),
            "total_per_10000": ratio,
        })
    };
    let group = |one: &crate::insight::gaps::Group| {
        json!({
            "name": words::group(workspace, one.key, &text),
            "projects": cells(&one.cells),
            "total": one.total,
            "municipalities_without_known_project": cells(&one.empty_counts),
            "municipalities": one.rows.iter().map(row).collect::<Vec<_>>(),
        })
    };
    json!({
        "is_sample": true,
        "by": matrix.by.key(),
        "only": workspace.view.gaps.matrix.only.key(),
        "columns": matrix.columns.iter().map(column).collect::<Vec<_>>(),
        "themes_without_column": matrix.other_columns,
        "by_typology": matrix.by_typology.iter().map(|(one, count)| (one.key().to_owned(), json!(count))).collect::<Json>(),
        "advice_2019": { "urban": 441, "rural": 117, "note": text.get("gaps-advice") },
        "groups": matrix.groups.iter().map(group).collect::<Vec<_>>(),
    })
}

fn cell(session: &Session, detail: &Detail) -> Json {
    let (workspace, text) = (session.workspace(), session.text());
    let example = |one: &Example, why: String| {
        json!({
            "nis": one.nis,
            "name": workspace.municipalities.name(one.nis),
            "distance_km": one.distance_km,
            "projects": ids(workspace, &one.rows),
            "why": why,
        })
    };
    let candidate = |one: &NamedPartner| {
        json!({
            "name": one.name,
            "role": one.role.map(crate::model::HelixRole::key),
            "projects": ids(workspace, &one.rows),
            "why": words::candidate(workspace, one, &text),
        })
    };
    let near = detail.near.iter().map(|one| example(one, words::near(workspace, one, &text)));
    let alike = detail.alike.iter().map(|one| example(one, words::alike(workspace, detail.cell.nis, one, &text)));
    let figures = detail.alike_by.iter().map(|(figure, year)| json!({ "figure": figure.to_string(), "year": year }));
    json!({
        "nis": detail.cell.nis,
        "column": detail.cell.column,
        "in_sample": detail.is_in_sample,
        "says": words::head(workspace, detail, &text),
        "projects": ids(workspace, &detail.rows),
        "by_status": detail.statuses.iter().map(|(one, count)| (one.key().to_owned(), json!(count))).collect::<Json>(),
        "near": near.collect::<Vec<_>>(),
        "alike": alike.collect::<Vec<_>>(),
        "alike_by": figures.collect::<Vec<_>>(),
        "funding": detail.funding.iter().map(|(name, count)| json!({ "name": name, "projects": count })).collect::<Vec<_>>(),
        "partners": detail.partners.iter().map(candidate).collect::<Vec<_>>(),
    })
}

fn print(session: &Session, matrix: &Matrix, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let is_ratio = workspace.view.gaps.matrix.is_per_10000;
    let mut head = vec![text.get("gaps-municipality")];
    head.extend(matrix.columns.iter().map(|column| words::column(matrix.by, &column.key, &text)));
    head.push(text.get("gaps-total"));
    writeln!(streams.out, "{}", head.join("\t"))?;
    for group in &matrix.groups {
        let name = words::group(workspace, group.key, &text);
        writeln!(streams.out, "# {name}")?;
        for row in &group.rows {
            let mut line = vec![workspace.municipalities.name(row.nis)];
            line.extend(row.cells.iter().map(|count| words::cell(row, *count, is_ratio, &text)));
            line.push(words::cell(row, row.total, is_ratio, &text));
            writeln!(streams.out, "{}", line.join("\t"))?;
        }
    }
    Ok(())
}

fn print_cell(session: &Session, detail: &Detail, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let out = &mut *streams.out;
    writeln!(out, "{}", words::head(workspace, detail, &text))?;
    for project in detail.rows.iter().filter_map(|row| workspace.projects.get(*row)) {
        writeln!(out, "  {}  {}", project.id, project.title.get(text.language()))?;
    }
    if detail.rows.is_empty() {
        writeln!(out, "{}", text.get("gaps-near-rule"))?;
        for one in &detail.near {
            writeln!(out, "{}", words::near(workspace, one, &text))?;
        }
        let figures: Vec<String> =
            detail.alike_by.iter().map(|(figure, _)| definition::name(workspace, figure, &text)).collect();
        if !detail.alike.is_empty() {
            writeln!(out, "{}", text.with("gaps-alike-by", &[("figures", figures.join(", ").into())]))?;
        }
        for one in &detail.alike {
            writeln!(out, "{}", words::alike(workspace, detail.cell.nis, one, &text))?;
        }
    }
    writeln!(out, "{}:", text.get("gaps-funding"))?;
    for (name, count) in &detail.funding {
        writeln!(out, "  {name}: {}", text.integer(*count))?;
    }
    writeln!(out, "{}:", text.get("gaps-partners"))?;
    for one in &detail.partners {
        writeln!(out, "  {}: {}", one.name, words::candidate(workspace, one, &text))?;
    }
    Ok(())
}
