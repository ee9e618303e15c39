//! How a broker is reached: address, user, topics, encryption; and what its refusals mean.
//!
//! Contract: pure but for reading the system's store of certificates. May use: `model`.

use std::hash::{BuildHasher, Hasher};
use std::sync::Arc;

use rumqttc::mqttbytes::QoS;
use rumqttc::{
    ConnectReturnCode, ConnectionError, MqttOptions, StateError, SubscribeFilter, TlsConfiguration, TlsError,
    Transport, mqttbytes,
};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::BuilderVerifierExt;
use url::Url;

use super::broker_url;
use super::session::MAX_PACKET_BYTES;
use crate::feeds::{FeedError, Limits, error};
use crate::model::Feed;

/// Most filters of one feed.
const MAX_TOPICS: usize = 50;

/// Time without any message after which the broker is asked whether it is still there, seconds.
const KEEP_ALIVE_S: u64 = 30;

/// What a connection depends on: another value is another connection.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Settings {
    url: Url,
    topics: Vec<String>,
    user: Option<String>,
    password: Option<String>,
    ca: Option<String>,
}

/// Without the password.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("url", &bare(&self.url)).field("topics", &self.topics).finish_non_exhaustive()
    }
}

impl Settings {
    /// Those of a feed.
    pub fn of(feed: &Feed, secret: Option<&str>) -> Result<Self, FeedError> {
        let url = broker_url(&feed.url)?;
        let wrong = |what| FeedError::Incomplete { feed: feed.id.to_string(), what };
        let topics = feed.option("topic").unwrap_or("#");
        let topics: Vec<String> =
            topics.split(',').map(str::trim).filter(|topic| !topic.is_empty()).map(str::to_owned).collect();
        if topics.is_empty() || topics.len() > MAX_TOPICS || !topics.iter().all(|topic| mqttbytes::valid_filter(topic))
        {
            return Err(wrong("a valid topic"));
        }
        let typed = Some(url.username()).filter(|user| !user.is_empty()).map(str::to_owned);
        let user = feed.option("user").map(str::to_owned).or(typed);
        let password = secret.map(str::to_owned).or_else(|| url.password().map(str::to_owned));
        Ok(Self { url, topics, user, password, ca: feed.option("ca").map(str::to_owned) })
    }

    /// The address as messages show it.
    pub fn shown(&self) -> String {
        error::shown(&self.url)
    }

    /// The subscriptions.
    pub fn filters(&self) -> Vec<SubscribeFilter> {
        self.topics.iter().map(|topic| SubscribeFilter::new(topic.clone(), QoS::AtLeastOnce)).collect()
    }

    /// What the library needs to connect.
    pub fn options(&self) -> Result<MqttOptions, FeedError> {
        let is_encrypted = self.url.scheme() == "mqtts";
        let port = self.url.port().unwrap_or(if is_encrypted { 8883 } else { 1883 });
        let host = self.url.host_str().unwrap_or_default();
        let mut options = MqttOptions::new(client_id(), host, port);
        options.set_keep_alive(std::time::Duration::from_secs(KEEP_ALIVE_S));
        options.set_max_packet_size(MAX_PACKET_BYTES, MAX_PACKET_BYTES);
        if let Some(user) = &self.user {
            options.set_credentials(user, self.password.as_deref().unwrap_or_default());
        }
        if is_encrypted {
            options.set_transport(Transport::tls_with_config(TlsConfiguration::Rustls(Arc::new(self.tls()?))));
        }
        Ok(options)
    }

    /// Encryption that trusts the given authority, or the system's.
    fn tls(&self) -> Result<rustls::ClientConfig, FeedError> {
        let failed = |reason: String| FeedError::Tls { url: self.shown(), reason };
        let builder = rustls::ClientConfig::builder();
        let Some(pem) = &self.ca else {
            let trusting = builder.with_platform_verifier().map_err(|error| failed(error.to_string()))?;
            return Ok(trusting.with_no_client_auth());
        };
        let mut roots = rustls::RootCertStore::empty();
        for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
            let certificate = certificate.map_err(|error| failed(format!("the option ca is no PEM: {error}")))?;
            roots.add(certificate).map_err(|error| failed(format!("the option ca: {error}")))?;
        }
        if roots.is_empty() {
            return Err(failed("the option ca holds no certificate".to_owned()));
        }
        Ok(builder.with_root_certificates(roots).with_no_client_auth())
    }
}

/// A name that no other client of the broker has: two of one name throw each other out. 23 characters, which every broker
/// takes. Nothing else depends on it.
fn client_id() -> String {
    let random = std::collections::hash_map::RandomState::new().build_hasher().finish();
    format!("regioscope-{:012x}", random & 0xffff_ffff_ffff)
}

/// The address without user, password and topic.
pub(super) fn bare(url: &Url) -> String {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    format!("{}://{}{port}", url.scheme(), url.host_str().unwrap_or_default())
}

/// A text that is no address, as messages show it: what stands before an `@` may be a password.
pub(super) fn shown_text(text: &str) -> String {
    text.rsplit('@').next().unwrap_or(text).chars().take(200).collect()
}

/// Our word for what ended a connection. `limits` tell how long was waited.
pub(super) fn classify(failed: &ConnectionError, url: &str, limits: Limits) -> FeedError {
    let url = url.to_owned();
    let status = |code| FeedError::Status { code, url: url.clone(), retry_after_s: None };
    let interrupted = |reason: String| FeedError::Interrupted { url: url.clone(), reason };
    match failed {
        ConnectionError::ConnectionRefused(code) => match code {
            ConnectReturnCode::BadUserNamePassword => status(401),
            ConnectReturnCode::NotAuthorized => status(403),
            ConnectReturnCode::ServiceUnavailable => status(503),
            other => FeedError::Parse { reason: format!("the broker refuses the connection ({other:?})"), url },
        },
        ConnectionError::NetworkTimeout | ConnectionError::FlushTimeout => timeout(url, limits),
        ConnectionError::Tls(TlsError::Io(error)) if !is_of_encryption(error) => io(error, url, limits),
        ConnectionError::Tls(error) => FeedError::Tls { url, reason: error.to_string() },
        ConnectionError::Io(error) | ConnectionError::MqttState(StateError::Io(error)) => io(error, url, limits),
        ConnectionError::MqttState(StateError::ConnectionAborted | StateError::AwaitPingResp) => {
            interrupted("the broker closed the connection".to_owned())
        }
        ConnectionError::MqttState(StateError::Deserialization(error)) => match error {
            // So the library says that a packet broke off.
            mqttbytes::Error::Io(error) if error.kind() == std::io::ErrorKind::Other => interrupted(error.to_string()),
            mqttbytes::Error::Io(error) => io(error, url, limits),
            mqttbytes::Error::PayloadSizeLimitExceeded(_) => {
                FeedError::TooLarge { url, limit_bytes: MAX_PACKET_BYTES as u64 }
            }
            other => FeedError::Parse { reason: format!("not MQTT: {other}"), url },
        },
        ConnectionError::MqttState(error) => FeedError::Parse { reason: error.to_string(), url },
        ConnectionError::NotConnAck(_) => FeedError::Parse { reason: "not MQTT: no answer to CONNECT".to_owned(), url },
        ConnectionError::RequestsDone => interrupted(failed.to_string()),
    }
}

/// Too long without an answer.
pub(super) fn timeout(url: String, limits: Limits) -> FeedError {
    FeedError::Timeout { url, phase: "connection", seconds: (limits.connect + limits.first_byte).as_secs() }
}

/// Whether an error of the encrypted stream is one of encryption, rather than of the network below it.
fn is_of_encryption(error: &std::io::Error) -> bool {
    use std::io::ErrorKind as Kind;
    is_rustls(error) || matches!(error.kind(), Kind::UnexpectedEof | Kind::InvalidData)
}

fn is_rustls(error: &std::io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()).is_some()
}

fn io(error: &std::io::Error, url: String, limits: Limits) -> FeedError {
    use std::io::ErrorKind as Kind;
    let reason = error.to_string();
    match error.kind() {
        _ if is_rustls(error) => FeedError::Tls { url, reason },
        Kind::ConnectionRefused => FeedError::Refused { url },
        Kind::TimedOut => timeout(url, limits),
        Kind::ConnectionReset | Kind::ConnectionAborted | Kind::BrokenPipe | Kind::UnexpectedEof => {
            FeedError::Interrupted { url, reason }
        }
        _ => FeedError::Offline { url, reason },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Protocol};
    use std::io;

    fn feed(url: &str, options: &[(&str, &str)]) -> Feed {
        let mut feed = Feed::new(FeedId::new("f"), Protocol::Mqtt, url);
        feed.options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        feed
    }

    fn settings(options: &[(&str, &str)]) -> Result<Settings, FeedError> {
        Settings::of(&feed("mqtt://me:typed@broker.example", options), None)
    }

    #[test]
    fn filters_are_checked_before_anybody_is_asked() {
        let topics = |text: &str| settings(&[("topic", text)]).map(|settings| settings.topics).map_err(|e| e.kind());
        assert_eq!(settings(&[]).map(|settings| settings.topics), Ok(vec!["#".to_owned()]));
        assert_eq!(topics(" a/+/b , c/# "), Ok(vec!["a/+/b".to_owned(), "c/#".to_owned()]));
        for wrong in ["a/#/b", "a+", ","] {
            assert_eq!(topics(wrong), Err("incomplete"), "{wrong}");
        }
    }

    #[test]
    fn passwords_stay_out_of_messages() {
        let settings = settings(&[("user", "you")]).expect("settings");
        assert_eq!((settings.user.as_deref(), settings.password.as_deref()), (Some("you"), Some("typed")));
        let kept = Settings::of(&feed("mqtt://broker.example", &[("user", "you")]), Some("kept")).expect("settings");
        assert_eq!(kept.password.as_deref(), Some("kept"));
        assert!(!format!("{settings:?}{kept:?}{}", settings.shown()).contains("typed"));
        assert!(!shown_text("mqtt://me:typed@x y").contains("typed"));
    }

    #[test]
    fn an_authority_of_its_own_must_be_one() {
        let kind = |ca: &str| {
            let encrypted = Settings::of(&feed("mqtts://broker.example", &[("ca", ca)]), None).expect("settings");
            drop(rustls::crypto::ring::default_provider().install_default());
            encrypted.options().map(|_| ()).map_err(|error| error.kind())
        };
        assert_eq!(kind("nothing"), Err("tls"));
        assert_eq!(kind("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), Err("tls"));
    }

    #[test]
    fn refusals_are_told_apart() {
        let kind = |failed: ConnectionError| classify(&failed, "mqtt://a.be", Limits::default()).kind();
        let refused = |code| kind(ConnectionError::ConnectionRefused(code));
        assert_eq!(refused(ConnectReturnCode::BadUserNamePassword), "forbidden");
        assert_eq!(refused(ConnectReturnCode::NotAuthorized), "forbidden");
        assert_eq!(refused(ConnectReturnCode::ServiceUnavailable), "status");
        assert_eq!(refused(ConnectReturnCode::BadClientId), "parse");
        let broken = |kind: io::ErrorKind| io::Error::from(kind);
        assert_eq!(kind(ConnectionError::Io(broken(io::ErrorKind::ConnectionRefused))), "refused");
        assert_eq!(kind(ConnectionError::Io(broken(io::ErrorKind::ConnectionReset))), "interrupted");
        assert_eq!(kind(ConnectionError::Io(broken(io::ErrorKind::NotFound))), "offline");
        assert_eq!(kind(ConnectionError::NetworkTimeout), "timeout");
        let untrusted = rustls::Error::InvalidCertificate(rustls::CertificateError::UnknownIssuer);
        let wrapped = io::Error::new(io::ErrorKind::InvalidData, untrusted);
        assert_eq!(kind(ConnectionError::Tls(TlsError::Io(wrapped))), "tls");
        let silent = TlsError::Io(broken(io::ErrorKind::ConnectionRefused));
        assert_eq!(kind(ConnectionError::Tls(silent)), "refused");
        let large = mqttbytes::Error::PayloadSizeLimitExceeded(1);
        assert_eq!(kind(ConnectionError::MqttState(StateError::Deserialization(large))), "too-large");
        let broken_off = mqttbytes::Error::Io(io::Error::other("bytes remaining on stream"));
        assert_eq!(kind(ConnectionError::MqttState(StateError::Deserialization(broken_off))), "interrupted");
        let garbage = mqttbytes::Error::MalformedPacket;
        assert_eq!(kind(ConnectionError::MqttState(StateError::Deserialization(garbage))), "parse");
    }

    #[test]
    fn client_names_differ_and_are_short() {
        let (one, two) = (client_id(), client_id());
        assert!(one != two && one.len() == 23, "{one}");
    }
}
