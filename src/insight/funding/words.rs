//! Funding in words. May use: `model`, `text`.

use super::{Covered, Funding};
use crate::model::reference::Call;
use crate::text::Text;

/// Its name, or that projects tell none.
pub fn name(one: &Funding, text: &Text) -> String {
    if one.name.is_empty() { text.get("projects-funding-not-told") } else { one.name.to_string() }
}

/// A sum with what it covers: "€ 1 200 000, bekend van 3 van 7 projecten".
pub fn covered(covered: &Covered, count: usize, text: &Text) -> String {
    if covered.known == 0 {
        return text.get("projects-funding-unknown");
    }
    let args = [("amount", text.number(covered.eur, 0).into()), ("known", covered.known.into()), ("all", count.into())];
    text.with("projects-funding-covered", &args)
}

/// Budget and subsidy in one line.
pub fn amounts(one: &Funding, text: &Text) -> String {
    let part = |key: &str, sum: &Covered| {
        (sum.known > 0).then(|| format!("{}: {}", text.get(key), covered(sum, one.rows.len(), text)))
    };
    let parts: Vec<String> =
        [part("projects-funding-budget", &one.budget), part("projects-funding-subsidy", &one.subsidy)]
            .into_iter()
            .flatten()
            .collect();
    if parts.is_empty() { text.get("projects-funding-no-amounts") } else { parts.join(" · ") }
}

/// What a call reports.
pub fn call(call: &Call, text: &Text) -> String {
    let amount = call.amount_eur.map_or_else(
        || text.get("projects-funding-call-unknown"),
        |eur| text.with("projects-funding-call-amount", &[("amount", text.integer(eur as i64).into())]),
    );
    let args = [
        ("programme", call.programme.to_string().into()),
        ("call", call.call.to_string().into()),
        ("period", call.period.to_string().into()),
        ("projects", call.projects.to_string().into()),
        ("amount", amount.into()),
        ("detail", call.detail.to_string().into()),
    ];
    text.with("projects-funding-call", &args)
}
