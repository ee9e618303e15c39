//! What the figures of a table are: names, unit, meaning, ratios of two of them; and where the table comes from.

use egui::{Ui, vec2};

use crate::jobs::table::{IndicatorDraft, IndicatorPlan, Mapping, Plan, RatioDraft, Role};
use crate::model::{Dimension, Direction};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::dialogs::parts::{choice_ui, field_ui, text_ui};
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Icon, Tone};

/// Width of a field for text in points.
const FIELD: f32 = 340.0;

/// The figures, each with what is known of it.
pub(super) fn figures_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut Mapping, plan: Option<&Plan>) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-figures"), "");
    if mapping.indicators.is_empty() {
        parts::remark(ctx, ui, ctx.t("import-no-figures"));
    }
    let mut renamed = None;
    let mut dropped = None;
    let choices = part_choices(ctx, mapping);
    for (index, draft) in mapping.indicators.iter_mut().enumerate() {
        let planned = plan.and_then(|plan| plan.indicators.iter().find(|one| one.definition.id.as_str() == draft.id));
        ui.push_id(("figure-of-table", index), |ui| {
            widgets::card(ui, ctx.theme, |ui| {
                let mut id = draft.id.clone();
                if figure_ui(ctx, ui, draft, &mut id, planned, &choices) {
                    dropped = Some(index);
                }
                if id != draft.id {
                    renamed = Some((draft.id.clone(), id));
                }
            });
        });
        ui.add_space(6.0);
    }
    if let Some((from, to)) = renamed {
        mapping.rename(&from, &to);
    }
    if let Some(index) = dropped {
        mapping.indicators.remove(index);
    }
    if widgets::link(ui, ctx.theme, &ctx.t("import-ratio-add")).clicked() {
        let factor = 100.0;
        let numerator = mapping.indicators.first().map(|draft| draft.id.clone()).unwrap_or_default();
        let ratio = Some(RatioDraft { numerator, denominator: "population".to_owned(), factor });
        mapping.indicators.push(IndicatorDraft {
            ratio,
            unit: "%".to_owned(),
            decimals: 1,
            ..IndicatorDraft::default()
        });
    }
}

/// One figure; whether it is to be dropped.
fn figure_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    draft: &mut IndicatorDraft,
    id: &mut String,
    planned: Option<&IndicatorPlan>,
    choices: &[(String, String)],
) -> bool {
    let is_fixed = ctx
        .workspace
        .indicators
        .definitions()
        .iter()
        .any(|known| known.id.as_str() == draft.id && planned.is_none_or(|planned| planned.is_fixed));
    let mut is_dropped = false;
    ui.horizontal(|ui| {
        let name = if draft.name_nl.is_empty() { &draft.name_en } else { &draft.name_nl };
        let name = if name.is_empty() { ctx.t("import-unnamed") } else { name.clone() };
        ui.add(egui::Label::new(widgets::semibold(name)).truncate());
        let (tone, key) = if is_fixed {
            (Tone::Neutral, "import-known")
        } else if planned.is_some_and(|planned| !planned.is_new) {
            (Tone::Neutral, "import-own")
        } else {
            (Tone::Accent, "import-new")
        };
        widgets::badge(ui, ctx.theme, tone, &ctx.t(key));
        if draft.ratio.is_some() {
            widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t("import-ratio"));
            is_dropped = widgets::quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("import-ratio-drop")).clicked();
        }
    });
    if let Some(problem) = planned.and_then(|planned| planned.problem) {
        ui.add_space(2.0);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.text.word("import-problem", problem.key()));
        ui.add_space(4.0);
    }
    if is_fixed {
        let unit = crate::insight::definition::unit_word(&draft.unit, ctx.text);
        parts::remark(ctx, ui, ctx.tw("import-fixed", &[("unit", &unit)]));
        return is_dropped;
    }
    if let Some(ratio) = &mut draft.ratio {
        ratio_ui(ctx, ui, ratio, choices);
    }
    names_ui(ctx, ui, draft);
    meaning_ui(ctx, ui, draft, id);
    is_dropped
}

fn ratio_ui(ctx: &UiContext<'_>, ui: &mut Ui, ratio: &mut RatioDraft, choices: &[(String, String)]) {
    field_ui(ctx, ui, "import-ratio-of", |ui| {
        for (part, key) in [(&mut ratio.numerator, "import-numerator"), (&mut ratio.denominator, "import-denominator")]
        {
            let name = ctx.t(key);
            if let Some(id) = choice_ui(ctx, ui, (key, &name, 230.0), part, choices) {
                *part = id;
            }
            if key == "import-numerator" {
                ui.label("÷");
            }
        }
        ui.label("×");
        let factors: Vec<(u64, String)> =
            [1.0, 100.0, 1000.0].iter().map(|factor: &f64| (factor.to_bits(), ctx.text.number(*factor, 0))).collect();
        let name = ctx.t("import-factor");
        if let Some(bits) = choice_ui(ctx, ui, ("factor", &name, 70.0), &ratio.factor.to_bits(), &factors) {
            ratio.factor = f64::from_bits(bits);
        }
    });
}

fn names_ui(ctx: &UiContext<'_>, ui: &mut Ui, draft: &mut IndicatorDraft) {
    field_ui(ctx, ui, "import-name", |ui| {
        text_ui(ui, &mut draft.name_nl, &ctx.t("import-name-nl"), &ctx.t("import-name-nl"), FIELD);
        text_ui(ui, &mut draft.name_en, &ctx.t("import-name-en"), &ctx.t("import-name-en"), FIELD);
    });
    field_ui(ctx, ui, "import-definition", |ui| {
        text_ui(ui, &mut draft.definition_nl, &ctx.t("import-definition-nl"), &ctx.t("import-definition-nl"), FIELD);
        text_ui(ui, &mut draft.definition_en, &ctx.t("import-definition-en"), &ctx.t("import-definition-en"), FIELD);
    });
}

fn meaning_ui(ctx: &UiContext<'_>, ui: &mut Ui, draft: &mut IndicatorDraft, id: &mut String) {
    field_ui(ctx, ui, "import-unit", |ui| {
        text_ui(ui, &mut draft.unit, &ctx.t("import-unit"), &ctx.t("import-unit-hint"), 160.0);
        ui.label(widgets::soft(ctx.theme, ctx.t("import-decimals")));
        let decimals: Vec<(u8, String)> = (0..=4).map(|number: u8| (number, number.to_string())).collect();
        let name = ctx.t("import-decimals");
        if let Some(number) = choice_ui(ctx, ui, ("decimals", &name, 50.0), &draft.decimals, &decimals) {
            draft.decimals = number;
        }
        ui.label(widgets::soft(ctx.theme, ctx.t("import-reference")));
        text_ui(ui, &mut draft.reference, &ctx.t("import-reference"), &ctx.t("import-reference-hint"), 150.0);
    });
    field_ui(ctx, ui, "import-dimension", |ui| {
        let none = std::iter::once((None, ctx.t("import-no-dimension")));
        let all = Dimension::ALL.iter().map(|one| (Some(*one), ctx.text.word("dimension", one.key())));
        let dimensions: Vec<(Option<Dimension>, String)> = none.chain(all).collect();
        let name = ctx.t("import-dimension");
        if let Some(dimension) = choice_ui(ctx, ui, ("dimension", &name, 170.0), &draft.dimension, &dimensions) {
            draft.dimension = dimension;
        }
        let directions: Vec<(Direction, String)> =
            Direction::ALL.iter().map(|one| (*one, ctx.text.word("import-direction", one.key()))).collect();
        let name = ctx.t("import-direction");
        ui.label(widgets::soft(ctx.theme, &name));
        if let Some(direction) = choice_ui(ctx, ui, ("direction", &name, 190.0), &draft.direction, &directions) {
            draft.direction = direction;
        }
        ui.label(widgets::soft(ctx.theme, ctx.t("import-id")));
        text_ui(ui, id, &ctx.t("import-id"), "", 190.0);
    });
}

/// What a ratio can be made of: the figures of the table, those that are known, and the area.
fn part_choices(ctx: &UiContext<'_>, mapping: &Mapping) -> Vec<(String, String)> {
    let drafts = mapping.indicators.iter().filter(|draft| draft.ratio.is_none());
    let name = |draft: &IndicatorDraft| if draft.name_nl.is_empty() { draft.id.clone() } else { draft.name_nl.clone() };
    let mut choices: Vec<(String, String)> = drafts.map(|draft| (draft.id.clone(), name(draft))).collect();
    for known in ctx.workspace.indicators.definitions() {
        let is_new = choices.iter().all(|(id, _)| id != known.id.as_str());
        if is_new && known.aggregation == crate::model::Aggregation::Sum {
            choices.push((known.id.to_string(), known.name.get(ctx.language()).to_owned()));
        }
    }
    choices.push(("area_ha".to_owned(), ctx.t("import-area")));
    choices
}

/// Where the table comes from.
pub(super) fn source_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut Mapping) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-source"), "");
    let source = &mut mapping.source;
    field_ui(ctx, ui, "import-source-title", |ui| {
        text_ui(ui, &mut source.title, &ctx.t("import-source-title"), &ctx.t("import-source-title-hint"), FIELD);
        text_ui(ui, &mut source.attribution, &ctx.t("import-attribution"), &ctx.t("import-attribution"), FIELD);
    });
    field_ui(ctx, ui, "import-licence", |ui| {
        text_ui(ui, &mut source.licence, &ctx.t("import-licence"), &ctx.t("import-licence-hint"), FIELD);
        text_ui(ui, &mut source.date, &ctx.t("import-date"), &ctx.t("import-date"), FIELD);
    });
    let has_place = mapping.columns.iter().any(|column| matches!(column.role, Role::Nis | Role::Name));
    if !has_place {
        ui.add_space(4.0);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("import-needs-place"));
    }
    ui.allocate_space(vec2(0.0, measure::STEP));
}
