//! The walk from page to page.
//!
//! Contract: one request at a time; ends after [`MAX_PAGES_A_POLL`] pages, when the round is finished, or at the first page
//! that fails. May use: `model`.

use std::collections::BTreeSet;

use url::Url;

use super::members::{self, Found, Paths, Refused};
use super::page::{Page, Relation, is_same_page};
use super::state::{State, Waiting};
use super::{MAX_PAGES_A_POLL, rdf};
use crate::feeds::{Ask, FeedError, Reply, Visit, error, page_url, rejected};
use crate::model::{Reason, Rejected};

/// What a poll gathered.
pub(super) struct Walked {
    pub found: Vec<Found>,
    pub state: State,
    pub refused: Vec<Refused>,
    pub rejected: Vec<Rejected>,
    pub is_unchanged: bool,
    pub next_poll_hint_s: Option<u32>,
}

/// A poll under way.
pub(super) struct Walk<'a, 'b> {
    visit: &'a mut Visit<'b>,
    /// The address of the feed.
    url: Url,
    walked: Walked,
    /// Members that were seen in this poll.
    members: BTreeSet<String>,
    /// A link to another host, which is the error where nothing else was found.
    crossed: Option<FeedError>,
}

impl<'a, 'b> Walk<'a, 'b> {
    pub fn new(visit: &'a mut Visit<'b>, url: Url, state: State) -> Self {
        let walked = Walked {
            found: Vec::new(),
            state,
            refused: Vec::new(),
            rejected: Vec::new(),
            is_unchanged: true,
            next_poll_hint_s: None,
        };
        Self { visit, url, walked, members: BTreeSet::new(), crossed: None }
    }

    /// Reads page after page.
    pub fn run(mut self) -> Result<Walked, FeedError> {
        self.walked.state.begin_round();
        for read_count in 0..MAX_PAGES_A_POLL {
            let Some(next) = self.walked.state.take_next() else { break };
            match self.page(&next) {
                Ok(()) => {}
                Err(failed) if read_count == 0 || failed == FeedError::Cancelled => return Err(failed),
                Err(failed) => {
                    self.walked.next_poll_hint_s = self.walked.next_poll_hint_s.max(failed.retry_after_s());
                    self.note("page", &failed, &next.url);
                    self.walked.state.put_back(next);
                    break;
                }
            }
        }
        match self.crossed {
            Some(crossed) if self.members.is_empty() && !self.walked.state.is_round_open() => Err(crossed),
            _ => Ok(self.walked),
        }
    }

    /// Reads one page: its members, and where it leads.
    fn page(&mut self, next: &Waiting) -> Result<(), FeedError> {
        let url = page_url(&self.url, &self.url, &next.url)?;
        let ask = Ask { accept: rdf::ACCEPT, ..Ask::default() };
        let reply = match self.visit.http.ask(&url, &self.url, &ask, self.visit.now) {
            Ok(reply) => reply,
            Err(FeedError::Status { code: 410, .. }) if url != self.url => {
                self.walked.state.finish(&next.url, true);
                return Ok(());
            }
            Err(failed) => return Err(failed),
        };
        let graph = rdf::parse(&reply.bytes, &reply.content_type, reply.url.as_str());
        let graph = graph.map_err(|reason| FeedError::parse(&reply.url, reason))?;
        let addresses = [&url, &reply.url];
        let page = Page::of(&graph, &addresses);
        self.walked.is_unchanged &= reply.is_unchanged;
        self.walked.next_poll_hint_s = self.walked.next_poll_hint_s.max(page.polling_interval_s);
        let state = &mut self.walked.state;
        state.timestamp_path = page.timestamp_path.clone().or(state.timestamp_path.take());
        state.version_of_path = page.version_of_path.clone().or(state.version_of_path.take());
        self.members(&graph, &page);
        self.leave(next, &page, &reply)
    }

    fn members(&mut self, graph: &rdf::Graph, page: &Page) {
        let (seen, state) = (&mut self.members, &self.walked.state);
        let paths = Paths { timestamp: state.timestamp_path.as_deref(), version_of: state.version_of_path.as_deref() };
        let is_new = |iri: &str| seen.insert(iri.to_owned());
        let (mut found, mut refused) = members::members(graph, page, paths, is_new);
        self.walked.found.append(&mut found);
        self.walked.refused.append(&mut refused);
    }

    /// Notes where the page leads, and whether it is finished.
    fn leave(&mut self, next: &Waiting, page: &Page, reply: &Reply) -> Result<(), FeedError> {
        let asked = page_url(&self.url, &self.url, &next.url)?;
        let mut links: Vec<Relation> = page.relations.clone();
        // Only the address of the feed may be something else than a page of the view.
        let is_start = asked == self.url && links.is_empty();
        let view = page.view(&[&asked, &reply.url], self.visit.feed.option("view")).filter(|_| is_start);
        if let Some(view) = view {
            links.push(Relation { node: view.to_owned(), time: None });
        } else if is_start && page.members.is_empty() {
            return Err(FeedError::parse(&reply.url, "neither a view, a member nor a link of a stream"));
        }
        // The latest first, so that they are the ones that find room.
        links.sort_by_key(|link| (link.time.is_some(), std::cmp::Reverse(link.time)));
        let mut has_room = true;
        for link in links {
            match page_url(&self.url, &reply.url, &link.node) {
                Ok(target) if target == asked || target == reply.url => {}
                Ok(target) => has_room &= self.walked.state.add(target.as_str(), link.time),
                Err(crossed) => {
                    self.note("relation", &crossed, &link.node);
                    self.crossed.get_or_insert(crossed);
                }
            }
        }
        let says_so = reply.header("cache-control").is_some_and(is_immutable);
        let is_finished = (page.is_immutable || says_so) && has_room;
        // A description that leads to a view is read again only where nothing else is left.
        if view.is_none() {
            self.finish(next, &asked, &reply.url, is_finished);
        }
        Ok(())
    }

    /// Notes a page that was read. An address that redirects ("the latest page") may redirect elsewhere tomorrow: only the
    /// page that it led to can be finished for ever.
    fn finish(&mut self, next: &Waiting, asked: &Url, answered: &Url, is_finished: bool) {
        let is_itself = is_same_page(asked, answered.as_str());
        if !is_itself && !self.walked.state.is_done(answered.as_str()) {
            self.walked.state.finish(answered.as_str(), is_finished);
        }
        self.walked.state.finish(&next.url, is_finished && is_itself);
    }

    fn note(&mut self, field: &str, failed: &FeedError, url: &str) {
        let url = Url::parse(url).map_or_else(|_| String::new(), |url| error::shown(&url));
        let original = serde_json::json!({ "page": url });
        let feed = self.visit.feed.id.as_str();
        self.walked.rejected.push(rejected(feed, 0, field, Reason::said(failed), &original));
    }
}

/// Whether a `Cache-Control` says that the page never changes (RFC 8246).
fn is_immutable(cache_control: &str) -> bool {
    cache_control.split(',').any(|part| part.trim().eq_ignore_ascii_case("immutable"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_word_immutable_counts() {
        assert!(is_immutable("public, max-age=604800, Immutable"));
        assert!(!is_immutable("max-age=60") && !is_immutable("x-immutable=1"));
    }
}
