//! The one HTTP client of the feeds.
//!
//! Contract: everything has a limit (connect, first byte, stall, whole answer, bytes after decompression, redirects);
//! certificates are checked against the system's store and the system's proxy is used; https never becomes http;
//! addresses found in answers never lead into the private network unless the feed is there; an unchanged answer is
//! not sent again (`ETag`, `Last-Modified`). Nothing is retried here: the scheduler decides when to try again.
//! Blocks its thread, never the window's; [`CancelHandle`] ends a request at once. May use: nothing of the crate.

mod address;
mod cache;
mod causes;
mod pace;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::Response;
use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, LOCATION, RETRY_AFTER};
use reqwest::header::{IF_MODIFIED_SINCE, IF_NONE_MATCH};
use url::Url;

use super::error::{FeedError, shown};
use address::{Guard, GuardedResolver};
use cache::{Cache, Entry};
use causes::{chain_text, classify};
pub use words::{Ask, CancelHandle, Limits, Reply};

/// How the program names itself to hosts.
const USER_AGENT: &str = concat!("Regioscope/", env!("CARGO_PKG_VERSION"));

/// Longest wait that a host's `Retry-After` can ask for, seconds.
const MAX_RETRY_AFTER_S: u32 = 24 * 3600;

/// Bytes that are kept of an answer that refuses a request.
const MAX_REFUSAL_BYTES: usize = 16 << 10;

/// Headers of an answer that are kept.
const MAX_HEADERS: usize = 64;

/// The client.
#[derive(Debug)]
pub struct Client {
    through_proxy: reqwest::Client,
    /// For this computer itself, which no proxy reaches.
    direct: reqwest::Client,
    runtime: Option<tokio::runtime::Runtime>,
    guard: Arc<Guard>,
    cache: Cache,
    limits: Limits,
    cancel: CancelHandle,
    clock_ahead_s: Option<i64>,
    /// The beginning of the last answer of status 400 to 499.
    refusal: Option<Vec<u8>>,
    canned: Option<Reply>,
    /// Servers that can't sort, and since when that is known (see `sensorthings`).
    pub(super) unordered: BTreeMap<String, Timestamp>,
    /// Connections that stay open between polls (see `mqtt`).
    pub(super) mqtt: super::mqtt::Sessions,
}

impl Client {
    /// A client with these limits.
    ///
    /// # Errors
    /// When the system offers no certificate store, no event queue or no thread.
    pub fn new(limits: Limits) -> Result<Self, FeedError> {
        Self::with_cancel(limits, CancelHandle::default())
    }

    /// As [`Client::new`], ended by a handle that others share.
    ///
    /// # Errors
    /// As for [`Client::new`].
    pub fn with_cancel(limits: Limits, cancel: CancelHandle) -> Result<Self, FeedError> {
        install_crypto();
        let guard = Arc::new(Guard::default());
        let failed = |reason: String| FeedError::Tls { url: String::new(), reason };
        let builder = || {
            reqwest::Client::builder()
                .user_agent(USER_AGENT)
                .connect_timeout(limits.connect)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .dns_resolver(GuardedResolver(Arc::clone(&guard)))
        };
        let through_proxy = builder().build().map_err(|error| failed(chain_text(&error)))?;
        let direct = builder().no_proxy().build().map_err(|error| failed(chain_text(&error)))?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed(error.to_string()))?;
        Ok(Self {
            through_proxy,
            direct,
            runtime: Some(runtime),
            guard,
            cache: Cache::default(),
            limits,
            cancel,
            clock_ahead_s: None,
            refusal: None,
            canned: None,
            unordered: BTreeMap::new(),
            mqtt: super::mqtt::Sessions::default(),
        })
    }

    /// What a request may take.
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// How far the clock of the host that answered last is ahead of ours, seconds, where it said so; asked once.
    pub(super) const fn take_clock_ahead_s(&mut self) -> Option<i64> {
        self.clock_ahead_s.take()
    }

    /// The beginning of the answer that came with the last status of 400 to 499; asked once. Services say there what
    /// they do not like about a request.
    pub(super) const fn take_refusal(&mut self) -> Option<Vec<u8>> {
        self.refusal.take()
    }

    /// A client that asks nobody: every address answers with this, but later pages are not there. For reading an answer
    /// that lies in a file.
    ///
    /// # Errors
    /// As for [`Client::new`].
    pub fn canned(url: &Url, content_type: &str, bytes: Vec<u8>) -> Result<Self, FeedError> {
        let (content_type, bytes) = (content_type.to_owned(), bytes.into());
        let (url, headers) = (url.clone(), BTreeMap::new());
        let reply = Reply { url, content_type, bytes, is_unchanged: false, headers };
        let mut client = Self::new(Limits::default())?;
        client.canned = Some(reply);
        Ok(client)
    }

    /// Answers with this from here on, as [`Client::canned`] does.
    pub fn answer_with(&mut self, content_type: &str, bytes: &[u8]) {
        if let Some(canned) = &mut self.canned {
            content_type.clone_into(&mut canned.content_type);
            canned.bytes = bytes.into();
        }
    }

    /// What ends its requests.
    pub fn cancel_handle(&self) -> CancelHandle {
        self.cancel.clone()
    }

    /// Asks for an address. `feed` is the address that the user chose: `url` is that, or was found in its answers.
    /// `now` is what a `Retry-After` with a date counts from.
    ///
    /// # Errors
    /// See [`FeedError`]; a status other than 2xx or "not modified" is an error.
    pub fn get(&mut self, url: &Url, feed: &Url, now: Timestamp) -> Result<Reply, FeedError> {
        self.ask(url, feed, &Ask::default(), now)
    }

    /// As [`Client::get`], with a say in headers and body.
    ///
    /// # Errors
    /// As for [`Client::get`].
    pub fn ask(&mut self, url: &Url, feed: &Url, ask: &Ask<'_>, now: Timestamp) -> Result<Reply, FeedError> {
        if let Some(canned) = &self.canned {
            return canned_reply(canned, url);
        }
        let Some(runtime) = self.runtime.take() else { return Err(FeedError::Cancelled) };
        let cancel = self.cancel.clone();
        let total = self.limits.total;
        let answer = runtime.block_on(async {
            tokio::select! {
                biased;
                () = cancel.cancelled() => Err(FeedError::Cancelled),
                answer = tokio::time::timeout(total, self.follow(url, feed, ask, now)) => {
                    answer.unwrap_or_else(|_| Err(timeout(url, "whole answer", total)))
                }
            }
        });
        self.runtime = Some(runtime);
        answer
    }

    /// Waits for something that is no request; cancelling ends it as it ends a request.
    pub(super) fn wait<T>(&self, what: impl Future<Output = T>) -> Result<T, FeedError> {
        let Some(runtime) = &self.runtime else { return Err(FeedError::Cancelled) };
        let cancel = self.cancel.clone();
        runtime.block_on(async {
            tokio::select! {
                biased;
                () = cancel.cancelled() => Err(FeedError::Cancelled),
                done = what => Ok(done),
            }
        })
    }

    async fn follow(&mut self, url: &Url, feed: &Url, ask: &Ask<'_>, now: Timestamp) -> Result<Reply, FeedError> {
        let mut url = url.clone();
        for _ in 0..=self.limits.max_redirects {
            self.check_address(&url, feed)?;
            self.keep_pace(&url).await;
            let is_own = url.origin() == feed.origin();
            let response = self.send(&url, ask, is_own).await?;
            match redirect_target(&url, &response)? {
                Some(target) => url = target,
                None => return self.finish(url, ask, response, now).await,
            }
        }
        Err(FeedError::Redirect { url: shown(&url), reason: "too many" })
    }

    /// Refuses a private address that the user did not choose.
    fn check_address(&self, url: &Url, feed: &Url) -> Result<(), FeedError> {
        if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(FeedError::Address { url: shown(url), reason: "it is not http or https".to_owned() });
        }
        let is_free = url.host() == feed.host() || self.guard.is_known_private(feed);
        if !is_free && self.guard.is_known_private(url) {
            return Err(FeedError::PrivateAddress { url: shown(url) });
        }
        self.guard.refuse_private(if is_free { None } else { url.host_str() });
        Ok(())
    }

    /// Waits where the host was asked too often just now; this computer itself may be asked at any rate.
    async fn keep_pace(&self, url: &Url) {
        if address::is_this_computer(url) {
            return;
        }
        let wait = pace::take(url.host_str().unwrap_or_default(), std::time::Instant::now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    async fn send(&self, url: &Url, ask: &Ask<'_>, is_own: bool) -> Result<Response, FeedError> {
        let client = if address::is_this_computer(url) { &self.direct } else { &self.through_proxy };
        let request = match ask.json {
            Some(body) => client.post(url.clone()).header(CONTENT_TYPE, "application/json").body(body.to_string()),
            None => client.get(url.clone()),
        };
        let mut request = request.header(ACCEPT, ask.accept);
        for (name, value) in ask.headers.iter().filter(|_| is_own) {
            request = request.header(*name, *value);
        }
        if let Some(entry) = self.cache.get(&cache_key(url, ask)) {
            let validators = [(IF_NONE_MATCH, &entry.etag), (IF_MODIFIED_SINCE, &entry.last_modified)];
            for (name, value) in validators {
                if let Some(value) = value {
                    request = request.header(name, value);
                }
            }
        }
        let wait = self.limits.connect + self.limits.first_byte;
        let sent = tokio::time::timeout(wait, request.send()).await;
        sent.map_err(|_| timeout(url, "first byte", wait))?.map_err(|error| classify(&error, url, self.limits))
    }

    async fn finish(
        &mut self,
        url: Url,
        ask: &Ask<'_>,
        response: Response,
        now: Timestamp,
    ) -> Result<Reply, FeedError> {
        let status = response.status();
        let headers = response.headers();
        let said = headers.iter().filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())));
        let headers_said: BTreeMap<String, String> = said.take(MAX_HEADERS).collect();
        self.clock_ahead_s = header(headers, &DATE).and_then(|date| clock_ahead_s(&date, now));
        let key = cache_key(&url, ask);
        if let (304, Some(entry)) = (status.as_u16(), self.cache.get(&key)) {
            let (content_type, bytes) = (entry.content_type.clone(), Arc::clone(&entry.bytes));
            return Ok(Reply { url, content_type, bytes, is_unchanged: true, headers: headers_said });
        }
        if !status.is_success() {
            let retry_after_s = header(headers, &RETRY_AFTER).and_then(|value| retry_after(&value, now));
            self.refusal = if status.is_client_error() { self.beginning(response).await } else { None };
            return Err(FeedError::Status { code: status.as_u16(), url: shown(&url), retry_after_s });
        }
        let content_type = header(headers, &CONTENT_TYPE).unwrap_or_default().to_ascii_lowercase();
        let (etag, last_modified) = (header(headers, &ETAG), header(headers, &LAST_MODIFIED));
        let bytes: Arc<[u8]> = self.body(&url, response).await?.into();
        let entry = Entry { etag, last_modified, content_type: content_type.clone(), bytes: Arc::clone(&bytes) };
        if ask.json.is_none() {
            self.cache.put(&key, entry);
        }
        Ok(Reply { url, content_type, bytes, is_unchanged: false, headers: headers_said })
    }

    /// The first part of an answer, no longer than [`MAX_REFUSAL_BYTES`]; what does not come soon is not waited for.
    async fn beginning(&self, mut response: Response) -> Option<Vec<u8>> {
        let part = tokio::time::timeout(self.limits.first_byte, response.chunk()).await.ok()?.ok()??;
        Some(part.get(..MAX_REFUSAL_BYTES).unwrap_or(&part).to_vec())
    }

    async fn body(&self, url: &Url, mut response: Response) -> Result<Vec<u8>, FeedError> {
        let limit_bytes = self.limits.max_bytes;
        let too_large = || FeedError::TooLarge { url: shown(url), limit_bytes };
        if response.content_length().is_some_and(|length| length > limit_bytes) {
            return Err(too_large());
        }
        let wait = self.limits.first_byte;
        let mut bytes = Vec::new();
        loop {
            let part = tokio::time::timeout(wait, response.chunk()).await;
            let part = part.map_err(|_| timeout(url, "next part of the answer", wait))?;
            let Some(part) = part.map_err(|error| classify(&error, url, self.limits))? else { return Ok(bytes) };
            if (bytes.len() + part.len()) as u64 > limit_bytes {
                return Err(too_large());
            }
            bytes.extend_from_slice(&part);
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Makes ring the cryptography of the process, once; another choice made before stays.
fn install_crypto() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        // The only error is that a provider is installed already, which serves as well.
        drop(rustls::crypto::ring::default_provider().install_default());
    });
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

fn timeout(url: &Url, phase: &'static str, waited: Duration) -> FeedError {
    FeedError::Timeout { url: shown(url), phase, seconds: waited.as_secs() }
}

/// The one answer there is, unless a later page of it is asked for.
fn canned_reply(canned: &Reply, url: &Url) -> Result<Reply, FeedError> {
    const PAGES: [&str; 6] = ["offset", "start", "startIndex", "$skip", "pageAnchor", "page"];
    let is_later = url.query_pairs().any(|(name, value)| PAGES.contains(&&*name) && !matches!(&*value, "" | "0"));
    if is_later {
        return Err(FeedError::Status { code: 404, url: shown(url), retry_after_s: None });
    }
    Ok(Reply { url: url.clone(), ..canned.clone() })
}

/// Under what an answer is kept: the same address answers another kind of content, or another tenant, differently.
fn cache_key(url: &Url, ask: &Ask<'_>) -> String {
    let mut key = url.to_string();
    for part in [ask.accept].into_iter().chain(ask.headers.iter().flat_map(|(name, value)| [*name, *value])) {
        key.push('\n');
        key.push_str(part);
    }
    key
}

/// How far a host's clock is ahead, by the `Date` of its answer (RFC 9110, 6.6.1), seconds.
fn clock_ahead_s(date: &str, now: Timestamp) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::parse(date).ok()?.timestamp();
    Some(theirs.as_second() - now.as_second())
}

/// Where an answer redirects to; an error where that is not allowed.
fn redirect_target(url: &Url, response: &Response) -> Result<Option<Url>, FeedError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let refused = |reason| FeedError::Redirect { url: shown(url), reason };
    let location = header(response.headers(), &LOCATION).ok_or_else(|| refused("without a target"))?;
    let target = url.join(&location).map_err(|_| refused("to something that is no address"))?;
    check_redirect(url, &target).map(|()| Some(target))
}

/// Encryption is never given up on the way.
fn check_redirect(from: &Url, to: &Url) -> Result<(), FeedError> {
    let reason = match (from.scheme(), to.scheme()) {
        ("https" | "http", "https") | ("http", "http") => return Ok(()),
        ("https", "http") => "from https to http",
        _ => "to another protocol",
    };
    Err(FeedError::Redirect { url: shown(to), reason })
}

/// Seconds that a `Retry-After` asks to wait: a number, or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<u32> {
    let value = value.trim();
    let seconds = match value.parse::<u64>() {
        Ok(seconds) => i64::try_from(seconds).unwrap_or(i64::MAX),
        Err(_) => jiff::fmt::rfc2822::parse(value).ok()?.timestamp().as_second() - now.as_second(),
    };
    Some(seconds.clamp(0, i64::from(MAX_RETRY_AFTER_S)) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn encryption_is_never_given_up() {
        let refuse = |from, to| check_redirect(&url(from), &url(to)).map_err(|error| error.kind());
        assert_eq!(refuse("https://a.be/", "https://b.be/"), Ok(()));
        assert_eq!(refuse("http://a.be/", "https://a.be/"), Ok(()));
        assert_eq!(refuse("https://a.be/", "http://a.be/"), Err("redirect"));
        assert_eq!(refuse("http://a.be/", "file:///etc/passwd"), Err("redirect"));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
        assert_eq!(retry_after("120", now), Some(120));
        assert_eq!(retry_after("Thu, 01 Jan 2026 12:01:30 GMT", now), Some(90));
        assert_eq!(retry_after("Wed, 01 Jan 2025 12:01:30 GMT", now), Some(0));
        assert_eq!(retry_after("99999999999999", now), Some(MAX_RETRY_AFTER_S));
        assert_eq!(retry_after("soon", now), None);
        assert_eq!(retry_after("-3", now), None);
    }

    #[test]
    fn the_clock_of_a_host_is_held_against_ours() {
        let now: Timestamp = "2026-01-01T12:00:00Z".parse().expect("a time");
        assert_eq!(clock_ahead_s("Thu, 01 Jan 2026 12:01:30 GMT", now), Some(90));
        assert_eq!(clock_ahead_s("Thu, 01 Jan 2026 11:59:00 GMT", now), Some(-60));
        assert_eq!(clock_ahead_s("now", now), None);
    }

    #[test]
    fn answers_are_kept_apart_by_tenant_and_kind() {
        let here = url("https://a.be/x");
        let plain = Ask::default();
        let tenant = Ask { headers: &[("NGSILD-Tenant", "gent")], ..plain };
        let turtle = Ask { accept: "text/turtle", ..plain };
        let keys = [plain, tenant, turtle].map(|ask| cache_key(&here, &ask));
        assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    }

    #[test]
    fn a_cancelled_client_asks_nothing() {
        let mut client = Client::new(Limits::default()).expect("a client");
        client.cancel_handle().cancel();
        let here = url("http://127.0.0.1:9/");
        assert_eq!(client.get(&here, &here, Timestamp::UNIX_EPOCH), Err(FeedError::Cancelled));
    }
}
