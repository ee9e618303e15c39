//! Results and figures to files, with their stamp.
//!
//! May use: `query`, `figure`, `formats`, `workspace`, `model`, `text`.

use std::path::PathBuf;

use crate::model::dimension::keyed_enum;
use crate::workspace::View;

keyed_enum!(
    /// What is exported.
    What {
        /// Projects.
        Projects = "projects",
        /// Sensors with their newest values.
        Sensors = "sensors",
        /// Observations of sensors.
        Observations = "observations",
        /// Indicators by municipality and year.
        Indicators = "indicators",
        /// The map as a picture.
        Map = "map",
    }
);

keyed_enum!(
    /// The format of an export.
    Format {
        /// CSV as in RFC 4180.
        Csv = "csv",
        /// CSV that Excel opens with Belgian settings: semicolons, decimal commas, UTF-8 mark.
        CsvExcelBe = "csv-excel-be",
        /// GeoJSON (RFC 7946).
        GeoJson = "geojson",
        /// GeoPackage 1.3.
        GeoPackage = "gpkg",
        /// PNG picture, of the map.
        Png = "png",
    }
);

/// An export as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// What.
    pub what: What,
    /// In which format.
    pub format: Format,
    /// The question it answers.
    pub view: View,
    /// Where to; `None` = standard output, without a stamp.
    pub path: Option<PathBuf>,
    /// Size of a picture in pixels, and its scale factor.
    pub picture: Option<PictureSize>,
}

/// Size of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PictureSize {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Pixels for each point of text and line.
    pub scale: f32,
}
