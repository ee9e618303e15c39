//! `report FILE`: reports as PDF or HTML, of the whole or of municipalities; `report --new`: a report file of view files.

use std::path::Path;

use super::args::Common;
use super::report::{ReportArgs, codes, follow};
use super::{CliError, ExitStatus, Streams, data, exports, filter, open};
use crate::export::compose::{ComposeFormat, ComposeRequest};
use crate::export::file;
use crate::model::Reason;
use crate::session::command::ReportCommand;
use crate::session::report_file;
use crate::workspace::{Report, ReportPart, ReportSection};

/// Makes the reports of a file.
pub fn run(common: &Common, path: &Path, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    if args.peers.is_some() || !args.similar_by.is_empty() {
        return Err(CliError::Usage(Reason::new("cli-report-no-peers")));
    }
    let output = args.output.as_deref().ok_or_else(|| CliError::Usage(Reason::new("cli-name-output")))?;
    let is_each = args.is_group() || args.municipality.len() > 1;
    let format = format(args, output, is_each)?;
    let is_text = format == ComposeFormat::Html;
    let (output, waiting) = exports::document(common, output, (format.key(), is_text, !is_each), streams)?;
    let bytes = data::read_limited(path, report_file::SIZE_LIMIT)?;
    let report = report_file::read(&bytes).map_err(|error| CliError::file(path, &error))?;
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    let municipalities = codes(args, &session)?;
    let this_year = session.this_year();
    let request = ComposeRequest { report, municipalities, format, path: output, is_each, this_year };
    session.run(&ReportCommand::Make(Box::new(request)).into());
    follow(&mut session, streams)?;
    match waiting {
        Some(scratch) => exports::pass_on(&session, &scratch, streams),
        None => open::report(&session, common, streams),
    }
}

/// The format that is named, else that of the file's ending.
fn format(args: &ReportArgs, output: &Path, is_each: bool) -> Result<ComposeFormat, CliError> {
    if let Some(word) = &args.format {
        return data::keyed(word, "--format", ComposeFormat::ALL, ComposeFormat::key);
    }
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let of_ending =
        ending.as_deref().and_then(|ending| ComposeFormat::from_key(if ending == "htm" { "html" } else { ending }));
    match of_ending {
        Some(format) if !is_each => Ok(format),
        None if is_each || exports::is_stream(Some(output)) => Ok(ComposeFormat::Pdf),
        None if ending.is_some() => {
            Err(exports::unknown_ending("report", ComposeFormat::ALL.iter().map(|format| format.key()), output))
        }
        _ => Err(CliError::usage("cli-report-format", output.display())),
    }
}

/// Writes a report file whose sections are view files; `-` is standard output.
pub fn make(
    common: &Common,
    path: &Path,
    args: &ReportArgs,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let part = |word: &String| data::keyed(word, "--show", ReportPart::ALL, ReportPart::key);
    let shown: Vec<ReportPart> = args.show.iter().map(part).collect::<Result<_, _>>()?;
    let sections: Vec<ReportSection> = args.view.iter().map(|view| section(view, &shown)).collect::<Result<_, _>>()?;
    let report = Report { title: args.title.clone().unwrap_or_default(), sections, ..Report::default() };
    let bytes = report_file::write(&report).map_err(|error| CliError::said_of(path, &error))?;
    if exports::is_stream(Some(path)) {
        if common.json {
            return Err(CliError::Usage(Reason::new("cli-stream-json")));
        }
        streams.out.write_all(&bytes)?;
        return Ok(ExitStatus::Done);
    }
    file::write(path, &bytes).map_err(|error| exports::unwritten(path, &error))?;
    let count = report.sections.len();
    if common.json {
        writeln!(streams.out, "{}", serde_json::json!({ "file": path.display().to_string(), "sections": count }))?;
    } else {
        let text = crate::text::Text::new(open::language(common)?);
        let file = path.display().to_string();
        writeln!(streams.err, "{}", text.with("notice-written", &[("file", file.into())]))?;
    }
    Ok(ExitStatus::Done)
}

fn section(path: &Path, shown: &[ReportPart]) -> Result<ReportSection, CliError> {
    let view = filter::read_view(path)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.strip_suffix(".regioview.json").or_else(|| name.strip_suffix(".json")).unwrap_or(&name);
    let shown = if shown.is_empty() { ReportPart::customary(view.tab) } else { shown.to_vec() };
    Ok(ReportSection { heading: stem.to_owned(), view, shown, ..ReportSection::default() })
}
