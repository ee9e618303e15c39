//! The words of `compare`, `figures` and `peers`.

use clap::{Args, Subcommand};

use super::{FilterArgs, TableArgs};

/// `compare`.
#[derive(Debug, Args)]
pub struct CompareArgs {
    /// --municipality names those to compare, the own one first, at most six; the other words choose the projects that
    /// are counted.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Whom the first is held against: centrumsteden, typology, population_band, density_band, province, neighbours,
    /// similar, flanders or list:ID; by default the centrumsteden for one of them, else the same type.
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    /// Figures, as the command figures lists them; the customary ones by default.
    #[arg(long = "indicator", visible_alias = "figure", value_name = "FIGURE")]
    pub figures: Vec<String>,
    /// Figures that likeness rests on.
    #[arg(long, value_name = "FIGURE")]
    pub similar_by: Vec<String>,
    /// Year of the figures; the newest of each by default.
    #[arg(long)]
    pub year: Option<i16>,
    /// Also every year of each figure.
    #[arg(long)]
    pub series: bool,
    /// Series in the borders of the time instead of today's.
    #[arg(long)]
    pub borders_of_the_time: bool,
    /// Also each figure before and after this project, beside the peers.
    #[arg(long, value_name = "ID")]
    pub project: Option<String>,
    /// Days back from now that figures of sensors are made from.
    #[arg(long, value_name = "DAYS", default_value_t = 30)]
    pub days: u32,
    /// As a table: a row for each figure and municipality; with --series for each year too.
    #[command(flatten)]
    pub table: TableArgs,
}

/// `figures`.
#[derive(Debug, Subcommand)]
pub enum FiguresCommand {
    /// Lists the figures.
    List {
        /// Only those whose name or identifier has all these words.
        words: Vec<String>,
    },
    /// Explains a figure: meaning, formula, sources, how fresh and how complete it is.
    Show {
        /// The figure.
        figure: String,
    },
    /// Defines a ratio of two figures.
    Ratio {
        /// Its name.
        name: String,
        /// Above the line.
        #[arg(long, value_name = "FIGURE")]
        numerator: String,
        /// Below the line.
        #[arg(long, value_name = "FIGURE")]
        denominator: String,
        /// What the quotient is multiplied by, such as 100 for a percentage.
        #[arg(long, default_value_t = 1.0)]
        factor: f64,
        /// Its unit.
        #[arg(long, default_value = "")]
        unit: String,
        /// Decimals to show.
        #[arg(long, default_value_t = 1)]
        decimals: u8,
    },
    /// Removes a ratio that was defined.
    Remove {
        /// Its identifier.
        id: String,
    },
}

/// `peers`.
#[derive(Debug, Subcommand)]
pub enum PeersCommand {
    /// Shows the peers of a municipality and how the group was made.
    Show {
        /// The municipality.
        municipality: String,
        /// The group, as for compare.
        #[arg(long, value_name = "GROUP")]
        peers: Option<String>,
        /// Figures that likeness rests on.
        #[arg(long, value_name = "FIGURE")]
        similar_by: Vec<String>,
    },
    /// Lists the lists.
    List,
    /// Keeps a list of municipalities.
    Save {
        /// Its name.
        name: String,
        /// Its municipalities.
        #[arg(required = true)]
        municipalities: Vec<String>,
    },
    /// Removes a list.
    Remove {
        /// Its identifier.
        id: String,
    },
}
