//! Standard input as a file: what is read more than once, or by its end, must lie somewhere.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::args::{Common, ImportArgs};
use super::exports::Scratch;
use super::{CliError, Streams, open};
use crate::text::Text;

/// The words with standard input, where they name it, as a file of that name; it is gone when the folder is dropped.
pub fn spooled(
    common: &Common,
    args: &ImportArgs,
    streams: &mut Streams<'_>,
) -> Result<Option<(ImportArgs, Scratch)>, CliError> {
    if !args.files.iter().any(|file| is_meant(file)) {
        return Ok(None);
    }
    let scratch = Scratch::new()?;
    let name = Text::new(open::language(common)?).get("cli-stdin");
    let path = scratch.folder().join(name);
    let mut file = File::create(&path).map_err(|error| CliError::file(&path, &error))?;
    std::io::copy(&mut streams.input, &mut file)?;
    let of = |file: &PathBuf| if is_meant(file) { path.clone() } else { file.clone() };
    let files = args.files.iter().map(of).collect();
    Ok(Some((ImportArgs { files, ..args.clone() }, scratch)))
}

fn is_meant(file: &Path) -> bool {
    file.as_os_str() == "-" || file == Path::new("/dev/stdin")
}
