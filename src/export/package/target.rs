//! Where the files of a package go: a folder, a ZIP file, or nowhere (to learn what they rest on).
//!
//! Contract: all files appear together at [`Target::commit`], or none does; each is counted and hashed on its way.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::export::ExportError;
use crate::export::file::{Pending, Staging};

/// A file as it lies in the package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::export) struct FileFacts {
    /// Its name in the package.
    pub name: String,
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256, hexadecimal.
    pub hash: String,
}

/// Where files go.
pub(in crate::export) enum Target {
    /// Nowhere.
    Nowhere,
    /// Into a folder.
    Folder(Staging, PathBuf),
    /// Into a ZIP file.
    Zip(Pending, Box<ZipWriter<BufWriter<File>>>, PathBuf),
}

impl Target {
    /// A ZIP file where the name ends in `.zip`, else a folder.
    pub fn new(path: &Path) -> Result<Self, ExportError> {
        let failed = |error| ExportError::File { error, path: path.to_owned() };
        let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
        if is_zip {
            let pending = Pending::new(path).map_err(failed)?;
            let zip = ZipWriter::new(BufWriter::new(pending.open().map_err(failed)?));
            return Ok(Self::Zip(pending, Box::new(zip), path.to_owned()));
        }
        let staging = Staging::new(path).map_err(|error| ExportError::Folder { error, path: path.to_owned() })?;
        Ok(Self::Folder(staging, path.to_owned()))
    }

    /// Whether files go into a folder.
    pub const fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(..))
    }

    /// Makes a file of what `make` writes.
    pub fn file<T>(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, ExportError>,
    ) -> Result<(T, FileFacts), ExportError> {
        match self {
            Self::Nowhere => counted(name, &mut io::sink(), make),
            Self::Folder(staging, path) => {
                let failed = |error| ExportError::File { error, path: path.join(name) };
                let mut file = staging.create(Path::new(name)).map_err(failed)?;
                let made = counted(name, &mut file, make)?;
                file.sync_all().map_err(failed)?;
                Ok(made)
            }
            Self::Zip(_, zip, path) => {
                // The time of the default is the first of 1980: the same files give the same bytes.
                let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::DEFAULT);
                let failed =
                    |error: zip::result::ZipError| ExportError::File { error: error.into(), path: path.clone() };
                zip.start_file(name, options).map_err(failed)?;
                counted(name, &mut **zip, make)
            }
        }
    }

    /// Puts all files in their place and tells where they lie.
    pub fn commit(self) -> Result<Vec<PathBuf>, ExportError> {
        match self {
            Self::Nowhere => Ok(Vec::new()),
            Self::Folder(staging, path) => staging.commit().map_err(|error| ExportError::File { error, path }),
            Self::Zip(pending, zip, path) => {
                let done = zip.finish().map_err(io::Error::from).and_then(|mut out| out.flush());
                let done = done.and_then(|()| pending.commit());
                done.map_err(|error| ExportError::File { error, path: path.clone() })?;
                Ok(vec![path])
            }
        }
    }
}

fn counted<T>(
    name: &str,
    out: &mut (dyn Write + Send),
    make: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, ExportError>,
) -> Result<(T, FileFacts), ExportError> {
    let mut counted = Counted { out, hash: Sha256::new(), bytes: 0 };
    let made = make(&mut counted)?;
    let hash = crate::model::hash::hexadecimal(&counted.hash.finalize());
    Ok((made, FileFacts { name: name.to_owned(), bytes: counted.bytes, hash }))
}

struct Counted<'a> {
    out: &'a mut (dyn Write + Send),
    hash: Sha256,
    bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.hash.update(bytes.get(..taken).unwrap_or_default());
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
