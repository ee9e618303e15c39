//! Tests of what the spreadsheet formats share.

use super::*;

const TITLES: WorkbookTitles<'static> = WorkbookTitles { sheet: "Rows", about: "About", columns: "Columns" };

fn contents() -> Contents {
    let columns = [Column { key: "name".into(), title: "Naam".to_owned(), kind: Kind::Text }];
    Contents::new(&TITLES, &columns).expect("one column fits")
}

#[test]
fn names_of_sheets_are_what_spreadsheets_take() {
    let long = "é".repeat(40);
    for (title, expected) in
        [("a/b:[c]?*\\", "a-b--c----"), ("'quoted'", "quoted"), (" x\ty ", "x y"), (long.as_str(), &long[..62])]
    {
        assert_eq!(sheet_name(title, &[]), expected);
    }
    let astral = "𝄞".repeat(20);
    assert_eq!(sheet_name(&astral, &[]).encode_utf16().count(), 30);
    assert_eq!(sheet_name(&format!("{}'x", "a".repeat(30)), &[]), "a".repeat(30));
}

#[test]
fn names_of_sheets_are_never_empty_and_never_the_same() {
    assert_eq!(sheet_name("''", &[]), "1");
    assert_eq!(sheet_name("", &["2"]), "3");
    assert_eq!(sheet_name("ROWS", &["rows"]), "ROWS 2");
    assert_eq!(sheet_name("History", &[]), "History 1");
    assert_eq!(sheet_name(&"a".repeat(31), &[&"A".repeat(31)]), format!("{} 2", "a".repeat(27)));
}

#[test]
fn a_row_beyond_the_last_is_an_error() {
    let mut contents = contents();
    contents.row_count = MAX_ROWS - 1;
    assert!(contents.next_row(&[Value::Missing]).is_ok());
    let error = contents.next_row(&[Value::Missing]).expect_err("the sheet is full").to_string();
    assert_eq!(error, "a sheet holds 1048575 rows and there are more; choose CSV or GeoPackage");
}

#[test]
fn a_column_beyond_the_last_is_an_error() {
    let column = Column { key: "k".into(), title: "t".to_owned(), kind: Kind::Text };
    assert!(Contents::new(&TITLES, &vec![column.clone(); MAX_COLUMNS]).is_ok());
    let error = Contents::new(&TITLES, &vec![column; MAX_COLUMNS + 1]).err().expect("it is too wide").to_string();
    assert_eq!(error, "a sheet holds 16384 columns and there are more; choose CSV or GeoPackage");
}

#[test]
fn a_text_that_no_cell_holds_is_an_error_that_names_the_place() {
    let mut contents = contents();
    // Each of these is two UTF-16 units.
    let longest = "𝄞".repeat(MAX_TEXT_UNITS / 2) + "x";
    assert!(contents.next_row(&[Value::text(longest.as_str())]).is_ok());
    let error = contents.next_row(&[Value::text(longest + "x")]).expect_err("it is one too long").to_string();
    assert!(error.starts_with("row 2, column \"Naam\": "), "{error}");
}

#[test]
fn whole_numbers_that_would_change_are_text() {
    let limit = 1_i64 << 53;
    assert_eq!(Cell::new(&Value::Integer(-limit)), Cell::Number(-9_007_199_254_740_992.0));
    assert_eq!(Cell::new(&Value::Integer(limit + 1)), Cell::Text("9007199254740993".into()));
    assert_eq!(Cell::new(&Value::Integer(i64::MIN)), Cell::Text("-9223372036854775808".into()));
}

#[test]
fn line_ends_are_of_one_kind() {
    assert_eq!(Cell::new(&Value::text("a\r\nb\rc\n")), Cell::Text("a\nb\nc\n".into()));
}

#[test]
fn numbers_that_are_none_and_empty_texts_are_empty_cells() {
    for value in [Value::Real(f64::NAN), Value::Real(f64::INFINITY), Value::Text("".into()), Value::Missing] {
        assert_eq!(Cell::new(&value), Cell::Empty);
    }
}

#[test]
fn a_long_value_goes_on_in_the_next_row_and_loses_nothing() {
    let mut contents = contents();
    let long = "é".repeat(MAX_TEXT_UNITS + 5);
    contents.attach("stamp", &format!("{{\"a\": \"{long}\", \"b\": 1}}"));
    let sheets = contents.side_sheets();
    let rows = &sheets.last().expect("something was attached").rows;
    let paths: Vec<&str> = rows.iter().map(|row| row[0].as_ref()).collect();
    assert_eq!(paths, ["stamp", "a", "a", "b", "json", "json"]);
    assert!(rows.iter().all(|row| !is_too_long(&row[1])));
    assert_eq!(format!("{}{}", rows[1][1], rows[2][1]), long);
    assert_eq!(format!("{}{}", rows[4][1], rows[5][1]), format!("{{\"a\":\"{long}\",\"b\":1}}"));
}

#[test]
fn widths_follow_the_first_rows_within_bounds() {
    let mut contents = contents();
    assert_eq!(contents.widths, [8]);
    contents.next_row(&[Value::text("twelve chars\nx")]).expect("it fits");
    assert_eq!(contents.widths, [12]);
    contents.next_row(&[Value::text("x".repeat(500))]).expect("it fits");
    assert_eq!(contents.widths, [60]);
}

#[test]
fn without_an_attachment_there_is_no_sheet_for_it() {
    let contents = contents();
    let sheets = contents.side_sheets();
    let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name).collect();
    assert_eq!(names, ["Columns"]);
    assert_eq!(sheets[0].rows[1], ["name", "Naam", "text"]);
}
