//! `import` of somebody's list of projects: the meaning of its columns proposed, or as a mapping says it.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use super::args::{Common, FigureArgs, ImportArgs};
use super::{CliError, ExitStatus, Streams, data, open};
use crate::formats::crs::Crs;
use crate::formats::indicator_table::SourceDraft;
use crate::formats::project::export;
use crate::formats::{layer, sheet};
use crate::jobs::list::{Choices, ListError, Survey, WordUse, hidden_words, rows_words, system_words, told_places};
use crate::jobs::{ListPreview, ListSeen, ProjectMapping};
use crate::model::{Explained, Reason};
use crate::session::Session;
use crate::session::command::{FileCommand, ListCommand};
use crate::session::results::ListResults;
use crate::text::Text;

/// New and changed projects that the answer lists.
const LISTED: usize = 1000;

/// Changed projects that are told in words.
const TOLD: usize = 10;

/// Whether the files are to be read as lists, whose columns are guessed: all but exports of this program, and texts that
/// are too large to be looked at as a whole.
pub fn is_list(args: &ImportArgs) -> bool {
    let FigureArgs { mapping, save_map, sheet, .. } = &args.figures;
    let is_said = mapping.is_some() || save_map.is_some() || sheet.is_some() || args.crs.is_some();
    is_said || args.list.is_some() || args.files.iter().any(|file| is_of_others(file))
}

fn is_of_others(path: &Path) -> bool {
    // A file that can't be read is told of where it is read.
    let Ok(file) = std::fs::File::open(path) else { return false };
    let length = file.metadata().map(|meta| meta.len()).unwrap_or_default();
    let mut head = Vec::new();
    if file.take(export::HEAD_BYTES as u64).read_to_end(&mut head).is_err() {
        return false;
    }
    let is_geodata = head.starts_with(b"<?xml") || head.starts_with(b"<kml") || layer::is_told(&head);
    let limit = if layer::is_json(&head) { layer::MAX_FILE_BYTES } else { sheet::MAX_FILE_BYTES };
    is_geodata || sheet::is_workbook(&head) || length <= limit && !export::is_export(&head)
}

/// Imports a list.
pub fn import(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let [file] = args.files.as_slice() else {
        return Err(CliError::Usage(Reason::new("cli-one-list")));
    };
    let mut session = open::session(common, args.into.clone(), args.into.is_some())?;
    let given = given(&mut session, args)?;
    let seen = read(&mut session, file, given)?;
    let mut mapping = seen.mapping.clone();
    say((&mut mapping.crs, &mut mapping.list, &mut mapping.source), args)?;
    let seen = if mapping == seen.mapping { seen } else { read(&mut session, file, Some(mapping))? };
    if let Some(path) = &args.figures.save_map {
        let command = ListCommand::SaveMapping(path.clone(), Box::new(seen.mapping.clone()));
        session.run(&FileCommand::List(command).into());
        open::settle(&mut session);
        open::check(&session)?;
    }
    tell_hidden(&session, (&seen.hidden, seen.mapping.sheet.as_deref()), streams)?;
    let preview = seen.preview.as_ref().map_err(|error| not_projects(&session, error, file))?;
    tell(&session, &seen, preview, streams)?;
    session.import_list(file.clone(), seen.mapping.clone(), args.dry_run);
    open::settle(&mut session);
    let status = open::report(&session, &Common { json: false, ..common.clone() }, streams)?;
    if common.json {
        writeln!(streams.out, "{:#}", described(&session.text(), &seen, preview, args.dry_run))?;
    }
    data::save_rejected(&mut session, args.rejected.as_ref(), &preview.rejected, streams)?;
    Ok(status)
}

/// Why a file is no list of projects, with what else it may be.
fn not_projects(session: &Session, error: &ListError, file: &Path) -> CliError {
    if !matches!(error, ListError::NoTitle | ListError::Figures) {
        return open::failed(error, file.display());
    }
    let (text, reason) = (session.text(), error.reason().in_file(file.display()));
    CliError::Told(format!("{} {}", text.get("error-not-projects"), text.reason(&reason)))
}

/// The mapping of a file, or one that names nothing but a sheet.
fn given(session: &mut Session, args: &ImportArgs) -> Result<Option<ProjectMapping>, CliError> {
    let sheet = args.figures.sheet.clone();
    let Some(path) = &args.figures.mapping else {
        return Ok(sheet.map(|sheet| ProjectMapping { sheet: Some(sheet), ..ProjectMapping::default() }));
    };
    session.run(&FileCommand::List(ListCommand::ReadMapping(path.clone())).into());
    open::settle(session);
    let mapping = mapping_of(&session.results().list_import)?;
    Ok(Some(ProjectMapping { sheet: sheet.or_else(|| mapping.sheet.clone()), ..mapping }))
}

/// The mapping that was read from its file.
///
/// # Errors
/// When it could not be read.
pub(super) fn mapping_of<S, M: Clone>(results: &ListResults<S, M>) -> Result<M, CliError> {
    let failed = || CliError::Told(results.error.clone().unwrap_or_default());
    results.mapping.as_deref().cloned().ok_or_else(failed)
}

/// The list that was read.
///
/// # Errors
/// When it could not be read.
pub(super) fn seen_in<S: Clone, M>(results: &ListResults<S, M>, file: &Path) -> Result<S, CliError> {
    if let Some(error) = &results.error {
        return Err(CliError::Told(error.clone()));
    }
    let missing = || CliError::file(file, &Reason::new("cli-list-unread"));
    results.seen.as_deref().cloned().ok_or_else(missing)
}

fn read(session: &mut Session, file: &Path, mapping: Option<ProjectMapping>) -> Result<ListSeen, CliError> {
    session.read_list(file.to_owned(), mapping);
    open::settle(session);
    seen_in(&session.results().list_import, file)
}

/// Puts what the words say into the mapping: its reference system, name and source.
pub(super) fn say(
    (crs, list, source): (&mut Option<String>, &mut String, &mut SourceDraft),
    args: &ImportArgs,
) -> Result<(), CliError> {
    if let Some(name) = &args.crs {
        let known = Crs::from_name(name).ok_or_else(|| CliError::usage("cli-crs-read", name))?;
        *crs = Some(known.to_string());
    }
    let put = |text: &Option<String>, field: &mut String| {
        if let Some(text) = text {
            text.clone_into(field);
        }
    };
    put(&args.list, list);
    put(&args.figures.source, &mut source.attribution);
    put(&args.figures.licence, &mut source.licence);
    Ok(())
}

/// Tells in words what each column was taken for, what each of its words, and what was left out.
fn tell(session: &Session, seen: &ListSeen, preview: &ListPreview, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    let columns = seen.mapping.columns.iter().zip(&preview.words);
    // Columns without a name that nobody reads are the margins of a sheet.
    for (column, uses) in columns.filter(|(column, _)| !column.header.is_empty() || column.field.is_some()) {
        let field = column
            .field
            .map_or_else(|| text.get("import-role-ignore"), |field| text.word("export-column", field.key()));
        writeln!(streams.err, "{} → {field}", column.header)?;
        if let Some(family) = column.field.and_then(Choices::family) {
            tell_words(&text, (family, "import-list-word-empty"), uses, &column.words, streams)?;
        }
    }
    for change in preview.plan.changed.iter().take(TOLD) {
        let title = change.after.title.get(text.language());
        let fields: Vec<String> = change.fields.iter().map(|field| text.word("export-column", field.key())).collect();
        let named = [("id", change.after.id.as_str()), ("title", title), ("fields", &fields.join(", "))];
        writeln!(streams.err, "{}", text.with("cli-list-change", &named.map(|(name, word)| (name, word.into()))))?;
    }
    tell_notes(session, preview.told(), preview.notes.detected_crs, streams)?;
    let names: Vec<&str> = preview.notes.unresolved_names.iter().map(String::as_str).collect();
    if !names.is_empty() {
        writeln!(streams.err, "{}", text.with("import-list-unresolved", &[("names", names.join(", ").into())]))?;
    }
    tell_rows(session, preview, streams)
}

/// Tells of which rows the postal code or the place does not fit the municipality.
fn tell_rows(session: &Session, preview: &ListPreview, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    let others = &preview.notes.other_postal_codes;
    if others.count > 0 {
        writeln!(streams.err, "{}", rows_words(&text, "import-list-postal-differs", others))?;
    }
    tell_places(session, &preview.survey, streams)
}

/// Tells which hidden sheets were passed over.
pub(super) fn tell_hidden(
    session: &Session,
    (hidden, read): (&[String], Option<&str>),
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let text = session.text();
    if let Some(words) = hidden_words(&text, hidden, read) {
        writeln!(streams.err, "{words} {}", text.get("cli-sheet-choose"))?;
    }
    Ok(())
}

/// Tells which rows lie amiss, and by which reference system they would not.
pub(super) fn tell_places(session: &Session, survey: &Survey, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    for (key, rows) in told_places(survey) {
        writeln!(streams.err, "{}", rows_words(&text, key, rows))?;
    }
    if let Some(crs) = survey.offer {
        let system = system_words(&text, crs);
        let offer = text.with("import-places-offer", &[("system", system.into())]);
        let word = text.with("import-places-offer-word", &[("crs", crs.to_string().into())]);
        writeln!(streams.err, "{offer} {word}")?;
    }
    Ok(())
}

/// Tells what each word of a column was taken for; `empty` is the key of what is said where it stands for nothing.
pub(super) fn tell_words(
    text: &Text,
    (family, empty): (&str, &str),
    uses: &[WordUse],
    meanings: &BTreeMap<String, String>,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    for one in uses {
        let meaning = match meanings.get(&one.word).or(one.key.as_ref()).map(String::as_str) {
            Some("") => text.get(empty),
            Some(key) => text.word(family, key),
            None => text.get("import-list-word-unknown"),
        };
        let word: Vec<&str> = one.word.split_whitespace().collect();
        writeln!(streams.err, "  {} → {meaning}", word.join(" "))?;
    }
    Ok(())
}

/// What the places of a file say together, as it is answered.
pub(super) fn described_places(survey: &Survey) -> Value {
    json!({
        "outside": survey.outside.count,
        "far_from_municipality": survey.elsewhere.count,
        "offered_crs": survey.offer.map(|crs| crs.to_string()),
    })
}

/// Tells what was left out or done beyond reading.
pub(super) fn tell_notes(
    session: &Session,
    told: impl Iterator<Item = (&'static str, u64)>,
    detected: Option<Crs>,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let text = session.text();
    for (key, count) in told {
        let n = i64::try_from(count).unwrap_or(i64::MAX);
        writeln!(streams.err, "{}", text.with(key, &[("n", n.into()), ("count", text.integer(n).into())]))?;
    }
    if let Some(crs) = detected {
        writeln!(streams.err, "{}", text.with("import-list-found-crs", &[("crs", crs.to_string().into())]))?;
    }
    Ok(())
}

/// The words of the columns that have any, each with what it means.
pub(super) fn described_words<'c>(
    columns: impl Iterator<Item = (&'c str, &'c BTreeMap<String, String>)>,
    words: &[Vec<WordUse>],
) -> Vec<Value> {
    let columns = columns.zip(words).filter(|(_, words)| !words.is_empty());
    let described = columns.map(|((header, meanings), words)| {
        let word = |one: &WordUse| {
            let meaning = meanings.get(&one.word).cloned().or_else(|| one.key.clone());
            json!({ "word": one.word, "rows": one.count, "means": meaning })
        };
        json!({ "column": header, "words": words.iter().map(word).collect::<Vec<_>>() })
    });
    described.collect()
}

fn described(text: &Text, seen: &ListSeen, preview: &ListPreview, is_dry_run: bool) -> Value {
    let changed = preview.plan.changed.iter().take(LISTED).map(|change| {
        json!({
            "id": change.after.id,
            "title": change.after.title,
            "fields": change.fields,
        })
    });
    let columns = seen.mapping.columns.iter().map(|column| (column.header.as_str(), &column.words));
    let words = described_words(columns, &preview.words);
    json!({
        "is_dry_run": is_dry_run,
        "mapping": seen.mapping,
        "added": preview.plan.added.len(),
        "added_ids": preview.plan.added.iter().take(LISTED).map(|project| &project.id).collect::<Vec<_>>(),
        "changed": preview.plan.changed.len(),
        "changes": changed.collect::<Vec<_>>(),
        "unchanged": preview.plan.unchanged,
        "left_out": {
            "totals": preview.left_out.totals,
            "headers": preview.left_out.headers,
            "units": preview.left_out.units,
            "remarks": preview.left_out.remarks,
        },
        "turned_axes": preview.notes.turned_axes,
        "places": described_places(&preview.survey),
        "derived_municipalities": preview.derived_towns,
        "other_postal_codes": preview.notes.other_postal_codes.count,
        "doubles": preview.doubles,
        "regional": preview.regional,
        "no_municipality": preview.notes.unresolved_names,
        "words": words,
        "rejected": preview.rejected_count,
        "rejected_rows": open::rejected_rows(text, &preview.rejected),
    })
}
