//! The command line that asks the same question as a view: "copy command", and the words an export's stamp names.

use crate::export::What;
use crate::insight::likeness::{Question, asked};
use crate::query::series::{SeriesPlace, chart_places};
use crate::workspace::{
    AreaFilter, Borders, ComparePanels, CompareSection, CompareView, Filter, GapsPage, PeerChoice, ProjectsPage, Scale,
    Selected, SmartRegion, StreamRef, Stretch, Tab, View,
};

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
    filter.region.iter().for_each(|region| add("--region", region_word(region)));
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

/// A region as `--region` takes it: its name and its codes, so that it needs no saved list.
fn region_word(region: &SmartRegion) -> String {
    let codes: Vec<String> = region.members.iter().map(ToString::to_string).collect();
    format!("{}={}", region.name, codes.join(","))
}

/// The command line that answers what the view shows: the comparison on its tab, elsewhere the list of projects.
pub fn of(view: &View) -> String {
    if view.tab == Tab::Compare && !view.compare.municipalities.is_empty() {
        return compare(view);
    }
    if view.tab == Tab::Gaps {
        return match view.gaps.page {
            GapsPage::Matrix => gaps(view),
            GapsPage::Similar => similar(view),
            GapsPage::Partners => partners(view),
        };
    }
    if view.tab == Tab::Projects && view.projects.page != ProjectsPage::Table {
        return page(view, view.projects.page == ProjectsPage::Funding).join(" ");
    }
    let mut words = vec!["regioscope".to_owned(), "export".to_owned()];
    words.extend(filter_words(&view.filter));
    words.extend(["--format", "csv"].map(str::to_owned));
    words.join(" ")
}

/// The command line of time line or funding.
fn page(view: &View, is_funding: bool) -> Vec<String> {
    let mut words = vec!["regioscope".to_owned(), if is_funding { "funding" } else { "timeline" }.to_owned()];
    words.extend(filter_words(&view.filter));
    words.extend((view.projects.is_cumulative && !is_funding).then(|| "--cumulative".to_owned()));
    words
}

/// The command that answers with the table of a tab, its format and file left out; `None` where words can't say what the
/// view asks, so that it takes a view file.
pub fn of_table(what: What, view: &View) -> Option<String> {
    match what {
        What::Gaps => Some(gaps(view)),
        What::Comparison | What::Series => {
            let section = if what == What::Series { CompareSection::OverTime } else { CompareSection::Figures };
            Some(compare(&View { compare: CompareView { section, ..view.compare.clone() }, ..view.clone() }))
        }
        What::Similar if view.gaps.similar.is_within_filter => None,
        What::Similar => Some(similar(view)),
        What::Partners => Some(partners(view)),
        What::Timeline => {
            let mut words = page(view, false);
            words.extend(["--group".to_owned(), view.projects.group.key().to_owned()]);
            Some(words.join(" "))
        }
        What::Funding => Some(page(view, true).join(" ")),
        What::Chart => Some(chart(view)),
        _ => None,
    }
}

/// The command line of the chart of the tab.
fn chart(view: &View) -> String {
    let shape = match view.tab {
        Tab::Compare if view.compare.section == CompareSection::Figures => "strips",
        Tab::Compare if !view.compare.is_small_multiples => "over_time",
        Tab::Compare if view.compare.panels == ComparePanels::Figure => "by_figure",
        Tab::Compare => "small_multiples",
        Tab::Projects if view.projects.page == ProjectsPage::Funding => "funding",
        Tab::Projects if view.projects.is_cumulative => "so_far",
        Tab::Projects => "timeline",
        Tab::Sensors => "sensors",
        _ => match view.indicators.scale {
            Scale::Absolute => "line",
            Scale::Index => "index",
            Scale::PerThousandInhabitants => "per_inhabitant",
            Scale::PerSquareKilometre => "per_km2",
        },
    };
    let mut words = vec!["regioscope chart".to_owned()];
    match view.tab {
        Tab::Compare => words.extend(compared(view, shape)),
        Tab::Sensors => words.extend(sensors(view)),
        Tab::Projects => {
            words.extend(filter_words(&view.filter));
            if shape == "timeline" {
                words.extend(["--group".to_owned(), view.projects.group.key().to_owned()]);
            }
        }
        _ => words.extend(indicators(view)),
    }
    words.extend(["--as".to_owned(), shape.to_owned()]);
    words.join(" ")
}

/// The words of the chart of sensors.
fn sensors(view: &View) -> Vec<String> {
    let shown = &view.sensors;
    let mut words = Vec::new();
    let mut add = |flag: &str, values: &[&str]| {
        words.push(flag.to_owned());
        words.extend(values.iter().map(|value| quoted(value)));
    };
    let stream = |one: &StreamRef| format!("{}#{}", one.sensor.as_str(), one.datastream);
    match (&view.selected, shown.compared.is_empty()) {
        (Some(Selected::Sensor(id)), true) => {
            add("--sensor", &[id.as_str()]);
            shown.property.iter().for_each(|property| add("--property", &[property.key()]));
        }
        _ => shown.compared.iter().for_each(|one| add("--compare", &[&stream(one)])),
    }
    match (shown.stretch, shown.hours) {
        (Some(Stretch { from, until }), _) => add("--stretch", &[&from.to_string(), &until.to_string()]),
        (None, Some(hours)) => add("--hours", &[&hours.to_string()]),
        (None, None) => {}
    }
    shown.hidden_qualities.iter().for_each(|quality| add("--hide", &[quality.key()]));
    words
}

/// The words of the indicator's chart: its places, whether chosen or of the filter.
fn indicators(view: &View) -> Vec<String> {
    let mut filter = view.filter.clone();
    filter.municipalities.clear();
    let mut words = filter_words(&filter);
    for place in chart_places(view) {
        if let SeriesPlace::Municipality(nis) = place {
            words.extend(["--municipality".to_owned(), nis.to_string()]);
        }
    }
    let chosen = view.indicators.indicator.iter();
    words.extend(chosen.flat_map(|id| ["--indicator".to_owned(), quoted(id.as_str())]));
    words.extend((view.indicators.borders == Borders::OfTheTime).then(|| "--borders-of-the-time".to_owned()));
    words
}

/// The words of a comparison's chart: those of the comparison, with the chosen figure alone where one is drawn.
fn compared(view: &View, shape: &str) -> Vec<String> {
    let mut view = view.clone();
    view.compare.section = CompareSection::Figures;
    if let (Some(chosen), "over_time" | "small_multiples") = (&view.compare.chosen, shape) {
        view.compare.figures = vec![chosen.clone()];
    }
    let mut words: Vec<String> = compare(&view).split(' ').skip(2).map(ToOwned::to_owned).collect();
    words.extend((view.compare.has_own_axes && shape == "small_multiples").then(|| "--own-axes".to_owned()));
    words
}

/// The command line of the matrix of white spots, and of the cell that is looked into.
pub fn gaps(view: &View) -> String {
    let matrix = &view.gaps.matrix;
    let mut words = vec!["regioscope".to_owned(), "gaps".to_owned()];
    words.extend(filter_words(&view.filter));
    let mut add = |flag: &str, value: &str| words.extend([flag.to_owned(), quoted(value)]);
    add("--by", matrix.by.key());
    add("--only", matrix.only.key());
    add("--group", matrix.group.key());
    add("--order", matrix.order_column.as_deref().unwrap_or(matrix.order.key()));
    if let Some(cell) = &matrix.cell {
        words.extend(["--cell".to_owned(), cell.nis.to_string(), quoted(&cell.column)]);
    }
    let flags = [("--per-10000", matrix.is_per_10000), ("--hide-not-in-sample", matrix.hides_not_in_sample)];
    words.extend(flags.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.to_owned()));
    words.join(" ")
}

/// The command line of look-alikes.
fn similar(view: &View) -> String {
    let asked = match asked(view) {
        Some(Question::Project(id)) => quoted(id.as_str()),
        Some(Question::Idea(idea)) => format!("--text {}", quoted(&idea.text)),
        None => "--help".to_owned(),
    };
    format!("regioscope similar {asked}")
}

/// The command line of partners. `--municipality` names for whom; municipalities of the filter are a region there.
fn partners(view: &View) -> String {
    let partners = &view.gaps.partners;
    let mut filter = view.filter.clone();
    let members = std::mem::take(&mut filter.municipalities);
    if !members.is_empty() && filter.region.is_none() {
        filter.region = Some(SmartRegion { name: "filter".into(), members });
    }
    let mut words = vec!["regioscope".to_owned(), "partners".to_owned()];
    words.extend(filter_words(&filter));
    let mut add = |flag: &str, value: &str| words.extend([flag.to_owned(), quoted(value)]);
    if let Some(nis) = partners.municipality {
        add("--municipality", &nis.to_string());
    }
    match (&partners.project, partners.dimension) {
        (Some(id), _) => add("--project", id.as_str()),
        (None, Some(dimension)) => add("--dimension", dimension.key()),
        (None, None) => {}
    }
    if let Some(role) = partners.role {
        add("--role", role.key());
    }
    words.join(" ")
}

fn compare(view: &View) -> String {
    let command = ["regioscope", "compare"].map(ToOwned::to_owned);
    command.into_iter().chain(compare_words(view)).collect::<Vec<_>>().join(" ")
}

/// The words of a comparison, the command itself left out.
fn compare_words(view: &View) -> Vec<String> {
    let mut words = Vec::new();
    let mut add = |flag: &str, value: String| words.extend([flag.to_owned(), quoted(&value)]);
    let CompareView { municipalities, peers, similar_by, figures, year, borders, section, .. } = &view.compare;
    for nis in municipalities {
        add("--municipality", nis.to_string());
    }
    match peers {
        Some(PeerChoice::List(id)) => add("--peers", format!("list:{id}")),
        Some(rule) => add("--peers", rule.key().to_owned()),
        None => {}
    }
    for figure in similar_by {
        add("--similar-by", figure.to_string());
    }
    for figure in figures {
        add("--figure", figure.to_string());
    }
    if let Some(year) = year {
        add("--year", year.to_string());
    }
    words.extend(filter_words(&view.filter.without_places()));
    let flags =
        [("--series", *section == CompareSection::OverTime), ("--borders-of-the-time", *borders == Borders::OfTheTime)];
    words.extend(flags.into_iter().filter(|(_, is_on)| *is_on).map(|(flag, _)| flag.to_owned()));
    words
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
    fn the_tab_that_compares_is_a_command_of_its_own() {
        let nis = |code: u32| crate::model::Nis::try_from(code).unwrap();
        let view = View {
            tab: Tab::Compare,
            filter: Filter {
                dimensions: [Dimension::Mobility].into(),
                municipalities: [nis(31005)].into(),
                ..Filter::default()
            },
            compare: CompareView {
                municipalities: vec![nis(44083), nis(44021)],
                peers: Some(PeerChoice::List("langs de leie".into())),
                figures: vec!["projects@per_inhabitant".parse().unwrap()],
                section: CompareSection::OverTime,
                ..CompareView::default()
            },
            ..View::default()
        };
        assert_eq!(
            of(&view),
            "regioscope compare --municipality 44083 --municipality 44021 --peers 'list:langs de leie' --figure \
             projects@per_inhabitant --dimension mobility --series"
        );
    }

    #[test]
    fn charts_of_sensors_and_series_are_told_in_words() {
        use crate::model::{Quality, SensorId};
        use crate::workspace::SensorView;
        let mut view = View {
            tab: Tab::Sensors,
            selected: Some(Selected::Sensor(SensorId::new("a/1"))),
            sensors: SensorView {
                hidden_qualities: [Quality::Missing].into(),
                hours: Some(168),
                ..SensorView::default()
            },
            ..View::default()
        };
        let line = of_table(What::Chart, &view);
        assert_eq!(line.as_deref(), Some("regioscope chart --sensor a/1 --hours 168 --hide missing --as sensors"));
        view.sensors.compared = vec![StreamRef { sensor: SensorId::new("a/1"), datastream: "no2".into() }];
        let at = |second: i64| jiff::Timestamp::from_second(second).unwrap();
        view.sensors.stretch = Some(Stretch { from: at(0), until: at(60) });
        let line = of_table(What::Chart, &view).unwrap();
        let stretch = "--stretch 1970-01-01T00:00:00Z 1970-01-01T00:01:00Z";
        assert_eq!(line, format!("regioscope chart --compare 'a/1#no2' {stretch} --hide missing --as sensors"));
        view.projects.page = ProjectsPage::Funding;
        view.tab = Tab::Projects;
        assert_eq!(of_table(What::Chart, &view).as_deref(), Some("regioscope chart --as funding"));
        assert!(of_table(What::Series, &view).is_some_and(|line| line.ends_with(" --series")));
        assert!(of_table(What::Comparison, &view).is_some_and(|line| !line.contains("--series")));
    }

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
