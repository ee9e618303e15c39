//! Tests of tables as people make them: quotation marks left open, headers that stand twice, months, merged municipalities.

use super::places::{Place, PlaceBook};
use super::tests::{book, guessed, municipality, nis, read, reasons, sheet_of, values};
use super::{Role, TableError, TableRead, apply, detect};
use crate::formats::sheet::Cell;
use crate::model::municipality::Merger;
use crate::model::{MergerTimeline, Region};

#[test]
fn a_quotation_mark_that_is_never_closed_refuses_its_row() {
    let read = read("Gemeente;Jaar;Stuks\nGent;2020;1\nAntwerpen;2020;8;\"niet gesloten\nDeinze;2020;10;x\n");
    assert_eq!(values(&read).len(), 2);
    assert_eq!(reasons(&read), [(3, String::new(), "reason-quote-open".into())]);
    assert_eq!(&*read.rejected[0].original, "Antwerpen;2020;8;niet gesloten");
    assert_eq!(read.left_out.remarks, 0);
}

#[test]
fn two_columns_of_one_header_are_two_figures() {
    let text = "Gemeente;Jaar;Aantal;Aantal\nGent;2020;1;2\nAntwerpen;2020;3\nDeinze;2020;4;5\n";
    let (_, mapping) = guessed(text);
    let name = |id: &str| mapping.draft(id).map(|draft| draft.name_nl.clone());
    assert_eq!((name("aantal").as_deref(), name("aantal_2").as_deref()), (Some("Aantal"), Some("Aantal (2)")));
    let read = read(text);
    assert_eq!(read.rejected_count, 0, "{:?}", reasons(&read));
    assert_eq!(values(&read).len(), 5);
    let second = "Gemeente;Jaar;Bron;Aantal;Aantal\nGent;2021;x;1;2\n";
    let later = sheet_of(second);
    let read = apply::read(&later, &mapping, &book(), "t.csv").expect("figures");
    let expected = [("aantal".to_owned(), 44_021, 2021, 1.0), ("aantal_2".to_owned(), 44_021, 2021, 2.0)];
    assert_eq!(values(&read), expected, "columns that moved keep their order");
}

#[test]
fn two_columns_that_say_the_same_are_one_figure_and_empty_cells_contradict_nothing() {
    let read = read("Gemeente;Jaar;Aantal;Aantal\nGent;2020;1;1\nAntwerpen;2020;;3\nDeinze;2020;4;\n");
    assert_eq!(reasons(&read), []);
    assert_eq!(values(&read).iter().map(|(.., value)| *value).collect::<Vec<_>>(), [3.0, 1.0, 4.0]);
    assert_eq!(read.missing_count, 0);
}

#[test]
fn a_contradiction_names_both_columns() {
    let text = "Gemeente;Jaar;Bomen;Struiken\nGent;2020;1;2\nAntwerpen;2020;3;3\n";
    let (sheet, mut mapping) = guessed(text);
    mapping.columns[3].indicator = Some("bomen".into());
    let read = apply::read(&sheet, &mapping, &book(), "t.csv").expect("figures");
    assert_eq!(values(&read).len(), 2);
    let [(row, column, reason)]: [_; 1] = reasons(&read).try_into().expect("one contradiction");
    assert_eq!((row, column.as_str()), (2, "Struiken"));
    assert!(reason.starts_with("reason-other-figure-column") && reason.ends_with("Bomen"), "{reason}");
}

/// The column that a table is refused for, since it is about months.
fn by_month(text: &str) -> Option<String> {
    let (sheet, mapping) = guessed(text);
    match apply::read(&sheet, &mapping, &book(), "t.csv") {
        Err(TableError::NotYearly(column)) => Some(column),
        _ => None,
    }
}

fn added_up(text: &str) -> TableRead {
    let (sheet, mut mapping) = guessed(text);
    mapping.adds_up = true;
    apply::read(&sheet, &mapping, &book(), "t.csv").expect("figures")
}

#[test]
fn rows_by_month_or_quarter_are_no_figures_of_the_year() {
    let table = |header: &str, parts: [&str; 3]| {
        let rows = |town: &str| parts.map(|part| format!("{town};{part};5\n")).concat();
        format!("Gemeente;{header};Klachten\n{}{}", rows("Gent"), rows("Antwerpen"))
    };
    for (header, parts) in [
        ("Jaar;Maand", ["2021;1", "2021;2", "2021;3"]),
        ("Jaar;Maand", ["2021;januari", "2021;februari", "2021;maart"]),
        ("Jaar;Mois", ["2021;janvier", "2021;février", "2021;mars"]),
        ("Jaar;Kwartaal", ["2021;1", "2021;2", "2021;3"]),
    ] {
        let text = table(header, parts);
        assert_eq!(by_month(&text).as_deref(), header.split(';').nth(1), "{text}");
        let read = added_up(&text);
        assert_eq!(
            values(&read).iter().map(|(.., year, value)| (*year, *value)).collect::<Vec<_>>(),
            [(2021, 15.0); 2]
        );
    }
    for (header, parts) in [
        ("Periode", ["2021-01", "2021-02", "2021-03"]),
        ("Periode", ["2021K1", "2021K2", "2021K3"]),
        ("Kwartaal", ["2021-Q1", "2021-Q2", "2021-Q3"]),
        ("Datum", ["2021-01-31", "2021-02-28", "2021-03-31"]),
        ("Periode", ["jan 2021", "feb 2021", "mrt 2021"]),
    ] {
        let text = table(header, parts);
        assert_eq!(by_month(&text).as_deref(), Some(header), "{text}");
        let read = added_up(&text);
        assert_eq!(
            values(&read).iter().map(|(.., year, value)| (*year, *value)).collect::<Vec<_>>(),
            [(2021, 15.0); 2]
        );
    }
}

#[test]
fn columns_by_month_are_no_figures_of_the_year() {
    let text = "Gemeente;Klachten jan 2021;Klachten feb 2021\nGent;1;2\nAntwerpen;3;4\n";
    assert_eq!(by_month(text).as_deref(), Some("Klachten feb 2021"));
    assert_eq!(values(&added_up(text)).iter().map(|(.., value)| *value).collect::<Vec<_>>(), [7.0, 3.0]);
}

#[test]
fn days_of_a_count_and_a_single_month_stay_years() {
    let dated = "Gemeente;Datum;Bomen\nGent;2021-03-01;1\nGent;2022-03-01;2\nAntwerpen;2021-09-15;3\n";
    assert_eq!(values(&read(dated)).len(), 3);
    let december = "Gemeente;Jaar;Maand;Bomen\nGent;2021;12;1\nGent;2022;12;2\nAntwerpen;2021;12;3\n";
    let (_, mapping) = guessed(december);
    assert_eq!(mapping.columns[2].role, Role::Ignore);
    assert_eq!(values(&read(december)).len(), 3);
}

#[test]
fn a_column_that_a_workbook_shows_as_per_cent_is_of_parts() {
    let mut sheet = sheet_of("Gemeente;Jaar;Groen;Bomen\nGent;2020;0,125;3\nAntwerpen;2020;0,5;4\n");
    sheet.percents.insert(2);
    let mapping = detect::guess(&sheet, &book(), &[]);
    assert_eq!(mapping.draft("groen").map(|draft| draft.unit.as_str()), Some("%"));
    let read = apply::read(&sheet, &mapping, &book(), "t.xlsx").expect("figures");
    assert_eq!(read.parts.iter().map(ToString::to_string).collect::<Vec<_>>(), ["groen"]);
}

#[test]
fn amounts_with_the_sign_of_the_euro_are_in_euro() {
    let (_, mapping) = guessed("Gemeente;Jaar;Bedrag;Bomen\nGent;2020;€ 1.250,00;3\nAntwerpen;2020;12,50 EUR;4\n");
    let unit = |id: &str| mapping.draft(id).map(|draft| draft.unit.as_str());
    assert_eq!((unit("bedrag"), unit("bomen")), (Some("EUR"), Some("")));
}

#[test]
fn names_are_read_however_they_are_written_and_parts_are_no_municipalities() {
    let mut rows =
        [(71_072, "Hasselt"), (34_022, "Kortrijk"), (71_053, "Sint-Truiden"), (13_053, "Halle"), (41_002, "Aalst")]
            .map(|(code, name)| municipality(code, name, Region::Flanders));
    rows[0].postal_codes = [3500, 3720].into();
    let kortessem = |old, old_name: &str| Merger {
        old: nis(old),
        old_name: old_name.into(),
        new: nis(71_072),
        effective: jiff::civil::date(2025, 1, 1),
    };
    let timeline = MergerTimeline::new(vec![kortessem(71_022, "Hasselt"), kortessem(73_040, "Kortessem")]);
    let book = PlaceBook::new(&rows, &[], &timeline);
    let name = |text: &str| match book.name(&Cell::from_text(text)) {
        Place::Named(codes) => codes.iter().map(|nis| nis.number()).collect(),
        _ => Vec::new(),
    };
    for text in ["Hasselt", "3500 Hasselt", "B-3500 Hasselt", "Stad Hasselt", "Hasselt (stad)"] {
        assert_eq!(name(text), [71_022, 71_072], "{text}");
    }
    assert_eq!(name("3720 Kortessem"), [73_040]);
    for text in ["Stad Kortrijk", "Gemeente Kortrijk", "Kortrijk (B.)"] {
        assert_eq!(name(text), [34_022], "{text}");
    }
    assert_eq!((name("St.-Truiden"), name("Aalst (Oost-Vlaanderen)")), (vec![71_053], vec![41_002]));
    for text in ["9000 Hasselt", "3500 Kortrijk", "Halle (Aalst)", "Hasselt/Aalst", "3500 Nergens"] {
        assert_eq!(name(text), Vec::<u32>::new(), "{text}");
    }
}
