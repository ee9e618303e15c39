//! `import`: projects, or figures from a table with what the words say of it.

use serde_json::{Value, json};

use super::args::{Common, FigureArgs, Holds, ImportArgs};
use super::exports::Scratch;
use super::{CliError, ExitStatus, Streams, data, layers, lists, open, sensor_lists, stdin};
use crate::jobs::table::{IndicatorDraft, IndicatorPlan, Mapping, Role, Unshown, unshown_words};
use crate::jobs::{TableOrigin, TablePreview, TableSeen};
use crate::model::{IndicatorId, IndicatorValue, LayerKind, NisVintage, Reason};
use crate::session::Session;
use crate::session::command::{FiguresCommand, FileCommand};
use crate::text::Text;

/// Revised figures that the answer lists for each indicator.
const LISTED: usize = 1000;

/// `import`.
pub fn import(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    match stdin::spooled(common, args, streams)? {
        Some((args, _until_read)) => import_files(common, &args, streams),
        None => import_files(common, args, streams),
    }
}

fn import_files(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let Some(trial) = trial_workspace(common, args)? else { return import_as(common, args, streams) };
    let into = Some(trial.folder().join("trial.gpkg"));
    import_as(common, &ImportArgs { into, ..args.clone() }, streams)
}

/// Where a dry run takes place whose workspace is not there: it must not make one.
fn trial_workspace(common: &Common, args: &ImportArgs) -> Result<Option<Scratch>, CliError> {
    let target = match (&args.into, &common.workspace) {
        (Some(into), _) => into.clone(),
        // What was named without being made stays an error.
        (None, Some(_)) => return Ok(None),
        (None, None) => open::default_workspace()?,
    };
    (args.dry_run && !target.exists()).then(Scratch::new).transpose()
}

fn import_as(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    match args.what {
        Holds::Projects if lists::is_list(args) => lists::import(common, args, streams),
        Holds::Projects => data::import(common, args, streams),
        Holds::Sensors => sensor_lists::import(common, args, streams),
        Holds::Indicators => import_figures(common, args, streams),
        Holds::Layer => layers::import(common, args, LayerKind::Layer, streams),
        Holds::Places => layers::import(common, args, LayerKind::Places, streams),
    }
}

fn import_figures(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let [file] = args.files.as_slice() else {
        return Err(CliError::Usage(Reason::new("cli-one-table")));
    };
    let origin = origin(file, &args.figures);
    let mut session = open::session(common, args.into.clone(), args.into.is_some())?;
    let given = mapping_file(&mut session, &args.figures)?;
    let seen = read(&mut session, &origin, given)?;
    let mut mapping = seen.mapping.clone();
    say(&session, &mut mapping, &args.figures)?;
    let seen = if mapping == seen.mapping { seen } else { read(&mut session, &origin, Some(mapping))? };
    if let Some(path) = &args.figures.save_map {
        let command = FiguresCommand::SaveMapping(path.clone(), Box::new(seen.mapping.clone()));
        session.run(&FileCommand::Figures(command).into());
        open::settle(&mut session);
        open::check(&session)?;
    }
    lists::tell_hidden(&session, (&seen.hidden, seen.mapping.sheet.as_deref()), streams)?;
    let preview = seen.preview.as_ref().map_err(|error| open::failed(error, origin.name()))?;
    tell(&session, preview, streams)?;
    session.import_table(origin, seen.mapping.clone(), args.dry_run);
    open::settle(&mut session);
    let status = open::report(&session, &Common { json: false, ..common.clone() }, streams)?;
    if common.json {
        writeln!(streams.out, "{:#}", described(&session.text(), &seen, preview, args.dry_run))?;
    }
    data::save_rejected(&mut session, args.rejected.as_ref(), &preview.rejected, streams)?;
    Ok(status)
}

fn origin(file: &std::path::Path, words: &FigureArgs) -> TableOrigin {
    let text = file.to_string_lossy();
    if text.starts_with("http://") || text.starts_with("https://") {
        TableOrigin::OData { url: text.into_owned(), secret: words.secret.clone() }
    } else {
        TableOrigin::File(file.to_owned())
    }
}

fn mapping_file(session: &mut Session, words: &FigureArgs) -> Result<Option<Mapping>, CliError> {
    let sheet = |mapping: Mapping| Mapping { sheet: words.sheet.clone().or(mapping.sheet.clone()), ..mapping };
    let Some(path) = &words.mapping else { return Ok(words.sheet.is_some().then(|| sheet(Mapping::default()))) };
    session.run(&FileCommand::Figures(FiguresCommand::ReadMapping(path.clone())).into());
    open::settle(session);
    let results = &session.results().table_import;
    match (&results.mapping, &results.error) {
        (Some(mapping), _) => Ok(Some(sheet(mapping.as_ref().clone()))),
        (None, error) => Err(CliError::Told(error.clone().unwrap_or_default())),
    }
}

fn read(session: &mut Session, origin: &TableOrigin, mapping: Option<Mapping>) -> Result<TableSeen, CliError> {
    session.read_table(origin.clone(), mapping);
    open::settle(session);
    let results = &session.results().table_import;
    match (&results.error, &results.seen) {
        (Some(error), _) => Err(CliError::Told(error.clone())),
        (None, Some(seen)) => Ok(seen.as_ref().clone()),
        (None, None) => Err(CliError::Failed(Reason::new("cli-table-unread").in_file(origin.name()))),
    }
}

/// Puts what the words say into the mapping.
fn say(session: &Session, mapping: &mut Mapping, words: &FigureArgs) -> Result<(), CliError> {
    if let Some(vintage) = &words.vintage {
        mapping.vintage = data::keyed(vintage, "--vintage", NisVintage::ALL, NisVintage::key)?;
    }
    mapping.year = words.table_year.or(mapping.year);
    mapping.adds_up |= words.add_up;
    let put = |text: &Option<String>, field: &mut String| {
        if let Some(text) = text {
            text.clone_into(field);
        }
    };
    put(&words.source, &mut mapping.source.attribution);
    put(&words.licence, &mut mapping.source.licence);
    if let Some(id) = &words.indicator {
        name_figure(mapping, id)?;
        let known = session.workspace().indicators.definition(&IndicatorId::new(id));
        // What was proposed for the column says nothing of a figure that is known under this identifier.
        mapping.indicators.retain(|draft| draft.id != *id || known.is_none());
        mapping.indicators.extend(known.map(IndicatorDraft::of));
    }
    let is_about_one = [&words.name, &words.unit, &words.definition].iter().any(|word| word.is_some());
    if !is_about_one && words.decimals.is_none() {
        return Ok(());
    }
    let draft = only_figure(mapping)?;
    put(&words.name, &mut draft.name_nl);
    put(&words.unit, &mut draft.unit);
    put(&words.definition, &mut draft.definition_nl);
    draft.decimals = words.decimals.unwrap_or(draft.decimals);
    Ok(())
}

/// Gives the only figure of the table this identifier.
fn name_figure(mapping: &mut Mapping, id: &str) -> Result<(), CliError> {
    let mut figures: Vec<String> =
        mapping.columns.iter().filter(|one| one.role == Role::Value).filter_map(|one| one.indicator.clone()).collect();
    figures.sort_unstable();
    figures.dedup();
    match figures.as_slice() {
        [only] if only == id => Ok(()),
        [only] => {
            let only = only.clone();
            mapping.rename(&only, id);
            Ok(())
        }
        several if several.iter().any(|figure| figure == id) => {
            for column in mapping.columns.iter_mut().filter(|one| one.role == Role::Value) {
                if column.indicator.as_deref() != Some(id) {
                    column.role = Role::Ignore;
                }
            }
            mapping.indicators.retain(|draft| draft.id == id);
            Ok(())
        }
        several => {
            let reason = Reason::new("cli-indicator-of-table").with_list("choices", several);
            Err(CliError::Usage(reason.with("word", id)))
        }
    }
}

fn only_figure(mapping: &mut Mapping) -> Result<&mut IndicatorDraft, CliError> {
    match mapping.indicators.as_mut_slice() {
        [only] => Ok(only),
        _ => Err(CliError::Usage(Reason::new("cli-one-figure"))),
    }
}

/// Tells in words what the table gives.
fn tell(session: &Session, preview: &TablePreview, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    for (key, count) in preview.left_out.told() {
        let n = i64::try_from(count).unwrap_or(i64::MAX);
        writeln!(streams.err, "{}", text.with(key, &[("n", n.into()), ("count", text.integer(n).into())]))?;
    }
    if let Some(words) = unshown_words(&text, &session.workspace().municipalities, &preview.unshown) {
        writeln!(streams.err, "{words}")?;
    }
    for one in &preview.plan.indicators {
        let name = one.definition.name.get(text.language());
        writeln!(streams.err, "{}: {name} ({})", one.definition.id, one.definition.unit)?;
        if let Some(problem) = one.problem {
            writeln!(streams.err, "  {}", text.word("import-problem", problem.key()))?;
        }
    }
    Ok(())
}

fn described(text: &Text, seen: &TableSeen, preview: &TablePreview, is_dry_run: bool) -> Value {
    let left = preview.left_out;
    json!({
        "is_dry_run": is_dry_run,
        "mapping": seen.mapping,
        "indicators": preview.plan.indicators.iter().map(planned).collect::<Vec<_>>(),
        "missing": preview.missing_count,
        "unshown": preview.unshown.iter().map(unshown).collect::<Vec<_>>(),
        "left_out": {
            "totals": left.totals,
            "outside": left.outside,
            "unlocated": left.unlocated,
            "others": left.others,
            "remarks": left.remarks,
        },
        "rejected": preview.rejected_count,
        "rejected_rows": open::rejected_rows(text, &preview.rejected),
    })
}

fn unshown(one: &Unshown) -> Value {
    let Unshown { indicator, place, year, missing, count } = one;
    json!({"indicator": indicator, "nis": place, "year": year, "missing": missing, "count": count})
}

fn planned(one: &IndicatorPlan) -> Value {
    let value = |row: &IndicatorValue| json!({"value": row.value, "status": row.status});
    let changed = one
        .changed
        .iter()
        .take(LISTED)
        .map(|(former, row)| json!({"nis": row.nis, "year": row.year, "former": value(former), "new": value(row)}));
    let sum = |sum: Option<(f64, usize)>| sum.map(|(sum, count)| json!({"sum": sum, "municipalities": count}));
    json!({
        "id": one.definition.id,
        "name": one.definition.name,
        "unit": one.definition.unit,
        "is_new": one.is_new,
        "added": one.added.len(),
        "changed": one.changed.len(),
        "unchanged": one.unchanged_count,
        "superseded": one.superseded.len(),
        "old_codes": one.old_codes,
        "problem": one.problem,
        "changes": changed.collect::<Vec<_>>(),
        "flanders": one.sums.iter().map(|year| json!({
            "year": year.year,
            "before": sum(year.before),
            "after": sum(year.after),
            "stated": year.stated,
        })).collect::<Vec<_>>(),
    })
}
