//! The auto-discovery file of GBFS: which files a system has, and where.
//!
//! Contract: pure, never panics. Before 3.0 a list stands under each language (`data.<language>.feeds`), from 3.0 on
//! there is one (`data.feeds`). May use: nothing of the crate but this folder.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::value::text;

/// The files that a system lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Address by the name of the file, without ending.
    pub urls: BTreeMap<String, String>,
}

/// Reads the list, in the first of these languages that it has.
///
/// # Errors
/// The reason, when it is not JSON or no list.
pub fn listing(bytes: &[u8], languages: &[&str]) -> Result<Listing, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let data = document.get("data").ok_or("no list of files in the answer")?;
    let feeds = data.get("feeds").or_else(|| of_language(data, languages)?.get("feeds"));
    let feeds = feeds.and_then(Value::as_array).ok_or("no list of files in the answer")?;
    let entry = |entry: &Value| {
        let name = text(entry.get("name")?)?;
        Some((name.trim_end_matches(".json").to_owned(), text(entry.get("url")?)?))
    };
    Ok(Listing { urls: feeds.iter().filter_map(entry).collect() })
}

/// What stands under the first of these languages that is there; else under the first of all.
fn of_language<'a>(data: &'a Value, languages: &[&str]) -> Option<&'a Value> {
    let all = data.as_object()?;
    let wanted = |language: &&str| all.iter().find(|(tag, _)| is_language(tag, language));
    languages.iter().find_map(wanted).or_else(|| all.iter().next()).map(|(_, value)| value)
}

/// Whether a language tag (`nl-BE`) is of a language.
fn is_language(tag: &str, language: &str) -> bool {
    let of = |text: &str| text.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    tag.eq_ignore_ascii_case(language) || of(tag) == of(language)
}

/// A text that may come in several languages (3.0: `[{text, language}]`).
pub(super) fn localized(value: &Value, languages: &[&str]) -> Option<String> {
    let Value::Array(all) = value else { return text(value) };
    let tag = |one: &Value| one.get("language").and_then(Value::as_str).unwrap_or_default().to_owned();
    let wanted = |language: &&str| all.iter().find(|one| is_language(&tag(one), language));
    text(languages.iter().find_map(wanted).or_else(|| all.first())?.get("text")?)
}

/// The address of the newest version that the list of versions names, of those that are read.
pub(super) fn newest_version(data: &Value) -> Option<String> {
    let number = |one: &Value| one.get("version")?.as_str()?.parse::<f64>().ok().filter(|version| *version < 4.0);
    let all = data.get("versions")?.as_array()?;
    let numbered = all.iter().filter_map(|one| Some((number(one)?, text(one.get("url")?)?)));
    numbered.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, url)| url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn status(document: &Value, languages: &[&str]) -> Option<String> {
        listing(document.to_string().as_bytes(), languages).ok()?.urls.remove("station_status")
    }

    #[test]
    fn the_list_comes_once_or_by_language() {
        let feeds = |url: &str| json!({"feeds": [{"name": "station_status", "url": url}, {"name": 3}, "x"]});
        assert_eq!(status(&json!({"data": feeds("u")}), &["nl"]).as_deref(), Some("u"));
        let old = json!({"data": {"de": feeds("de"), "fr": feeds("fr"), "nl-BE": feeds("nl")}});
        assert_eq!(status(&old, &["nl", "en", "fr"]).as_deref(), Some("nl"));
        assert_eq!(status(&old, &["fr", "nl"]).as_deref(), Some("fr"));
        assert_eq!(status(&old, &["en"]).as_deref(), Some("de"), "the first there is");
        assert_eq!(listing(b"{}", &[]), Err("no list of files in the answer".to_owned()));
        assert!(listing(b"{\"data\": {\"nl\": {", &[]).is_err_and(|reason| reason.starts_with("broken JSON")));
    }

    #[test]
    fn texts_come_plain_or_by_language() {
        let both = json!([{"text": "Station", "language": "en"}, {"text": "Statie", "language": "nl"}]);
        assert_eq!(localized(&both, &["nl", "en"]).as_deref(), Some("Statie"));
        assert_eq!(localized(&both, &["fr"]).as_deref(), Some("Station"));
        assert_eq!(localized(&json!("Plain"), &["nl"]).as_deref(), Some("Plain"));
        assert_eq!(localized(&json!([]), &["nl"]), None);
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
            let _listing = listing(document.to_string().as_bytes(), &["nl", "en"]);
            let _text = localized(&document, &["nl"]);
            let _version = newest_version(&document);
        }
    }
}
