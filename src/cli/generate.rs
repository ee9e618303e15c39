//! `generate`: synthetic projects and sensors, for trials and benchmarks.

use std::sync::atomic::AtomicBool;

use super::args::{Common, GenerateArgs};
use super::{CliError, ExitStatus, Streams, open};
use crate::export::layout::Layout;
use crate::export::{self, ExportRequest, Format, Inputs, Now, What};
use crate::model::{Dataset, Explained};
use crate::text::Text;
use crate::workspace::{View, Workspace, synthetic};

/// `generate`.
pub fn run(common: &Common, args: &GenerateArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let ending = args.output.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let format = match ending {
        "csv" => Format::Csv,
        "geojson" | "json" => Format::GeoJson,
        "gpkg" => Format::GeoPackage,
        _ => return Err(CliError::usage("cli-generate-ending", args.output.display())),
    };
    let bundle = crate::formats::bundle::dataset().map_err(|error| CliError::Told(error.to_string()))?;
    let places = Workspace::from_dataset(Dataset { projects: Vec::new(), ..bundle });
    let projects = synthetic::projects(args.projects, args.seed, &places.municipalities);
    let sensors = synthetic::sensors(args.sensors, args.seed, &places.municipalities);
    let mut written = Vec::new();
    let mut workspace = places;
    let count = projects.len() as u64;
    workspace.apply(crate::workspace::Change::Projects(projects, vec![synthetic::source(count)]));
    workspace.apply(crate::workspace::Change::Sensors(sensors));
    let wanted = [(What::Projects, args.projects, ""), (What::Sensors, args.sensors, "-sensors")];
    for (what, count, suffix) in wanted {
        if count == 0 {
            continue;
        }
        let stem = args.output.file_stem().and_then(std::ffi::OsStr::to_str).unwrap_or("synthetic");
        let path = args.output.with_file_name(format!("{stem}{suffix}.{ending}"));
        let request = ExportRequest {
            what,
            format,
            view: View::default(),
            path: Some(path.clone()),
            picture: None,
            layout: Layout::default(),
        };
        let text = Text::new(open::language(common)?);
        let inputs =
            Inputs { workspace: &workspace, text: &text, observations: &mut std::iter::empty(), now: Now::default() };
        let never = AtomicBool::new(false);
        export::run(&request, inputs, &mut std::io::sink(), &|_| {}, &never)
            .map_err(|error| CliError::Failed(error.reason()))?;
        written.push(path);
    }
    if common.json {
        writeln!(streams.out, "{}", serde_json::json!({"files": written, "seed": args.seed, "is_simulated": true}))?;
    }
    for path in &written {
        writeln!(streams.err, "{}", path.display())?;
    }
    Ok(ExitStatus::Done)
}
