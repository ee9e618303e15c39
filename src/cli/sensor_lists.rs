//! `import --as sensors`: sensors and their readings from somebody's list.

use std::path::Path;

use serde_json::{Value, json};

use super::args::{Common, ImportArgs};
use super::lists::{
    described_places, described_words, mapping_of, say, seen_in, tell_hidden, tell_notes, tell_places, tell_words,
};
use super::{CliError, ExitStatus, Streams, data, open};
use crate::jobs::{SensorMapping, SensorsPreview, SensorsSeen};
use crate::model::Reason;
use crate::session::Session;
use crate::session::command::{FileCommand, SensorListCommand};
use crate::text::Text;

/// Imports a list of sensors.
pub fn import(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let [file] = args.files.as_slice() else {
        return Err(CliError::Usage(Reason::new("cli-one-sensor-list")));
    };
    let mut session = open::session(common, args.into.clone(), args.into.is_some())?;
    let given = given(&mut session, args)?;
    let seen = read(&mut session, file, given)?;
    let mut mapping = seen.mapping.clone();
    say((&mut mapping.crs, &mut mapping.list, &mut mapping.source), args)?;
    let seen = if mapping == seen.mapping { seen } else { read(&mut session, file, Some(mapping))? };
    if let Some(path) = &args.figures.save_map {
        let command = SensorListCommand::SaveMapping(path.clone(), Box::new(seen.mapping.clone()));
        session.run(&FileCommand::SensorList(command).into());
        open::settle(&mut session);
        open::check(&session)?;
    }
    tell_hidden(&session, (&seen.hidden, seen.mapping.sheet.as_deref()), streams)?;
    tell_columns(&session, &seen, streams)?;
    let preview = seen.preview.as_ref().map_err(|error| open::failed(error, file.display()))?;
    tell_notes(&session, preview.told(), preview.notes.places.detected_crs, streams)?;
    tell_places(&session, &preview.survey, streams)?;
    if let Some(units) = preview.unknown_units() {
        let text = session.text().with("import-sensors-unknown-units", &[("units", units.into())]);
        writeln!(streams.err, "{text}")?;
    }
    session.import_sensors(file.clone(), seen.mapping.clone(), args.dry_run);
    open::settle(&mut session);
    let status = open::report(&session, &Common { json: false, ..common.clone() }, streams)?;
    if common.json {
        writeln!(streams.out, "{:#}", described(&session.text(), &seen, preview, args.dry_run))?;
    }
    data::save_rejected(&mut session, args.rejected.as_ref(), &preview.rejected, streams)?;
    Ok(status)
}

/// The mapping of a file, or one that names nothing but a sheet.
fn given(session: &mut Session, args: &ImportArgs) -> Result<Option<SensorMapping>, CliError> {
    let sheet = args.figures.sheet.clone();
    let Some(path) = &args.figures.mapping else {
        return Ok(sheet.map(|sheet| SensorMapping { sheet: Some(sheet), ..SensorMapping::default() }));
    };
    session.run(&FileCommand::SensorList(SensorListCommand::ReadMapping(path.clone())).into());
    open::settle(session);
    let mapping = mapping_of(&session.results().sensors_import)?;
    Ok(Some(SensorMapping { sheet: sheet.or_else(|| mapping.sheet.clone()), ..mapping }))
}

fn read(session: &mut Session, file: &Path, mapping: Option<SensorMapping>) -> Result<SensorsSeen, CliError> {
    session.read_sensors(file.to_owned(), mapping);
    open::settle(session);
    seen_in(&session.results().sensors_import, file)
}

/// Tells in words what each column was taken for, and each word of those that say what is observed.
fn tell_columns(session: &Session, seen: &SensorsSeen, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    let words = seen.preview.as_ref().map(|preview| preview.words.as_slice()).unwrap_or_default();
    for (index, column) in seen.mapping.columns.iter().enumerate() {
        let mut said = column
            .field
            .map_or_else(|| text.get("import-role-ignore"), |field| text.word("import-sensors-role", field.key()));
        if let Some(property) = column.property.filter(|_| column.field.is_some()) {
            let unit = if column.unit.is_empty() { String::new() } else { format!(" ({})", column.unit) };
            said = format!("{said}: {}{unit}", text.word("property", property.key()));
        }
        writeln!(streams.err, "{} → {said}", column.header)?;
        if let Some(uses) = words.get(index) {
            tell_words(&text, ("property", "import-sensors-word-empty"), uses, &column.words, streams)?;
        }
    }
    Ok(())
}

fn described(text: &Text, seen: &SensorsSeen, preview: &SensorsPreview, is_dry_run: bool) -> Value {
    let (plan, notes) = (&preview.plan, &preview.notes);
    let columns = seen.mapping.columns.iter().map(|column| (column.header.as_str(), &column.words));
    json!({
        "is_dry_run": is_dry_run,
        "mapping": seen.mapping,
        "sensors": {
            "added": plan.added_sensors,
            "changed": plan.changed_sensors,
            "unchanged": plan.unchanged_sensors,
            "without_place": notes.placeless,
            "moved": notes.moved,
        },
        "readings": {
            "added": plan.added,
            "corrected": plan.corrected,
            "unchanged": plan.unchanged,
            "missing": notes.missing,
            "doubles": notes.doubles,
            "doubted": notes.doubted,
            "without_zone": notes.local_times,
            "in_the_hour_shown_twice": notes.twice,
        },
        "unknown_units": notes.unknown_units,
        "places": described_places(&preview.survey),
        "turned_axes": notes.places.turned_axes,
        "left_out": {
            "headers": preview.left_out.headers,
            "remarks": preview.left_out.remarks,
            "unwanted": preview.left_out.unwanted,
        },
        "words": described_words(columns, &preview.words),
        "rejected": preview.rejected_count,
        "rejected_rows": open::rejected_rows(text, &preview.rejected),
    })
}
