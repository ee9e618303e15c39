//! Official boundaries in place of approximate ones.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use url::Url;

use super::super::worker::{JobContext, JobError};
use super::super::{BoundarySource, Outcome};
use super::{Desk, failed, store_failed};
use crate::feeds::{Client, FeedError, Limits, page_url};
use crate::formats::boundaries::{self, BoundariesRead};
use crate::model::{Nis, Source};

/// Municipalities of the Flemish Region, OGC API Features of Digitaal Vlaanderen (reference set VRBG).
const DEFAULT_URL: &str =
    "https://geo.api.vlaanderen.be/VRBG/ogc/features/v1/collections/Refgem/items?f=application/geo%2Bjson&limit=1000";

/// Greatest answer that is taken: the full boundaries of Flanders are some tens of megabytes.
const MAX_BYTES: u64 = 256 << 20;

/// Most pages that are followed.
const MAX_PAGES: usize = 100;

impl Desk {
    /// Reads boundaries from a file or an address and puts them into the workspace.
    pub(super) fn update_boundaries(
        &mut self,
        source: &BoundarySource,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        self.store()?;
        let (read, source) = match source {
            BoundarySource::Default => self.fetch(DEFAULT_URL, true, context)?,
            BoundarySource::Url(url) => self.fetch(url, false, context)?,
            BoundarySource::File(path) => self.read_boundary_file(path)?,
        };
        context.check_cancelled()?;
        let written = self.store()?.set_boundaries(&read.boundaries, &source);
        written.map_err(|error| store_failed("error-write", &error))?;
        self.places = self.places.with_boundaries(read.boundaries.clone());
        // Sensors are looked up again with their next values.
        self.forget_towns();
        Ok(Outcome::Boundaries { boundaries: read.boundaries, source, missing: read.missing })
    }

    /// Codes of today of all municipalities.
    fn codes(&self) -> Vec<Nis> {
        self.places.rows().iter().map(|row| row.nis).collect()
    }

    fn read_boundary_file(&self, path: &Path) -> Result<(BoundariesRead, Source), JobError> {
        let file = File::open(path).map_err(|error| failed("error-boundaries", &error, path))?;
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = boundaries::read(BufReader::new(file), &name, &self.codes(), self.places.timeline());
        let read = read.map_err(|error| failed("error-boundaries", &error, path))?;
        Ok((read, origin(&name, "")))
    }

    fn fetch(
        &self,
        address: &str,
        is_default: bool,
        context: &JobContext,
    ) -> Result<(BoundariesRead, Source), JobError> {
        let wrong = |reason: String| JobError::new("error-boundaries", reason);
        let first = Url::parse(address).map_err(|error| wrong(format!("{error}: {address}")))?;
        let limits = Limits { max_bytes: MAX_BYTES, ..Limits::default() };
        let mut client = Client::new(limits).map_err(|error| wrong(error.to_string()))?;
        let mut features = Vec::new();
        let mut whole = serde_json::Map::new();
        let mut next = Some(first.clone());
        for _ in 0..MAX_PAGES {
            let Some(url) = next.take() else { break };
            context.check_cancelled()?;
            let reply = client.get(&url, &first, self.live.now()).map_err(|error| wrong(error.to_string()))?;
            let page = page(&reply.bytes).map_err(|reason| wrong(format!("{reason}: {url}")))?;
            next = next_page(&page, &first, &reply.url).map_err(|error| wrong(error.to_string()))?;
            for (key, value) in page {
                match value {
                    Value::Array(rows) if key == "features" => features.extend(rows),
                    value => {
                        whole.insert(key, value);
                    }
                }
            }
        }
        whole.insert("features".to_owned(), Value::Array(features));
        let bytes = serde_json::to_vec(&Value::Object(whole)).map_err(|error| wrong(error.to_string()))?;
        let read = boundaries::read(bytes.as_slice(), address, &self.codes(), self.places.timeline());
        let read = read.map_err(|error| wrong(error.to_string()))?;
        let attribution = if is_default { "Digitaal Vlaanderen, VRBG" } else { "" };
        Ok((read, origin(address, attribution)))
    }
}

/// The members of a page of features.
fn page(bytes: &[u8]) -> Result<serde_json::Map<String, Value>, String> {
    let is_markup = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<');
    if is_markup {
        return Err("a web page or XML came instead of GeoJSON".to_owned());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(page)) => Ok(page),
        Ok(_) => Err("the answer is not a GeoJSON object".to_owned()),
        Err(error) => Err(format!("the answer is not JSON: {error}")),
    }
}

/// The address of the page after this one (`links` with `rel: next`); never that of another host.
fn next_page(page: &serde_json::Map<String, Value>, first: &Url, here: &Url) -> Result<Option<Url>, FeedError> {
    let links = page.get("links").and_then(Value::as_array).into_iter().flatten();
    let next = links
        .filter(|link| link.get("rel").and_then(Value::as_str) == Some("next"))
        .find_map(|link| link.get("href").and_then(Value::as_str));
    next.map(|link| page_url(first, here, link)).transpose()
}

/// The data set that the boundaries come from. A file is named without its folder.
fn origin(name: &str, attribution: &str) -> Source {
    Source {
        id: "boundaries-official".into(),
        title: "Municipality boundaries".into(),
        attribution: attribution.into(),
        origin: Arc::from(name),
        ..Source::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_stays_with_its_host() {
        let here = Url::parse("https://geo.example/items?limit=2").expect("an address");
        let page = |href: &str| {
            let text = format!(r#"{{"links": [{{"rel": "self", "href": "x"}}, {{"rel": "next", "href": "{href}"}}]}}"#);
            page(text.as_bytes()).expect("an object")
        };
        assert_eq!(
            next_page(&page("?offset=2"), &here, &here).map(|url| url.map(String::from)).expect("a page").as_deref(),
            Some("https://geo.example/items?offset=2")
        );
        assert!(next_page(&page("https://evil.example/"), &here, &here).is_err());
    }

    #[test]
    fn a_web_page_is_named_as_such() {
        assert!(page(b" <html>").is_err_and(|reason| reason.contains("web page")));
        assert!(page(b"[1]").is_err());
    }
}
