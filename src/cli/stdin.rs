//! Standard input as a file: what is read more than once, or by its end, must lie somewhere.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::args::{Cli, CliCommand, Common, ImportArgs};
use super::exports::Scratch;
use super::{CliError, Streams, open};
use crate::model::Reason;
use crate::session::report_file;
use crate::text::Text;

/// Puts standard input, where the words name it as a view or a report, into a file that they name then; it is gone when
/// the folder is dropped.
pub fn spooled_view(cli: &mut Cli, streams: &mut Streams<'_>) -> Result<Option<Scratch>, CliError> {
    let Cli { command: Some(command), common } = cli else { return Ok(None) };
    let mut meant: Vec<&mut PathBuf> = read_by(command).into_iter().filter(|file| is_meant(file)).collect();
    let Some(file) = meant.pop() else { return Ok(None) };
    if !meant.is_empty() {
        return Err(CliError::Usage(Reason::new("cli-stdin-once")));
    }
    // Reports are the largest of these; one byte more is refused when it is read.
    let (path, scratch) = spool(common, &mut (&mut *streams.input).take(report_file::SIZE_LIMIT as u64 + 1))?;
    *file = path;
    Ok(Some(scratch))
}

/// Puts the input into a file that is called what it is; it is gone when the folder is dropped.
fn spool(common: &Common, input: &mut dyn Read) -> Result<(PathBuf, Scratch), CliError> {
    let scratch = Scratch::new()?;
    let path = scratch.folder().join(Text::new(open::language(common)?).get("cli-stdin"));
    let mut file = File::create(&path).map_err(|error| CliError::file(&path, &error))?;
    std::io::copy(input, &mut file)?;
    Ok((path, scratch))
}

/// The views and reports that a command reads.
fn read_by(command: &mut CliCommand) -> Vec<&mut PathBuf> {
    let filter = match command {
        CliCommand::Info { filter } => filter,
        CliCommand::Export(args) => &mut args.filter,
        CliCommand::Package(args) => &mut args.filter,
        CliCommand::Catalogue(args) => &mut args.filter,
        CliCommand::Map(args) => &mut args.filter,
        CliCommand::Chart(args) => &mut args.filter,
        CliCommand::Compare(args) => &mut args.filter,
        CliCommand::Gaps(args) => &mut args.filter,
        CliCommand::Partners(args) => &mut args.filter,
        CliCommand::Timeline(args) => &mut args.filter,
        CliCommand::Funding(args) => &mut args.filter,
        CliCommand::Region(args) => &mut args.filter,
        CliCommand::Screenshot(args) => &mut args.filter,
        CliCommand::Report(args) => return args.view.iter_mut().chain(&mut args.file).collect(),
        _ => return Vec::new(),
    };
    filter.view.iter_mut().collect()
}

/// The words with standard input, where they name it, as a file of that name; it is gone when the folder is dropped.
pub fn spooled(
    common: &Common,
    args: &ImportArgs,
    streams: &mut Streams<'_>,
) -> Result<Option<(ImportArgs, Scratch)>, CliError> {
    if !args.files.iter().any(|file| is_meant(file)) {
        return Ok(None);
    }
    let (path, scratch) = spool(common, &mut streams.input)?;
    let of = |file: &PathBuf| if is_meant(file) { path.clone() } else { file.clone() };
    let files = args.files.iter().map(of).collect();
    Ok(Some((ImportArgs { files, ..args.clone() }, scratch)))
}

fn is_meant(file: &Path) -> bool {
    file.as_os_str() == "-" || file == Path::new("/dev/stdin")
}
