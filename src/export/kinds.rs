//! What is exported and in which formats.

use crate::model::dimension::keyed_enum;

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
        /// White spots: a row for each municipality and column.
        Gaps = "gaps",
        /// Municipalities side by side: a row for each figure and municipality.
        Comparison = "comparison",
        /// The same over the years: a row for each figure, municipality and year.
        Series = "series",
        /// Look-alikes of a project or an idea.
        Similar = "similar",
        /// Organisations to bring to the table.
        Partners = "partners",
        /// Projects along the years, or sums up to each year.
        Timeline = "timeline",
        /// What paid.
        Funding = "funding",
        /// Projects, sensors, indicators and municipalities as one data package.
        Package = "package",
        /// The data sets that the selection rests on, described.
        Catalogue = "catalogue",
        /// The map as a picture.
        Map = "map",
        /// The chart of the tab as a picture.
        Chart = "chart",
    }
);

keyed_enum!(
    /// The format of an export.
    Format {
        /// CSV as in RFC 4180.
        Csv = "csv",
        /// CSV that Excel opens with Belgian settings: semicolons, decimal commas, UTF-8 mark.
        CsvExcelBe = "csv-excel-be",
        /// Excel workbook (Office Open XML).
        Xlsx = "xlsx",
        /// OpenDocument spreadsheet.
        Ods = "ods",
        /// GeoJSON (RFC 7946).
        GeoJson = "geojson",
        /// GeoPackage 1.3.
        GeoPackage = "gpkg",
        /// Apache Parquet; GeoParquet 1.1 where rows have a place.
        Parquet = "parquet",
        /// PNG picture, of the map or of white spots.
        Png = "png",
        /// SVG picture of the same.
        Svg = "svg",
        /// PDF of one page of the same.
        Pdf = "pdf",
        /// Frictionless data package: a folder, or a ZIP file where the name ends so.
        DataPackage = "datapackage",
        /// The same with its tables as Parquet.
        ParquetPackage = "datapackage-parquet",
        /// RDF as Turtle.
        Turtle = "turtle",
        /// RDF as JSON-LD.
        JsonLd = "jsonld",
    }
);

impl What {
    /// Whether it is a table that a tab answers with: rows without a place.
    pub const fn is_answer(self) -> bool {
        matches!(
            self,
            Self::Gaps
                | Self::Comparison
                | Self::Series
                | Self::Similar
                | Self::Partners
                | Self::Timeline
                | Self::Funding
        )
    }
}

impl What {
    /// The formats that it can be written in.
    pub const fn formats(self) -> &'static [Format] {
        use Format::{
            Csv, CsvExcelBe, DataPackage, GeoJson, GeoPackage, JsonLd, Ods, Parquet, ParquetPackage, Pdf, Png, Svg,
            Turtle, Xlsx,
        };
        match self {
            Self::Projects | Self::Sensors | Self::Observations | Self::Indicators => {
                &[Csv, CsvExcelBe, Xlsx, Ods, GeoJson, GeoPackage, Parquet]
            }
            Self::Gaps => &[Csv, CsvExcelBe, Xlsx, Ods, Parquet, Png, Svg, Pdf],
            Self::Comparison | Self::Series | Self::Similar | Self::Partners | Self::Timeline | Self::Funding => {
                &[Csv, CsvExcelBe, Xlsx, Ods, Parquet]
            }
            Self::Package => &[DataPackage, ParquetPackage],
            Self::Catalogue => &[Turtle, JsonLd],
            Self::Map | Self::Chart => &[Png, Svg, Pdf],
        }
    }
}

impl Format {
    /// Whether it holds a picture and no rows.
    pub const fn is_picture(self) -> bool {
        matches!(self, Self::Png | Self::Svg | Self::Pdf)
    }

    /// Whether it holds rows of one table.
    pub const fn is_table(self) -> bool {
        !self.is_picture() && !self.is_package() && !matches!(self, Self::Turtle | Self::JsonLd)
    }

    /// Whether it is text, which can be written to a stream and shown on a terminal.
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::CsvExcelBe | Self::GeoJson | Self::Turtle | Self::JsonLd)
    }

    /// Whether it holds an area or a point for each row, which a map shows.
    pub const fn is_map(self) -> bool {
        matches!(self, Self::GeoJson | Self::GeoPackage)
    }

    /// Whether it is a data package.
    pub const fn is_package(self) -> bool {
        matches!(self, Self::DataPackage | Self::ParquetPackage)
    }

    /// Whether this build of the program writes it.
    pub const fn is_built(self) -> bool {
        cfg!(feature = "parquet") || !matches!(self, Self::Parquet | Self::ParquetPackage)
    }

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv | Self::CsvExcelBe => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::GeoJson => "geojson",
            Self::GeoPackage => "gpkg",
            Self::Parquet => "parquet",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Pdf => "pdf",
            Self::DataPackage | Self::ParquetPackage => "zip",
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
        }
    }
}
