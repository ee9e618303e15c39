//! `catalogue` and `package`: what a selection rests on, described; and all of a selection in one data package.

use std::path::PathBuf;

use clap::Args;

use super::args::{Common, FilterArgs};
use super::{CliError, ExitStatus, Streams, data, exports, filter, open};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, Format, What};
use crate::session::Command;

/// `catalogue`.
#[derive(Debug, Args)]
pub struct CatalogueArgs {
    /// Which projects, municipalities and sensors.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// turtle or jsonld; by default what the ending of the file says (.ttl, .jsonld), else turtle, with --json and without a
    /// file jsonld.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// File to write; standard output where none is named.
    #[arg(long, short = 'o', value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `package`.
#[derive(Debug, Args)]
pub struct PackageArgs {
    /// Which projects, municipalities and sensors.
    #[command(flatten)]
    pub filter: FilterArgs,
    /// csv or parquet, of the tables; csv by default.
    #[arg(long, value_name = "FORMAT", default_value = "csv")]
    pub format: String,
    /// Folder to write into, or a ZIP file where the name ends in .zip; files of the same names are replaced, and tables of
    /// an older package that the new one lacks are removed unless they were changed.
    #[arg(long, short = 'o', value_name = "PATH")]
    pub output: PathBuf,
}

/// Writes the catalogue.
pub fn catalogue(common: &Common, args: &CatalogueArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let is_json = common.json && args.output.is_none();
    let word = args.format.as_deref().or(is_json.then_some(Format::JsonLd.key()));
    let format = exports::format_of(What::Catalogue, word, args.output.as_deref())?;
    write(common, &args.filter, (What::Catalogue, format), args.output.clone(), streams)
}

/// Writes the package.
pub fn package(common: &Common, args: &PackageArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let format = match data::keyed(&args.format, "--format", &[Format::Csv, Format::Parquet], Format::key)? {
        Format::Parquet => Format::ParquetPackage,
        _ => Format::DataPackage,
    };
    let what = (What::Package, format);
    write(common, &args.filter, what, Some(args.output.clone()), streams)
}

fn write(
    common: &Common,
    words: &FilterArgs,
    (what, format): (What, Format),
    path: Option<PathBuf>,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let view = filter::view(words, session.workspace())?;
    session.run(&Command::SetView(Box::new(view.clone())));
    open::select(&mut session);
    exports::write(
        &mut session,
        common,
        ExportRequest { what, format, view, path, picture: None, layout: Layout::default() },
        streams,
    )
}
