//! Figures of indicators: as a table a row for each place and year; as a map an area for each municipality with a column
//! for each year. Several indicators stand beneath each other.

use std::sync::Arc;

use super::layout::Layout;
use super::rows::{Sheet, Tracked, column};
use super::stamp::Facts;
use super::{ExportError, Format};
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Column, Kind, Value};
use crate::model::{BoundaryAccuracy, Indicator, IndicatorId, Nis, ValueStatus};
use crate::query::series::{self, Series, SeriesPlace};
use crate::query::towns;
use crate::text::Text;
use crate::workspace::{Borders, View, Workspace};

/// The indicator of the view: the one chosen, else the first.
pub(super) fn indicator<'a>(workspace: &'a Workspace, view: &View) -> Option<&'a Indicator> {
    let chosen = view.indicators.indicator.as_ref().and_then(|id| workspace.indicators.definition(id));
    chosen.or_else(|| workspace.indicators.definitions().first())
}

/// The series of the indicators that were chosen, else of that of the view; each with the view that asks for it.
pub(super) fn chosen(workspace: &Workspace, view: &View, layout: &Layout) -> Vec<(View, Vec<Series>)> {
    let asked = |id: Option<&IndicatorId>| {
        let mut view = view.clone();
        view.indicators.indicator = id.cloned().or(view.indicators.indicator);
        let series = series(workspace, &view);
        (view, series)
    };
    if layout.indicators.is_empty() {
        return vec![asked(None)];
    }
    layout.indicators.iter().map(|id| asked(Some(id))).collect()
}

/// Series of the places of the view: its municipalities, else those that the filter names, else its smart region, else
/// those of the filter's provinces and types, else all and the Flemish Region.
pub(super) fn series(workspace: &Workspace, view: &View) -> Vec<Series> {
    let Some(indicator) = indicator(workspace, view) else { return Vec::new() };
    let mut places: Vec<Nis> = view.indicators.municipalities.clone();
    if places.is_empty() {
        places = view.filter.municipalities.iter().copied().collect();
    }
    let mut places: Vec<SeriesPlace> = places.into_iter().map(SeriesPlace::Municipality).collect();
    if let Some(region) = view.filter.region.clone().filter(|_| places.is_empty()) {
        places.push(SeriesPlace::Region(region));
    }
    let wanted = towns::wanted(&workspace.municipalities, &view.filter);
    if let Some(wanted) = wanted.filter(|_| places.is_empty()) {
        places.extend(wanted.into_iter().map(SeriesPlace::Municipality));
    } else if places.is_empty() {
        places = codes(workspace, view).into_iter().map(SeriesPlace::Municipality).collect();
        places.push(SeriesPlace::Flanders);
    }
    let run = |place: &SeriesPlace| {
        let (scale, borders) = (view.indicators.scale, view.indicators.borders);
        series::run(&workspace.indicators, &workspace.municipalities, &indicator.id, place, scale, borders)
    };
    places.iter().map(run).collect()
}

/// Codes of today; with the borders of the time, vanished ones too. Sorted.
fn codes(workspace: &Workspace, view: &View) -> Vec<Nis> {
    let mut codes: Vec<Nis> = workspace.municipalities.rows().iter().map(|row| row.nis).collect();
    if view.indicators.borders == Borders::OfTheTime {
        codes.extend(workspace.municipalities.timeline().mergers().iter().map(|merger| merger.old));
        codes.sort_unstable();
        codes.dedup();
    }
    codes
}

/// Columns of the table or of the map.
pub(super) fn sheet(text: &Text, chosen: &[(View, Vec<Series>)], format: Format) -> Sheet {
    if format.is_map() { wide_sheet(text, chosen) } else { long_sheet(text, chosen) }
}

/// Columns of the long table.
pub(super) fn long_sheet(text: &Text, chosen: &[(View, Vec<Series>)]) -> Sheet {
    let columns = [
        ("indicator", Kind::Text),
        ("name", Kind::Text),
        ("nis", Kind::Text),
        ("municipality", Kind::Text),
        ("year", Kind::Integer),
        ("value", Kind::Real),
        ("unit", Kind::Text),
        ("status_value", Kind::Text),
        ("scale", Kind::Text),
        ("borders", Kind::Text),
        ("merged_from", Kind::Text),
        ("source", Kind::Text),
    ];
    let series = chosen.iter().flat_map(|(_, series)| series);
    let row_count = series.flat_map(|one| &one.points).filter(|point| point.value.is_some()).count();
    let columns = columns.into_iter().map(|(key, kind)| column(text, key, kind)).collect();
    Sheet { columns, geometry: LayerGeometry::MultiPolygon, row_count: row_count as u64 }
}

/// Writes the long table; a missing figure has no row.
pub(super) fn write_long(
    workspace: &Workspace,
    view: &View,
    text: &Text,
    series: &[Series],
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let Some(indicator) = indicator(workspace, view) else { return Ok(Facts::default()) };
    let mut facts = facts(workspace, view, indicator);
    for one in series {
        let (nis, name) = place(workspace, &one.place, text);
        for point in &one.points {
            let Some(value) = point.value else { continue };
            let merged: Vec<String> = point.merged_from.iter().map(ToString::to_string).collect();
            facts.note_if("export-note-merged", !merged.is_empty());
            facts.note_if("export-note-provisional", point.status == ValueStatus::Provisional);
            *out.by_kind.entry("figures").or_default() += 1;
            let row = [
                Value::text(indicator.id.as_str()),
                Value::text(indicator.name.get(text.language())),
                Value::text(nis.clone()),
                Value::text(name.clone()),
                Value::Integer(i64::from(point.year)),
                Value::real(Some(value)),
                Value::text(&*indicator.unit),
                Value::text(point.status.key()),
                Value::text(view.indicators.scale.key()),
                Value::text(view.indicators.borders.key()),
                Value::text(merged.join(";")),
                Value::text(&*indicator.source),
            ];
            out.row(&row, None)?;
        }
    }
    Ok(facts)
}

/// Columns of the wide table: one for each year.
fn wide_sheet(text: &Text, chosen: &[(View, Vec<Series>)]) -> Sheet {
    let keys = ["indicator", "name", "nis", "municipality", "unit", "scale", "borders", "boundary_accuracy", "source"];
    let mut columns: Vec<Column> = keys.into_iter().map(|key| column(text, key, Kind::Text)).collect();
    for year in years(chosen) {
        columns.push(Column { key: format!("y{year}").into(), title: year.to_string(), kind: Kind::Real });
    }
    Sheet {
        columns,
        geometry: LayerGeometry::MultiPolygon,
        row_count: chosen.iter().map(|(_, series)| series.len() as u64).sum(),
    }
}

/// Writes the chosen indicators, as a table or as a map.
pub(super) fn write(
    workspace: &Workspace,
    text: &Text,
    (chosen, is_map): (&[(View, Vec<Series>)], bool),
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let years = years(chosen);
    let mut facts = Facts::default();
    for (view, series) in chosen {
        facts.add(&if is_map {
            write_wide(workspace, view, text, (series, &years), out)?
        } else {
            write_long(workspace, view, text, series, out)?
        });
    }
    Ok(facts)
}

/// Writes the wide table: an area for each municipality of today.
fn write_wide(
    workspace: &Workspace,
    view: &View,
    text: &Text,
    (series, years): (&[Series], &[i16]),
    out: &mut Tracked<'_>,
) -> Result<Facts, ExportError> {
    let Some(indicator) = indicator(workspace, view) else { return Ok(Facts::default()) };
    let mut facts = facts(workspace, view, indicator);
    facts.datasets.insert(Arc::from("boundaries"));
    for one in series {
        let SeriesPlace::Municipality(code) = one.place else { continue };
        let boundary = workspace.municipalities.get(code).and_then(|row| row.boundary.as_ref());
        let (nis, name) = place(workspace, &one.place, text);
        let mut row = vec![
            Value::text(indicator.id.as_str()),
            Value::text(indicator.name.get(text.language())),
            Value::text(nis),
            Value::text(name),
            Value::text(&*indicator.unit),
            Value::text(view.indicators.scale.key()),
            Value::text(view.indicators.borders.key()),
            Value::text(boundary.map_or("", |boundary| boundary.accuracy.key())),
            Value::text(&*indicator.source),
        ];
        for year in years {
            let point = one.points.iter().find(|point| point.year == *year);
            row.push(Value::real(point.and_then(|point| point.value)));
            facts.note_if("export-note-merged", point.is_some_and(|point| !point.merged_from.is_empty()));
            let is_provisional = point.is_some_and(|point| point.status == ValueStatus::Provisional);
            facts.note_if("export-note-provisional", is_provisional);
        }
        let is_approximate = boundary.is_some_and(|boundary| boundary.accuracy == BoundaryAccuracy::Approximate);
        facts.note_if("export-note-approximate", is_approximate);
        *out.by_kind.entry("municipalities").or_default() += 1;
        let area = boundary.map(|boundary| geo::Geometry::MultiPolygon(boundary.geometry.clone()));
        out.row(&row, area.as_ref())?;
    }
    Ok(facts)
}

/// Years with a figure anywhere, ascending.
fn years(chosen: &[(View, Vec<Series>)]) -> Vec<i16> {
    let points =
        chosen.iter().flat_map(|(_, series)| series).flat_map(|one| &one.points).filter(|point| point.value.is_some());
    let mut years: Vec<i16> = points.map(|point| point.year).collect();
    years.sort_unstable();
    years.dedup();
    years
}

fn place(workspace: &Workspace, place: &SeriesPlace, text: &Text) -> (String, String) {
    match place {
        SeriesPlace::Municipality(nis) => {
            let mergers = workspace.municipalities.timeline().mergers();
            let vanished = mergers.iter().find(|merger| merger.old == *nis && merger.new != *nis);
            let name = vanished.map_or_else(|| workspace.municipalities.name(*nis), |one| one.old_name.to_string());
            (nis.to_string(), name)
        }
        SeriesPlace::Region(region) => (String::new(), region.name.to_string()),
        SeriesPlace::Flanders => (String::new(), text.word("region", "flanders")),
    }
}

/// The data sets that the figures rest on.
fn facts(workspace: &Workspace, view: &View, indicator: &Indicator) -> Facts {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers", "indicators"].map(Arc::from));
    let figures =
        crate::query::figures::Figures::new(&workspace.indicators, &workspace.municipalities, view.indicators.borders);
    facts.datasets.extend(figures.tables(&indicator.id, view.indicators.scale));
    facts
}
