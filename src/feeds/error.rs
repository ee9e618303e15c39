//! What can go wrong between a feed and its readings.
//!
//! Contract: the display text is technical English with the address last, never with its query (it may hold a key);
//! [`FeedError::kind`] is stable and names the text a person reads: `feeds-error-<kind>` in `assets/text`.
//! May use: nothing of the crate.

use url::Url;

use crate::model::Feed;

/// A poll that failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// The host has no address, or there is no way to it.
    #[error("no network, or the host is not known ({reason}): {url}")]
    Offline {
        /// The address, without its query.
        url: String,
        /// What the system says.
        reason: String,
    },
    /// The host answers, but nothing listens there.
    #[error("the connection was refused: {url}")]
    Refused {
        /// The address.
        url: String,
    },
    /// It took too long.
    #[error("no answer within {seconds} s ({phase}): {url}")]
    Timeout {
        /// The address.
        url: String,
        /// What was waited for.
        phase: &'static str,
        /// How long.
        seconds: u64,
    },
    /// The identity of the host could not be verified, or no encryption was agreed on.
    #[error("no trusted encrypted connection ({reason}): {url}")]
    Tls {
        /// The address.
        url: String,
        /// What the library says.
        reason: String,
    },
    /// The connection broke in the middle of an answer.
    #[error("the answer broke off ({reason}): {url}")]
    Interrupted {
        /// The address.
        url: String,
        /// What the library says.
        reason: String,
    },
    /// The host answered with a status that is no success.
    #[error("status {code}: {url}")]
    Status {
        /// HTTP status.
        code: u16,
        /// The address.
        url: String,
        /// How long it asks to wait, seconds.
        retry_after_s: Option<u32>,
    },
    /// The answer is larger than the limit.
    #[error("the answer is larger than {limit_bytes} bytes: {url}")]
    TooLarge {
        /// The address.
        url: String,
        /// The limit.
        limit_bytes: u64,
    },
    /// A page of HTML, XML or something else where JSON was expected.
    #[error("{found} where JSON was expected: {url}")]
    NotJson {
        /// The address.
        url: String,
        /// What came.
        found: String,
    },
    /// JSON that breaks off, or is not what the protocol says.
    #[error("{reason}: {url}")]
    Parse {
        /// The address.
        url: String,
        /// What is wrong.
        reason: String,
    },
    /// A page link leads to another host.
    #[error("a page link leads from {from} to another host: {url}")]
    CrossOrigin {
        /// Host of the feed.
        from: String,
        /// Where it leads.
        url: String,
    },
    /// Too many redirects, or one that leaves encryption.
    #[error("redirect refused ({reason}): {url}")]
    Redirect {
        /// Where it leads.
        url: String,
        /// Why.
        reason: &'static str,
    },
    /// An address inside an answer points to this computer or its private network.
    #[error("an answer points into a private network: {url}")]
    PrivateAddress {
        /// Where it leads.
        url: String,
    },
    /// What was given as an address is none.
    #[error("not an address of a feed ({reason}): {url}")]
    Address {
        /// The text.
        url: String,
        /// Why.
        reason: String,
    },
    /// The feed lacks what its protocol needs.
    #[error("the feed {feed} lacks {what}")]
    Incomplete {
        /// The feed.
        feed: String,
        /// What is missing.
        what: &'static str,
    },
    /// The feed goes on page after page.
    #[error("more than {limit} pages: {url}")]
    TooManyPages {
        /// The address.
        url: String,
        /// The limit.
        limit: u32,
    },
    /// The answer is nothing that any reader knows.
    #[error("no protocol that is known speaks there: {url}")]
    Unrecognised {
        /// The address.
        url: String,
    },
    /// The key or password that the feed names is in neither the keyring nor the environment, or the host refused it.
    #[error("the secret {name} is not set for the feed {feed}")]
    NoSecret {
        /// The feed.
        feed: String,
        /// Name of the secret.
        name: String,
    },
    /// The program is closing, or the user stopped it.
    #[error("stopped")]
    Cancelled,
    /// The reader has a defect; the poll was given up.
    #[error("the reader failed: {reason}")]
    Panicked {
        /// Message of the panic.
        reason: String,
    },
}

impl FeedError {
    /// A feed from a file was to be asked.
    pub fn not_asked(feed: &Feed) -> Self {
        let reason = "it is a list from a file: import its next edition".to_owned();
        Self::Address { url: feed.url.clone(), reason }
    }

    /// A stable word for the kind of failure; text key `feeds-error-<kind>`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Offline { .. } => "offline",
            Self::Refused { .. } => "refused",
            Self::Timeout { .. } => "timeout",
            Self::Tls { .. } => "tls",
            Self::Interrupted { .. } => "interrupted",
            Self::Status { code: 429, .. } => "too-many-requests",
            Self::Status { code: 401 | 403, .. } => "forbidden",
            Self::Status { code: 404 | 410, .. } => "not-found",
            Self::Status { .. } => "status",
            Self::TooLarge { .. } => "too-large",
            Self::NotJson { .. } => "not-json",
            Self::Parse { .. } => "parse",
            Self::CrossOrigin { .. } => "cross-origin",
            Self::Redirect { .. } => "redirect",
            Self::PrivateAddress { .. } => "private-address",
            Self::Address { .. } => "address",
            Self::Incomplete { .. } => "incomplete",
            Self::TooManyPages { .. } => "too-many-pages",
            Self::Unrecognised { .. } => "unrecognised",
            Self::NoSecret { .. } => "no-secret",
            Self::Cancelled => "cancelled",
            Self::Panicked { .. } => "panicked",
        }
    }

    /// Every word that [`FeedError::kind`] can give.
    pub const KINDS: [&'static str; 22] = [
        "offline",
        "refused",
        "timeout",
        "tls",
        "interrupted",
        "too-many-requests",
        "forbidden",
        "not-found",
        "status",
        "too-large",
        "not-json",
        "parse",
        "cross-origin",
        "redirect",
        "private-address",
        "address",
        "incomplete",
        "too-many-pages",
        "unrecognised",
        "no-secret",
        "cancelled",
        "panicked",
    ];

    /// Whether asking the same host for something else is of no use: it asks to wait, refuses, or there is no way to it.
    pub const fn ends_all(&self) -> bool {
        matches!(
            self,
            Self::Cancelled
                | Self::Offline { .. }
                | Self::Refused { .. }
                | Self::NoSecret { .. }
                | Self::Status { code: 401 | 403 | 429, .. }
        )
    }

    /// Whether something answered at all, though not with what was asked for.
    pub const fn is_answer(&self) -> bool {
        matches!(self, Self::Status { .. } | Self::NotJson { .. } | Self::Parse { .. } | Self::TooLarge { .. })
    }

    /// How long the host asks to wait, seconds.
    pub const fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Status { retry_after_s, .. } => *retry_after_s,
            _ => None,
        }
    }

    /// JSON that is not what the protocol says.
    pub(crate) fn parse(url: &Url, reason: impl Into<String>) -> Self {
        Self::Parse { url: shown(url), reason: reason.into() }
    }
}

/// An address as messages show it: without user, password, query and fragment, which may hold a key.
pub(crate) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    if url.set_username("").is_err() || url.set_password(None).is_err() {
        return url.host_str().unwrap_or_default().to_owned();
    }
    url.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_text() {
        use crate::text::{Language, Text};
        for text in Language::ALL.map(Text::new) {
            for kind in FeedError::KINDS {
                let key = format!("feeds-error-{kind}");
                assert_ne!(text.get(&key), key);
            }
        }
    }

    #[test]
    fn messages_never_show_a_key() {
        let url = Url::parse("https://me:secret@example.org/a?apikey=secret#x").expect("an address");
        assert_eq!(shown(&url), "https://example.org/a");
        let error = FeedError::parse(&url, "cut off");
        assert_eq!(error.to_string(), "cut off: https://example.org/a");
        assert!(FeedError::KINDS.contains(&error.kind()));
    }
}
