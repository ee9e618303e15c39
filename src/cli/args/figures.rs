//! What can be said of figures on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Holds {
    /// Projects.
    Projects,
    /// Figures by municipality and year.
    Indicators,
    /// Sensors and their readings.
    Sensors,
    /// A layer of the map: shapes with attributes.
    Layer,
    /// Named places, which the search finds.
    Places,
}

/// What can be said of a table of figures; what is not said is found out.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Figures (--as indicators)")]
pub struct FigureArgs {
    /// Meaning of the columns: a mapping that was saved before.
    #[arg(long = "map", value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Saves the meaning of the columns, as found out or said, for the next edition of the table.
    #[arg(long, value_name = "FILE")]
    pub save_map: Option<PathBuf>,
    /// Sheet of a workbook.
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Identifier of the figure, where the table holds one: a known indicator or a new one.
    #[arg(long, value_name = "ID")]
    pub indicator: Option<String>,
    /// Its name, where it is new.
    #[arg(long, value_name = "TEXT")]
    pub name: Option<String>,
    /// Its unit, where it is new.
    #[arg(long, value_name = "TEXT")]
    pub unit: Option<String>,
    /// Its definition, where it is new.
    #[arg(long, value_name = "TEXT")]
    pub definition: Option<String>,
    /// Its decimals, where it is new.
    #[arg(long, value_name = "NUMBER")]
    pub decimals: Option<u8>,
    /// Year of the whole table, where neither a column nor the headers say it.
    #[arg(long, value_name = "YEAR")]
    pub table_year: Option<i16>,
    /// Of which year the municipality codes are: detect, of_the_year, 2019 or 2025.
    #[arg(long, value_name = "VINTAGE")]
    pub vintage: Option<String>,
    /// Rows of one municipality and year are parts of a whole and are added up.
    #[arg(long)]
    pub add_up: bool,
    /// Producer, and what must stand beside the figures.
    #[arg(long, value_name = "TEXT")]
    pub source: Option<String>,
    /// Licence, as its publisher names it.
    #[arg(long, value_name = "TEXT")]
    pub licence: Option<String>,
    /// Name of the key of an OData service in the system's keyring, or in the environment variable REGIOSCOPE_NAME. It
    /// is sent as the header apikey, as Provincies in Cijfers wants it according to public code (not yet confirmed).
    #[arg(long = "key", value_name = "NAME")]
    pub secret: Option<String>,
}
