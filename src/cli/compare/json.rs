//! A comparison as JSON: full numbers, not as they are shown.

use serde_json::{Map, Value as Json, json};

use crate::insight::{Comparison, Definition, FigureRow, Missing, PeerBasis, Peers, Value, Values, definition, peers};
use crate::model::Nis;
use crate::text::Text;
use crate::workspace::{Borders, Workspace};

fn place(workspace: &Workspace, nis: Nis) -> Map<String, Json> {
    let mut place = Map::new();
    place.insert("nis".into(), nis.to_string().into());
    place.insert("name".into(), workspace.municipalities.name(nis).into());
    place
}

/// Everything that is compared; with every year in these borders where asked for.
pub fn comparison(values: &Values<'_>, comparison: &Comparison, series: Option<Borders>, text: &Text) -> Json {
    let workspace = values.workspace();
    let places: Vec<Json> = comparison.municipalities.iter().map(|nis| place(workspace, *nis).into()).collect();
    let rows: Vec<Json> = comparison.rows.iter().map(|row| figure(values, comparison, row, series, text)).collect();
    json!({ "municipalities": places, "peers": group(workspace, &comparison.peers, text), "figures": rows })
}

/// A group with how it was made.
pub fn group(workspace: &Workspace, group: &Peers, text: &Text) -> Json {
    let members: Vec<Json> = group
        .members
        .iter()
        .map(|nis| {
            let mut member = place(workspace, *nis);
            if let PeerBasis::Similar { distances, .. } = &group.basis
                && let Some((_, distance)) = distances.iter().find(|(other, _)| other == nis)
            {
                member.insert("distance".into(), json!(distance));
            }
            member.into()
        })
        .collect();
    json!({
        "of": group.of,
        "group": group.choice.key(),
        "name": peers::name(workspace, group, text),
        "made": peers::explanation(workspace, group, text),
        "members": members,
    })
}

/// A definition.
pub fn definition(definition: &Definition) -> Json {
    let sources: Vec<Json> = definition
        .sources
        .iter()
        .map(|source| {
            json!({
                "title": source.title, "licence": source.licence, "attribution": source.attribution,
                "origin": source.origin, "date": source.date,
            })
        })
        .collect();
    json!({
        "figure": definition.figure,
        "name": definition.name,
        "unit": definition.unit,
        "decimals": definition.decimals,
        "direction": definition.direction,
        "meaning": definition.meaning,
        "formula_words": definition.formula_words,
        "formula": definition.formula,
        "freshness": definition.freshness,
        "sources": sources,
        "remarks": definition.remarks,
    })
}

fn figure(values: &Values<'_>, comparison: &Comparison, row: &FigureRow, series: Option<Borders>, text: &Text) -> Json {
    let workspace = values.workspace();
    let each = comparison.municipalities.iter().zip(&row.values).zip(&row.ranks);
    let found: Vec<Json> = each
        .map(|((nis, value), rank)| {
            let mut cell = place(workspace, *nis);
            insert_value(workspace, &mut cell, value, text);
            if let Some(rank) = rank {
                cell.insert("rank".into(), rank.place.into());
                cell.insert("rank_of".into(), rank.of.into());
            }
            cell.into()
        })
        .collect();
    let spread: Vec<Json> =
        row.spread.values.iter().map(|(nis, value)| json!({ "nis": nis, "value": value })).collect();
    let missing: Vec<Json> = row
        .missing
        .iter()
        .map(|(nis, reason)| json!({ "nis": nis, "reason": definition::missing(reason, text) }))
        .collect();
    let quartiles = row.spread.quartiles.map(
        |known| json!({ "min": known.min, "q1": known.q1, "median": known.median, "q3": known.q3, "max": known.max }),
    );
    let mut answer = definition(&definition::run(values, &row.figure, text));
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("year".into(), json!(row.year));
        answer.insert("is_sample".into(), row.figure.is_sample().into());
        answer.insert("values".into(), found.into());
        answer.insert("peers".into(), json!({ "quartiles": quartiles, "values": spread, "missing": missing }));
        if let Some(borders) = series {
            let all = comparison.municipalities.iter().map(|nis| years(values, row, *nis, borders, text));
            answer.insert("series".into(), all.collect());
        }
    }
    answer
}

fn years(values: &Values<'_>, row: &FigureRow, nis: Nis, borders: Borders, text: &Text) -> Json {
    let mut series = place(values.workspace(), nis);
    let points = values.series(&row.figure, nis, borders).into_iter().map(|point| {
        let mut cell = Map::new();
        insert_value(values.workspace(), &mut cell, &point.value, text);
        cell.insert("year".into(), point.year.into());
        Json::from(cell)
    });
    series.insert("years".into(), points.collect());
    series.into()
}

fn insert_value(workspace: &Workspace, cell: &mut Map<String, Json>, value: &Result<Value, Missing>, text: &Text) {
    match value {
        Ok(value) => {
            cell.insert("value".into(), json!(value.value));
            cell.insert("year".into(), json!(value.year));
            cell.insert("status".into(), value.status.key().into());
            cell.insert("calculation".into(), definition::calculation(value, text).into());
            if value.is_simulated(workspace) {
                cell.insert("is_simulated".into(), true.into());
            }
            if value.is_approximate() {
                cell.insert("is_placed_approximately".into(), true.into());
            }
        }
        Err(reason) => {
            cell.insert("value".into(), Json::Null);
            cell.insert("missing".into(), definition::missing(reason, text).into());
        }
    }
}
