//! `reproduce`: makes an export, a report or a profile again and says whether it is the same.

use std::fs::File;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::args::Common;
use super::exports::Scratch;
use super::{CliError, ExitStatus, Streams, exports, open};
use crate::export::reproduce::{self, Asked, Difference, SIZE_LIMIT, StampRead};
use crate::export::{Format, package};
use crate::model::{Reason, hash};
use crate::session::command::ReportCommand;
use crate::session::{Command, Session};
use crate::text::Text;

/// `reproduce`.
#[derive(Debug, Args)]
pub struct ReproduceArgs {
    /// The export, report or profile, or its stamp (NAME.stamp.json), which must lie beside it; a data package has it
    /// inside, and so have Excel, ODS, GeoPackage, GeoJSON and Parquet, where it is taken if none lies beside it.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Keeps the export that is made again here.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Makes it again.
pub fn run(common: &Common, args: &ReproduceArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    if [&args.file].into_iter().chain(&args.output).any(|path| exports::is_stream(Some(path))) {
        return Err(CliError::Usage(Reason::new("cli-reproduce-stream")));
    }
    let (file, stamp_path) = reproduce::pair(&args.file);
    if let Some(output) = args.output.as_deref().filter(|output| is_one_of(output, [&file, &stamp_path])) {
        return Err(CliError::usage("cli-reproduce-over", output.display()));
    }
    let then = read_stamp(&file, &stamp_path)?;
    // A folder is never the same as a ZIP file.
    let is_other = |output: &&PathBuf| {
        let is_zip = output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        then.format().is_some_and(Format::is_package) && is_zip != file.is_file()
    };
    if let Some(output) = args.output.as_ref().filter(is_other) {
        return Err(CliError::usage("cli-reproduce-packed", output.display()));
    }
    // Headers are in the language of the stamp, whatever the system's is.
    let language = Common { language: Some(then.told.language.code().to_owned()), ..common.clone() };
    let mut session = open::session(&language, None, false)?;
    let scratch = Scratch::new()?;
    // The folder that one stands in has its name in its whole path only.
    let whole = if file.file_name().is_some() { file.clone() } else { file.canonicalize()? };
    let name = whole.file_name().ok_or_else(|| CliError::Usage(Reason::new("cli-name-export")))?;
    let made = args.output.clone().unwrap_or_else(|| scratch.folder().join(name));
    make(&mut session, &then, made.clone());
    open::settle(&mut session);
    open::check(&session)?;
    let now = read_stamp(&made, &reproduce::pair(&made).1)?;
    let is_same = then.has_contents_of(&now) && is_same(&file, &made)?;
    let differences = if is_same { Vec::new() } else { differing((&then, &file), (&now, &made))? };
    let text = Text::new(open::language(common)?);
    let rows = [then.told.row_count, now.told.row_count];
    tell(common.json, (&file, is_same, rows), &differences, &text, streams)?;
    Ok(if is_same { ExitStatus::Done } else { ExitStatus::Partly })
}

/// What is not as it was: the files that were changed, then the data, then where in them.
fn differing((then, file): (&StampRead, &Path), (now, made): (&StampRead, &Path)) -> Result<Vec<Difference>, CliError> {
    let scratch = [Scratch::new()?, Scratch::new()?];
    let there = opened(then, file, &scratch[0])?;
    let made = opened(now, made, &scratch[1])?;
    let mut found = then.changed_files(&there).map_err(|error| CliError::file(file, &error))?;
    let is_changed = !found.is_empty();
    found.extend(then.differences(now, is_changed));
    if there.is_dir() {
        let in_tables = then.differences_in_tables(&there, &made);
        found.extend(in_tables.map_err(|error| CliError::file(file, &error))?);
    } else if let Some(format) = then.format() {
        found.extend(reproduce::rows::differences(format, &there, &made));
    }
    Ok(found)
}

/// The file, or the folder of its files: a package in a ZIP file is unpacked first.
fn opened(stamp: &StampRead, path: &Path, scratch: &Scratch) -> Result<PathBuf, CliError> {
    let is_packed = stamp.format().is_some_and(Format::is_package) && path.is_file();
    if !is_packed {
        return Ok(path.to_owned());
    }
    let zip = File::open(path).map_err(|error| CliError::file(path, &error))?;
    let names = stamp.files().iter().map(|part| part.path.as_str());
    let unpacked = package::unpack(zip, names, scratch.folder());
    unpacked.map_err(|error| CliError::said_of(path, &error))?;
    Ok(scratch.folder().to_owned())
}

fn tell(
    as_json: bool,
    (file, is_same, rows): (&Path, bool, [u64; 2]),
    differences: &[Difference],
    text: &Text,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    if as_json {
        let told = |one: &Difference| json!({ "kind": one.key(), "name": one.name(), "told": words(one, text) });
        let answer = json!({
            "file": file.display().to_string(),
            "is_identical": is_same,
            "rows": { "then": rows[0], "now": rows[1] },
            "differences": differences.iter().map(told).collect::<Vec<_>>(),
        });
        writeln!(streams.out, "{answer:#}")?;
        return Ok(());
    }
    let key = if is_same { "reproduce-same" } else { "reproduce-differs" };
    writeln!(streams.out, "{}", text.with(key, &[("file", file.display().to_string().into())]))?;
    for one in differences {
        writeln!(streams.out, "  {}", words(one, text))?;
    }
    Ok(())
}

fn make(session: &mut Session, then: &StampRead, path: PathBuf) {
    match &then.asked {
        Asked::Report(composed) => session.run(&ReportCommand::Make(Box::new(composed.request(path))).into()),
        Asked::Profile(profiled) => session.report_as_of(profiled.request(path), profiled.as_of),
        Asked::Export(exported) => {
            session.run(&Command::SetView(Box::new(exported.view.clone())));
            open::select(session);
            let request = exported.request(path);
            match &exported.as_of {
                Some(as_of) => session.export_as_of(request, None, as_of.clone()),
                None => session.export(request, None),
            }
        }
    }
}

/// The stamp beside a file, else that inside it.
fn read_stamp(file: &Path, path: &Path) -> Result<StampRead, CliError> {
    let bytes = match packed(path) {
        Some(zip) => {
            let file = File::open(&zip).map_err(|error| CliError::file(&zip, &error))?;
            package::descriptor_in_zip(file, SIZE_LIMIT).map_err(|error| CliError::said_of(&zip, &error))?
        }
        None if path.exists() || !file.is_file() => super::data::read_limited(path, SIZE_LIMIT)?,
        None => {
            let inside = reproduce::inside(file).map_err(|reason| CliError::file(file, &reason))?;
            let missing = || CliError::file(file, &Reason::new("cli-no-stamp").with("stamp", path.display()));
            inside.ok_or_else(missing)?
        }
    };
    reproduce::read(&bytes).map_err(|error| CliError::file(path, &error))
}

/// The ZIP file of a data package, where no stamp lies beside it.
fn packed(stamp: &Path) -> Option<PathBuf> {
    let file = stamp.to_str()?.strip_suffix(".stamp.json").map(PathBuf::from)?;
    let is_zip = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    (is_zip && file.is_file() && !stamp.exists()).then_some(file)
}

/// Whether what was made lies there too, byte for byte: a file, or every file of a folder.
fn is_same(there: &Path, made: &Path) -> Result<bool, CliError> {
    if !made.is_dir() {
        return Ok(hash_of(there)? == hash_of(made)?);
    }
    for entry in std::fs::read_dir(made)? {
        let entry = entry?;
        let other = there.join(entry.file_name());
        if !other.is_file() || hash_of(&other)? != hash_of(&entry.path())? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn hash_of(path: &Path) -> Result<String, CliError> {
    let file = File::open(path).map_err(|error| CliError::file(path, &error))?;
    hash::of_reader(file).map_err(|error| CliError::file(path, &error))
}

fn words(difference: &Difference, text: &Text) -> String {
    let key = format!("reproduce-{}", difference.key());
    match difference {
        Difference::Program { then, now } => {
            text.with(&key, &[("then", then.as_str().into()), ("now", now.as_str().into())])
        }
        Difference::SourceChanged { title, dates: [then, now] } => {
            let date = |date: &Option<String>| date.clone().unwrap_or_else(|| "–".to_owned());
            let words = [("title", title.as_str().into()), ("then", date(then).into()), ("now", date(now).into())];
            text.with(&key, &words)
        }
        Difference::SourceGone(title) | Difference::SourceNew(title) => {
            text.with(&key, &[("title", title.as_str().into())])
        }
        Difference::RowCount { then, now } => {
            let number = |count: u64| text.integer(i64::try_from(count).unwrap_or(i64::MAX));
            text.with(&key, &[("then", number(*then).into()), ("now", number(*now).into())])
        }
        Difference::Cell { row, column, values: [then, now] } => {
            let named = [("row", row), ("column", column), ("then", then), ("now", now)];
            text.with(&key, &named.map(|(name, word)| (name, word.as_str().into())))
        }
        Difference::RowGone(row) | Difference::RowNew(row) => text.with(&key, &[("row", row.as_str().into())]),
        Difference::InTable { table, difference } => {
            let named = [("table", table.as_str().into()), ("told", words(difference, text).into())];
            text.with("reproduce-in-table", &named)
        }
        other => match other.name() {
            Some(name) => text.with(&key, &[("name", name.into())]),
            None => text.get(&key),
        },
    }
}

/// Whether a path is that of one of these, whatever way it is written.
fn is_one_of(path: &Path, others: [&PathBuf; 2]) -> bool {
    path.canonicalize()
        .is_ok_and(|path| others.iter().any(|other| other.canonicalize().is_ok_and(|other| other == path)))
}
