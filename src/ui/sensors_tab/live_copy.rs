//! The newest values as text for a spreadsheet: the columns of the list, a value with its unit, quality and moment in
//! cells of their own.

use super::words;
use crate::model::{Datastream, Sensor};
use crate::ui::UiContext;
use crate::ui::projects_tab::{one_line, plain_number};
use crate::workspace::SensorColumn;

/// The rows under their headers, a line each, cells separated by tabs.
pub fn tsv<'a>(
    ctx: &UiContext<'_>,
    columns: &[SensorColumn],
    rows: impl Iterator<Item = (&'a Sensor, &'a Datastream)>,
) -> String {
    let mut lines = columns.iter().flat_map(|column| headers(ctx, *column)).collect::<Vec<_>>().join("\t");
    lines.push('\n');
    for (sensor, stream) in rows {
        let cells = columns.iter().flat_map(|column| cells(ctx, *column, sensor, stream));
        lines.push_str(&cells.map(|cell| one_line(&cell)).collect::<Vec<_>>().join("\t"));
        lines.push('\n');
    }
    lines
}

fn headers(ctx: &UiContext<'_>, column: SensorColumn) -> Vec<String> {
    let name = ctx.text.word("sensors-column", column.key());
    match column {
        SensorColumn::Value => {
            vec![name, ctx.t("export-column-unit"), ctx.t("export-column-quality"), ctx.t("export-column-simulated")]
        }
        SensorColumn::Age => vec![ctx.t("export-column-time")],
        _ => vec![name],
    }
}

/// A value that is missing is an empty cell.
fn cells(ctx: &UiContext<'_>, column: SensorColumn, sensor: &Sensor, stream: &Datastream) -> Vec<String> {
    match column {
        SensorColumn::Sensor => vec![sensor.name.to_string()],
        SensorColumn::Town => vec![sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis)).unwrap_or_default()],
        SensorColumn::Property => vec![words::property(ctx.text, stream)],
        SensorColumn::Value => {
            let value = stream.latest.filter(|latest| latest.quality.is_value());
            let quality = stream.latest.map(|latest| ctx.text.word("quality", latest.quality.key()));
            vec![
                value.map(|latest| plain_number(ctx, latest.value)).unwrap_or_default(),
                ctx.unit(stream.unit, &stream.original_unit),
                quality.unwrap_or_default(),
                if sensor.is_simulated { ctx.t("sensors-simulated") } else { String::new() },
            ]
        }
        SensorColumn::Age => {
            vec![stream.latest.map(|latest| latest.time.strftime("%Y-%m-%d %H:%M:%S").to_string()).unwrap_or_default()]
        }
        SensorColumn::Feed => vec![words::feed_name(ctx, &sensor.feed)],
    }
}
