//! The filter against a plain reading of its rules, row by row and choice by choice.

use proptest::prelude::*;

use super::*;
use crate::model::period::Extent;
use crate::model::{Localized, LonLat, Municipality, Project, ProjectId};
use crate::query::test_support::{any_change, any_projects, at, changed, municipalities, nis};
use crate::query::{places, symbols, timeline};
use crate::workspace::YearRange;
use crate::workspace::municipalities::fold;

/// The municipalities of today that count the project.
fn towns<'a>(project: &Project, all: &'a Municipalities) -> Vec<&'a Municipality> {
    let codes: std::collections::BTreeSet<Nis> =
        project.municipalities().map(|code| all.timeline().today(code)).collect();
    all.rows().iter().filter(|town| codes.contains(&town.nis)).collect()
}

fn text_matches(project: &Project, towns: &[&Municipality], text: &str) -> bool {
    let mut texts: Vec<String> = Vec::new();
    for localized in [&project.title, &project.description] {
        texts.extend(localized.nl.iter().chain(&localized.en).map(|text| fold(text)));
    }
    texts.push(fold(&project.theme));
    texts.push(fold(&project.funding));
    texts.extend(project.partners.iter().map(|partner| fold(&partner.name)));
    texts.extend(project.other_names.iter().map(|name| fold(name)));
    for town in towns {
        texts.push(fold(&town.name));
        texts.extend(town.name_fr.iter().chain(&town.name_de).map(|name| fold(name)));
    }
    fold(text).split(' ').all(|word| texts.iter().any(|text| text.contains(word)))
}

/// Whether the filter wants the project, by the letter of the rules.
fn wants(filter: &Filter, project: &Project, all: &Municipalities) -> bool {
    let towns = towns(project, all);
    let today: Vec<Nis> = filter.municipalities.iter().map(|code| all.timeline().today(*code)).collect();
    let in_years = |years: YearRange| match project.period.extent(project.status) {
        Extent::Closed(start, end) => start <= years.until && end >= years.from,
        Extent::Open(start) => start <= years.until,
        Extent::Unknown => filter.with_unknown_period,
    };
    let stands: Vec<LonLat> =
        project.location.map_or_else(|| towns.iter().map(|town| town.label_point).collect(), |place| vec![place]);
    (filter.municipalities.is_empty() || towns.iter().any(|town| today.contains(&town.nis)))
        && (filter.provinces.is_empty() || towns.iter().any(|town| filter.provinces.contains(&town.province)))
        && (filter.arrondissements.is_empty()
            || towns.iter().any(|town| filter.arrondissements.contains(&town.arrondissement)))
        && (filter.typologies.is_empty() || towns.iter().any(|town| filter.typologies.contains(&town.typology)))
        && filter.region.as_ref().is_none_or(|region| {
            let members: Vec<Nis> = region.members.iter().map(|code| all.timeline().today(*code)).collect();
            towns.iter().any(|town| members.contains(&town.nis))
        })
        && (!filter.centrumsteden_only || towns.iter().any(|town| town.is_centrumstad))
        && (!filter.regional_only || towns.is_empty())
        && (filter.dimensions.is_empty() || project.dimensions.iter().any(|own| filter.dimensions.contains(own)))
        && (filter.working_areas.is_empty()
            || project.working_areas.iter().any(|own| filter.working_areas.contains(own)))
        && (filter.values.is_empty() || project.values.iter().any(|own| filter.values.contains(own)))
        && (filter.themes.is_empty() || filter.themes.contains(project.theme.as_ref()))
        && (filter.statuses.is_empty() || filter.statuses.contains(&project.status))
        && (filter.kinds.is_empty() || filter.kinds.contains(&project.kind))
        && (filter.funding.is_empty() || filter.funding.contains(project.funding.as_ref()))
        && (filter.partners.is_empty()
            || project.partners.iter().any(|partner| filter.partners.contains(partner.name.as_ref())))
        && (filter.helix_roles.is_empty()
            || project
                .partners
                .iter()
                .filter_map(|partner| partner.role)
                .any(|role| filter.helix_roles.contains(&role)))
        && filter.years.is_none_or(in_years)
        && text_matches(project, &towns, &filter.text)
        && filter.area.as_ref().is_none_or(|area| stands.iter().any(|place| places::holds(area, *place)))
}

/// How many counted rows the filter with this one choice wants.
struct Count<'a> {
    projects: &'a Projects,
    municipalities: &'a Municipalities,
    filter: &'a Filter,
}

impl Count<'_> {
    fn with(&self, change: impl FnOnce(&mut Filter)) -> u32 {
        self.rows(change).filter(|project| project.kind != ProjectKind::Programme).count() as u32
    }

    fn rows(&self, change: impl FnOnce(&mut Filter)) -> impl Iterator<Item = &Project> {
        let mut filter = self.filter.clone();
        change(&mut filter);
        self.projects.rows().iter().filter(move |project| wants(&filter, project, self.municipalities))
    }

    /// Counts of names, greatest first, then by name; empty names are no choice.
    fn names(&self, names: Vec<String>, choose: fn(&mut Filter, String)) -> Vec<(String, u32)> {
        let distinct: std::collections::BTreeSet<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        let counts = distinct.into_iter().map(|name| (name.clone(), self.with(|filter| choose(filter, name))));
        let mut present: Vec<(String, u32)> = counts.filter(|(_, count)| *count > 0).collect();
        present.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
        present
    }

    fn facets(&self) -> Facets {
        let mut towns: Vec<(Nis, u32)> = self
            .municipalities
            .rows()
            .iter()
            .map(|town| (town.nis, self.with(|filter| filter.municipalities = [town.nis].into())))
            .filter(|(_, count)| *count > 0)
            .collect();
        towns.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
        let mut arrondissements: Vec<Arrondissement> =
            self.municipalities.rows().iter().map(|town| town.arrondissement).collect();
        arrondissements.sort_unstable();
        arrondissements.dedup();
        macro_rules! each {
            ($all:expr, $field:ident) => {
                $all.into_iter().map(|choice| (choice, self.with(|filter| filter.$field = [choice].into()))).collect()
            };
        }
        let all = || self.projects.rows().iter();
        Facets {
            municipalities: towns,
            provinces: each!(Province::ALL.to_vec(), provinces),
            arrondissements: each!(arrondissements, arrondissements),
            typologies: each!(Typology::ALL.to_vec(), typologies),
            dimensions: each!(Dimension::ALL.to_vec(), dimensions),
            working_areas: each!(WorkingArea::all(), working_areas),
            values: each!(CoreValue::ALL.to_vec(), values),
            themes: self
                .names(all().map(|p| p.theme.to_string()).collect(), |filter, name| filter.themes = [name].into()),
            statuses: each!(Status::ALL.to_vec(), statuses),
            kinds: ProjectKind::ALL
                .iter()
                .map(|kind| (*kind, self.rows(|filter| filter.kinds = [*kind].into()).count() as u32))
                .collect(),
            funding: self
                .names(all().map(|p| p.funding.to_string()).collect(), |filter, name| filter.funding = [name].into()),
            partners: self.names(
                all().flat_map(|p| p.partners.iter().map(|partner| partner.name.to_string())).collect(),
                |filter, name| filter.partners = [name].into(),
            ),
            helix_roles: each!(HelixRole::ALL.to_vec(), helix_roles),
            centrumsteden: self.with(|filter| filter.centrumsteden_only = true),
            unknown_period: self
                .rows(|filter| filter.years = None)
                .filter(|p| p.kind != ProjectKind::Programme && p.period.extent(p.status) == Extent::Unknown)
                .count() as u32,
        }
    }

    fn selection(&self) -> Selection {
        let mut expected = Selection { facets: self.facets(), ..Selection::default() };
        let mut places = std::collections::BTreeSet::new();
        for (row, project) in (0_u32..).zip(self.projects.rows()) {
            expected.total.add(project.kind);
            if wants(self.filter, project, self.municipalities) {
                expected.rows.push(row);
                expected.hits.add(project.kind);
                let (towns, is_counted) = (towns(project, self.municipalities), project.kind != ProjectKind::Programme);
                if towns.is_empty() {
                    expected.regional.push(row);
                    expected.regional_count += u32::from(is_counted);
                }
                places.extend(towns.iter().filter(|_| is_counted).map(|town| town.nis));
            }
        }
        expected.place_count = places.len() as u32;
        expected
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn rows_alone_are_those_of_the_selection(projects in any_projects(40), filter in any_change()) {
        let municipalities = municipalities();
        for filter in [filter, Filter::default()] {
            prop_assert_eq!(rows(&projects, &municipalities, &filter), run(&projects, &municipalities, &filter).rows);
        }
    }

    #[test]
    fn toggle_after_toggle_gives_what_the_rules_say(
        projects in any_projects(90),
        changes in proptest::collection::vec((any_change(), any::<bool>()), 1..6),
    ) {
        let municipalities = municipalities();
        let mut engine = FilterEngine::new(&projects, &municipalities);
        let mut filter = Filter::default();
        for (change, starts_anew) in changes {
            filter = changed(if starts_anew { &change } else { &filter }, change.clone());
            let warm = engine.select(&filter);
            let expected =
                Count { projects: &projects, municipalities: &municipalities, filter: &filter }.selection();
            prop_assert_eq!(&warm, &expected, "filter {:?}", filter);
            prop_assert_eq!(&run(&projects, &municipalities, &filter), &expected);
        }
    }

    #[test]
    fn map_and_tray_hold_all_hits(projects in any_projects(60), change in any_change(), second in any_change()) {
        let municipalities = municipalities();
        let filter = changed(&change, second);
        let selection = run(&projects, &municipalities, &filter);
        let symbols = symbols::run(&projects, &municipalities, &filter, &selection);
        let mut rows: Vec<u32> = symbols.iter().flat_map(|symbol| [&symbol.rows, &symbol.programmes]).flatten().copied().collect();
        rows.extend(&selection.regional);
        rows.sort_unstable();
        rows.dedup();
        prop_assert_eq!(rows, selection.rows);
        for symbol in &symbols {
            prop_assert!(symbol.rows.is_sorted() && symbol.programmes.is_sorted());
        }
        prop_assert!(symbols.is_sorted_by_key(|symbol| std::cmp::Reverse(symbol.rows.len())));
    }

    #[test]
    fn time_line_counts_the_years_of_the_wanted(projects in any_projects(60), change in any_change()) {
        let municipalities = municipalities();
        let horizon = 2022;
        let result = timeline::run(&projects, &municipalities, &change, horizon);
        let count = Count { projects: &projects, municipalities: &municipalities, filter: &change };
        for year in 2010..=2030 {
            let years = Some(YearRange { from: year, until: year });
            let expected = if year > horizon { 0 } else {
                count.with(|filter| { filter.years = years; filter.with_unknown_period = false; })
            };
            let shown = result.years.iter().find(|(shown, _)| *shown == year).map_or(0, |(_, count)| *count);
            prop_assert_eq!(shown, expected, "{}", year);
        }
        prop_assert_eq!(result.unknown, count.facets().unknown_period);
        prop_assert!(result.years.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0));
    }
}

fn project(id: &str, kind: ProjectKind) -> Project {
    Project::new(ProjectId::new(id), kind, Localized::same(id))
}

#[test]
fn programmes_are_listed_but_counted_by_kind_only() {
    let mut programme = project("a", ProjectKind::Programme);
    programme.lead = Some(nis(44021));
    programme.theme = "lucht".into();
    let selection = run(&Projects::new(vec![programme]), &municipalities(), &Filter::default());
    assert_eq!(selection.rows, [0]);
    assert_eq!((selection.hits.counted(), selection.hits.programmes), (0, 1));
    assert!(selection.facets.municipalities.is_empty() && selection.facets.themes.is_empty());
    assert_eq!(selection.facets.kinds.last(), Some(&(ProjectKind::Programme, 1)));
    assert_eq!(selection.facets.unknown_period, 0);
}

#[test]
fn a_vanished_code_counts_for_its_successor_once() {
    let mut row = project("a", ProjectKind::Project);
    row.lead = Some(nis(44083));
    row.others = Box::new([nis(44049)]);
    let filter = Filter { municipalities: [nis(44011)].into(), ..Filter::default() };
    let selection = run(&Projects::new(vec![row]), &municipalities(), &filter);
    assert_eq!(selection.rows, [0]);
    assert_eq!(selection.facets.municipalities, [(nis(44083), 1)]);
}

#[test]
fn a_municipality_of_elsewhere_is_regional() {
    let mut row = project("a", ProjectKind::Service);
    row.lead = Some(nis(62063));
    let selection = run(&Projects::new(vec![row]), &municipalities(), &Filter::default());
    assert_eq!(selection.regional, [0]);
}

#[test]
fn symbols_stand_only_where_the_filter_asks() {
    let mut row = project("a", ProjectKind::Project);
    row.lead = Some(nis(44021));
    row.others = Box::new([nis(32030), nis(31005)]);
    row.dimensions = [Dimension::Mobility, Dimension::Living].into();
    let (projects, municipalities) = (Projects::new(vec![row]), municipalities());
    let places = |filter: &Filter| -> Vec<Option<Nis>> {
        let selection = run(&projects, &municipalities, filter);
        symbols::run(&projects, &municipalities, filter, &selection).iter().map(|symbol| symbol.nis).collect()
    };
    assert_eq!(places(&Filter::default()), [Some(nis(31005)), Some(nis(32030)), Some(nis(44021))]);
    let mut filter = Filter { provinces: [Province::WestFlanders].into(), ..Filter::default() };
    assert_eq!(places(&filter), [Some(nis(31005)), Some(nis(32030))]);
    filter.typologies = [Typology::Rural].into();
    assert_eq!(places(&filter), [Some(nis(32030))]);
    // No single municipality is rural and in East Flanders: those that meet either stand for it.
    filter.provinces = [Province::EastFlanders].into();
    assert_eq!(places(&filter), [Some(nis(32030)), Some(nis(44021))]);
}

#[test]
fn a_symbol_shows_the_dimension_asked_for() {
    let mut row = project("a", ProjectKind::Project);
    row.location = Some(at(3.7, 51.0));
    row.dimensions = [Dimension::Mobility, Dimension::Living].into();
    let (projects, municipalities) = (Projects::new(vec![row]), municipalities());
    let filter = Filter { dimensions: [Dimension::Living].into(), ..Filter::default() };
    let selection = run(&projects, &municipalities, &filter);
    let symbols = symbols::run(&projects, &municipalities, &filter, &selection);
    assert_eq!(
        symbols.iter().map(|symbol| symbol.by_dimension.to_vec()).collect::<Vec<_>>(),
        [[(Dimension::Living, 1)]]
    );
}
