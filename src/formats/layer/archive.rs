//! Zipped geodata: Shapefiles with their companions, or KML (KMZ). Parts are read in memory, never put on the disk.
//! May use: nothing of the crate.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use zip::ZipArchive;

use super::shapefile::{self, Companions};
use super::{Layer, LayerError, MAX_FILE_BYTES, kml, read_whole};
use crate::model::Reason;

/// Most parts of an archive.
const MAX_PARTS: usize = 4_096;

/// Reads every layer of an archive; `name` names a layer that has no name of its own.
pub(super) fn read(input: impl Read + Seek, name: &str) -> Result<Vec<Layer>, LayerError> {
    let mut archive = ZipArchive::new(input).map_err(|error| LayerError::Damaged(Reason::said(error)))?;
    if archive.len() > MAX_PARTS {
        return Err(LayerError::TooLarge(Reason::more("reason-more-parts", MAX_PARTS)));
    }
    let names = part_names(&archive);
    let shapes: Vec<&str> = names.keys().filter_map(|name| name.strip_suffix(".shp")).collect();
    let mut left = MAX_FILE_BYTES;
    if !shapes.is_empty() {
        return shapes.iter().map(|base| shape(&mut archive, &names, base, &mut left)).collect();
    }
    // The document of a KMZ is its first KML part (OGC 12-007r2, annex C).
    let index = names.iter().filter(|(name, _)| has_ending(name, "kml")).map(|(_, index)| *index).min();
    let Some(index) = index else { return Err(LayerError::NotALayer) };
    let bytes = part(&mut archive, index, &mut left)?;
    kml::read(&bytes, name.to_owned()).map(|layer| vec![layer])
}

/// Index of each part by its name, with the ending in lower case.
fn part_names<R: Read + Seek>(archive: &ZipArchive<R>) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (index, name) in archive.file_names().enumerate() {
        let Ok(name) = name else { continue };
        // Copies of metadata that macOS adds have the same names in a folder of their own.
        if name.starts_with("__MACOSX/") {
            continue;
        }
        let name = match name.rsplit_once('.') {
            Some((base, ending)) => format!("{base}.{}", ending.to_ascii_lowercase()),
            None => name.to_string(),
        };
        names.insert(name, index);
    }
    names
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found == ending)
}

fn shape<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    names: &BTreeMap<String, usize>,
    base: &str,
    left: &mut u64,
) -> Result<Layer, LayerError> {
    let mut companion = |ending: &str| match names.get(&format!("{base}.{ending}")) {
        Some(index) => part(archive, *index, left).map(Some),
        None => Ok(None),
    };
    let shapes = companion("shp")?.unwrap_or_default();
    let companions = Companions {
        index: companion("shx")?,
        table: companion("dbf")?,
        projection: companion("prj")?,
        code_page: companion("cpg")?,
    };
    let name = base.rsplit(['/', '\\']).next().unwrap_or(base);
    shapefile::read(&shapes, &companions, name.to_owned())
}

/// The bytes of a part; what it unfolds to is taken from what is left.
fn part<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize, left: &mut u64) -> Result<Vec<u8>, LayerError> {
    let part = archive.by_index(index).map_err(|error| failed(&error))?;
    let bytes = read_whole(part, *left).map_err(|error| match error {
        LayerError::Io(error) => failed(&error),
        other => other,
    })?;
    *left = left.saturating_sub(bytes.len() as u64);
    Ok(bytes)
}

fn failed(error: &dyn std::fmt::Display) -> LayerError {
    LayerError::Broken(Reason::said(error))
}
