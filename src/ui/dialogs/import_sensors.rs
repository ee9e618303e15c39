//! Reading sensors and their readings in from somebody's list.

mod columns;
mod outcome;

use egui::Ui;

use super::Purpose;
use super::import_dialog::{Ask, ImportDialog, Kind};
use super::list_words::{self, WordColumn};
use super::parts;
use super::read_as::ReadAs;
use crate::jobs::sensor_list::{SensorField, SensorListError, WordUse};
use crate::jobs::{SensorMapping, SensorsPreview, SensorsSeen};
use crate::model::{ObservedProperty, Rejected};
use crate::session::Command;
use crate::session::command::{FileCommand, SensorListCommand};
use crate::session::results::ListResults;
use crate::ui::UiContext;

/// The dialog.
pub type ImportSensorsDialog = ImportDialog<Sensors>;

/// A list of sensors.
#[derive(Debug)]
pub struct Sensors;

impl Kind for Sensors {
    type Mapping = SensorMapping;
    type Preview = SensorsPreview;
    type Error = SensorListError;

    const READ_AS: ReadAs = ReadAs::Sensors;
    const JOBS: [&'static str; 2] = ["job-sensors", "job-import-sensors"];
    const TITLE: [&'static str; 2] = ["import-sensors-title", "import-sensors-help"];
    const OPEN_MAPPING: Option<Purpose> = Some(Purpose::OpenSensorMapping);

    fn results<'c>(ctx: &'c UiContext<'_>) -> &'c ListResults<SensorsSeen, SensorMapping> {
        &ctx.results.sensors_import
    }

    fn command(ask: Ask<SensorMapping>) -> Command {
        FileCommand::SensorList(match ask {
            Ask::Forget => SensorListCommand::Forget,
            Ask::Read(path, mapping) => SensorListCommand::Read(path, mapping),
            Ask::Import(path, mapping) => SensorListCommand::Import(path, mapping),
        })
        .into()
    }

    fn contents_ui(
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        seen: &SensorsSeen,
        mapping: &mut SensorMapping,
        is_waiting: bool,
    ) -> bool {
        outcome::problem_ui(ctx, ui, seen);
        if let Ok(preview) = &seen.preview {
            parts::places_ui(ctx, ui, &preview.survey, &mut mapping.crs);
        }
        columns::list_ui(ctx, ui, seen, mapping);
        columns::columns_ui(ctx, ui, seen, mapping);
        columns::units_ui(ctx, ui, mapping);
        words_ui(ctx, ui, seen, mapping);
        parts::source_ui(ctx, ui, "import-sensors-name-help", &mut mapping.list, &mut mapping.source);
        outcome::outcome_ui(ctx, ui, seen, is_waiting)
    }

    fn has_changes(preview: &SensorsPreview) -> bool {
        preview.plan.has_changes()
    }

    fn in_short(ctx: &UiContext<'_>, preview: &SensorsPreview) -> String {
        outcome::in_short(ctx, preview)
    }

    fn rejected(preview: &SensorsPreview) -> &[Rejected] {
        &preview.rejected
    }

    fn save_mapping(mapping: &SensorMapping) -> Option<Purpose> {
        Some(Purpose::SaveSensorMapping(Box::new(mapping.clone())))
    }
}

/// What can be observed: key and word, by word.
fn properties(ctx: &UiContext<'_>) -> Vec<(ObservedProperty, String)> {
    let worded = |one: &ObservedProperty| (*one, ctx.text.word("property", one.key()));
    let mut all: Vec<(ObservedProperty, String)> = ObservedProperty::ALL.iter().map(worded).collect();
    all.sort_by_cached_key(|(one, word)| (*one == ObservedProperty::Other, word.to_lowercase()));
    all
}

/// The words of a column, as last read.
fn uses(seen: &SensorsSeen, index: usize) -> &[WordUse] {
    let words = seen.preview.as_ref().ok().and_then(|preview| preview.words.get(index));
    words.map(Vec::as_slice).unwrap_or_default()
}

/// The words for what is observed that are no property by themselves.
fn words_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &SensorsSeen, mapping: &mut SensorMapping) {
    let columns = mapping.columns.iter_mut().enumerate();
    let columns = columns.filter(|(_, column)| column.field == Some(SensorField::Property)).map(|(index, column)| {
        let choices = properties(ctx).into_iter().map(|(one, word)| (one.key().to_owned(), word));
        WordColumn {
            index,
            title: format!("{} ({})", column.header, columns::field_words(ctx, SensorField::Property)),
            uses: uses(seen, index),
            words: &mut column.words,
            choices: choices.collect(),
            empty: ctx.t("import-sensors-word-empty"),
        }
    });
    list_words::words_ui(ctx, ui, columns);
}
