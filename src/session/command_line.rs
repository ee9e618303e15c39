//! The command line that asks the same question as a view: "copy command", and the words an export's stamp names.

use crate::workspace::{AreaFilter, Filter, View};

/// The words of a filter, each ready for a shell. Kinds follow each other in a fixed order, so that the same filter
/// always gives the same words.
pub fn filter_words(filter: &Filter) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |flag: &str, value: String| {
        words.push(flag.to_owned());
        words.push(quoted(&value));
    };
    filter.municipalities.iter().for_each(|value| add("--municipality", value.to_string()));
    filter.provinces.iter().for_each(|value| add("--province", value.to_string()));
    filter.arrondissements.iter().for_each(|value| add("--arrondissement", value.0.to_string()));
    filter.typologies.iter().for_each(|value| add("--typology", value.to_string()));
    filter.dimensions.iter().for_each(|value| add("--dimension", value.to_string()));
    filter.working_areas.iter().for_each(|value| add("--area", value.number().to_string()));
    filter.values.iter().for_each(|value| add("--value", value.to_string()));
    filter.themes.iter().for_each(|value| add("--theme", value.clone()));
    filter.statuses.iter().for_each(|value| add("--status", value.to_string()));
    filter.kinds.iter().for_each(|value| add("--kind", value.to_string()));
    filter.funding.iter().for_each(|value| add("--funding", value.clone()));
    filter.partners.iter().for_each(|value| add("--partner", value.clone()));
    filter.helix_roles.iter().for_each(|value| add("--helix", value.to_string()));
    if let Some(years) = filter.years {
        add("--from", years.from.to_string());
        add("--until", years.until.to_string());
    }
    if !filter.text.is_empty() {
        add("--text", filter.text.clone());
    }
    match &filter.area {
        None => {}
        Some(AreaFilter::Box(area)) => {
            add("--bbox", format!("{},{},{},{}", area.west, area.south, area.east, area.north));
        }
        Some(AreaFilter::Near { centre, metres }) => {
            add("--near", format!("{},{},{metres}m", centre.lon(), centre.lat()));
        }
        Some(AreaFilter::Within(rings)) => {
            for ring in rings {
                let corners: Vec<String> = ring.iter().map(|p| format!("{},{}", p.lon(), p.lat())).collect();
                add("--ring", corners.join(" "));
            }
        }
    }
    for (flag, is_on) in [
        ("--centrumsteden", filter.centrumsteden_only),
        ("--regional", filter.regional_only),
        ("--with-unknown-period", filter.with_unknown_period),
    ] {
        if is_on {
            words.push(flag.to_owned());
        }
    }
    words
}

/// The command line that lists the projects of the view.
pub fn of(view: &View) -> String {
    let mut words = vec!["regioscope".to_owned(), "export".to_owned()];
    words.extend(filter_words(&view.filter));
    words.extend(["--format", "csv"].map(str::to_owned));
    words.join(" ")
}

/// A word as a POSIX shell takes it.
pub fn quoted(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.,:/=+@%".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Dimension;
    use crate::workspace::YearRange;

    #[test]
    fn words_are_quoted_for_a_shell() {
        let filter = Filter {
            dimensions: [Dimension::Mobility].into(),
            years: Some(YearRange { from: 2018, until: 2022 }),
            text: "zone 30 d'office".to_owned(),
            ..Filter::default()
        };
        assert_eq!(
            filter_words(&filter).join(" "),
            r"--dimension mobility --from 2018 --until 2022 --text 'zone 30 d'\''office'"
        );
    }
}
