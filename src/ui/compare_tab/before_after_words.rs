//! Before and after in words: what is shown, each number, the verdict, what it can't prove.

use super::before_after::VERDICT_TONE;
use super::project_picker;
use crate::insight::before_after::{Answer, Caution, Change, NoInterval, Refusal, Side, Step};
use crate::insight::{Definition, definition};
use crate::model::{Project, ProjectId};
use crate::ui::UiContext;
use crate::ui::projects_tab;
use crate::ui::widgets::Tone;

/// Peers that are named where they lack figures, at most.
const NAMED: usize = 6;

/// A result and what it is about.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Name of the municipality.
    pub own: String,
    /// The project.
    pub project: ProjectId,
    /// Name of the peer group.
    pub peers: String,
    /// The figure.
    pub definition: Definition,
    /// Why some years have no figure.
    pub gaps: Vec<String>,
    /// The result, or why there is none.
    pub answer: Result<Answer, Refusal>,
}

/// "Inwoners van Deinze".
pub fn title(ctx: &UiContext<'_>, shown: &Shown) -> String {
    ctx.tw("compare-before-title", &[("figure", &shown.definition.name), ("place", &shown.own)])
}

/// Unit, project, kind and period.
pub fn facts(ctx: &UiContext<'_>, shown: &Shown, project: &Project) -> String {
    let kind = projects_tab::words::kind(ctx.text, project.kind);
    let mut facts = vec![unit(ctx, shown), project_picker::named(ctx, project), kind];
    facts.push(projects_tab::words::status(ctx.text, project));
    facts.retain(|fact| !fact.is_empty());
    facts.join(" · ")
}

/// The unit of the result.
pub fn unit(ctx: &UiContext<'_>, shown: &Shown) -> String {
    match &shown.answer {
        Ok(answer) if answer.is_relative => ctx.t("compare-before-unit-relative"),
        _ => shown.definition.unit.clone(),
    }
}

/// A value of the result.
pub fn value(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer, value: f64) -> String {
    if answer.is_relative {
        return format!("{}\u{a0}%", ctx.text.number(value, 1));
    }
    definition::number_with_sign(ctx.workspace, &shown.definition.figure, value, ctx.text)
}

/// A difference with its sign, one decimal more than the figure where that has few.
pub fn difference(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer, value: f64) -> String {
    let decimals = if answer.is_relative { 1 } else { decimals(shown, value) };
    let number = ctx.text.number(value.abs(), decimals);
    let is_zero = ctx.text.number(0.0, decimals) == number;
    let sign = if is_zero {
        ""
    } else if value > 0.0 {
        "+"
    } else {
        "−"
    };
    format!("{sign}{number}")
}

fn decimals(shown: &Shown, value: f64) -> u8 {
    let own = shown.definition.decimals;
    if value.abs() < 100.0 { own.saturating_add(1).max(1) } else { own }
}

/// "6 jaren, 2009–2014".
pub fn side(ctx: &UiContext<'_>, answer: &Answer, side: &Side) -> String {
    let (Some(first), Some(last)) = (side.first, side.last) else { return ctx.t("compare-before-none") };
    let key = if answer.step == Step::Year { "compare-before-years" } else { "compare-before-months" };
    let stretch = match step(answer, first) {
        first if side.first == side.last => first,
        first => format!("{first}–{}", step(answer, last)),
    };
    ctx.text.with(key, &[("n", side.count.into()), ("stretch", stretch.into())])
}

/// "2014", "2014-03".
pub fn step(answer: &Answer, step: i32) -> String {
    match answer.step {
        Step::Year => step.to_string(),
        Step::Month => format!("{}-{:02}", step.div_euclid(12), step.rem_euclid(12) + 1),
    }
}

/// The interval in words, or why there is none.
pub fn interval(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer, change: &Change) -> String {
    match (change.interval, change.no_interval) {
        (Some(found), _) => {
            let end = |value: f64| difference(ctx, shown, answer, value);
            ctx.tw("compare-before-interval", &[("low", &end(found.low)), ("high", &end(found.high))])
        }
        (None, Some(reason)) => no_interval(ctx, reason),
        (None, None) => String::new(),
    }
}

fn no_interval(ctx: &UiContext<'_>, reason: NoInterval) -> String {
    ctx.t(match reason {
        NoInterval::NoDifference => "compare-before-no-difference",
        NoInterval::TooFew => "compare-before-too-few",
        NoInterval::TooAlike => "compare-before-too-alike",
        NoInterval::NoVariation => "compare-before-no-variation",
    })
}

/// What the difference says: against the peers where there are any, else by itself.
pub fn verdict(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer) -> Option<(Tone, String)> {
    let has_peers = answer.against.is_some();
    let change = answer.against.as_ref().unwrap_or(&answer.own);
    let number = difference(ctx, shown, answer, change.difference?);
    let kind = match change.interval {
        Some(found) if found.low > 0.0 || found.high < 0.0 => "apart",
        Some(_) => "chance",
        None => "unsure",
    };
    let is_points = answer.is_relative || shown.definition.unit == "%";
    let unit = if is_points { ctx.t("compare-before-points") } else { shown.definition.unit.clone() };
    let whose = if has_peers { "peers" } else { "own" };
    let arguments = [("number", number.as_str()), ("unit", unit.as_str()), ("place", &shown.own)];
    Some((VERDICT_TONE, ctx.tw(&format!("compare-before-verdict-{whose}-{kind}"), &arguments)))
}

/// What the result can't prove, and how it was made.
pub fn statements(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer) -> (Vec<String>, Vec<String>) {
    let said = |caution: Caution| caution.words(&shown.peers, ctx.text);
    let (made, cautions): (Vec<Caution>, Vec<Caution>) =
        answer.cautions.iter().copied().partition(|caution| caution.is_of_making());
    let mut lines = vec![ctx.t(match answer.step {
        Step::Year => "compare-before-made-years",
        Step::Month => "compare-before-made-months",
    })];
    lines.extend(made.into_iter().map(said));
    if answer.own.difference.is_some() {
        lines.push(ctx.t(match answer.step {
            Step::Year => "compare-before-made-welch",
            Step::Month => "compare-before-made-paired",
        }));
    }
    lines.extend(peers_line(ctx, shown, answer));
    (cautions.into_iter().map(said).collect(), lines)
}

/// Which peers went in, and which did not.
fn peers_line(ctx: &UiContext<'_>, shown: &Shown, answer: &Answer) -> Option<String> {
    let peers = answer.peers.as_ref()?;
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let (used, all) = (count(peers.members.len()), count(peers.members.len() + peers.left_out.len()));
    let arguments = [("n", used.into()), ("of", all.into()), ("peers", shown.peers.clone().into())];
    let line = ctx.text.with("compare-before-made-peers", &arguments);
    if peers.left_out.is_empty() {
        return Some(line);
    }
    let mut names: Vec<String> =
        peers.left_out.iter().take(NAMED).map(|nis| ctx.workspace.municipalities.name(*nis)).collect();
    if peers.left_out.len() > NAMED {
        names.push("…".to_owned());
    }
    Some(format!("{line} {}", ctx.tw("compare-before-left-out", &[("names", &names.join(", "))])))
}
