//! `import --as layer` and `--as places`: a layer of the map from any table with places.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{Common, ImportArgs};
use super::{CliError, ExitStatus, Streams, data, lists, open};
use crate::jobs::layer::LayerPreview;
use crate::jobs::{LayerMapping, LayerSeen};
use crate::model::{LayerKind, OwnLayer, Reason};
use crate::session::Session;

/// Imports a layer.
///
/// # Errors
/// When the words are wrong, the file holds no places, or the workspace can't be written.
pub fn import(
    common: &Common,
    args: &ImportArgs,
    kind: LayerKind,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let [file] = args.files.as_slice() else {
        return Err(CliError::Usage(Reason::new("cli-one-layer")));
    };
    if args.figures.mapping.is_some() || args.figures.save_map.is_some() {
        return Err(CliError::Usage(Reason::new("cli-layer-no-map")));
    }
    let mut session = open::session(common, args.into.clone(), args.into.is_some())?;
    let asked = LayerMapping::about(kind, args.figures.sheet.clone());
    let seen = read(&mut session, file, asked)?;
    let mut mapping = seen.mapping.clone();
    say(&mut mapping, args)?;
    if let Some(known) = session.workspace().layer(mapping.name.trim()) {
        mapping.colour = known.colour;
    }
    let seen = if mapping == seen.mapping { seen } else { read(&mut session, file, mapping)? };
    lists::tell_hidden(&session, (&seen.hidden, seen.mapping.sheet.as_deref()), streams)?;
    let preview = seen.preview.as_ref().map_err(|error| open::failed(error, file.display()))?;
    tell(&session, &seen, preview, streams)?;
    session.import_layer(file.clone(), seen.mapping.clone(), args.dry_run);
    open::settle(&mut session);
    let status = open::report(&session, &Common { json: false, ..common.clone() }, streams)?;
    if common.json {
        let mut answer = described(&preview.layer);
        answer["is_dry_run"] = args.dry_run.into();
        answer["places"] = lists::described_places(&preview.survey);
        answer["turned_axes"] = preview.read.turned_axes.into();
        answer["rejected"] = preview.read.rejected_count.into();
        answer["rejected_rows"] = open::rejected_rows(&session.text(), &preview.read.rejected);
        writeln!(streams.out, "{answer:#}")?;
    }
    data::save_rejected(&mut session, args.rejected.as_ref(), &preview.read.rejected, streams)?;
    Ok(status)
}

/// A layer: name, kind, what it holds, from where.
pub fn described(layer: &OwnLayer) -> Value {
    let counts = layer.data.counts();
    let columns = layer.data.columns.iter();
    let label = layer.label.and_then(|label| layer.data.columns.get(label));
    json!({
        "name": layer.name,
        "kind": layer.kind,
        "points": counts.points,
        "lines": counts.lines,
        "areas": counts.areas,
        "label": label.map(|column| &column.name),
        "columns": columns.map(|column| json!({ "name": column.name, "kind": column.kind })).collect::<Vec<_>>(),
        "source": layer.source,
    })
}

fn read(session: &mut Session, file: &Path, mapping: LayerMapping) -> Result<LayerSeen, CliError> {
    session.read_layer(file.to_owned(), mapping);
    open::settle(session);
    lists::seen_in(&session.results().layer_import, file)
}

/// Puts what the words say into the mapping.
fn say(mapping: &mut LayerMapping, args: &ImportArgs) -> Result<(), CliError> {
    if let Some(label) = &args.label {
        let wrong = || {
            let reason = Reason::new("cli-column-unknown").with_list("choices", &mapping.headers);
            CliError::Usage(reason.with("word", label))
        };
        mapping.label = Some(mapping.column(label).ok_or_else(wrong)?);
    }
    lists::say((&mut mapping.crs, &mut mapping.name, &mut mapping.source), args)
}

/// Tells in words what each column was taken for, and what was done beyond reading.
fn tell(
    session: &Session,
    seen: &LayerSeen,
    preview: &LayerPreview,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let text = session.text();
    for (index, column) in preview.layer.data.columns.iter().enumerate() {
        let mut words = vec![text.word("cell-kind", column.kind.key())];
        let roles = [
            (seen.mapping.label, "import-layer-label"),
            (seen.mapping.x, "import-layer-x"),
            (seen.mapping.y, "import-layer-y"),
            (seen.mapping.place, "import-layer-place"),
        ];
        let own = roles.into_iter().filter(|(role, _)| *role == Some(index));
        words.extend(own.map(|(_, key)| text.get(key)));
        writeln!(streams.err, "{} → {}", column.name, words.join(", "))?;
    }
    let turned = i64::try_from(preview.read.turned_axes).unwrap_or(i64::MAX);
    if turned > 0 {
        let arguments = [("n", turned.into()), ("count", text.integer(turned).into())];
        writeln!(streams.err, "{}", text.with("import-list-turned", &arguments))?;
    }
    if let Some(crs) = preview.read.detected_crs {
        writeln!(streams.err, "{}", text.with("import-list-found-crs", &[("crs", crs.to_string().into())]))?;
    }
    lists::tell_places(session, &preview.survey, streams)
}
