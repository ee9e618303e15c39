//! White spots in words: columns, groups, and one sentence for every suggestion. May use: `workspace`, `model`, `text`.

use super::detail::{Detail, Example};
use super::{GroupKey, Matrix, Row, per_10000};
use crate::insight::organisations::NamedPartner;
use crate::model::{HelixRole, Nis, Typology};
use crate::text::Text;
use crate::workspace::{GapsBy, Workspace};

/// The name of a column.
pub fn column(by: GapsBy, key: &str, text: &Text) -> String {
    match by {
        GapsBy::Dimension => text.word("dimension", key),
        GapsBy::WorkingArea => text.word("working-area", key),
        GapsBy::Helix => text.word("helix", key),
        GapsBy::Theme => key.to_owned(),
    }
}

/// The name of a group.
pub fn group(workspace: &Workspace, key: GroupKey, text: &Text) -> String {
    match key {
        GroupKey::Centrumsteden => text.get("gaps-group-centrumsteden"),
        GroupKey::Typology(typology) => text.get(&format!("gaps-group-{}", typology.key())),
        GroupKey::Province(province) => text.word("province", province.key()),
        GroupKey::Arrondissement(code) => workspace.municipalities.arrondissement_name(code, text.language()),
        GroupKey::Population(0) => text.get("gaps-group-population-least"),
        GroupKey::Population(bound) => text.with("gaps-group-population", &[("bound", text.integer(bound).into())]),
        GroupKey::PopulationUnknown => text.get("gaps-group-population-unknown"),
        GroupKey::All => text.get("gaps-all"),
    }
}

/// A count, or for each 10,000 of these inhabitants; `None` where their number is unknown.
pub fn number(count: u32, population: Option<u32>, is_per_10000: bool, text: &Text) -> Option<String> {
    if is_per_10000 {
        per_10000(count, population).map(|ratio| text.number(ratio, 2))
    } else {
        Some(text.integer(count))
    }
}

/// What a cell says: its number, or why there is none.
pub fn cell(row: &Row, count: u32, is_per_10000: bool, text: &Text) -> String {
    match (row.is_in_sample, count) {
        (false, _) => text.get("gaps-not-in-sample"),
        (true, 0) => text.get("gaps-none-known"),
        (true, _) => {
            number(count, row.population, is_per_10000, text).unwrap_or_else(|| text.get("gaps-no-population"))
        }
    }
}

/// The projects of each type of municipality.
pub fn by_typology(matrix: &Matrix, text: &Text) -> String {
    let of = |wanted: Typology| {
        let found = matrix.by_typology.iter().find(|(typology, _)| *typology == wanted);
        text.integer(found.map_or(0, |(_, count)| *count)).into()
    };
    let args = [("urban", of(Typology::Urban)), ("mixed", of(Typology::Mixed)), ("rural", of(Typology::Rural))];
    text.with("gaps-by-typology", &args)
}

/// "No project known. Aalst does have 13 projects in other dimensions."
pub fn head(workspace: &Workspace, detail: &Detail, text: &Text) -> String {
    let name = workspace.municipalities.name(detail.cell.nis);
    if !detail.is_in_sample {
        return text.with("gaps-head-not-in-sample", &[("name", name.into())]);
    }
    let key = if detail.rows.is_empty() { "gaps-head-empty" } else { "gaps-head-filled" };
    text.with(key, &[("name", name.into()), ("n", detail.rows.len().into()), ("others", detail.other_count.into())])
}

/// Why a municipality near by is suggested.
pub fn near(workspace: &Workspace, one: &Example, text: &Text) -> String {
    let args = example(workspace, one, text);
    text.with("gaps-near-words", &args)
}

/// Why a municipality that is alike is suggested.
pub fn alike(workspace: &Workspace, of: Nis, one: &Example, text: &Text) -> String {
    let mut args = example(workspace, one, text);
    args.push(("own", workspace.municipalities.name(of).into()));
    text.with("gaps-alike-words", &args)
}

type Args = Vec<(&'static str, fluent_bundle::FluentValue<'static>)>;

fn example(workspace: &Workspace, one: &Example, text: &Text) -> Args {
    vec![
        ("name", workspace.municipalities.name(one.nis).into()),
        ("km", text.number(one.distance_km, 0).into()),
        ("n", one.rows.len().into()),
        ("running", one.running_count.into()),
    ]
}

/// Why an organisation is suggested.
pub fn candidate(workspace: &Workspace, one: &NamedPartner, text: &Text) -> String {
    /// Municipalities named.
    const NAMED: usize = 3;
    let role = one.role.map_or_else(|| text.get("gaps-role-unknown"), |role: HelixRole| text.word("helix", role.key()));
    let towns: Vec<String> = one.towns.iter().take(NAMED).map(|nis| workspace.municipalities.name(*nis)).collect();
    let key = if towns.is_empty() { "gaps-candidate-words-regional" } else { "gaps-candidate-words" };
    text.with(key, &[("role", role.into()), ("n", one.rows.len().into()), ("towns", towns.join(", ").into())])
}
