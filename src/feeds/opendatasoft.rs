//! Opendatasoft Explore: version 2.1 (`/api/explore/v2.1/catalog/datasets/{id}/records`) and the old 1.0
//! (`/api/records/1.0/search/`), as their public API documentation describes them.
//!
//! Contract: 2.1 is asked first unless the address is one of 1.0; where 2.1 is not there (404), 1.0 is asked. Pages
//! of 100; beyond the 10 000 records that paging reaches, the export without a limit. May use: `model`.

pub(super) mod guess;
mod parse;

use jiff::Timestamp;
use url::Url;

use super::recognise::{Candidate, Seen};
use super::{Client, FeedError, MAX_PAGES, Readings, error, feed_url, json_bytes};
use crate::model::sensor::FieldMapping;
use crate::model::{Feed, Protocol};
pub use parse::{Page, Source, parse};

/// Records a page; 2.1 allows no more.
const PAGE_ROWS: u64 = 100;

/// Records that paging reaches, in both versions.
const PAGING_END: u64 = 10_000;

/// The data set that a feed's address and settings name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Target {
    portal: Url,
    dataset: String,
    api_key: Option<String>,
    is_old: bool,
}

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`]; [`FeedError::Incomplete`] where the feed has no data set or no mapping.
pub fn read(feed: &Feed, http: &mut Client, now: Timestamp) -> Result<Readings, FeedError> {
    let incomplete = |what| FeedError::Incomplete { feed: feed.id.to_string(), what };
    let mapping = feed.mapping.as_ref().ok_or_else(|| incomplete("a mapping of fields"))?;
    let target = target(feed)?.ok_or_else(|| incomplete("a data set"))?;
    let mut poll = Poll { feed, mapping, http, now, readings: Readings::default(), is_unchanged: true };
    let read = if target.is_old { poll.pages(&target, old_page_url) } else { poll.new_version(&target) };
    read?;
    poll.readings.is_unchanged = poll.is_unchanged;
    Ok(poll.readings)
}

/// What an address that was asked looks like to this protocol. A data set that the catalogue knows brings its mapping
/// along (see `recognise`); for another the fields are told by their names.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let records = seen.json.and_then(|json| json.get("results").or_else(|| json.get("records")))?.as_array()?;
    let is_portal = seen.url.path().contains("/api/explore/") || seen.url.path().contains("/api/records/1.0");
    let mut candidate = Candidate::new(if is_portal { 90 } else { 40 }, Protocol::Opendatasoft, seen.url);
    candidate.feed.mapping = Some(guess::mapping(records.first()?)?);
    if !is_portal {
        // An answer elsewhere (a file, a copy): the address itself names it.
        candidate.feed.dataset = seen.url.path_segments().and_then(Iterator::last).map(str::to_owned);
    }
    Some(candidate)
}

struct Poll<'a> {
    feed: &'a Feed,
    mapping: &'a FieldMapping,
    http: &'a mut Client,
    now: Timestamp,
    readings: Readings,
    is_unchanged: bool,
}

impl Poll<'_> {
    fn new_version(&mut self, target: &Target) -> Result<(), FeedError> {
        match self.pages(target, new_page_url) {
            Err(FeedError::Status { code: 404, url, retry_after_s }) if self.readings.sensors.is_empty() => {
                let gone = FeedError::Status { code: 404, url, retry_after_s };
                self.pages(target, old_page_url).map_err(|_| gone)
            }
            other => other,
        }
    }

    /// Reads page after page, or the export where there is more than paging reaches.
    fn pages(&mut self, target: &Target, page_url: fn(&Target, u64) -> Url) -> Result<(), FeedError> {
        let mut offset = 0;
        for _ in 0..MAX_PAGES {
            let page = self.page(target, &page_url(target, offset), offset)?;
            if page.total_count.is_some_and(|total| total > PAGING_END - PAGE_ROWS) && offset == 0 && !target.is_old {
                let all = self.page(target, &export_url(target), 0)?;
                self.readings.merge(all.readings);
                return Ok(());
            }
            self.readings.merge(page.readings);
            offset += PAGE_ROWS;
            let is_last = page.record_count < PAGE_ROWS || page.total_count.is_some_and(|total| offset >= total);
            if is_last || offset + PAGE_ROWS >= PAGING_END {
                return Ok(());
            }
        }
        Err(FeedError::TooManyPages { url: error::shown(&target.portal), limit: MAX_PAGES })
    }

    fn page(&mut self, target: &Target, url: &Url, first_row: u64) -> Result<Page, FeedError> {
        let reply = self.http.get(url, &target.portal, self.now)?;
        self.is_unchanged &= reply.is_unchanged;
        let source = parse::Source { feed: self.feed, mapping: self.mapping, first_row, now: self.now };
        parse(json_bytes(&reply)?, &source).map_err(|reason| FeedError::parse(&reply.url, reason))
    }
}

/// What the address and settings of a feed name; `None` where no data set is named.
fn target(feed: &Feed) -> Result<Option<Target>, FeedError> {
    let url = feed_url(feed)?;
    let query = |name: &str| url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    let segments: Vec<&str> = url.path_segments().map(Iterator::collect).unwrap_or_default();
    let after_datasets = segments.iter().position(|part| *part == "datasets").and_then(|at| segments.get(at + 1));
    let in_address = after_datasets.map(|id| (*id).to_owned()).or_else(|| query("dataset"));
    let dataset = feed.dataset.clone().filter(|id| !id.is_empty()).or(in_address).filter(|id| !id.is_empty());
    let api_key = query("apikey");
    let is_old = url.path().contains("/api/records/1.0");
    let mut portal = url.clone();
    let before_api = url.path().split("/api/").next().unwrap_or_default().trim_end_matches('/').to_owned();
    portal.set_path(&before_api);
    portal.set_query(None);
    portal.set_fragment(None);
    Ok(dataset.map(|dataset| Target { portal, dataset, api_key, is_old }))
}

fn address(target: &Target, path: &[&str], query: &[(&str, &str)]) -> Url {
    let mut url = target.portal.clone();
    // An http address always has a path; without one the portal itself would answer, and say what is wrong.
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    url.query_pairs_mut().extend_pairs(query);
    if let Some(key) = &target.api_key {
        url.query_pairs_mut().append_pair("apikey", key);
    }
    url
}

fn new_page_url(target: &Target, offset: u64) -> Url {
    let (limit, offset) = (PAGE_ROWS.to_string(), offset.to_string());
    let path = ["api", "explore", "v2.1", "catalog", "datasets", &target.dataset, "records"];
    address(target, &path, &[("limit", &limit), ("offset", &offset)])
}

fn export_url(target: &Target) -> Url {
    let path = ["api", "explore", "v2.1", "catalog", "datasets", &target.dataset, "exports", "json"];
    address(target, &path, &[("limit", "-1")])
}

fn old_page_url(target: &Target, offset: u64) -> Url {
    let (rows, start) = (PAGE_ROWS.to_string(), offset.to_string());
    let query = [("dataset", target.dataset.as_str()), ("rows", &rows), ("start", &start)];
    address(target, &["api", "records", "1.0", "search", ""], &query)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::catalog;

    fn target_of(url: &str, dataset: Option<&str>) -> Option<Target> {
        let mut feed = catalog::parse(include_str!("../../data/feeds.toml")).expect("a catalogue").remove(0);
        feed.url = url.to_owned();
        feed.dataset = dataset.map(str::to_owned);
        target(&feed).expect("an address")
    }

    #[test]
    fn portals_and_full_addresses_name_the_same_data_set() {
        let plain = target_of("https://data.stad.gent/", Some("garages")).expect("a target");
        let new = "https://data.stad.gent/api/explore/v2.1/catalog/datasets/garages/records?limit=20";
        assert_eq!(target_of(new, None), Some(plain.clone()));
        assert_eq!(
            new_page_url(&plain, 200).as_str(),
            "https://data.stad.gent/api/explore/v2.1/catalog/datasets/garages/records?limit=100&offset=200"
        );
        let old = "https://data.stad.gent/api/records/1.0/search/?dataset=garages&rows=10&apikey=k";
        let old = target_of(old, None).expect("a target");
        assert!(old.is_old);
        assert_eq!(
            old_page_url(&old, 0).as_str(),
            "https://data.stad.gent/api/records/1.0/search/?dataset=garages&rows=100&start=0&apikey=k"
        );
        assert_eq!(target_of("https://data.stad.gent", None), None);
        let odd = target_of("https://a.be/portal", Some("x/../y?z")).expect("a target");
        assert_eq!(
            export_url(&odd).as_str(),
            "https://a.be/portal/api/explore/v2.1/catalog/datasets/x%2F..%2Fy%3Fz/exports/json?limit=-1"
        );
    }
}
