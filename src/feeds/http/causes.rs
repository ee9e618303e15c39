//! Errors of the library → our words for them.
//!
//! Contract: pure. May use: nothing of the crate.

use reqwest::Error;
use url::Url;

use super::super::error::{FeedError, shown};
use super::address::PrivateName;
use super::{Limits, timeout};

/// The causes of an error, outermost first, into the boxes of input and output errors too.
fn causes<'a>(error: &'a (dyn std::error::Error + 'static)) -> Vec<&'a (dyn std::error::Error + 'static)> {
    let mut found: Vec<&'a (dyn std::error::Error + 'static)> = vec![error];
    while let Some(last) = found.last().copied() {
        let boxed = last.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let next = boxed.map(|inner| inner as &(dyn std::error::Error + 'static)).or_else(|| last.source());
        match next {
            Some(next) if found.len() < 16 => found.push(next),
            _ => break,
        }
    }
    found
}

/// The text of the innermost cause: the outer ones repeat the address.
pub(super) fn chain_text(error: &(dyn std::error::Error + 'static)) -> String {
    causes(error).last().map(ToString::to_string).unwrap_or_default()
}

/// Our word for an error of the library.
pub(super) fn classify(error: &Error, url: &Url, limits: Limits) -> FeedError {
    use std::io::ErrorKind;
    let causes = causes(error);
    let any = |test: &dyn Fn(&(dyn std::error::Error + 'static)) -> bool| causes.iter().any(|cause| test(*cause));
    let io = |kinds: &[ErrorKind]| {
        any(&|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|error| kinds.contains(&error.kind())))
    };
    let (address, reason) = (shown(url), chain_text(error));
    if any(&|cause| cause.is::<PrivateName>()) {
        FeedError::PrivateAddress { url: address }
    } else if any(&|cause| cause.is::<rustls::Error>()) {
        FeedError::Tls { url: address, reason }
    } else if error.is_timeout() || io(&[ErrorKind::TimedOut]) {
        timeout(url, "connection", limits.connect)
    } else if io(&[ErrorKind::ConnectionRefused]) {
        FeedError::Refused { url: address }
    } else if url.scheme() == "https" && io(&[ErrorKind::UnexpectedEof, ErrorKind::InvalidData]) && error.is_connect() {
        // What answers there does not speak TLS.
        FeedError::Tls { url: address, reason }
    } else if error.is_connect() {
        FeedError::Offline { url: address, reason }
    } else {
        FeedError::Interrupted { url: address, reason }
    }
}
