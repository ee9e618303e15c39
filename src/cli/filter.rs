//! Filter words to a checked filter: names are looked up in the workspace, words are taken in Dutch and English.

use std::collections::BTreeSet;
use std::path::Path;

use super::CliError;
use super::args::FilterArgs;
use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, Language, LonLat, Nis, ProjectKind, Province, Reason, Status,
    Typology, WorkingArea,
};
use crate::session::view_file;
use crate::text::Text;
use crate::workspace::municipalities::fold;
use crate::workspace::{AreaFilter, Municipalities, View, Workspace, YearRange};

/// The view that the words ask for: that of `--view`, or the default one, with the filter words added.
///
/// # Errors
/// When a word is not known; the message lists what would be.
pub fn view(args: &FilterArgs, workspace: &Workspace) -> Result<View, CliError> {
    let mut view = match &args.view {
        Some(path) => read_view(path)?,
        None => View::default(),
    };
    let municipalities = &workspace.municipalities;
    let filter = &mut view.filter;
    for name in &args.municipality {
        filter.municipalities.insert(municipality(municipalities, name)?);
    }
    filter.provinces.extend(words(&args.province, "province", Province::ALL, Province::key)?);
    for name in &args.arrondissement {
        filter.arrondissements.insert(arrondissement(municipalities, name)?);
    }
    if let Some(word) = &args.region {
        filter.region = Some(super::region::find(workspace, word)?);
    }
    filter.typologies.extend(words(&args.typology, "typology", Typology::ALL, Typology::key)?);
    filter.dimensions.extend(words(&args.dimension, "dimension", Dimension::ALL, Dimension::key)?);
    filter.values.extend(words(&args.value, "core-value", CoreValue::ALL, CoreValue::key)?);
    filter.statuses.extend(words(&args.status, "status", Status::ALL, Status::key)?);
    filter.kinds.extend(words(&args.kind, "kind", ProjectKind::ALL, ProjectKind::key)?);
    filter.helix_roles.extend(words(&args.helix, "helix", HelixRole::ALL, HelixRole::key)?);
    for number in &args.area {
        let area = number.parse::<u8>().ok().and_then(|number| WorkingArea::try_from(number).ok());
        filter.working_areas.insert(area.ok_or_else(|| CliError::usage("cli-area", number))?);
    }
    let rows = workspace.projects.rows();
    filter.themes.extend(names(&args.theme, "--theme", rows.iter().map(|row| row.theme.as_ref()))?);
    filter.funding.extend(names(&args.funding, "--funding", rows.iter().map(|row| row.funding.as_ref()))?);
    let partners = rows.iter().flat_map(|row| row.partners.iter().map(|partner| partner.name.as_ref()));
    filter.partners.extend(names(&args.partner, "--partner", partners)?);
    filter.centrumsteden_only |= args.centrumsteden;
    filter.regional_only |= args.regional;
    filter.with_unknown_period |= args.with_unknown_period;
    if args.from.is_some() || args.until.is_some() {
        let years = YearRange { from: args.from.unwrap_or(i16::MIN), until: args.until.unwrap_or(i16::MAX) };
        if years.from > years.until {
            let reason = Reason::new("cli-years").with("from", years.from).with("until", years.until);
            return Err(CliError::Usage(reason));
        }
        filter.years = Some(years);
    }
    if let Some(text) = &args.text {
        filter.text.clone_from(text);
    }
    if let Some(area) = area(args)? {
        filter.area = Some(area);
    }
    Ok(view)
}

/// The view of a view file.
pub fn read_view(path: &Path) -> Result<View, CliError> {
    let bytes = super::data::read_limited(path, view_file::SIZE_LIMIT)?;
    view_file::read(&bytes).map_err(|error| CliError::file(path, &error))
}

/// The code of today of a name or code.
pub fn municipality(municipalities: &Municipalities, name: &str) -> Result<Nis, CliError> {
    let found = municipalities.find(name);
    match found.as_slice() {
        [nis] => Ok(*nis),
        [] => Err(CliError::usage("cli-municipality-unknown", name)),
        several => {
            let choices = several.iter().map(|nis| format!("{} ({nis})", municipalities.name(*nis)));
            Err(CliError::Usage(
                Reason::new("cli-municipality-several").with_list("choices", choices).with("word", name),
            ))
        }
    }
}

pub fn arrondissement(municipalities: &Municipalities, name: &str) -> Result<Arrondissement, CliError> {
    let known = municipalities.arrondissements();
    let folded = fold(name);
    let code = name.parse::<u8>().ok().filter(|code| known.contains_key(code));
    let by_name =
        || known.iter().find(|(_, names)| Language::ALL.iter().any(|language| fold(names.get(*language)) == folded));
    code.or_else(|| by_name().map(|(code, _)| *code)).map(Arrondissement).ok_or_else(|| {
        one_of(
            "--arrondissement",
            known.iter().map(|(code, names)| format!("{code} {}", names.get(Language::Nl))),
            name,
        )
    })
}

/// Variants by their key or their word in any language.
pub fn words<T: Copy + Ord>(
    given: &[String],
    family: &str,
    all: &[T],
    key: fn(T) -> &'static str,
) -> Result<BTreeSet<T>, CliError> {
    let texts: Vec<Text> = Language::ALL.iter().map(|language| Text::new(*language)).collect();
    given
        .iter()
        .map(|word| {
            let folded = fold(word);
            all.iter()
                .copied()
                .find(|choice| {
                    fold(key(*choice)) == folded
                        || texts.iter().any(|text| fold(&text.word(family, key(*choice))) == folded)
                })
                .ok_or_else(|| one_of(flag(family), all.iter().map(|choice| key(*choice)), word))
        })
        .collect()
}

/// Names as the inventory writes them, found by any writing (case and accents aside).
fn names<'a>(given: &[String], flag: &str, known: impl Iterator<Item = &'a str>) -> Result<Vec<String>, CliError> {
    let mut found = Vec::new();
    if given.is_empty() {
        return Ok(found);
    }
    let known: BTreeSet<&str> = known.filter(|name| !name.is_empty()).collect();
    for word in given {
        let folded = fold(word);
        let matches: Vec<&str> = known.iter().copied().filter(|name| fold(name) == folded).collect();
        if matches.is_empty() {
            let hint: Vec<&str> = known.iter().copied().filter(|name| fold(name).contains(&folded)).take(8).collect();
            let key = if hint.is_empty() { "cli-name-unknown" } else { "cli-name-near" };
            let reason = Reason::new(key).with("flag", flag).with("word", word);
            return Err(CliError::Usage(reason.with_list("choices", hint)));
        }
        found.extend(matches.into_iter().map(str::to_owned));
    }
    Ok(found)
}

fn area(args: &FilterArgs) -> Result<Option<AreaFilter>, CliError> {
    if let Some(near) = &args.near {
        return parse_near(near).map(Some).ok_or_else(|| usage("--near", near));
    }
    if let Some(text) = &args.bbox {
        return parse_bbox(text).map(Some).ok_or_else(|| usage("--bbox", text));
    }
    if let Some(path) = &args.within {
        return rings_of_file(path).map(|rings| Some(AreaFilter::Within(rings)));
    }
    let rings: Vec<Vec<LonLat>> =
        args.ring.iter().map(|text| parse_ring(text).ok_or_else(|| usage("--ring", text))).collect::<Result<_, _>>()?;
    Ok((!rings.is_empty()).then_some(AreaFilter::Within(rings)))
}

fn numbers(text: &str) -> Option<Vec<f64>> {
    text.split(',').map(|part| part.trim().parse().ok()).collect()
}

fn parse_near(text: &str) -> Option<AreaFilter> {
    let (place, distance) = text.rsplit_once(',')?;
    let [lon, lat] = numbers(place)?[..] else {
        return None;
    };
    let distance = distance.trim();
    let (number, unit) = distance.split_at(distance.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(distance.len()));
    let factor = match unit {
        "km" => 1000.0,
        "m" | "" => 1.0,
        _ => return None,
    };
    let metres = number.trim().parse::<f64>().ok().filter(|value| value.is_finite() && *value > 0.0)? * factor;
    Some(AreaFilter::Near { centre: LonLat::new(lon, lat).ok()?, metres })
}

fn parse_bbox(text: &str) -> Option<AreaFilter> {
    let [west, south, east, north] = numbers(text)?[..] else {
        return None;
    };
    let is_box = LonLat::new(west, south).is_ok() && LonLat::new(east, north).is_ok() && west <= east && south <= north;
    is_box.then_some(AreaFilter::Box(crate::model::BoundingBox { west, south, east, north }))
}

fn parse_ring(text: &str) -> Option<Vec<LonLat>> {
    let mut ring: Vec<LonLat> = text
        .split_whitespace()
        .map(|point| match numbers(point)?[..] {
            [lon, lat] => LonLat::new(lon, lat).ok(),
            _ => None,
        })
        .collect::<Option<_>>()?;
    let first = *ring.first()?;
    if ring.last() != Some(&first) {
        ring.push(first);
    }
    (ring.len() >= 4).then_some(ring)
}

/// Outer rings of the areas in a GeoJSON file.
fn rings_of_file(path: &Path) -> Result<Vec<Vec<LonLat>>, CliError> {
    #[expect(clippy::disallowed_methods, reason = "the command line may read the files that its words name")]
    let text = std::fs::read_to_string(path).map_err(|error| CliError::file(path, &error))?;
    let parsed: geojson::GeoJson = text.parse().map_err(|error: geojson::Error| CliError::said_of(path, &error))?;
    let collection =
        geo::GeometryCollection::<f64>::try_from(&parsed).map_err(|error| CliError::said_of(path, &error))?;
    let mut rings = Vec::new();
    for geometry in collection {
        let polygons = match geometry {
            geo::Geometry::Polygon(polygon) => vec![polygon],
            geo::Geometry::MultiPolygon(polygons) => polygons.0,
            _ => continue,
        };
        for polygon in polygons {
            let ring = polygon.exterior().coords().map(|point| LonLat::new(point.x, point.y)).collect::<Result<_, _>>();
            rings.push(ring.map_err(|error| CliError::said_of(path, &error))?);
        }
    }
    if rings.is_empty() { Err(CliError::file(path, &Reason::new("cli-no-polygon"))) } else { Ok(rings) }
}

fn usage(flag: &str, given: &str) -> CliError {
    CliError::Usage(Reason::new("cli-unreadable").with("flag", flag).with("word", given))
}

/// The word is none of the choices.
pub fn one_of<T: std::fmt::Display>(flag: &str, choices: impl IntoIterator<Item = T>, word: &str) -> CliError {
    CliError::Usage(Reason::new("cli-one-of").with("flag", flag).with_list("choices", choices).with("word", word))
}

/// The flag of a family of words.
fn flag(family: &str) -> &str {
    match family {
        "province" => "--province",
        "typology" => "--typology",
        "dimension" => "--dimension",
        "core-value" => "--value",
        "status" => "--status",
        "kind" => "--kind",
        "helix" => "--helix",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_as_written_in_the_help() {
        let Some(AreaFilter::Near { centre, metres }) = parse_near("3.72,51.05,5km") else {
            panic!("the help's own example");
        };
        assert_eq!((centre.lon(), centre.lat(), metres), (3.72, 51.05, 5000.0));
        assert_eq!(parse_near("3.72,51.05,5mi"), None);
        assert_eq!(parse_near("3.72,151.05,5km"), None);
        assert_eq!(parse_bbox("4,51,3,52"), None);
        assert_eq!(parse_ring("3,51 4,51 4,52").map(|ring| ring.len()), Some(4));
        assert_eq!(parse_ring("3,51 4,51"), None);
    }

    #[test]
    fn words_are_taken_in_dutch_english_and_as_keys() {
        for word in ["mobility", "Mobiliteit", "MOBILITY"] {
            let found = words(&[word.to_owned()], "dimension", Dimension::ALL, Dimension::key).expect("known");
            assert_eq!(found, [Dimension::Mobility].into());
        }
        let wrong = words(&["mobil".to_owned()], "dimension", Dimension::ALL, Dimension::key).expect_err("unknown");
        assert!(wrong.to_string().contains("mobility, environment"), "{wrong}");
    }
}
