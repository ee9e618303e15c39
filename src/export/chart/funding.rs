//! What paid, as bars: how many projects each name of funding has, with the sums and of how many projects they are.

use super::{Drawing, NONE, Source, words};
use crate::export::answers::funding::facts;
use crate::figure::chart::rows::{self, Row};
use crate::figure::chart::sheet::Frame;
use crate::insight::funding::{self, words as said};

/// Height of a row that has room for everything.
const ROOM: f32 = 24.0;

/// The chart of the page as it stands.
pub(super) fn drawing(source: Source<'_>) -> Drawing<'_> {
    let answer = source.answer();
    let rows = answer.rows();
    let sheet = funding::run(source.workspace, &rows);
    let facts = facts(answer, &sheet, rows);
    let colour = source.palette.series.first().copied().unwrap_or(source.palette.accent);
    let bar = |one: &funding::Funding| Row {
        name: said::name(one, source.text),
        value: Some(one.rows.len() as f64),
        missing: String::new(),
        beside: beside(source, one),
        colour,
    };
    let bars: Vec<Row> = sheet.all.iter().map(bar).collect();
    let mut subtitle = vec![source.text.get("export-chart-funding-unit")];
    subtitle.extend(words::filter(source));
    let mut remarks = vec![source.text.get("projects-funding-sample")];
    for key in ["export-note-consortium", "export-note-programmes"] {
        remarks.extend(facts.has_note(key).then(|| source.text.get(key)));
    }
    let title = source.text.word("projects-page", "funding");
    let frame = Frame { title, subtitle: subtitle.join(" · "), keys: Vec::new(), remarks };
    let (count, least) = (bars.len() as u64, ROOM * bars.len() as f32);
    let draw = move |room: [f32; 4]| {
        let number = |value: f64, decimals: Option<u8>| source.text.number(value, decimals.unwrap_or(0));
        let has_any = !bars.is_empty();
        has_any.then(|| rows::scene(&bars, &number, source.palette, room)).ok_or(NONE)
    };
    Drawing { frame, draw: Box::new(draw), facts, count, kind: "bars", least }
}

/// The sums that are known; where it has no project, which programmes stand under the name.
fn beside(source: Source<'_>, one: &funding::Funding) -> String {
    if !one.rows.is_empty() {
        return said::amounts(one, source.text);
    }
    format!("{}: {}", source.text.get("projects-funding-programmes"), source.text.integer(one.programmes.len()))
}
