//! `compare --project`: the figures of the own municipality before and after a project, beside those of its peers.

use serde_json::{Value as Json, json};

use super::NAME_WIDTH;
use crate::insight::before_after::{self, Answer, Change, Refusal};
use crate::insight::{Comparison, Peers, Values, definition, peers};
use crate::model::Project;
use crate::model::figure_ref::FigureRef;
use crate::text::Text;

/// A figure with its answer, or why there is none.
pub type Found = (FigureRef, Result<Answer, Refusal>);

/// Every compared figure that has years and counts no projects itself.
pub fn run(values: &Values<'_>, comparison: &Comparison, project: &Project) -> Vec<Found> {
    let own = comparison.peers.of;
    let figures = comparison.rows.iter().map(|row| &row.figure).filter(|figure| before_after::can_ask(values, figure));
    figures
        .map(|figure| {
            let answer = before_after::of_figure(values, figure, own, &comparison.peers.members, project);
            (figure.clone(), answer)
        })
        .collect()
}

/// As JSON, with every number that the interval was made from.
pub fn json(values: &Values<'_>, group: &Peers, project: &Project, found: &[Found], text: &Text) -> Json {
    let peers = peers::name(values.workspace(), group, text);
    let figures = found.iter().map(|(figure, answer)| {
        let name = definition::name(values.workspace(), figure, text);
        match answer {
            Ok(answer) => json!({
                "figure": figure,
                "name": name,
                "answer": answer,
                "cannot_prove": cautions(answer, &peers, text).collect::<Vec<_>>(),
            }),
            Err(refusal) => json!({ "figure": figure, "name": name, "refused": text.get(refusal.text_key()) }),
        }
    });
    json!({
        "project": project.id,
        "title": project.title.get(text.language()),
        "start": project.period.start,
        "end": project.period.end,
        "status": project.status,
        "figures": figures.collect::<Vec<_>>(),
    })
}

/// As lines: means before and after, their difference and its interval, and the same against the peers.
pub fn lines(values: &Values<'_>, group: &Peers, project: &Project, found: &[Found], text: &Text) -> String {
    let peers = peers::name(values.workspace(), group, text);
    let mut lines = vec![String::new(), format!("{} · {}", project.id, project.title.get(text.language()))];
    let mut said: Vec<String> = Vec::new();
    for (figure, answer) in found {
        lines.push(definition::name(values.workspace(), figure, text));
        match answer {
            Err(refusal) => lines.push(format!("  {}", text.get(refusal.text_key()))),
            Ok(answer) => {
                let number = |value: f64| {
                    if answer.is_relative { format!("{}\u{a0}%", text.number(value, 1)) } else { text.number(value, 2) }
                };
                lines.push(change("compare-cli-own", &answer.own, &number, text));
                if let Some(of_peers) = &answer.peers {
                    lines.push(change("compare-before-peers-mean", &of_peers.change, &number, text));
                }
                if let Some(against) = &answer.against {
                    lines.push(change("compare-before-against", against, &number, text));
                }
                for caution in cautions(answer, &peers, text) {
                    if !said.contains(&caution) {
                        said.push(caution);
                    }
                }
            }
        }
    }
    lines.push(String::new());
    lines.push(text.get("compare-before-cannot"));
    lines.extend(said.into_iter().map(|line| format!("  {line}")));
    lines.join("\n") + "\n"
}

fn change(key: &str, change: &Change, number: &dyn Fn(f64) -> String, text: &Text) -> String {
    let mean = |side: &before_after::Side| {
        let mean = side.mean.map_or_else(|| "–".to_owned(), number);
        format!("{mean} (n = {})", side.count)
    };
    let difference = change.difference.map_or_else(|| "–".to_owned(), number);
    let interval = change.interval.map(|found| {
        let ends = [("low", number(found.low).into()), ("high", number(found.high).into())];
        format!("  {}: {}", text.get("compare-before-head-interval"), text.with("compare-before-interval", &ends))
    });
    let name = text.get(key);
    format!(
        "  {name:NAME_WIDTH$} {} → {}  {difference}{}",
        mean(&change.before),
        mean(&change.after),
        interval.unwrap_or_default()
    )
}

/// What the result can't prove.
fn cautions<'a>(answer: &'a Answer, peers: &'a str, text: &'a Text) -> impl Iterator<Item = String> + 'a {
    let found = answer.cautions.iter().filter(|caution| !caution.is_of_making());
    found.map(move |caution| caution.words(peers, text))
}
