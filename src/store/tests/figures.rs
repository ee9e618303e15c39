//! Imports of figures: what was there before is kept, an update of the program's data keeps the user's, all or nothing.

use std::collections::BTreeSet;

use super::*;
use crate::model::{
    Aggregation, Direction, Indicator, IndicatorId, IndicatorImport, IndicatorPatch, IndicatorRevision, IndicatorValue,
    NisVintage, ValueChange, ValueStatus,
};

fn id(text: &str) -> IndicatorId {
    IndicatorId::new(text)
}

fn indicator(name: &str) -> Indicator {
    Indicator {
        id: id(name),
        name: Localized::same(name),
        definition: Localized::default(),
        unit: "aantal".into(),
        decimals: 0,
        dimension: None,
        direction: Direction::Neutral,
        aggregation: Aggregation::Sum,
        table: "population".into(),
        reference: "1 January".into(),
        provisional_from: None,
        status_note: Localized::default(),
        source: "Statbel".into(),
        is_default_choropleth: false,
        class_breaks: Box::default(),
        vintage: NisVintage::Carried2025,
    }
}

fn value(code: u32, value: f64) -> IndicatorValue {
    IndicatorValue { nis: nis(code), year: 2020, value, status: ValueStatus::Final }
}

/// The program's data: two figures of "population".
fn bundled(gent: f64) -> Dataset {
    Dataset {
        indicators: vec![indicator("population")],
        indicator_values: [(id("population"), vec![value(44_021, gent), value(44_011, 30.0)])].into(),
        ..small()
    }
}

fn change(name: &str, code: u32, value: Option<f64>, import: Option<&str>) -> ValueChange {
    ValueChange {
        indicator: id(name),
        nis: nis(code),
        year: 2020,
        value: value.map(|value| (value, ValueStatus::Provisional)),
        import: import.map(Arc::from),
    }
}

fn revision(code: u32, value: f64) -> IndicatorRevision {
    IndicatorRevision {
        indicator: id("population"),
        nis: nis(code),
        year: 2020,
        value,
        status: ValueStatus::Final,
        replaced: time(1_000_000),
        replaced_by: "one".into(),
    }
}

/// Revises Gent, puts a successor in the place of Deinze, and adds an indicator of the user's own.
fn forth() -> IndicatorPatch {
    IndicatorPatch {
        put: vec![indicator("bikes")],
        values: vec![
            change("population", 44_021, Some(99.0), Some("one")),
            change("population", 44_083, Some(42.0), Some("one")),
            change("population", 44_011, None, None),
            change("bikes", 44_021, Some(7.0), Some("one")),
        ],
        sources: vec![source("import:x.csv", false)],
        import: Some(IndicatorImport { id: "one".into(), source: "import:x.csv".into(), at: time(1_000_000) }),
        revisions: vec![revision(44_021, 5.0), revision(44_011, 30.0)],
        ..IndicatorPatch::default()
    }
}

fn back() -> IndicatorPatch {
    IndicatorPatch {
        remove: vec![id("bikes")],
        values: vec![
            ValueChange { value: Some((5.0, ValueStatus::Final)), ..change("population", 44_021, None, None) },
            change("population", 44_083, None, None),
            ValueChange { value: Some((30.0, ValueStatus::Final)), ..change("population", 44_011, None, None) },
            change("bikes", 44_021, None, None),
        ],
        remove_sources: vec!["import:x.csv".into()],
        undone: Some("one".into()),
        ..IndicatorPatch::default()
    }
}

/// Code and value of "population", in order of code.
fn population(dataset: &Dataset) -> Vec<(u32, f64)> {
    let rows = dataset.indicator_values.get(&id("population")).into_iter().flatten();
    let mut all: Vec<(u32, f64)> = rows.map(|row| (row.nis.number(), row.value)).collect();
    all.sort_by_key(|(code, _)| *code);
    all
}

fn imported(folder: &tempfile::TempDir) -> Store {
    let mut store = open(&at(folder), true, options(&|| Ok(bundled(5.0)))).expect("it opens").store;
    store.import_indicators(&forth(), &[]).expect("written");
    store
}

#[test]
fn an_import_keeps_what_was_there_before_and_can_be_taken_back() {
    let folder = folder();
    let mut store = imported(&folder);
    let after = store.load().expect("rows");
    assert_eq!(population(&after), [(44_021, 99.0), (44_083, 42.0)]);
    assert_eq!(after.indicators.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["population", "bikes"]);
    assert_eq!(after.indicators[1], indicator("bikes"), "a definition comes back with its vintage");
    assert_eq!(after.indicator_revisions, [revision(44_021, 5.0), revision(44_011, 30.0)]);
    assert_eq!(after.indicator_imports.len(), 1);
    let known = store.indicator_values(&BTreeSet::from([id("population")])).expect("values");
    assert!(known[&id("population")].iter().all(|known| known.import.as_deref() == Some("one")));
    store.change_indicators(&back()).expect("written");
    let before = store.load().expect("rows");
    assert_eq!(population(&before), [(44_011, 30.0), (44_021, 5.0)]);
    assert_eq!((before.indicators.len(), before.indicator_revisions.len(), before.indicator_imports.len()), (1, 0, 0));
    assert!(before.sources.iter().all(|source| source.is_bundled));
    store.change_indicators(&forth()).expect("written");
    assert_eq!(population(&store.load().expect("rows")), population(&after), "made again it is as it was");
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn a_newer_edition_of_the_program_keeps_figures_and_indicators_of_the_user() {
    let folder = folder();
    drop(imported(&folder));
    let newer = || Ok(bundled(6.0));
    let again = open(&at(&folder), true, OpenOptions { bundle_hash: "two", ..options(&newer) }).expect("it opens");
    assert_eq!(
        population(&again.dataset),
        [(44_021, 99.0), (44_083, 42.0)],
        "and what they took the place of stays away"
    );
    assert_eq!(again.dataset.indicators.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["population", "bikes"]);
    assert_eq!(again.dataset.indicator_values[&id("bikes")][0].value, 7.0);
    assert_eq!(again.dataset.indicator_revisions.len(), 2);
}

#[test]
fn an_import_that_fails_half_way_changes_nothing() {
    let folder = folder();
    let mut store = open(&at(&folder), true, options(&|| Ok(bundled(5.0)))).expect("it opens").store;
    let before = store.load().expect("rows");
    // The import itself is written last: under an identifier that is taken it is refused.
    store.change_indicators(&IndicatorPatch { import: forth().import, ..IndicatorPatch::default() }).expect("written");
    assert!(store.import_indicators(&forth(), &[]).is_err());
    let after = store.load().expect("rows");
    assert_eq!((population(&after), after.indicators), (population(&before), before.indicators));
    assert!(after.indicator_revisions.is_empty());
}

#[test]
fn a_program_that_is_stopped_before_the_end_leaves_the_file_as_it_was() {
    let folder = folder();
    let path = at(&folder);
    let store = open(&path, true, options(&|| Ok(bundled(5.0)))).expect("it opens").store;
    let before = population(&store.load().expect("rows"));
    // A transaction that never ends, as of a program that was killed: its connection goes without committing.
    store.conn.execute_batch("BEGIN IMMEDIATE").expect("begun");
    crate::store::tables::indicator_changes::apply(&store.conn, &forth()).expect("written so far");
    drop(store);
    let again = open(&path, true, options(&|| Ok(bundled(5.0)))).expect("it opens");
    assert_eq!((population(&again.dataset), again.dataset.indicators.len()), (before, 1));
}

#[test]
fn figures_of_the_user_are_salvaged_from_a_damaged_file() {
    let folder = folder();
    let store = imported(&folder);
    // A row at the end that nobody needs, so that the cut takes nothing else.
    store.conn.execute_batch("CREATE TABLE last (x); INSERT INTO last VALUES (zeroblob(20000))").expect("made");
    store.close().expect("closed");
    let length = at(&folder).metadata().expect("a file").len();
    let file = std::fs::File::options().write(true).open(at(&folder)).expect("a file");
    file.set_len(length - 4096).expect("cut");
    let Opened { dataset, notice, .. } = open(&at(&folder), true, options(&|| Ok(bundled(5.0)))).expect("it opens");
    assert!(matches!(notice, Some(Notice::Salvaged { lost_count: 0, .. })), "{notice:?}");
    assert_eq!(population(&dataset), [(44_021, 99.0), (44_083, 42.0)]);
    assert_eq!((dataset.indicators.len(), dataset.indicator_revisions.len()), (2, 2));
}

#[test]
fn a_file_of_the_second_version_gets_its_figures_marked_as_the_programs() {
    let folder = folder();
    let path = at(&folder);
    let mut conn = rusqlite::Connection::open(&path).expect("a file");
    conn.pragma_update(None, "application_id", crate::store::schema::APPLICATION_ID).expect("set");
    conn.pragma_update(None, "user_version", crate::store::schema::USER_VERSION).expect("set");
    crate::store::migrate::begin(&conn).expect("begun");
    crate::store::migrate::apply(&mut conn, 0, &crate::store::migrate::MIGRATIONS[..2]).expect("made");
    conn.execute_batch(
        "INSERT INTO indicators (id, unit, decimals, direction, aggregation, values_table, reference, source,
           is_default_choropleth) VALUES ('population', 'n', 0, 'neutral', 'sum', 'population', '', 'Statbel', 0);
         INSERT INTO indicator_values (indicator, nis, year, value, status)
           VALUES ('population', 44021, 2020, 5, 'final');",
    )
    .expect("filled");
    drop(conn);
    let dataset = open(&path, true, options(&|| Ok(bundled(6.0)))).expect("it opens").dataset;
    assert_eq!(population(&dataset), [(44_011, 30.0), (44_021, 6.0)], "an update of the program replaces them");
}
