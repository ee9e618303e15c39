//! A field that finds municipalities by any name that they have or had: in another language, before a merger.

use egui::{Key, Ui};

use super::UiContext;
use super::widgets;
use crate::model::Nis;
use crate::workspace::Borders;
use crate::workspace::municipalities::fold;

/// Hits shown for a search at most.
const HIT_LIMIT: usize = 8;

/// A name by which a municipality can be found.
#[derive(Clone, Debug)]
struct Name {
    folded: String,
    shown: String,
    nis: Nis,
}

/// What is being typed, and the names that can be found.
#[derive(Debug, Default)]
pub struct TownSearch {
    text: String,
    names: Vec<Name>,
    names_of: Option<(u64, Borders, crate::model::Language)>,
}

impl TownSearch {
    /// The field called `name` with what it finds below it; returns the one chosen by click or Enter. Those `taken` are
    /// left out. In the borders of the time a vanished municipality is found as itself, else as its successor.
    pub fn town_search_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        name: &str,
        taken: &[Nis],
        borders: Borders,
    ) -> Option<Nis> {
        let field = widgets::search_field(ui, ctx.theme, &mut self.text, name, &ctx.t("indicators-clear-search"));
        if self.text.trim().is_empty() {
            return None;
        }
        self.refresh_names(ctx, borders);
        let hits = hits(&self.names, &fold(self.text.trim()), taken);
        if hits.is_empty() {
            ui.label(widgets::small(ctx.theme, ctx.t("indicators-no-municipality")));
        }
        let mut chosen = None;
        let has_enter = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        for (position, hit) in hits.iter().enumerate() {
            if widgets::link(ui, ctx.theme, &hit.shown).clicked() || (has_enter && position == 0) {
                chosen = Some(hit.nis);
            }
        }
        if chosen.is_some() {
            self.text.clear();
            field.request_focus();
        }
        chosen
    }

    /// Names by which municipalities are found, made again with the municipalities, the borders and the language.
    fn refresh_names(&mut self, ctx: &UiContext<'_>, borders: Borders) {
        let key = (ctx.workspace.generations.municipalities, borders, ctx.language());
        if self.names_of == Some(key) {
            return;
        }
        let municipalities = &ctx.workspace.municipalities;
        let mut names: Vec<Name> = Vec::new();
        let mut add = |name: &str, shown: String, nis: Nis| names.push(Name { folded: fold(name), shown, nis });
        for row in municipalities.rows() {
            add(&row.name, row.name.to_string(), row.nis);
            for other in row.name_fr.iter().chain(&row.name_de).filter(|other| **other != row.name) {
                add(other, format!("{} ({other})", row.name), row.nis);
            }
        }
        for merger in municipalities.timeline().mergers() {
            let today = municipalities.timeline().today(merger.old);
            let (shown, nis) = if borders == Borders::OfTheTime {
                let until = (merger.effective.year() - 1).to_string();
                let arguments = [("name", merger.old_name.to_string().into()), ("year", until.into())];
                (ctx.text.with("indicators-former", &arguments), merger.old)
            } else {
                (format!("{} ({})", municipalities.name(today), merger.old_name), today)
            };
            if municipalities.name(today) != *merger.old_name || nis != today {
                add(&merger.old_name, shown, nis);
            }
        }
        for (alias, nis) in municipalities.aliases() {
            let today = municipalities.timeline().today(*nis);
            add(alias, format!("{} ({alias})", municipalities.name(today)), today);
        }
        self.names = names;
        self.names_of = Some(key);
    }
}

/// The best names for a search, each municipality once: those that start with it before those that hold it, official
/// names before others.
fn hits<'a>(names: &'a [Name], wanted: &str, taken: &[Nis]) -> Vec<&'a Name> {
    let mut found: Vec<(bool, usize, &Name)> = names
        .iter()
        .enumerate()
        .filter(|(_, name)| !taken.contains(&name.nis) && name.folded.contains(wanted))
        .map(|(position, name)| (!name.folded.starts_with(wanted), position, name))
        .collect();
    found.sort_by_key(|(is_inside, position, _)| (*is_inside, *position));
    let mut seen: Vec<Nis> = Vec::new();
    let mut hits = Vec::new();
    for (.., name) in found {
        if hits.len() < HIT_LIMIT && !seen.contains(&name.nis) {
            seen.push(name.nis);
            hits.push(name);
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str, nis: u32) -> Name {
        Name { folded: fold(text), shown: text.to_owned(), nis: Nis::try_from(nis).unwrap() }
    }

    #[test]
    fn names_that_start_with_the_search_come_first() {
        let names =
            [name("Sint-Gillis-Waas", 46_020), name("Gent", 44_021), name("Gand", 44_021), name("Genk", 71_016)];
        let shown = |wanted: &str, taken: &[Nis]| -> Vec<String> {
            hits(&names, wanted, taken).iter().map(|name| name.shown.clone()).collect()
        };
        assert_eq!(shown("g", &[]), ["Gent", "Genk", "Sint-Gillis-Waas"]);
        assert_eq!(shown("gen", &[Nis::try_from(44_021).unwrap()]), ["Genk"]);
    }
}
