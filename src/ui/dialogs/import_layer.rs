//! Reading in a layer of the map or named places: the table is shown, where its places are and what names them can be
//! changed, what was found is counted, then it is written.

use egui::{Align, Layout, Ui};

use super::grid::{ColumnLook, FirstRows, grid_ui};
use super::import_dialog::{Ask, ImportDialog, Kind};
use super::parts::{choice_ui, field_ui, text_ui};
use super::read_as::ReadAs;
use super::{Purpose, parts, rejected};
use crate::jobs::LayerSeen;
use crate::jobs::layer::{LayerMapping, LayerPreview, LayerReadError};
use crate::model::{CellKind, LayerKind, Rejected};
use crate::session::Command;
use crate::session::command::LayerCommand;
use crate::session::results::ListResults;
use crate::ui::UiContext;
use crate::ui::charts::parts as chart_parts;
use crate::ui::data_tab::layers::{colours_row, counts_words};
use crate::ui::widgets::{self, Tone};

/// Refused rows that are shown.
const FEW: usize = 5;

/// Width of a choice of a column in points.
const CHOICE: f32 = 180.0;

/// The dialog of plain layers.
pub type ImportLayerDialog = ImportDialog<Layers<false>>;

/// The dialog of places.
pub type ImportPlacesDialog = ImportDialog<Layers<true>>;

/// A layer of the map, or one of named places.
#[derive(Debug)]
pub struct Layers<const ARE_PLACES: bool>;

impl<const ARE_PLACES: bool> Layers<ARE_PLACES> {
    const KIND: LayerKind = if ARE_PLACES { LayerKind::Places } else { LayerKind::Layer };
}

impl<const ARE_PLACES: bool> Kind for Layers<ARE_PLACES> {
    type Mapping = LayerMapping;
    type Preview = LayerPreview;
    type Error = LayerReadError;

    const READ_AS: ReadAs = ReadAs::Layer(Self::KIND);
    const JOBS: [&'static str; 2] = ["job-layer", "job-import-layer"];
    const TITLE: [&'static str; 2] = if ARE_PLACES {
        ["import-places-title", "import-places-help"]
    } else {
        ["import-layer-title", "import-layer-help"]
    };
    const FAILED: &'static str = "import-layer-failed";
    // What is said of a layer is said in a moment.
    const OPEN_MAPPING: Option<Purpose> = None;

    fn results<'c>(ctx: &'c UiContext<'_>) -> &'c ListResults<LayerSeen, LayerMapping> {
        &ctx.results.layer_import
    }

    fn command(ask: Ask<LayerMapping>) -> Command {
        match ask {
            Ask::Forget => LayerCommand::Forget,
            Ask::Read(path, mapping) => {
                LayerCommand::Read(path, mapping.unwrap_or_else(|| Box::new(LayerMapping::about(Self::KIND, None))))
            }
            Ask::Import(path, mapping) => LayerCommand::Import(path, mapping),
        }
        .into()
    }

    fn contents_ui(
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        seen: &LayerSeen,
        mapping: &mut LayerMapping,
        _is_waiting: bool,
    ) -> bool {
        let said = match &seen.preview {
            Err(LayerReadError::NoPlaces) => Some(ctx.t("import-layer-no-places")),
            Err(LayerReadError::NoNames) => Some(ctx.t("import-layer-no-names")),
            Err(LayerReadError::NoName) => Some(ctx.t("import-layer-no-name")),
            Err(error) => Some(ctx.tw(Self::FAILED, &[("reason", &error.to_string())])),
            Ok(_) => None,
        };
        if let Some(said) = said {
            widgets::note(ui, ctx.theme, Tone::Warning, &said);
            ui.add_space(8.0);
        }
        if let Ok(preview) = &seen.preview {
            parts::places_ui(ctx, ui, &preview.survey, &mut mapping.crs);
        }
        name_ui(ctx, ui, mapping);
        table_ui(ctx, ui, seen, mapping);
        grid(ctx, ui, seen, mapping);
        widgets::sub_header(ui, ctx.theme, &ctx.t("import-source"), "");
        parts::origin_ui(ctx, ui, &mut mapping.source);
        outcome_ui(ctx, ui, seen)
    }

    fn has_changes(preview: &LayerPreview) -> bool {
        !preview.layer.data.features.is_empty()
    }

    fn in_short(ctx: &UiContext<'_>, preview: &LayerPreview) -> String {
        let refused = u32::try_from(preview.read.rejected_count).unwrap_or(u32::MAX);
        let refused = (refused > 0).then(|| ctx.tn("import-layer-refused", refused));
        let told = std::iter::once(counts_words(ctx, preview.read.counts)).chain(refused);
        let told: Vec<String> = told.filter(|words| !words.is_empty()).collect();
        told.join(" · ")
    }

    fn rejected(preview: &LayerPreview) -> &[Rejected] {
        &preview.read.rejected
    }

    fn save_mapping(_mapping: &LayerMapping) -> Option<Purpose> {
        None
    }
}

/// Name, colour.
fn name_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut LayerMapping) {
    field_ui(ctx, ui, "import-layer-name", |ui| {
        text_ui(ui, &mut mapping.name, &ctx.t("import-layer-name"), "", 280.0);
    });
    if ctx.workspace.layer(mapping.name.trim()).is_some() {
        chart_parts::remark(ctx, ui, ctx.t("import-layer-replaces"));
    }
    field_ui(ctx, ui, "import-layer-colour", |ui| {
        if let Some(number) = colours_row(ctx, ui, mapping.colour) {
            mapping.colour = number;
        }
    });
}

/// Sheet, headers, columns with coordinates and their system, column with names.
fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &LayerSeen, mapping: &mut LayerMapping) {
    parts::rows_header_ui(ctx, ui, seen.row_count);
    ui.horizontal_wrapped(|ui| {
        if let Some(sheet) = parts::sheet_ui(ctx, ui, (&seen.sheets, &seen.hidden), mapping.sheet.as_deref()) {
            // Another sheet is another layer: a new proposal is asked for.
            *mapping = LayerMapping::about(mapping.kind, Some(sheet));
        }
        if !seen.has_own_headers
            && let Some((row, cells)) = parts::header_row_ui(ctx, ui, &seen.grid, mapping.header_row)
        {
            mapping.header_row = row;
            for (index, header) in mapping.headers.iter_mut().enumerate() {
                *header = cells.get(index).cloned().unwrap_or_default();
            }
        }
        let columns = columns(ctx, &mapping.headers);
        column_ui(ctx, ui, "import-layer-label", &mut mapping.label, &columns);
    });
    ui.horizontal_wrapped(|ui| {
        let columns = columns(ctx, &mapping.headers);
        if seen.shape_count == 0 {
            column_ui(ctx, ui, "import-layer-x", &mut mapping.x, &columns);
            column_ui(ctx, ui, "import-layer-y", &mut mapping.y, &columns);
            column_ui(ctx, ui, "import-layer-place", &mut mapping.place, &columns);
        }
        parts::crs_ui(ctx, ui, &mut mapping.crs);
    });
}

/// All columns by name, and none.
fn columns(ctx: &UiContext<'_>, headers: &[String]) -> Vec<(Option<usize>, String)> {
    let named = headers.iter().enumerate().map(|(index, header)| {
        let unnamed = || ctx.tw("import-column", &[("n", &(index + 1).to_string())]);
        (Some(index), if header.is_empty() { unnamed() } else { header.clone() })
    });
    std::iter::once((None, ctx.t("import-layer-no-label"))).chain(named).collect()
}

fn column_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    key: &'static str,
    chosen: &mut Option<usize>,
    columns: &[(Option<usize>, String)],
) {
    let name = ctx.t(key);
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(column) = choice_ui(ctx, ui, (key, &name, CHOICE), &*chosen, columns) {
        *chosen = column;
    }
    ui.add_space(8.0);
}

/// The first rows; above each column what its attributes are.
fn grid(ctx: &UiContext<'_>, ui: &mut Ui, seen: &LayerSeen, mapping: &mut LayerMapping) {
    let headers = mapping.headers.clone();
    let first_rows = FirstRows { headers: &headers, grid: &seen.grid, first: seen.mapping.header_row };
    let kinds = seen.preview.as_ref().map(|preview| preview.layer.data.columns.as_slice()).unwrap_or_default();
    let kind_of = |index: usize| kinds.get(index).map(|column| column.kind);
    let look_ui = |ui: &mut Ui, mapping: &mut LayerMapping, index: usize, _: &str| {
        let words = kind_of(index).map(|kind| ctx.text.word("cell-kind", kind.key())).unwrap_or_default();
        ui.with_layout(Layout::bottom_up(Align::Min), |ui| ui.label(widgets::small(ctx.theme, words)));
        ColumnLook {
            is_read: [mapping.label, mapping.x, mapping.y, mapping.place].contains(&Some(index)),
            is_number: kind_of(index) == Some(CellKind::Number),
            short: None,
        }
    };
    // Nothing is chosen for a column by itself.
    let nothing_ui = |_: &mut Ui, _: &mut LayerMapping, _: usize, _: &str| ();
    grid_ui(ctx, ui, &first_rows, mapping, nothing_ui, look_ui);
}

/// What was done beyond reading, and the refused rows; whether those are to be saved.
fn outcome_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &LayerSeen) -> bool {
    let Ok(preview) = &seen.preview else { return false };
    let LayerPreview { read, .. } = preview.as_ref();
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-layer-outcome"), "");
    let counts = counts_words(ctx, read.counts);
    let counts = if counts.is_empty() { ctx.t("import-layer-nothing") } else { counts };
    ui.label(counts);
    if read.turned_axes > 0 {
        let n = u32::try_from(read.turned_axes).unwrap_or(u32::MAX);
        chart_parts::remark(ctx, ui, ctx.tn("import-list-turned", n));
    }
    if let Some(crs) = read.detected_crs {
        chart_parts::remark(ctx, ui, ctx.tw("import-list-found-crs", &[("crs", &crs.to_string())]));
    }
    rejected::rejected_ui(ctx, ui, &read.rejected, read.rejected_count, FEW)
}
