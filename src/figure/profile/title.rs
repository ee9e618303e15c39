//! The head of a profile: name, kind, map beside the first facts, how it merged, where it stands out.

use super::{Maker, map};
use crate::figure::page::{Block, Run};
use crate::insight::{Profile, definition, peers};
use crate::model::municipality::Merger;
use crate::text::Text;

/// Width of the map.
const MAP: f32 = 306.0;

/// Between map and facts.
const GAP: f32 = 22.0;

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let styles = &maker.styles;
    let picture = map::picture(maker, profile, MAP);
    let facts = facts(maker, profile);
    vec![
        Block::Heading(1, maker.name(profile), styles.title, 0.0),
        Block::Paragraph(vec![Run::plain(kind(maker, profile))], styles.subtitle, 1.0),
        Block::Columns(vec![(MAP, vec![Block::Picture(picture, 0.0)]), (Maker::width() - MAP - GAP, facts)], GAP, 10.0),
    ]
}

/// "Profiel van de gemeente · Oost-Vlaanderen · landelijke gemeente · NIS-code 44083".
fn kind(maker: &Maker<'_>, profile: &Profile<'_>) -> String {
    let mut parts = vec![maker.t("profile-kind")];
    if let Some(row) = maker.workspace().municipalities.get(profile.nis) {
        parts.push(maker.text.word("province", row.province.key()));
        parts.push(maker.text.word("profile-typology", row.typology.key()));
        if row.is_centrumstad {
            parts.push(maker.t("inspector-centrumstad"));
        }
    }
    parts.push(maker.text.with("profile-nis", &[("nis", profile.nis.to_string().into())]));
    parts.join(" · ")
}

fn facts(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let styles = &maker.styles;
    let mut blocks = Vec::new();
    let mut fact = |value: Option<String>, words: String| {
        let before = if blocks.is_empty() { 0.0 } else { 5.0 };
        let value = value.unwrap_or_else(|| maker.t("figures-short-missing"));
        blocks.push(Block::Paragraph(vec![Run::plain(value)], styles.number, before));
        blocks.push(Block::Paragraph(vec![Run::plain(words)], styles.small, 0.0));
    };
    let row = maker.workspace().municipalities.get(profile.nis);
    let population = row.and_then(|row| row.population_2020).map(|count| maker.text.integer(count));
    fact(population, maker.t("profile-fact-population"));
    let area = row.and_then(|row| row.area_ha);
    let area = area.map(|area| format!("{}\u{a0}km²", maker.text.number(area / 100.0, 1)));
    fact(area, maker.t("profile-fact-area"));
    let projects = if profile.is_in_sample {
        Some(maker.text.integer(profile.projects.len() as u32))
    } else {
        Some(maker.t("figures-short-sample"))
    };
    fact(projects, maker.t("profile-fact-projects"));
    blocks.extend(merged(maker, profile));
    blocks.extend(stands_out(maker, profile));
    blocks
}

/// "In de grenzen van 2025: Deinze = Deinze + Nevele (2019)."
fn merged(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    if profile.mergers.is_empty() {
        return Vec::new();
    }
    let words = merger_words(&profile.mergers, &maker.name(profile), maker.text);
    let words = maker.text.with("profile-merged", &[("parts", words.into())]);
    let style = maker.styles.small;
    vec![Block::Callout(
        maker.palette.accent_background,
        vec![Block::Paragraph(vec![Run::plain(words)], style, 0.0)],
        10.0,
    )]
}

/// "Deinze = Deinze + Nevele (2019)"; a code that lived on stands among its parts.
pub(super) fn merger_words(mergers: &[&Merger], name: &str, text: &Text) -> String {
    let mut steps: Vec<String> = Vec::new();
    let mut dates: Vec<(jiff::civil::Date, crate::model::Nis)> =
        mergers.iter().map(|merger| (merger.effective, merger.new)).collect();
    dates.dedup();
    for (date, new) in dates {
        let mut parts: Vec<&str> = mergers
            .iter()
            .filter(|merger| (merger.effective, merger.new) == (date, new))
            .map(|merger| &*merger.old_name)
            .collect();
        // A later merger names the municipality that this step made.
        let whole = mergers.iter().find(|merger| merger.old == new && merger.new != new);
        let whole = whole.map_or(name, |merger| &*merger.old_name);
        // A merger has at least two parties: where one is listed, the code that lived on is the other.
        if parts.len() == 1 {
            parts.insert(0, whole);
        }
        let parts = parts.join(" + ");
        let arguments = [("name", whole.into()), ("parts", parts.into()), ("year", date.year().to_string().into())];
        steps.push(text.with("profile-merged-step", &arguments));
    }
    steps.join("; ")
}

/// The figures in the highest and the lowest quarter of the peers; counts of the sample prove nothing and stay out.
fn stands_out(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let mut high: Vec<String> = Vec::new();
    let mut low: Vec<String> = Vec::new();
    for row in profile.figures.iter().filter(|row| !row.figure.is_sample() && row.spread.len() >= 4) {
        let (Some(Ok(value)), Some(quartiles)) = (row.values.first(), row.spread.quartiles) else { continue };
        let number = definition::number_with_sign(maker.workspace(), &row.figure, value.value, maker.text);
        let name = maker.definitions.get(&row.figure).map(|one| lower_first(&one.name)).unwrap_or_default();
        let words = format!("{name} ({number})");
        if value.value > quartiles.q3 {
            high.push(words);
        } else if value.value < quartiles.q1 {
            low.push(words);
        }
    }
    let peers = peers::name(maker.workspace(), &profile.peers, maker.text);
    let mut blocks = Vec::new();
    for (key, figures) in [("profile-high", high), ("profile-low", low)] {
        if !figures.is_empty() {
            let lead = maker.text.with(key, &[("peers", peers.clone().into())]);
            let runs = vec![Run::bold(lead), Run::plain(format!("{}.", figures.join(", ")))];
            blocks.push(Block::Paragraph(runs, maker.styles.fine, 6.0));
        }
    }
    blocks
}

/// For use within a sentence.
pub(super) fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Nis};

    fn merger(old: u32, name: &str, new: u32, year: i16) -> Merger {
        let nis = |code| Nis::try_from(code).expect("a code");
        Merger { old: nis(old), old_name: name.into(), new: nis(new), effective: jiff::civil::date(year, 1, 1) }
    }

    #[test]
    fn mergers_are_told_with_all_their_parties() {
        let text = Text::new(Language::Nl);
        let words = |mergers: &[Merger], name: &str| merger_words(&mergers.iter().collect::<Vec<_>>(), name, &text);
        let deinze = [merger(44_011, "Deinze", 44_083, 2019), merger(44_049, "Nevele", 44_083, 2019)];
        assert_eq!(words(&deinze, "Deinze"), "Deinze = Deinze + Nevele (2019)");
        let antwerpen = [merger(11_007, "Borsbeek", 11_002, 2025)];
        assert_eq!(words(&antwerpen, "Antwerpen"), "Antwerpen = Antwerpen + Borsbeek (2025)");
    }
}
