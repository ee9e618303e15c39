//! Whether a file is an export of this program, by its first bytes. May use: `formats`.

use std::io::Cursor;

use super::ProjectField;
use super::fields::EXPORT_ONLY;
use crate::formats::csv::{Encoding, sniff};
use crate::formats::geojson::features::Features;

/// Bytes of a file that are enough to tell.
pub const HEAD_BYTES: usize = 1 << 20;

/// Whether a text file has the columns of an export of projects and no others: then it needs no mapping, and streams.
/// All else is somebody's list, whose columns are guessed.
pub fn is_export(head: &[u8]) -> bool {
    let names = match head.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => properties(head),
        _ => columns(head),
    };
    let has = |key: ProjectField| names.iter().any(|name| name == key.key());
    has(ProjectField::Id)
        && (has(ProjectField::Title) || has(ProjectField::TitleEn))
        && names.iter().all(|name| ProjectField::from_key(name).is_some() || EXPORT_ONLY.contains(&name.as_str()))
}

/// The properties of the first feature.
fn properties(head: &[u8]) -> Vec<String> {
    let feature = Features::new(Cursor::new(head)).and_then(|mut features| features.next_feature());
    let json = feature.ok().flatten().and_then(|feature| feature.json.ok());
    let members = json.as_ref().and_then(|json| json.get("properties")?.as_object());
    members.map(|members| members.keys().cloned().collect()).unwrap_or_default()
}

/// The names in the first line.
fn columns(head: &[u8]) -> Vec<String> {
    let (encoding, mark) = Encoding::sniff(head);
    let text = encoding.text(head.get(mark..).unwrap_or_default());
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let header = if sniff::declared(&text).is_some() { lines.next().unwrap_or_default() } else { first };
    let delimiter = char::from(sniff::delimiter(header, |name| ProjectField::from_key(name).is_some()));
    header.split(delimiter).map(|name| name.trim().trim_matches('"').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_told_by_its_columns_alone() {
        for text in [
            "id,title,status,dataset\n1,x,running,inventory\n",
            "sep=;\r\nid;title;licence\r\n",
            "\u{feff}\"id\";\"title_en\"\n",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","title":"b","notes":null},"geometry":null}]}"#,
        ] {
            assert!(is_export(text.as_bytes()), "{text}");
        }
        for text in [
            "id;titel;status\nP212;Nieuwe titel;Afgerond\n",
            "title,status\nx,running\n",
            "id,title,opmerking\n1,x,y\n",
            "Lijst van projecten\nid,title\n",
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"OBJECTID":1,"title":"b"},"geometry":null}]}"#,
            r#"{"features":[{"attributes":{"id":1,"title":"b"}}]}"#,
            "",
        ] {
            assert!(!is_export(text.as_bytes()), "{text}");
        }
    }
}
