//! A small workspace made by hand, and projects and filters made at random, for the tests of this folder.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use crate::model::municipality::Merger;
use crate::model::reference::{PartnerName, Synonym};
use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, Language, Localized, LonLat, MergerTimeline, Municipality, Nis,
    Partner, Period, Project, ProjectId, ProjectKind, Province, Reference, Region, Status, Typology, WorkingArea,
};
use crate::workspace::{AreaFilter, Filter, Municipalities, Projects, SmartRegion, Workspace, YearRange};

thread_local! {
    static MADE: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
}

/// Counts columns and indexes of words by the thread that makes them: that of the interface must not.
pub fn count_made() {
    MADE.set(MADE.get() + 1);
}

/// How many columns and indexes of words this thread has made.
pub fn made_here() -> u32 {
    MADE.get()
}

/// The code with this number.
pub fn nis(number: u32) -> Nis {
    Nis::try_from(number).unwrap()
}

/// The place with these coordinates.
pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn town(number: u32, name: &str, province: Province, typology: Typology, place: LonLat) -> Municipality {
    Municipality {
        nis: nis(number),
        name: name.into(),
        name_fr: None,
        name_de: None,
        region: if province == Province::Brussels { Region::Brussels } else { Region::Flanders },
        province,
        arrondissement: Arrondissement(nis(number).arrondissement_code()),
        typology,
        is_centrumstad: false,
        area_ha: Some(f64::from(number) / 10.0),
        population_2020: None,
        postal_codes: Box::default(),
        label_point: place,
        label_rank: 1,
        boundary: None,
    }
}

/// Six municipalities: Deinze is of a merger in 2019, Antwerpen took Borsbeek in in 2025, Gent never changed.
pub fn municipalities() -> Municipalities {
    let mut rows = vec![
        town(11002, "Antwerpen", Province::Antwerp, Typology::Urban, at(4.4, 51.2)),
        town(44021, "Gent", Province::EastFlanders, Typology::Urban, at(3.72, 51.05)),
        town(44083, "Deinze", Province::EastFlanders, Typology::Mixed, at(3.53, 50.98)),
        town(31005, "Brugge", Province::WestFlanders, Typology::Urban, at(3.22, 51.21)),
        town(32030, "Lo-Reninge", Province::WestFlanders, Typology::Rural, at(2.75, 50.98)),
        town(21004, "Brussel", Province::Brussels, Typology::Urban, at(4.35, 50.85)),
    ];
    rows[0].is_centrumstad = true;
    rows[0].name_fr = Some("Anvers".into());
    rows[1].is_centrumstad = true;
    let merger = |old: u32, name: &str, new: u32, year: i16| Merger {
        old: nis(old),
        old_name: name.into(),
        new: nis(new),
        effective: date(year, 1, 1),
    };
    let mergers = vec![
        merger(44011, "Deinze", 44083, 2019),
        merger(44049, "Nevele", 44083, 2019),
        merger(11007, "Borsbeek", 11002, 2025),
    ];
    let aliases = vec![(Arc::from("Gand"), nis(44021)), (Arc::from("Landegem"), nis(44049))];
    Municipalities::new(rows, BTreeMap::new(), aliases, MergerTimeline::new(mergers))
}

/// Some synonyms and names of partners.
pub fn reference() -> Reference {
    let synonyms = [
        ("parking", "parkeren", Language::Nl),
        ("parking", "parkeergarage", Language::Nl),
        ("parking", "car park", Language::En),
        ("air quality", "luchtkwaliteit", Language::Nl),
        ("air quality", "air quality", Language::En),
    ];
    let names = [
        ("De Lijn", "De Lijn", Some(HelixRole::Government), "role"),
        ("Ghent University and imec", "UGent;imec", None, "several"),
        ("lokaal bestuur", "", None, "nobody"),
        ("lokale besturen", "", None, "nobody"),
        ("residents", "", None, "nobody"),
        ("Stad Gent and Stad Leuven", "Stad Gent;Stad Leuven", None, "several"),
        ("start-up", "", None, "nobody"),
        ("Vlaamse Milieumaatschappij", "Vlaamse Milieumaatschappij (VMM)", None, "abbreviation"),
        ("VMM", "Vlaamse Milieumaatschappij (VMM)", None, "abbreviation"),
    ];
    let synonym = |(concept, term, language): (&str, &str, Language)| Synonym {
        concept: concept.into(),
        term: term.into(),
        language,
    };
    let name = |(written, organisations, role, reason): (&str, &str, Option<HelixRole>, &str)| PartnerName {
        written: written.into(),
        organisations: organisations.split(';').filter(|one| !one.is_empty()).map(Arc::from).collect(),
        role,
        reason: reason.into(),
    };
    Reference {
        synonyms: synonyms.into_iter().map(synonym).collect(),
        partner_names: names.into_iter().map(name).collect(),
        calls: Vec::new(),
    }
}

/// A workspace of these projects, the six municipalities and the reference.
pub fn workspace(rows: Vec<Project>) -> Workspace {
    Workspace {
        municipalities: Arc::new(municipalities()),
        projects: Arc::new(Projects::new(rows)),
        reference: Arc::new(reference()),
        ..Workspace::default()
    }
}

/// Codes that a project may have: of today, vanished, and one of another region.
const CODES: [u32; 9] = [11002, 44021, 44083, 31005, 32030, 21004, 44049, 11007, 62063];

fn some_of<T: Copy + std::fmt::Debug + 'static>(all: &[T]) -> impl Strategy<Value = Vec<T>> + use<T> {
    let all = all.to_vec();
    let most = all.len().min(3);
    proptest::sample::subsequence(all, 0..=most)
}

fn working_areas() -> Vec<WorkingArea> {
    WorkingArea::all().collect()
}

fn names(all: &'static [&'static str]) -> impl Strategy<Value = Vec<&'static str>> {
    some_of(all)
}

const THEMES: [&str; 4] = ["", "parking", "lucht", "Café"];
const FUNDING: [&str; 3] = ["", "VLAIO", "Interreg"];
const PARTNERS: [&str; 4] = ["imec", "UGent", "Stad Gent", ""];
const TEXTS: [&str; 9] =
    ["", "slim", "lucht meten", "NEVELE deinze", "gent imec", "anvers", "ee", "sint truiden", "zzz"];
const TITLES: [&str; 4] = ["Slim parkeren", "Luchtkwaliteit meten", "Open data Nevele", "Slimme straat"];

/// A place in or near Flanders.
pub fn place() -> impl Strategy<Value = LonLat> {
    (2.5_f64..5.0, 50.7_f64..51.4).prop_map(|(lon, lat)| at(lon, lat))
}

fn year() -> impl Strategy<Value = i16> {
    2014_i16..2026
}

/// A project at random, the words of which the filters know.
pub fn any_project() -> impl Strategy<Value = Project> {
    let what = (
        proptest::sample::select(ProjectKind::ALL),
        proptest::sample::select(Status::ALL),
        proptest::sample::select(&TITLES[..]),
        proptest::option::of(proptest::sample::select(&TITLES[..])),
        proptest::sample::select(&THEMES[..]),
        proptest::sample::select(&FUNDING[..]),
    );
    let lists = (
        some_of(&CODES),
        some_of(Dimension::ALL),
        some_of(&working_areas()),
        some_of(CoreValue::ALL),
        proptest::collection::vec(
            (proptest::sample::select(&PARTNERS[..]), proptest::option::of(proptest::sample::select(HelixRole::ALL))),
            0..3,
        ),
    );
    let when_and_where = (
        proptest::option::of(year()),
        proptest::option::of(year()),
        proptest::option::weighted(0.3, place()),
        any::<bool>(),
    );
    (what, lists, when_and_where).prop_map(|(what, lists, (start, end, location, has_lead))| {
        let (kind, status, title, english, theme, funding) = what;
        let (codes, dimensions, areas, values, partners) = lists;
        let mut project = Project::new(ProjectId::new("x"), kind, Localized::new(title, english.unwrap_or_default()));
        let codes: Vec<Nis> = codes.into_iter().map(nis).collect();
        let lead_count = usize::from(has_lead).min(codes.len());
        project.lead = codes[..lead_count].first().copied();
        project.others = codes[lead_count..].into();
        project.other_names = if title.len() % 2 == 0 { Box::new([Arc::from("Sint-Truiden")]) } else { Box::default() };
        project.location = location;
        project.dimensions = dimensions.into();
        project.theme = theme.into();
        project.funding = funding.into();
        project.working_areas = areas.into();
        project.values = values.into();
        project.status = status;
        project.period = Period { start, end };
        let partner = |(name, role): (&str, Option<HelixRole>)| Partner { name: name.into(), role };
        project.partners = partners.into_iter().map(partner).collect();
        project
    })
}

/// Some projects at random, each with an identifier of its own.
pub fn any_projects(most: usize) -> impl Strategy<Value = Projects> {
    proptest::collection::vec(any_project(), 0..=most).prop_map(|mut rows| {
        for (number, row) in rows.iter_mut().enumerate() {
            row.id = ProjectId::new(format!("P{number}"));
        }
        Projects::new(rows)
    })
}

/// A part of the map at random.
pub fn any_area() -> impl Strategy<Value = AreaFilter> {
    prop_oneof![
        (place(), 1_000.0_f64..60_000.0).prop_map(|(centre, metres)| AreaFilter::Near { centre, metres }),
        (place(), place()).prop_map(|(a, b)| AreaFilter::Box(crate::query::places::bounds_of([a, b]).unwrap())),
        proptest::collection::vec(proptest::collection::vec(place(), 3..6), 1..3).prop_map(AreaFilter::Within),
    ]
}

/// A change of a filter at random: one part asks for something else.
pub fn any_change() -> impl Strategy<Value = Filter> {
    let towns = some_of(&CODES).prop_map(|codes| codes.into_iter().map(nis).collect());
    let regions = proptest::option::of(some_of(&CODES)).prop_map(|codes| {
        codes.map(|codes| SmartRegion { name: "Leie".into(), members: codes.into_iter().map(nis).collect() })
    });
    let all_names =
        |all: &'static [&'static str]| names(all).prop_map(|names| names.into_iter().map(str::to_owned).collect());
    let arrondissements = some_of(&[11_u8, 44, 31, 99]).prop_map(|all| all.into_iter().map(Arrondissement).collect());
    prop_oneof![
        towns.prop_map(|municipalities| Filter { municipalities, ..Filter::default() }),
        some_of(Province::ALL).prop_map(|all| Filter { provinces: all.into_iter().collect(), ..Filter::default() }),
        arrondissements.prop_map(|arrondissements| Filter { arrondissements, ..Filter::default() }),
        some_of(Typology::ALL).prop_map(|all| Filter { typologies: all.into_iter().collect(), ..Filter::default() }),
        regions.prop_map(|region| Filter { region, ..Filter::default() }),
        any::<bool>().prop_map(|flag| Filter { centrumsteden_only: flag, ..Filter::default() }),
        any::<bool>().prop_map(|flag| Filter { regional_only: flag, ..Filter::default() }),
        some_of(Dimension::ALL).prop_map(|all| Filter { dimensions: all.into_iter().collect(), ..Filter::default() }),
        some_of(&working_areas())
            .prop_map(|all| Filter { working_areas: all.into_iter().collect(), ..Filter::default() }),
        some_of(CoreValue::ALL).prop_map(|all| Filter { values: all.into_iter().collect(), ..Filter::default() }),
        all_names(&["parking", "lucht", "unheard of"]).prop_map(|themes| Filter { themes, ..Filter::default() }),
        some_of(Status::ALL).prop_map(|all| Filter { statuses: all.into_iter().collect(), ..Filter::default() }),
        some_of(ProjectKind::ALL).prop_map(|all| Filter { kinds: all.into_iter().collect(), ..Filter::default() }),
        all_names(&["VLAIO", "Interreg"]).prop_map(|funding| Filter { funding, ..Filter::default() }),
        all_names(&["imec", "UGent"]).prop_map(|partners| Filter { partners, ..Filter::default() }),
        some_of(HelixRole::ALL).prop_map(|all| Filter { helix_roles: all.into_iter().collect(), ..Filter::default() }),
        (proptest::option::of((year(), year())), any::<bool>()).prop_map(|(years, with_unknown_period)| Filter {
            years: years.map(|(from, until)| YearRange { from, until }),
            with_unknown_period,
            ..Filter::default()
        }),
        proptest::sample::select(&TEXTS[..]).prop_map(|text| Filter { text: text.to_owned(), ..Filter::default() }),
        proptest::option::of(any_area()).prop_map(|area| Filter { area, ..Filter::default() }),
    ]
}

/// The filter with the parts that `change` asks for.
pub fn changed(filter: &Filter, change: Filter) -> Filter {
    let blank = Filter::default();
    let mut result = filter.clone();
    macro_rules! take {
        ($($field:ident),+) => { $(if change.$field != blank.$field { result.$field = change.$field; })+ };
    }
    take!(
        municipalities,
        provinces,
        arrondissements,
        typologies,
        region,
        centrumsteden_only,
        regional_only,
        dimensions,
        working_areas,
        values,
        themes,
        statuses,
        kinds,
        funding,
        partners,
        helix_roles,
        years,
        with_unknown_period,
        text,
        area
    );
    result
}
