//! `imports`: what was read into the workspace, from which file and when, as far as the workspace keeps it.

use serde_json::{Value, json};

use super::args::Common;
use super::{CliError, ExitStatus, Streams, open};
use crate::model::sensor::file_option;
use crate::model::{Feed, LayerKind, OwnLayer, Protocol, Source};
use crate::text::Text;
use crate::workspace::Workspace;

/// One import, or the editions of one list together.
struct Import {
    /// Key of what it brought.
    what: &'static str,
    name: String,
    /// The file or address.
    origin: String,
    /// When it was read, else the date of the source, where it is known.
    when: Option<String>,
    /// Projects, sensors, records of figures or shapes of it that are there.
    count: u64,
}

/// Lists what was imported.
pub fn run(common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let session = open::session(common, None, false)?;
    let imports = all(session.workspace());
    if common.json {
        let described: Vec<Value> = imports.iter().map(described).collect();
        writeln!(streams.out, "{:#}", Value::from(described))?;
        return Ok(ExitStatus::Done);
    }
    let text = session.text();
    if imports.is_empty() {
        writeln!(streams.err, "{}", text.get("cli-imports-none"))?;
    }
    for import in &imports {
        writeln!(streams.out, "{}", line(import, &text))?;
    }
    Ok(ExitStatus::Done)
}

fn all(workspace: &Workspace) -> Vec<Import> {
    let own = workspace.sources.iter().filter(|source| !source.is_bundled);
    let mut imports: Vec<Import> = own.flat_map(|source| of_source(workspace, source)).collect();
    let lists = workspace.sensors.feeds().values().filter(|feed| feed.protocol == Protocol::File);
    imports.extend(lists.map(|feed| of_sensors(workspace, feed)));
    imports.extend(workspace.layers.iter().map(|layer| of_layer(layer)));
    imports
}

/// The projects of a data set, and each time that its figures were read.
fn of_source(workspace: &Workspace, source: &Source) -> Vec<Import> {
    let one = |what, when: Option<String>, count| Import {
        what,
        name: source.title.to_string(),
        origin: source.origin.to_string(),
        when: when.or_else(|| source.date.as_deref().map(str::to_owned)),
        count,
    };
    let projects = workspace.projects.rows().iter().filter(|project| project.provenance.dataset == source.id).count();
    let figures = workspace.indicators.imports().iter().filter(|import| import.source == source.id);
    let figures =
        figures.map(|import| one("indicators", Some(import.at.to_string()), source.record_count.unwrap_or(0)));
    let projects = (projects > 0).then(|| one("projects", None, projects as u64));
    projects.into_iter().chain(figures).collect()
}

fn of_sensors(workspace: &Workspace, feed: &Feed) -> Import {
    let sensors = workspace.sensors.sensors().values().filter(|sensor| sensor.feed == feed.id).count();
    Import {
        what: "sensors",
        name: feed.id.to_string(),
        origin: feed.url.clone(),
        when: feed.options.get(file_option::IMPORTED).cloned(),
        count: sensors as u64,
    }
}

fn of_layer(layer: &OwnLayer) -> Import {
    let counts = layer.data.counts();
    Import {
        what: if layer.kind == LayerKind::Places { "places" } else { "layer" },
        name: layer.name.to_string(),
        origin: layer.source.origin.to_string(),
        when: layer.source.date.as_deref().map(str::to_owned),
        count: counts.points + counts.lines + counts.areas,
    }
}

fn described(import: &Import) -> Value {
    let Import { what, name, origin, when, count } = import;
    json!({ "what": what, "name": name, "file": origin, "when": when, "count": count })
}

fn line(import: &Import, text: &Text) -> String {
    let arguments = [
        ("what", text.word("cli-import", import.what).into()),
        ("name", import.name.as_str().into()),
        ("when", import.when.as_deref().unwrap_or("–").into()),
        ("count", text.integer(import.count).into()),
        ("file", import.origin.as_str().into()),
    ];
    text.with("cli-import-line", &arguments)
}
