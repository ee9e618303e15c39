//! View files (`*.regioview.json`): the whole question as a small file that window and command line read and write
//! alike. Schema: `{"regioscope_view": 2, "view": {…}}`, the view as in `workspace::view`; fields left out have their
//! default, unknown ones are refused so that a misspelt word is not silently ignored.

use serde::{Deserialize, Serialize};

use super::own_file::{self, OwnFileError};
use crate::workspace::View;

/// Version that this program writes.
pub const VERSION: u32 = 2;

/// File name ending, dots included.
pub const EXTENSION: &str = "regioview.json";

/// Greatest size of a view file that is read, in bytes.
pub const SIZE_LIMIT: usize = 4 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ViewFile {
    regioscope_view: u32,
    view: View,
}

/// The bytes of a view file; the same view always gives the same bytes.
pub fn write(view: &View) -> Vec<u8> {
    let file = ViewFile { regioscope_view: VERSION, view: view.clone() };
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// The view of a file's bytes.
///
/// # Errors
/// When it is too large, not JSON, not a view, or of a newer version.
pub fn read(bytes: &[u8]) -> Result<View, OwnFileError> {
    own_file::read::<ViewFile>(bytes, "regioscope_view", VERSION, SIZE_LIMIT).map(|file| file.view)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{SensorColumn, SortKey};

    #[test]
    fn a_view_comes_back_as_it_was() {
        let mut view = View::default();
        view.filter.text = "parkeren — \"é\"".to_owned();
        assert_eq!(read(&write(&view)).expect("own file"), view);
    }

    #[test]
    fn a_newer_file_is_refused_by_version_not_by_its_fields() {
        let newer = br#"{"regioscope_view": 3, "view": {"something": 1}}"#;
        assert!(matches!(read(newer), Err(OwnFileError::Newer { version: 3, .. })));
    }

    #[test]
    fn a_file_of_version_1_says_the_same_in_version_2() {
        let [none, one] = ["null", r#"{"column": "value", "is_descending": true}"#].map(|sort| {
            let old = format!(r#"{{"regioscope_view": 1, "view": {{"sensors": {{"sort": {sort}}}}}}}"#);
            read(old.as_bytes()).expect("version 1")
        });
        assert_eq!(none, View::default());
        assert_eq!(one.sensors.sort, [SortKey { column: SensorColumn::Value, is_descending: true }]);
        let new = write(&one);
        assert!(new.starts_with(b"{\n  \"regioscope_view\": 2"));
        assert_eq!(read(&new).expect("version 2"), one);
    }

    #[test]
    fn a_misspelt_field_is_refused_with_its_place() {
        let wrong = br#"{"regioscope_view": 1, "view": {"filtre": {}}}"#;
        let message = read(wrong).expect_err("unknown field").to_string();
        assert!(message.contains("filtre") && message.contains("line 1"), "{message}");
    }

    #[test]
    fn left_out_fields_have_their_default() {
        assert_eq!(read(br#"{"regioscope_view": 1, "view": {}}"#).expect("empty view"), View::default());
    }
}
