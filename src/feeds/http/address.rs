//! Which addresses may be called. Addresses that the user typed may be local; addresses found inside an answer
//! (redirects, page links) may not lead into the private network unless the feed itself is there.
//!
//! Contract: names are judged when they are resolved for the connection, so that a name can't answer one address to
//! the check and another to the connection. May use: nothing of the crate.

use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// A name leads into the private network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the name leads into a private network")]
pub(super) struct PrivateName;

/// Whether an address is of this computer, a private network, or no host at all (RFC 1918, 4193, 6598, 6890).
pub(super) fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_private_v4(v4),
        IpAddr::V6(v6) => embedded_v4(v6).map_or_else(|| is_private_v6(v6), is_private_v4),
    }
}

/// The IPv4 address inside a mapped (`::ffff:0:0/96`), translated (`64:ff9b::/96`) or 6to4 (`2002::/16`) one.
fn embedded_v4(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [a, b, c, d, e, f, high, low] = address.segments();
    let last = Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match [a, b, c, d, e, f] {
        [0, 0, 0, 0, 0, 0xffff] | [0x64, 0xff9b, 0, 0, 0, 0] => Some(last),
        [0x2002, ..] => Some(Ipv4Addr::from((u32::from(b) << 16) | u32::from(c))),
        _ => None,
    }
}

fn is_private_v4(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    v4.is_loopback()
        || v4.is_private()
        || v4.is_link_local()
        || v4.is_broadcast()
        || v4.is_multicast()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 198 && (18..20).contains(&b))
}

fn is_private_v6(v6: Ipv6Addr) -> bool {
    v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || v6.is_unique_local() || v6.is_unicast_link_local()
}

/// What is known of an address before its name is resolved: `Some(true)` = surely private.
pub(super) fn literal(url: &Url) -> Option<bool> {
    match url.host() {
        Some(Host::Ipv4(v4)) => Some(is_private(IpAddr::V4(v4))),
        Some(Host::Ipv6(v6)) => Some(is_private(IpAddr::V6(v6))),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            (name == "localhost" || name.ends_with(".localhost")).then_some(true)
        }
        None => Some(true),
    }
}

/// Whether the address is written as this computer's own.
pub(super) fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(v4)) => v4.is_loopback(),
        Some(Host::Ipv6(v6)) => v6.is_loopback(),
        Some(Host::Domain(_)) => literal(url) == Some(true),
        None => false,
    }
}

/// Resolves names and refuses private ones where it was told to.
#[derive(Debug, Default)]
pub(super) struct Guard {
    refused: Mutex<Option<String>>,
    private_names: Mutex<BTreeSet<String>>,
}

impl Guard {
    /// From here on, this name may not lead into the private network. Other names may: that of a proxy often does.
    pub fn refuse_private(&self, host: Option<&str>) {
        *self.refused.lock().unwrap_or_else(PoisonError::into_inner) = host.map(str::to_ascii_lowercase);
    }

    /// Whether the host is known to be private: by its address, or because its name led there before.
    pub fn is_known_private(&self, url: &Url) -> bool {
        let by_name = || {
            let names = self.private_names.lock().unwrap_or_else(PoisonError::into_inner);
            url.host_str().is_some_and(|host| names.contains(&host.to_ascii_lowercase()))
        };
        literal(url).unwrap_or_else(by_name)
    }

    fn judge(&self, name: &str, addresses: &[SocketAddr]) -> Result<(), PrivateName> {
        if !addresses.iter().any(|address| is_private(address.ip())) {
            return Ok(());
        }
        let name = name.to_ascii_lowercase();
        let is_refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner).as_ref() == Some(&name);
        self.private_names.lock().unwrap_or_else(PoisonError::into_inner).insert(name);
        if is_refused { Err(PrivateName) } else { Ok(()) }
    }
}

/// The resolver of the client.
#[derive(Clone, Debug)]
pub(super) struct GuardedResolver(pub Arc<Guard>);

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            guard.judge(name.as_str(), &found)?;
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn private(text: &str) -> bool {
        is_private(text.parse().expect("an address"))
    }

    #[test]
    fn private_ranges_are_known() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
        ] {
            assert!(private(inside), "{inside}");
        }
        for outside in ["193.53.238.1", "172.32.0.1", "100.128.0.1", "2a02::1", "::ffff:8.8.8.8", "2002:808:808::"] {
            assert!(!private(outside), "{outside}");
        }
    }

    #[test]
    fn names_are_judged_by_where_they_lead() {
        let guard = Guard::default();
        let inside = ["10.0.0.1:0".parse().expect("an address")];
        let mixed = ["8.8.8.8:0".parse().expect("an address"), inside[0]];
        guard.refuse_private(Some("A.example"));
        assert_eq!(guard.judge("a.example", &mixed), Err(PrivateName));
        assert_eq!(guard.judge("b.example", &inside), Ok(()), "the name of a proxy");
        guard.refuse_private(None);
        assert_eq!(guard.judge("a.example", &inside), Ok(()));
        let known = |text: &str| guard.is_known_private(&Url::parse(text).expect("an address"));
        assert!(known("https://B.example/x") && known("https://localhost/x") && known("http://[::1]:80/"));
        assert!(!known("https://c.example/x"));
        assert!(known("http://2130706433/"), "a number is an address too");
    }
}
