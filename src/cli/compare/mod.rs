//! `compare`: municipalities side by side, with the same numbers as the window.

mod before_after;
pub mod figures;
mod json;
pub mod peers;

use super::args::{Common, CompareArgs, FilterArgs};
use super::{CliError, ExitStatus, Streams, data, exports, filter, open};
use crate::export::What;
use crate::insight::{Comparison, FigureRow, Value, Values, definition, peers as groups};
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::{Nis, Reason};
use crate::session::command::FeedCommand;
use crate::session::{Command, Session};
use crate::text::Text;
use crate::workspace::{Borders, PeerChoice, Tab, Workspace};
use jiff::ToSpan;

/// Days back from now that figures of sensors are made from, as in the window.
pub const SENSOR_DAYS: u32 = 30;

/// Width of the column of names.
const NAME_WIDTH: usize = 44;

/// A group of peers as it was typed.
pub fn peers_word(word: &str) -> Result<PeerChoice, CliError> {
    PeerChoice::from_key(word).or_else(|| PeerChoice::from_key(&word.replace('-', "_"))).ok_or_else(|| {
        let known = PeerChoice::RULES.iter().map(PeerChoice::key);
        CliError::Usage(Reason::new("cli-peers").with_list("choices", known).with("word", word))
    })
}

/// A figure as it was typed.
pub fn figure_word(word: &str) -> Result<FigureRef, CliError> {
    word.parse().map_err(|_| CliError::usage("cli-figure-unknown", word))
}

/// A figure that the workspace has.
pub fn known_figure(workspace: &Workspace, word: &str) -> Result<FigureRef, CliError> {
    let figure = figure_word(word)?;
    let is_known = match &figure.base {
        FigureBase::Indicator(id) => workspace.indicators.definition(id).is_some(),
        FigureBase::Own(id) => workspace.own.ratio(id).is_some(),
        FigureBase::Projects(_) | FigureBase::Sensors(..) => true,
    };
    if is_known { Ok(figure) } else { Err(CliError::usage("cli-figure-unknown", word)) }
}

/// Looks figures up in what the session has.
fn with_values<T>(session: &Session, work: impl FnOnce(&Values<'_>) -> T) -> T {
    let this_year = session.this_year();
    work(&Values::new(session.results().inputs(session.workspace(), this_year)))
}

/// `compare`.
pub fn run(common: &Common, args: &CompareArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let workspace = session.workspace();
    let names = &args.filter.municipality;
    let codes: Vec<Nis> =
        names.iter().map(|word| filter::municipality(&workspace.municipalities, word)).collect::<Result<_, _>>()?;
    let mut view = filter::view(&FilterArgs { municipality: Vec::new(), ..args.filter.clone() }, workspace)?;
    view.tab = Tab::Compare;
    if !codes.is_empty() {
        view.compare.municipalities = codes;
    }
    let words =
        |words: &[String]| words.iter().map(|word| known_figure(workspace, word)).collect::<Result<Vec<_>, _>>();
    if !args.figures.is_empty() {
        view.compare.figures = words(&args.figures)?;
    }
    if !args.similar_by.is_empty() {
        view.compare.similar_by = words(&args.similar_by)?;
    }
    if let Some(word) = args.peers.as_deref() {
        view.compare.peers = Some(peers_word(word)?);
    }
    view.compare.year = args.year.or(view.compare.year);
    if args.borders_of_the_time {
        view.compare.borders = Borders::OfTheTime;
    }
    session.run(&Command::SetView(Box::new(view)));
    read_sensors_of(&mut session, args.days)?;
    open::select(&mut session);
    if args.table.is_wanted() {
        if session.results().comparison.is_none() {
            return Err(no_municipality());
        }
        if args.project.is_some() {
            return Err(CliError::Usage(Reason::new("cli-compare-no-project")));
        }
        let what = if args.series { What::Series } else { What::Comparison };
        return exports::write_table(&mut session, common, (what, &args.table), streams);
    }
    open::tell(&session, streams, |_| true)?;
    let Some(comparison) = session.results().comparison.clone() else {
        return Err(no_municipality());
    };
    let text = session.text();
    let borders = session.view().compare.borders;
    let project = args.project.as_deref().map(|id| data::known_project(session.workspace(), id)).transpose()?;
    let printed = with_values(&session, |values| {
        let before_after = project.map(|project| (project, before_after::run(values, &comparison, project)));
        if common.json {
            let mut answer = json::comparison(values, &comparison, args.series.then_some(borders), &text);
            if let (Some(answer), Some((project, found))) = (answer.as_object_mut(), &before_after) {
                answer.insert(
                    "before_after".into(),
                    before_after::json(values, &comparison.peers, project, found, &text),
                );
            }
            return format!("{answer:#}\n");
        }
        let mut printed = table(values.workspace(), &comparison, &text);
        if args.series {
            printed.push_str(&series(values, &comparison, borders, &text));
        }
        if let Some((project, found)) = &before_after {
            printed.push_str(&before_after::lines(values, &comparison.peers, project, found, &text));
        }
        printed
    });
    write!(streams.out, "{printed}")?;
    Ok(ExitStatus::Done)
}

fn no_municipality() -> CliError {
    CliError::Usage(Reason::new("cli-name-municipality"))
}

/// Reads what figures of sensors are made from, where the view compares any.
pub fn read_sensors_of(session: &mut Session, days: u32) -> Result<(), CliError> {
    let mut figures = session.view().compare.figures.iter().chain(&session.view().compare.chosen);
    if figures.any(|figure| matches!(figure.base, FigureBase::Sensors(..))) {
        read_sensors(session, days)?;
    }
    Ok(())
}

fn read_sensors(session: &mut Session, days: u32) -> Result<(), CliError> {
    let hour = session.now().as_second().div_euclid(3_600) * 3_600;
    let wrong = || CliError::usage("cli-days", days);
    let until = jiff::Timestamp::from_second(hour).map_err(|_| wrong())?;
    let from = until.checked_sub((i64::from(days) * 24).hours()).map_err(|_| wrong())?;
    session.run(&FeedCommand::LoadTownSensors { from, until }.into());
    open::settle(session);
    open::check(session)
}

/// The figures as lines, what they rest on below.
fn table(workspace: &Workspace, comparison: &Comparison, text: &Text) -> String {
    let mut lines = vec![
        text.with(
            "compare-cli-peers",
            &[
                ("name", workspace.municipalities.name(comparison.peers.of).into()),
                ("n", (comparison.peers.members.len() as i64).into()),
                ("peers", groups::name(workspace, &comparison.peers, text).into()),
            ],
        ),
        groups::explanation(workspace, &comparison.peers, text),
        String::new(),
    ];
    let names: Vec<String> = comparison.municipalities.iter().map(|nis| workspace.municipalities.name(*nis)).collect();
    let heads = names.iter().map(String::as_str).chain(["", ""]).map(String::from);
    let mut heads: Vec<String> = heads.collect();
    let last = heads.len() - 2;
    heads[last] = text.get("compare-rank");
    heads[last + 1] = text.get("compare-median");
    lines.push(line(&text.get("compare-figure"), &heads));
    let mut remarks = Vec::new();
    for row in &comparison.rows {
        let found = || row.values.iter().flatten();
        let holds = [
            (row.figure.is_sample(), "cli-sample"),
            (found().any(|value| value.is_simulated(workspace)), "figures-remark-simulated"),
            (found().any(Value::is_approximate), "figures-remark-approximate"),
        ];
        remarks.extend(holds.into_iter().filter(|(holds, _)| *holds).map(|(_, key)| key));
        lines.push(figure_line(workspace, row, text));
    }
    remarks.sort_unstable();
    remarks.dedup();
    if !remarks.is_empty() {
        lines.push(String::new());
    }
    lines.extend(remarks.into_iter().map(|key| text.get(key)));
    lines.join("\n") + "\n"
}

fn figure_line(workspace: &Workspace, row: &FigureRow, text: &Text) -> String {
    let year = row.year.map(|year| format!(" ({year})")).unwrap_or_default();
    let name = definition::name(workspace, &row.figure, text) + &year;
    let number = |value: f64| definition::number_with_sign(workspace, &row.figure, value, text);
    let mut cells: Vec<String> = row
        .values
        .iter()
        .map(|value| match value {
            Ok(value) => number(value.value),
            Err(reason) => definition::missing_short(reason, text),
        })
        .collect();
    let rank = row.ranks.first().copied().flatten();
    cells.push(rank.map_or_else(String::new, |rank| format!("{} / {}", rank.place, rank.of)));
    cells.push(row.spread.quartiles.map_or_else(String::new, |quartiles| number(quartiles.median)));
    line(&name, &cells)
}

fn line(name: &str, cells: &[String]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>18}")).collect();
    format!("{name:NAME_WIDTH$} {}", cells.join(" ")).trim_end().to_owned()
}

/// Every year of each figure.
fn series(values: &Values<'_>, comparison: &Comparison, borders: Borders, text: &Text) -> String {
    let workspace = values.workspace();
    let mut lines = Vec::new();
    for row in &comparison.rows {
        let all: Vec<_> =
            comparison.municipalities.iter().map(|nis| values.series(&row.figure, *nis, borders)).collect();
        let Some(first) = all.first().filter(|series| !series.is_empty()) else { continue };
        lines.push(String::new());
        lines.push(definition::name(workspace, &row.figure, text));
        for (index, point) in first.iter().enumerate() {
            let cell = |series: &Vec<crate::insight::YearValue>| match series.get(index).map(|point| &point.value) {
                Some(Ok(value)) => definition::number_with_sign(workspace, &row.figure, value.value, text),
                Some(Err(reason)) => definition::missing_short(reason, text),
                None => String::new(),
            };
            lines.push(line(&point.year.to_string(), &all.iter().map(cell).collect::<Vec<_>>()));
        }
    }
    lines.join("\n") + "\n"
}
