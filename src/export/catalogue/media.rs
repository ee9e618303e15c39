//! Formats by the ending of a file: the EU's list of file types (DCAT-AP 3.0 asks for it in `dct:format`) and IANA's media
//! types (for `dcat:mediaType`).

/// A format.
#[derive(Debug)]
pub struct Media {
    /// Ending of file names, without the dot.
    pub ending: &'static str,
    /// Code in <http://publications.europa.eu/resource/authority/file-type>.
    pub file_type: &'static str,
    /// Media type, as <https://www.iana.org/assignments/media-types> has it.
    pub media_type: &'static str,
}

const fn media(ending: &'static str, file_type: &'static str, media_type: &'static str) -> Media {
    Media { ending, file_type, media_type }
}

/// Formats that are known.
pub const ENDINGS: &[Media] = &[
    media("csv", "CSV", "text/csv"),
    media("tsv", "TSV", "text/tab-separated-values"),
    media("json", "JSON", "application/json"),
    media("jsonld", "JSON_LD", "application/ld+json"),
    media("geojson", "GEOJSON", "application/geo+json"),
    media("gpkg", "GPKG", "application/geopackage+sqlite3"),
    media("parquet", "PARQUET", "application/vnd.apache.parquet"),
    media("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    media("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet"),
    media("xml", "XML", "application/xml"),
    media("zip", "ZIP", "application/zip"),
];

/// The format with this ending.
pub fn of(ending: &str) -> Option<&'static Media> {
    ENDINGS.iter().find(|known| known.ending == ending)
}
