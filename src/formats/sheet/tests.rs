//! Every kind of file gives the same sheet; files that would unfold too far are refused.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

#[path = "../../../tests/support/workbook.rs"]
mod workbook;

use workbook::Cell as Wb;

fn table() -> Vec<Vec<Wb>> {
    vec![
        vec![Wb::Text("Gemeente"), Wb::Text("Datum"), Wb::Text("Waarde")],
        vec![],
        vec![Wb::Text("Gent & co"), Wb::Date(45_292, "2024-01-01"), Wb::Number(1234.5)],
        vec![Wb::Text("Aalst"), Wb::Empty, Wb::Number(7.0)],
    ]
}

fn only(bytes: &[u8]) -> Sheet {
    let mut sheets = read(bytes).expect("a table");
    assert_eq!(sheets.len(), 1);
    sheets.remove(0)
}

#[test]
fn workbooks_of_both_kinds_give_rows_with_their_number() {
    for bytes in [workbook::xlsx("Blad 1", &table()), workbook::ods("Blad 1", &table())] {
        let sheet = only(&bytes);
        assert_eq!(sheet.name, "Blad 1");
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3, 4]);
        assert_eq!(sheet.rows[1].cells[0], Cell::Text("Gent & co".into()));
        assert_eq!(sheet.rows[1].cells[1], Cell::Date(date(2024, 1, 1)));
        assert_eq!(sheet.rows[1].cells[2], Cell::Number(1234.5));
        assert_eq!(sheet.rows[2].get(1), &Cell::Empty);
        assert_eq!(sheet.rows[2].get(99), &Cell::Empty);
    }
}

#[test]
fn a_formula_that_failed_is_no_number() {
    let sheet = only(&workbook::xlsx("x", &[vec![Wb::Text("a"), Wb::Error("#REF!")]]));
    assert!(matches!(&sheet.rows[0].cells[1], Cell::Broken(text) if text.contains("REF")), "{:?}", sheet.rows);
}

#[test]
fn text_files_of_every_delimiter_and_encoding_give_the_same_rows() {
    let rows = |bytes: &[u8]| only(bytes).rows.into_iter().map(|row| row.cells).collect::<Vec<_>>();
    let expected = rows("Titel van de tabel\n\nGemeente;Waarde\nLiège;1,5\nGent;2,5\n".as_bytes());
    assert_eq!(expected.len(), 4);
    assert_eq!(expected[2], [Cell::Text("Liège".into()), Cell::Text("1,5".into())]);
    assert_eq!(rows("Titel van de tabel\n\nGemeente\tWaarde\nLiège\t1,5\nGent\t2,5\n".as_bytes()), expected);
    assert_eq!(rows(b"Titel van de tabel\n\nGemeente;Waarde\nLi\xe8ge;1,5\nGent;2,5\n"), expected);
    assert_eq!(rows(b"sep=;\nTitel van de tabel\n\nGemeente;Waarde\nLi\xe8ge;1,5\nGent;2,5\n"), expected);
    let wide: Vec<u8> = "\u{feff}Titel van de tabel\n\nGemeente;Waarde\nLiège;1,5\nGent;2,5\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(rows(&wide), expected);
}

#[test]
fn the_decimal_sign_is_that_of_the_cells_then_of_the_delimiter() {
    assert_eq!(only(b"a;b\n1,5;2\n").decimal, Decimal::Comma);
    assert_eq!(only(b"a;b\n1.5;2\n").decimal, Decimal::Point);
    assert_eq!(only(b"a;b\n1;2\n").decimal, Decimal::Comma);
    assert_eq!(only(b"a,b\n1,2\n").decimal, Decimal::Point);
}

#[test]
fn what_is_no_table_is_named_as_what_it_is() {
    let error = |bytes: &[u8]| read(bytes).expect_err("no table").to_string();
    assert!(error(b"").contains("file-no-table"));
    assert!(error(b"<!doctype html><html>").contains("file-markup"));
    assert!(error(b"\xd0\xcf\x11\xe0\xa1\xb1").contains("file-xls"));
    assert!(error(b"PK\x03\x04nothing").contains("file-workbook"));
    assert!(error(&workbook::packed(&[("a.txt", "x".into())])).contains("no-workbook"));
}

#[test]
fn a_file_that_unfolds_too_far_is_refused_before_it_does() {
    let cell = |columns: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{columns}\" office:value-type=\"float\" office:value=\"1\"/>"
        )
    };
    let table = |rows: &str, columns: &str| {
        format!(
            "<table:table table:name=\"a\"><table:table-row table:number-rows-repeated=\"{rows}\">{}</table:table-row></table:table>",
            cell(columns)
        )
    };
    assert!(matches!(read(&workbook::ods_of(&table("1000000", "16000"))), Err(SheetError::TooLarge(_))));
    assert!(read(&workbook::ods_of(&table("2", "3"))).is_ok());
    let zeros = "0".repeat(1 << 20);
    let bomb = workbook::packed(&[("[Content_Types].xml", "<a/>".into()), ("xl/media/image1.png", zeros)]);
    assert!(bomb.len() < 64 << 10);
    assert!(matches!(guard::inspect(&bomb, 100 << 10), Err(SheetError::TooLarge(_))));
    assert!(guard::inspect(&bomb, 2 << 20).is_ok());
}

#[test]
fn a_workbook_whose_part_ends_early_is_refused_and_not_waited_for() {
    let cut = workbook::ods_of("<table:table table:name=\"a\"><table:table-row>");
    assert!(matches!(read(&cut), Err(SheetError::Workbook(_))));
}

#[test]
fn yes_and_no_are_words_in_every_workbook() {
    let cell = |attributes: &str| format!("<table:table-cell {attributes}/>");
    let cells = [
        "office:value-type=\"boolean\" office:boolean-value=\"true\"",
        "table:formula=\"of:=FALSE()\" office:value-type=\"float\" office:value=\"0\"",
        "table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"",
    ];
    let cells: String = cells.map(cell).concat();
    let row = format!("<table:table-row><table:table-cell/>{cells}</table:table-row>");
    let ods = workbook::ods_of(&format!("<table:table table:name=\"a\"><table:table-row/>{row}</table:table>"));
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_boolean(1, 1, true).and_then(|sheet| sheet.write_boolean(1, 2, false)).expect("a cell");
    sheet.write_number(1, 3, 2).expect("a cell");
    let word = |word: &str| Cell::Text(word.into());
    for bytes in [ods, book.save_to_buffer().expect("memory")] {
        let rows = only(&bytes).rows;
        assert_eq!(rows[0].cells, [Cell::Empty, word("true"), word("false"), Cell::Number(2.0)]);
    }
}

#[test]
fn two_cells_far_apart_cost_no_more_than_two() {
    let mut rows = vec![vec![Wb::Text("a")]];
    rows.resize(5000, vec![]);
    rows.push(vec![Wb::Number(1.0)]);
    let sheet = only(&workbook::xlsx("x", &rows));
    assert_eq!(sheet.rows.iter().map(|row| (row.number, row.cells.len())).collect::<Vec<_>>(), [(1, 1), (5001, 1)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes_give_a_table_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _either = read(&bytes);
    }

    #[test]
    fn a_workbook_with_any_byte_changed_gives_a_table_or_an_error(at in 0_usize..4000, byte in any::<u8>(), is_ods in any::<bool>()) {
        let mut bytes = if is_ods { workbook::ods("a", &table()) } else { workbook::xlsx("a", &table()) };
        let length = bytes.len();
        bytes[at % length] = byte;
        let _either = read(&bytes);
    }

    #[test]
    fn markup_with_any_text_in_it_gives_a_table_or_an_error(inside in "[a-z<>/=\"' :]{0,80}") {
        let _either = read(&workbook::ods_of(&inside));
    }
}

#[test]
fn cells_come_apart_again() {
    let cells = ["A; een", "zegt \"ja\"", "twee\nregels", "", "gewoon"];
    let line = joined(cells);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next().expect("a record").expect("it is whole");
    assert_eq!(record.iter().collect::<Vec<_>>(), cells);
}

#[test]
fn line_breaks_between_the_elements_of_a_table_are_nothing() {
    let broken = "<table:table table:name=\"a\">\n<table:table-row>\n<table:table-cell office:value-type=\"string\">\n\
        <text:p>Gent en omgeving</text:p>\n</table:table-cell>\n</table:table-row>\n</table:table>\n";
    let sheets = read(&workbook::ods_of(broken)).expect("it is read");
    assert_eq!(sheets[0].rows[0].cells, [Cell::Text("Gent en omgeving".into())]);
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_told_of_its_row() {
    let sheet = only(b"a;b;c\n1;\"2;3\n4;5;6\n");
    let damaged: Vec<u64> = sheet.rows.iter().filter(|row| row.damage().is_some()).map(|row| row.number).collect();
    assert_eq!(damaged, [2]);
    assert_eq!(sheet.rows[1].original(), "1;\"2;3\"");
    assert_eq!(sheet.rows[2].cells.len(), 3);
}

#[test]
fn hidden_sheets_stand_behind_those_that_are_shown() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, is_hidden) in [("Oud", true), ("Nieuw", false), ("Ook oud", true)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).and_then(|sheet| sheet.write(0, 0, name)).expect("a cell");
        // A sheet that is active can't be hidden.
        if is_hidden {
            sheet.set_hidden(true)
        } else {
            sheet.set_active(true)
        };
    }
    let names = |bytes: &[u8]| -> Vec<(String, bool)> {
        read(bytes).expect("a table").into_iter().map(|sheet| (sheet.name, sheet.is_hidden)).collect()
    };
    let expected = [("Nieuw", false), ("Oud", true), ("Ook oud", true)].map(|(name, is)| (name.to_owned(), is));
    assert_eq!(names(&book.save_to_buffer().expect("a file")), expected);
    let style = |name: &str, is_shown: bool| {
        format!(
            "<style:style style:name=\"{name}\"><style:table-properties table:display=\"{is_shown}\"/></style:style>"
        )
    };
    let table = |name: &str, style: &str| {
        format!(
            "<table:table table:name=\"{name}\" table:style-name=\"{style}\"><table:table-row><table:table-cell \
             office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"
        )
    };
    let tables = [table("Oud", "ta2"), table("Nieuw", "ta1"), table("Ook oud", "ta2")].concat();
    let inside = format!("{}{}{tables}", style("ta1", true), style("ta2", false));
    assert_eq!(names(&workbook::ods_of(&inside)), expected);
}

#[test]
fn columns_that_are_shown_as_per_cent_are_told() {
    use rust_xlsxwriter::{Format, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let (percent, quoted) = (Format::new().set_num_format("0.0%"), Format::new().set_num_format("0.0\"%\""));
    for row in 0..3 {
        sheet.write(row, 0, 1.5).expect("a cell");
        sheet.write_with_format(row, 1, 0.125, &percent).expect("a cell");
        sheet.write_with_format(row, 2, 12.5, &quoted).expect("a cell");
    }
    sheet.write(0, 1, 0.5).expect("a cell");
    let read = only(&book.save_to_buffer().expect("a file"));
    assert_eq!(read.percents.into_iter().collect::<Vec<_>>(), [1]);
    let cell =
        |kind: &str, value: &str| format!("<table:table-cell office:value-type=\"{kind}\" office:value=\"{value}\"/>");
    let row = format!("<table:table-row>{}{}</table:table-row>", cell("float", "2021"), cell("percentage", "0.25"));
    let read = only(&workbook::ods_of(&format!("<table:table table:name=\"a\">{row}</table:table>")));
    assert_eq!((read.rows[0].get(1), read.percents), (&Cell::Number(0.25), std::collections::BTreeSet::from([1])));
}
