//! Report files (`*.regioreport.json`): a report as a small file that window and command line read and write alike.
//! Schema: `{"regioscope_report": 1, "report": {…}}`, the report as in `workspace::report`, its views as in view files;
//! fields left out have their default, unknown ones are refused so that a misspelt word is not silently ignored.

use serde::{Deserialize, Serialize};

use super::own_file::{self, OwnFileError};
use crate::workspace::Report;

/// Version that this program writes.
pub const VERSION: u32 = 1;

/// File name ending, dots included.
pub const EXTENSION: &str = "regioreport.json";

/// Greatest size of a report file that is read, in bytes.
pub const SIZE_LIMIT: usize = 16 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportFile {
    regioscope_report: u32,
    report: Report,
}

/// The bytes of a report file; the same report always gives the same bytes.
///
/// # Errors
/// When it can't be put into JSON.
pub fn write(report: &Report) -> Result<Vec<u8>, serde_json::Error> {
    let file = ReportFile { regioscope_report: VERSION, report: report.clone() };
    let mut bytes = serde_json::to_vec_pretty(&file)?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// The report of a file's bytes.
///
/// # Errors
/// When it is too large, not JSON, not a report, or of a newer version.
pub fn read(bytes: &[u8]) -> Result<Report, OwnFileError> {
    own_file::read::<ReportFile>(bytes, "regioscope_report", VERSION, SIZE_LIMIT).map(|file| file.report)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Dimension, Nis};
    use crate::workspace::{ReportPart, ReportSection, View};

    fn section() -> impl Strategy<Value = ReportSection> {
        let dimensions = proptest::collection::btree_set(proptest::sample::select(Dimension::ALL), 0..3);
        let towns = proptest::collection::btree_set(proptest::sample::select(&[11_002_u32, 44_021, 44_083][..]), 0..3);
        let shown = proptest::collection::vec(proptest::sample::select(ReportPart::ALL), 0..4);
        (".{0,20}", "(.|\n){0,60}", dimensions, towns, shown, 1_u16..1000).prop_map(
            |(heading, text, dimensions, towns, shown, row_limit)| {
                let mut view = View::default();
                view.filter.dimensions = dimensions;
                view.filter.municipalities = towns.into_iter().filter_map(|code| Nis::try_from(code).ok()).collect();
                ReportSection { heading, text, view, shown, row_limit }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_report_comes_back_as_it_was(
            title in ".{0,40}",
            subtitle in ".{0,40}",
            author in ".{0,20}",
            sections in proptest::collection::vec(section(), 0..4),
        ) {
            let report = Report { title, subtitle, author, sections };
            let bytes = write(&report).expect("JSON");
            prop_assert_eq!(&write(&read(&bytes).expect("own file")).expect("JSON"), &bytes);
            prop_assert_eq!(read(&bytes).expect("own file"), report);
        }
    }

    #[test]
    fn a_newer_file_is_refused_by_version_not_by_its_fields() {
        let newer = br#"{"regioscope_report": 2, "report": {"something": 1}}"#;
        assert!(matches!(read(newer), Err(OwnFileError::Newer { version: 2, .. })));
    }

    #[test]
    fn a_misspelt_field_is_refused_with_its_place() {
        let wrong = br#"{"regioscope_report": 1, "report": {"sections": [{"heeding": ""}]}}"#;
        let message = read(wrong).expect_err("unknown field").to_string();
        assert!(message.contains("heeding") && message.contains("line 1"), "{message}");
    }

    #[test]
    fn left_out_fields_have_their_default() {
        let report = read(br#"{"regioscope_report": 1, "report": {"sections": [{}]}}"#).expect("a section");
        assert_eq!(report.sections, [ReportSection::default()]);
    }
}
