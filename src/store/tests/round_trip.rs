//! What goes in comes out equal.

use proptest::prelude::*;

use super::*;
use crate::model::own::{Own, OwnList, OwnRatio};
use crate::model::{
    Aggregation, Amount, CoreValue, Dimension, Direction, FeedHealth, FeedState, HelixRole, Indicator, IndicatorGap,
    IndicatorId, IndicatorValue, MergerTimeline, NisVintage, Partner, Period, Reason, Rejected, Status, StatusBasis,
    ValueStatus, WorkingArea, municipality::Merger,
};

fn indicator(id: &str, aggregation: Aggregation) -> Indicator {
    Indicator {
        id: IndicatorId::new(id),
        name: Localized::new("naam", ""),
        definition: Localized::default(),
        unit: "%".into(),
        decimals: 1,
        dimension: Some(Dimension::People),
        direction: Direction::Neutral,
        aggregation,
        table: "population".into(),
        reference: "1 January".into(),
        provisional_from: Some(2023),
        status_note: Localized::same("note"),
        source: "Statbel".into(),
        is_default_choropleth: true,
        class_breaks: [0.1, 12.5, 1e9].into(),
        vintage: NisVintage::Detect,
    }
}

fn rich() -> Dataset {
    let ratio = Aggregation::Ratio {
        numerator: IndicatorId::new("a"),
        denominator: IndicatorId::new("area_ha"),
        factor: 100.0,
    };
    let value = |year, value| IndicatorValue { nis: nis(44021), year, value, status: ValueStatus::Provisional };
    let merger = Merger {
        old: nis(44011),
        old_name: "Deinze".into(),
        new: nis(44083),
        effective: jiff::civil::date(2019, 1, 1),
    };
    let mut seen_sensor = sensor("p1");
    seen_sensor.datastreams[0].latest = Some(seen(1_700_000_000_123_456, 12.5));
    Dataset {
        arrondissements: [(44, Localized::new("Gent", "Ghent"))].into(),
        aliases: vec![("Gand".into(), nis(44021)), ("Nevele".into(), nis(44083))],
        mergers: MergerTimeline::new(vec![merger]),
        indicators: vec![indicator("z", ratio), indicator("a", Aggregation::Sum)],
        indicator_values: [(IndicatorId::new("a"), vec![value(2020, 0.1 + 0.2), value(2019, -0.0)])].into(),
        indicator_gaps: vec![IndicatorGap {
            table: "population".into(),
            from: 2000,
            until: 2004,
            reason: Localized::same("not kept"),
        }],
        sensors: vec![seen_sensor, sensor("a2")],
        ..small()
    }
}

#[test]
fn a_data_set_comes_back_equal_and_the_file_is_the_same_each_time() {
    let folder = folder();
    let (one, two) = (folder.path().join("1.gpkg"), folder.path().join("2.gpkg"));
    for path in [&one, &two] {
        Store::create(path, &rich(), "one").expect("it is made");
    }
    #[expect(clippy::disallowed_methods, reason = "the test compares files")]
    let bytes = |path: &Path| std::fs::read(path).expect("a file");
    assert!(bytes(&one) == bytes(&two), "no clock and no chance goes into a file");
    assert_eq!(opened(&one).dataset, rich());
}

#[test]
fn changes_come_back() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let mut changed = project("P1", "mine");
    changed.theme = "parking".into();
    store.put_projects(&[changed.clone(), project("X", "mine")], &[source("mine", false)]).expect("written");
    store.remove_projects(&[ProjectId::new("P2"), ProjectId::new("none")]).expect("removed");
    let boundary = square(4.0, BoundaryAccuracy::Official);
    let unknown = store
        .set_boundaries(&[(nis(44021), Arc::clone(&boundary)), (nis(99999), boundary.clone())], &source("grb", false))
        .expect("set");
    assert_eq!(unknown, [nis(99999)]);
    let enabled = Feed { is_enabled: true, ..feed("gent") };
    store.set_feed(&enabled).expect("set");
    let mut health = FeedHealth::new(FeedId::new("gent"), FeedState::Failing);
    health.last_success = Some(seen(5, 0.0).time);
    health.error = Some("timed out".into());
    store.set_health(&health).expect("set");
    let refused = Rejected {
        file: "x.csv".into(),
        row: 3,
        column: "".into(),
        reason: Reason::said("r"),
        original: "a;b".into(),
        header: "p;q".into(),
    };
    store.set_rejected(std::slice::from_ref(&refused)).expect("set");
    store.close().expect("closed");

    let Opened { store, dataset, notice } = opened(&at(&folder));
    assert_eq!(notice, None);
    assert_eq!(dataset.projects, [changed, project("X", "mine")], "a changed project keeps its place");
    assert_eq!(dataset.municipalities[0].boundary, Some(boundary));
    assert_eq!(dataset.feeds, [enabled]);
    assert_eq!(store.health().expect("read"), [health]);
    assert_eq!(store.rejected().expect("read"), [refused]);
    assert_eq!(dataset.sources.len(), 3);
}

#[test]
fn newer_bundled_data_leaves_what_the_user_added() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    store.put_projects(&[project("P1", "mine"), project("X", "mine")], &[source("mine", false)]).expect("written");
    let official = square(3.71, BoundaryAccuracy::Official);
    store.set_boundaries(&[(nis(44021), Arc::clone(&official))], &source("grb", false)).expect("set");
    store.set_feed(&Feed { is_enabled: true, ..feed("gent") }).expect("set");
    store.set_feed(&feed("own")).expect("set");
    store.append_readings(&[sensor("p1")], &[reading("p1", 7, 1.0)]).expect("written");
    store.close().expect("closed");

    let newer = || {
        let mut dataset = small();
        dataset.projects = vec![project("P1", "inventory"), project("P3", "inventory")];
        dataset.municipalities[0].population_2020 = Some(263_927);
        dataset.feeds[0].url = "https://moved.example".into();
        Ok(dataset)
    };
    let again = open(&at(&folder), true, OpenOptions { bundle_hash: "two", ..options(&newer) }).expect("it opens");
    let ids: Vec<&str> = again.dataset.projects.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(ids, ["P1", "X", "P3"]);
    assert_eq!(&*again.dataset.projects[0].provenance.dataset, "mine");
    assert_eq!(again.dataset.municipalities[0].boundary, Some(official));
    assert_eq!(again.dataset.municipalities[0].population_2020, Some(263_927));
    let feeds: Vec<(&str, &str, bool)> =
        again.dataset.feeds.iter().map(|feed| (feed.id.as_str(), feed.url.as_str(), feed.is_enabled)).collect();
    assert_eq!(feeds, [("gent", "https://moved.example", true), ("own", "https://data.example", false)]);
    assert_eq!(everything(&again.store), [(7, 1.0)]);
    assert_eq!(again.store.check().expect("a check"), Vec::<String>::new());
}

fn word() -> impl Strategy<Value = Arc<str>> {
    "[a-z;\\\\ é'\"]{0,6}".prop_map(Arc::from)
}

fn localized() -> impl Strategy<Value = Localized> {
    (prop::option::of(word()), prop::option::of(word())).prop_map(|(nl, en)| Localized { nl, en })
}

fn some<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(prop::sample::select(all), 0..4)
}

fn amount() -> impl Strategy<Value = Option<Amount>> {
    prop::option::of(
        (prop::num::f64::NORMAL, any::<bool>()).prop_map(|(eur, is_consortium)| Amount { eur, is_consortium }),
    )
}

fn partner() -> impl Strategy<Value = Partner> {
    (word(), prop::option::of(prop::sample::select(HelixRole::ALL))).prop_map(|(name, role)| Partner { name, role })
}

prop_compose! {
    fn any_project()(
        id in 0_u32..1000,
        (title, description) in (localized(), localized()),
        kind in prop::sample::select(ProjectKind::ALL),
        lead in prop::option::of(10_000_u32..=99_999),
        others in prop::collection::vec(10_000_u32..=99_999, 0..3),
        names in prop::collection::vec(word(), 0..3),
        place in prop::option::of((-180.0..=180.0, -90.0..=90.0)),
        (dimensions, values) in (some(Dimension::ALL), some(CoreValue::ALL)),
        areas in prop::collection::vec(1_u8..=10, 0..3),
        (status, basis) in (prop::sample::select(Status::ALL), prop::option::of(prop::sample::select(StatusBasis::ALL))),
        (start, end) in any::<(Option<i16>, Option<i16>)>(),
        (budget, subsidy) in (amount(), amount()),
        texts in prop::collection::vec(word(), 9),
        partners in prop::collection::vec(partner(), 0..3),
        is_simulated in any::<bool>(),
    ) -> Project {
        Project {
            description,
            lead: lead.map(nis),
            others: others.into_iter().map(nis).collect(),
            other_names: names.into(),
            location: place.and_then(|(lon, lat)| LonLat::new(lon, lat).ok()),
            dimensions: dimensions.into(),
            theme: texts[0].clone(),
            working_areas: areas.into_iter().filter_map(|area| WorkingArea::try_from(area).ok()).collect(),
            values: values.into(),
            status,
            status_basis: basis,
            period: Period { start, end },
            budget,
            subsidy,
            funding: texts[1].clone(),
            funding_group: texts[2].clone(),
            partners: partners.into(),
            url: texts[3].clone(),
            record: texts[5].clone(),
            provenance: Arc::new(Provenance {
                dataset: texts[4].clone(),
                cited: texts[6].clone(),
                confidence: texts[7].clone(),
                note: texts[8].clone(),
            }),
            is_simulated,
            ..Project::new(ProjectId::new(format!("R{id}")), kind, title)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn any_projects_come_back(projects in prop::collection::vec(any_project(), 0..6)) {
        let folder = folder();
        let mut store = opened(&at(&folder)).store;
        store.put_projects(&projects, &[]).expect("written");
        let mut expected = small().projects;
        for project in projects {
            match expected.iter_mut().find(|known| known.id == project.id) {
                Some(known) => *known = project,
                None => expected.push(project),
            }
        }
        prop_assert_eq!(store.load().expect("read").projects, expected);
    }
}

#[test]
fn lists_and_ratios_of_the_users_own_come_back_and_survive_a_new_edition() {
    let folder = folder();
    let own = Own {
        lists: vec![OwnList { id: "leie".into(), name: "Langs de Leie".into(), members: vec![nis(44021), nis(44083)] }],
        ratios: vec![OwnRatio {
            id: "r".into(),
            name: "Woningen per vestiging".into(),
            numerator: "dwellings".parse().expect("a figure"),
            denominator: "establishments@per_km2".parse().expect("a figure"),
            factor: 0.5,
            unit: "woningen".into(),
            decimals: 2,
        }],
        ..Own::default()
    };
    let mut store = opened(&at(&folder)).store;
    store.put_own(&own).expect("writes");
    store.replace_bundled(&small(), "two").expect("writes");
    store.close().expect("closes");
    let mut reopened = opened(&at(&folder));
    assert_eq!(reopened.dataset.own, own);
    let fewer = own.without("leie");
    reopened.store.put_own(&fewer).expect("writes");
    reopened.store.close().expect("closes");
    assert_eq!(opened(&at(&folder)).dataset.own, fewer);
}
