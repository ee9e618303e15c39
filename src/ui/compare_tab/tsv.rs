//! The comparison as text for a spreadsheet: tab-separated, a row for each figure, numbers as the language writes them;
//! what is missing is an empty cell.

use super::facts::{Fact, Facts};
use super::look;
use crate::insight::peers;
use crate::insight::{Comparison, FigureRow};
use crate::ui::UiContext;
use crate::ui::projects_tab::{one_line, plain_number};

/// The whole comparison.
pub fn tsv(ctx: &UiContext<'_>, comparison: &Comparison, facts: &Facts) -> String {
    let mut header = vec![ctx.t("compare-figure"), ctx.t("compare-unit"), ctx.t("compare-year")];
    header.extend(comparison.municipalities.iter().map(|nis| look::name(ctx, *nis)));
    let keys = [
        "compare-rank",
        "compare-rank-of",
        "compare-least",
        "compare-first-quartile",
        "compare-median",
        "compare-third-quartile",
        "compare-greatest",
        "compare-peers-have",
        "compare-peers-all",
        "compare-peer-group",
    ];
    header.extend(keys.map(|key| ctx.t(key)));
    let mut lines = vec![line(&header)];
    lines.extend(comparison.rows.iter().zip(&facts.rows).map(|(row, fact)| line(&cells(ctx, comparison, row, fact))));
    lines.push(String::new());
    lines.join("\n")
}

fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join("\t")
}

fn cells(ctx: &UiContext<'_>, comparison: &Comparison, row: &FigureRow, fact: &Fact) -> Vec<String> {
    let year = row.year.map(|year| year.to_string()).unwrap_or_default();
    let mut cells = vec![fact.definition.name.clone(), fact.definition.unit.clone(), year];
    let number = |value: Option<f64>| value.map(|value| plain_number(ctx, value)).unwrap_or_default();
    cells.extend(row.values.iter().map(|value| number(value.as_ref().ok().map(|value| value.value))));
    let rank = row.ranks.first().copied().flatten();
    cells.push(rank.map(|rank| rank.place.to_string()).unwrap_or_default());
    cells.push(rank.map(|rank| rank.of.to_string()).unwrap_or_default());
    let five = row.spread.quartiles;
    let quartiles = [
        five.map(|five| five.min),
        five.map(|five| five.q1),
        five.map(|five| five.median),
        five.map(|five| five.q3),
        five.map(|five| five.max),
    ];
    cells.extend(quartiles.map(number));
    cells.push(row.spread.len().to_string());
    cells.push(comparison.peers.members.len().to_string());
    cells.push(peers::name(ctx.workspace, &comparison.peers, ctx.text));
    cells
}
