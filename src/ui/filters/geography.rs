//! Places of the filter: the search over municipalities, provinces and types, and the facets of place.

use egui::Ui;

use super::facet::{Choice, FacetLook, choice_ui, facet_ui};
use crate::model::Typology;
use crate::session::command::Toggle;
use crate::ui::UiContext;
use crate::ui::widgets::small;
use crate::workspace::municipalities::fold;

/// Hits of the search shown.
const HITS: usize = 12;

/// The facets of place.
pub fn facets_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let filter = &ctx.view.filter;
    let facets = &ctx.results.selection.facets;
    let municipality = FacetLook {
        id: "municipality",
        title: "filter-municipality",
        remark: "",
        is_open: true,
        has_bars: true,
        is_long: true,
    };
    facet_ui(ctx, ui, municipality, filter.municipalities.len(), || municipality_choices(ctx));
    let province = FacetLook {
        id: "province",
        title: "filter-province",
        remark: "",
        is_open: false,
        has_bars: true,
        is_long: false,
    };
    facet_ui(ctx, ui, province, filter.provinces.len(), || {
        facets.provinces.iter().map(|&(p, count)| Choice { toggle: Toggle::Province(p), count }).collect()
    });
    let arrondissement = FacetLook { id: "arrondissement", title: "filter-arrondissement", is_long: true, ..province };
    facet_ui(ctx, ui, arrondissement, filter.arrondissements.len(), || {
        facets.arrondissements.iter().map(|&(a, count)| Choice { toggle: Toggle::Arrondissement(a), count }).collect()
    });
    let typology = FacetLook { id: "typology", title: "filter-typology", has_bars: false, ..province };
    let chosen = filter.typologies.len() + usize::from(filter.centrumsteden_only) + usize::from(filter.regional_only);
    facet_ui(ctx, ui, typology, chosen, || typology_choices(ctx));
}

/// Municipalities with a count, and those chosen although they have none.
fn municipality_choices(ctx: &UiContext<'_>) -> Vec<Choice> {
    let listed = &ctx.results.selection.facets.municipalities;
    let mut choices: Vec<Choice> =
        listed.iter().map(|&(nis, count)| Choice { toggle: Toggle::Municipality(nis), count }).collect();
    for &nis in &ctx.view.filter.municipalities {
        if !listed.iter().any(|&(known, _)| known == nis) {
            choices.push(Choice { toggle: Toggle::Municipality(nis), count: 0 });
        }
    }
    choices
}

fn typology_choices(ctx: &UiContext<'_>) -> Vec<Choice> {
    let selection = &ctx.results.selection;
    let facets = &selection.facets;
    let mut choices: Vec<Choice> =
        facets.typologies.iter().map(|&(t, count)| Choice { toggle: Toggle::Typology(t), count }).collect();
    choices.push(Choice { toggle: Toggle::Centrumsteden, count: facets.centrumsteden });
    let regional = selection.regional_count;
    choices.push(Choice { toggle: Toggle::Regional, count: regional });
    choices
}

/// Places whose name holds the words, old names too, with their counts: instead of the facets while words stand in
/// the search field.
pub fn hits_ui(ctx: &UiContext<'_>, ui: &mut Ui, words: &str) {
    let wanted = fold(words);
    let facets = &ctx.results.selection.facets;
    let matches =
        |name: &str| fold(name).split(' ').any(|word| word.starts_with(&wanted)) || fold(name).starts_with(&wanted);
    let mut choices: Vec<Choice> = Vec::new();
    for (toggle, count) in facets
        .provinces
        .iter()
        .map(|&(province, count)| (Toggle::Province(province), count))
        .chain(facets.arrondissements.iter().map(|&(a, count)| (Toggle::Arrondissement(a), count)))
        .chain(facets.typologies.iter().map(|&(t, count): &(Typology, u32)| (Toggle::Typology(t), count)))
        .chain([(Toggle::Centrumsteden, facets.centrumsteden)])
    {
        if matches(&super::words::choice_name(ctx, &toggle)) {
            choices.push(Choice { toggle, count });
        }
    }
    let known = &ctx.workspace.municipalities;
    let count_of = |nis| facets.municipalities.iter().find(|(code, _)| *code == nis).map_or(0, |(_, count)| *count);
    let mut codes: Vec<_> = known.rows().iter().filter(|row| matches(&row.name)).map(|row| row.nis).collect();
    for (alias, nis) in known.aliases() {
        let today = known.timeline().today(*nis);
        if matches(alias) && !codes.contains(&today) {
            codes.push(today);
        }
    }
    for merger in known.timeline().mergers() {
        let today = known.timeline().today(merger.old);
        if matches(&merger.old_name) && !codes.contains(&today) {
            codes.push(today);
        }
    }
    choices.extend(codes.into_iter().map(|nis| Choice { toggle: Toggle::Municipality(nis), count: count_of(nis) }));
    if choices.is_empty() {
        ui.label(small(ctx.theme, ctx.t("filter-no-place")));
    }
    for choice in choices.iter().take(HITS) {
        choice_ui(ctx, ui, choice, 1, false);
    }
    let rest = choices.len().saturating_sub(HITS);
    if rest > 0 {
        ui.label(small(ctx.theme, ctx.tn("filter-more-places", rest as u32)));
    }
    ui.add_space(8.0);
}
