//! Workbooks in LibreOffice: every cell, numbers to the 15 digits that its CSV has. Skipped, aloud, where it is not installed (Debian package
//! libreoffice-calc-nogui).

use std::path::{Path, PathBuf};
use std::process::Command;

use regioscope::export::{Format, What};

use super::values::{self, Expected};

/// CSV with commas, in UTF-8, values rather than what a cell shows, every sheet in a file of its own.
const FILTER: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";

/// Makes CSV files of the sheets; `None`, said aloud, where there is no LibreOffice.
fn converted(file: &Path, folder: &Path) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut command = Command::new("soffice");
    command.args([&profile, "--headless", "--convert-to", FILTER, "--outdir"]).arg(folder).arg(file);
    let Ok(output) = command.output() else {
        println!("skipped: soffice (Debian package libreoffice-calc-nogui) is not installed");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(folder.to_owned())
}

#[test]
fn libreoffice_reads_every_value_of_a_workbook() {
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    for (what, sheet) in [
        (What::Projects, "Projects"),
        (What::Sensors, "Sensors"),
        (What::Observations, "Observations"),
        (What::Indicators, "Indicators"),
    ] {
        let expected = Expected::csv(&workspace, what, folder.path());
        for format in [Format::Xlsx, Format::Ods] {
            let file = folder.path().join(format!("{what}-{format}.{format}"));
            values::export(&workspace, what, format, &file);
            let Some(out) = converted(&file, folder.path()) else { return };
            let bytes = std::fs::read(out.join(format!("{what}-{format}-{sheet}.csv"))).expect("the sheet");
            hold(&expected, &bytes, &format!("LibreOffice: {what} {format}"));
        }
    }
}

/// A number to 15 significant digits.
fn digits(cell: &str) -> Option<String> {
    cell.parse::<f64>().ok().map(|number| format!("{number:.14e}"))
}

/// The same cells; yes and no, and moments, as LibreOffice writes them.
fn hold(expected: &Expected, bytes: &[u8], who: &str) {
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), expected.rows.len(), "{who}");
    for (number, (read, cells)) in rows.iter().zip(&expected.rows).enumerate() {
        assert_eq!(read.len(), cells.len(), "{who}: row {number}");
        for ((read, cell), column) in read.iter().zip(cells).zip(&expected.columns) {
            let is_same = match read {
                "TRUE" | "FALSE" => read.to_lowercase() == *cell,
                text if text == cell => true,
                // A date in UTC, shown without its zone.
                date if column == "time" => format!("{}Z", date.replace(' ', "T")) == *cell,
                text => digits(text).is_some_and(|number| digits(cell) == Some(number)),
            };
            assert!(is_same, "{who}: row {number}, {column}: {cell:?}, read as {read:?}");
        }
    }
}
