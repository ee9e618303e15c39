//! Which years the figures cover, and why others are missing; and the mergers.

use std::collections::BTreeMap;

use egui::Ui;
use jiff::civil::Date;

use crate::model::Nis;
use crate::model::municipality::Merger;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

/// The years of each table, made again when the figures change.
#[derive(Debug, Default)]
pub struct Facts {
    tables: Vec<(String, Vec<i16>, usize)>,
    made_from: Option<u64>,
}

impl Facts {
    /// A line for each table: its years, its indicators, its gaps.
    pub fn coverage_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.refresh(ctx);
        if self.tables.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("indicators-none-text")));
        }
        for (table, years, count) in &self.tables {
            let source = ctx.workspace.sources.iter().find(|source| *source.id == **table);
            let title = source.map_or_else(|| table.clone(), |source| super::source_title(ctx, source));
            ui.horizontal_wrapped(|ui| {
                ui.label(widgets::semibold(title));
                ui.label(ranges(years));
                let count = ctx.text.with("data-coverage-indicators", &[("n", (*count as i64).into())]);
                ui.label(widgets::small(ctx.theme, count));
            });
            let reasons: Vec<&str> = ctx
                .workspace
                .indicators
                .gaps()
                .iter()
                .filter(|gap| *gap.table == **table)
                .map(|gap| gap.reason.get(ctx.text.language()))
                .collect();
            parts::remark(ctx, ui, reasons.join(" "));
            ui.add_space(4.0);
        }
    }

    fn refresh(&mut self, ctx: &UiContext<'_>) {
        let generation = ctx.workspace.generations.indicators;
        if self.made_from == Some(generation) {
            return;
        }
        let indicators = &ctx.workspace.indicators;
        let mut tables: BTreeMap<String, (Vec<i16>, usize)> = BTreeMap::new();
        for definition in indicators.definitions().iter().filter(|definition| !definition.table.is_empty()) {
            let (years, count) = tables.entry(definition.table.to_string()).or_default();
            *count += 1;
            let places = indicators.values(&definition.id).into_iter().flat_map(BTreeMap::values);
            years.extend(places.flat_map(BTreeMap::keys));
            years.sort_unstable();
            years.dedup();
        }
        self.tables = tables.into_iter().map(|(table, (years, count))| (table, years, count)).collect();
        self.made_from = Some(generation);
    }
}

/// "2009–2015, 2018–2020".
fn ranges(years: &[i16]) -> String {
    let mut runs: Vec<(i16, i16)> = Vec::new();
    for &year in years {
        match runs.last_mut() {
            Some((_, until)) if *until + 1 == year => *until = year,
            _ => runs.push((year, year)),
        }
    }
    let said = |(from, until): (i16, i16)| if from == until { from.to_string() } else { format!("{from}–{until}") };
    runs.into_iter().map(said).collect::<Vec<_>>().join(", ")
}

/// The mergers, by date and by what came of them.
pub fn mergers_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let timeline = ctx.workspace.municipalities.timeline();
    let mut groups: BTreeMap<(Date, Nis), Vec<&Merger>> = BTreeMap::new();
    for merger in timeline.mergers() {
        groups.entry((merger.effective, merger.new)).or_default().push(merger);
    }
    if groups.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("data-no-mergers")));
    }
    let name = |nis: Nis| {
        let former = timeline.mergers().iter().find(|merger| merger.old == nis && merger.new != nis);
        former.map_or_else(|| ctx.workspace.municipalities.name(nis), |merger| merger.old_name.to_string())
    };
    let mut before: Option<Date> = None;
    for ((date, new), mergers) in groups {
        if before != Some(date) {
            let day = [("date", date.to_string().into())];
            widgets::sub_header(ui, ctx.theme, &ctx.text.with("data-mergers-on", &day), "");
            before = Some(date);
        }
        let old: Vec<String> = mergers.iter().map(|merger| format!("{} ({})", merger.old_name, merger.old)).collect();
        ui.add(egui::Label::new(format!("{} → {} ({new})", old.join(" + "), name(new))).wrap());
    }
}

#[cfg(test)]
mod tests {
    use super::ranges;

    #[test]
    fn years_in_a_row_are_joined() {
        assert_eq!(ranges(&[2009, 2010, 2011, 2015, 2018, 2019]), "2009–2011, 2015, 2018–2019");
        assert_eq!(ranges(&[]), "");
    }
}
