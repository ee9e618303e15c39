//! Municipalities found however they are written.

use super::*;
use crate::model::municipality::Merger;
use crate::workspace::test_towns::{at, nis, town};

/// Gent, Aalst, Sint-Niklaas, Lubbeek; Lokeren since it took in Moerbeke, and Geraardsbergen with a part of that name.
fn municipalities() -> Municipalities {
    let place = at(4.0, 51.0);
    let rows = vec![
        town("44021", "Gent", place, &[9000, 9030]),
        town("41002", "Aalst", place, &[9300]),
        town("46021", "Sint-Niklaas", place, &[9100]),
        town("24066", "Lubbeek", place, &[3210]),
        town("46029", "Lokeren", place, &[9160, 9180]),
        town("41018", "Geraardsbergen", place, &[9500]),
        town("44083", "Deinze", place, &[9800, 9850]),
    ];
    let merger = |old: &str, name: &str, new: &str| Merger {
        old: nis(old),
        old_name: name.into(),
        new: nis(new),
        effective: jiff::civil::date(2025, 1, 1),
    };
    let mergers = vec![
        merger("44045", "Moerbeke", "46029"),
        merger("46014", "Lokeren", "46029"),
        merger("44049", "Nevele", "44083"),
        merger("44011", "Deinze", "44083"),
    ];
    let parts = vec![("Moerbeke".into(), nis("41018")), ("Mariakerke".into(), nis("44021"))];
    Municipalities::new(rows, BTreeMap::new(), parts, MergerTimeline::new(mergers))
}

#[test]
fn a_municipality_is_found_however_it_is_written() {
    let all = municipalities();
    for (text, code) in [
        ("44021", "44021"),
        ("44021.0", "44021"),
        ("44021,0", "44021"),
        ("44.021", "44021"),
        ("  44021", "44021"),
        ("44049.0", "44083"),
        ("9850.0", "44083"),
        ("9850", "44083"),
        ("B-9000", "44021"),
        ("9000 Gent", "44021"),
        ("B-9000 Gent", "44021"),
        ("BE-9000  Gent", "44021"),
        ("9030 Mariakerke", "44021"),
        ("9000 Sluizeken", "44021"),
        ("Stad Gent", "44021"),
        ("stad  Gent ", "44021"),
        ("GENT", "44021"),
        ("Gent (44021)", "44021"),
        ("Gemeente Lubbeek", "24066"),
        ("ST-NIKLAAS", "46021"),
        ("St.-Niklaas", "46021"),
        ("Stad St. Niklaas", "46021"),
        ("Moerbeke-Waas", "46029"),
        ("Moerbeke", "46029"),
        ("Lokeren", "46029"),
        ("Nevele", "44083"),
        ("Aalst (Oost-Vlaanderen)", "41002"),
        ("Stad Aalst (Oost-Vl.)", "41002"),
        ("Mariakerke (Gent)", "44021"),
        ("Nevele/Deinze", "44083"),
    ] {
        assert_eq!(all.find(text), [nis(code)], "{text}");
    }
}

#[test]
fn what_may_be_two_is_told_as_two_and_nothing_is_made_up() {
    let all = municipalities();
    assert_eq!(all.find("9000 Aalst"), [nis("44021"), nis("41002")]);
    assert_eq!(all.find("Gent (41002)"), [nis("41002"), nis("44021")]);
    for none in [
        "",
        "Stad",
        "Luik",
        "4000",
        "62063",
        "12",
        "440210",
        "9000.5",
        "Gent (stad)",
        "Aalst (Limburg)",
        "Gent/Aalst",
        "Lampen (Gent)",
        "(44021",
        "9999 Nergens",
    ] {
        assert_eq!(all.find(none), [], "{none}");
    }
}
