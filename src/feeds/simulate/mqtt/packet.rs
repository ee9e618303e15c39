//! Packets of MQTT 3.1.1 (OASIS, 2014), those that a broker without quality of service needs.
//!
//! Contract: pure; never panics; a packet that breaks the standard is an error. May use: nothing of the crate.

use std::io::{Error, ErrorKind};

/// The answer to a ping.
pub(super) const PINGRESP: [u8; 2] = [0xd0, 0];

/// What a client says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Packet {
    Connect,
    Subscribe {
        id: u16,
        filters: Vec<String>,
    },
    Unsubscribe {
        id: u16,
        filters: Vec<String>,
    },
    Ping,
    /// Of a message that it got.
    Acknowledgement,
    Disconnect,
}

/// Takes the first packet out of what was received; `None` where it is not whole yet.
pub(super) fn first(received: &mut Vec<u8>, max_bytes: usize) -> Result<Option<Packet>, Error> {
    let Some((length, header)) = remaining_length(received)? else { return Ok(None) };
    if length > max_bytes {
        return Err(ErrorKind::InvalidData.into());
    }
    if received.len() < header + length {
        return Ok(None);
    }
    let whole: Vec<u8> = received.drain(..header + length).collect();
    let (kind, body) = (whole.first().copied().unwrap_or_default(), whole.get(header..).unwrap_or_default());
    parse(kind, body).map(Some).ok_or_else(|| ErrorKind::InvalidData.into())
}

/// The length that the header announces, and where it ends (2.2.3).
fn remaining_length(bytes: &[u8]) -> Result<Option<(usize, usize)>, Error> {
    let mut length = 0;
    for (index, byte) in bytes.iter().copied().skip(1).take(4).enumerate() {
        length |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok(Some((length, index + 2)));
        }
    }
    if bytes.len() > 4 { Err(ErrorKind::InvalidData.into()) } else { Ok(None) }
}

fn parse(kind: u8, body: &[u8]) -> Option<Packet> {
    match kind >> 4 {
        1 => body.starts_with(b"\x00\x04MQTT\x04").then_some(Packet::Connect),
        8 => subscription(body, true).map(|(id, filters)| Packet::Subscribe { id, filters }),
        10 => subscription(body, false).map(|(id, filters)| Packet::Unsubscribe { id, filters }),
        12 => Some(Packet::Ping),
        4 => Some(Packet::Acknowledgement),
        14 => Some(Packet::Disconnect),
        _ => None,
    }
}

/// Identifier and filters of a subscription (3.8, 3.10).
fn subscription(body: &[u8], has_quality: bool) -> Option<(u16, Vec<String>)> {
    let (id, mut rest) = number(body)?;
    let mut filters = Vec::new();
    while !rest.is_empty() {
        let (length, after) = number(rest)?;
        let text = after.get(..usize::from(length))?;
        filters.push(String::from_utf8(text.to_vec()).ok()?);
        rest = after.get(usize::from(length) + usize::from(has_quality)..)?;
    }
    (!filters.is_empty()).then_some((id, filters))
}

fn number(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (two, rest) = bytes.split_first_chunk::<2>()?;
    Some((u16::from_be_bytes(*two), rest))
}

/// The answer to CONNECT (3.2): 0 = welcome, 3 = out of service.
pub(super) const fn connack(code: u8) -> [u8; 4] {
    [0x20, 2, 0, code]
}

/// The answer to SUBSCRIBE (3.9): quality 0 for each filter.
pub(super) fn suback(id: u16, count: usize) -> Vec<u8> {
    let [high, low] = id.to_be_bytes();
    let mut body = vec![high, low];
    body.resize(count + 2, 0);
    packet(0x90, &body)
}

/// The answer to UNSUBSCRIBE (3.11).
pub(super) const fn unsuback(id: u16) -> [u8; 4] {
    let [high, low] = id.to_be_bytes();
    [0xb0, 2, high, low]
}

/// A message of quality 0 (3.3).
pub(super) fn publish(topic: &str, payload: &[u8], is_retained: bool) -> Vec<u8> {
    let mut body = u16::try_from(topic.len()).unwrap_or_default().to_be_bytes().to_vec();
    body.extend_from_slice(topic.as_bytes());
    body.extend_from_slice(payload);
    packet(0x30 | u8::from(is_retained), &body)
}

fn packet(kind: u8, body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![kind];
    let mut length = body.len();
    loop {
        let part = (length & 0x7f) as u8;
        length >>= 7;
        bytes.push(if length > 0 { part | 0x80 } else { part });
        if length == 0 {
            break;
        }
    }
    bytes.extend_from_slice(body);
    bytes
}

/// Whether a filter wants a topic (4.7).
pub(super) fn matches(filter: &str, topic: &str) -> bool {
    let mut levels = topic.split('/');
    for wanted in filter.split('/') {
        if wanted == "#" {
            return true;
        }
        match levels.next() {
            Some(level) if wanted == "+" || wanted == level => {}
            _ => return false,
        }
    }
    levels.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn packets_are_taken_whole() {
        let connect = b"\x10\x0e\x00\x04MQTT\x04\x02\x00\x1e\x00\x02id".to_vec();
        let mut received = [connect.as_slice(), b"\xc0\x00\x82\x08\x00\x07\x00\x03a/+\x01\xe0"].concat();
        assert_eq!(first(&mut received, 100).expect("valid"), Some(Packet::Connect));
        assert_eq!(first(&mut received, 100).expect("valid"), Some(Packet::Ping));
        let wanted = Packet::Subscribe { id: 7, filters: vec!["a/+".to_owned()] };
        assert_eq!(first(&mut received, 100).expect("valid"), Some(wanted));
        assert_eq!(first(&mut received, 100).expect("valid"), None, "half a packet");
        for wrong in
            [&b"\x10\x02\x00\x00"[..], b"\x82\x02\x00\x01", b"\xf0\x00", b"\x10\xff\xff\xff\xff\x01", b"\x30\xff\x7f"]
        {
            assert!(first(&mut wrong.to_vec(), 100).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn answers_are_as_the_standard_writes_them() {
        assert_eq!(publish("a", b"5", true), b"\x31\x04\x00\x01a5");
        let long = publish("a", &[0; 200], false);
        assert_eq!(long.get(..4), Some(&b"\x30\xcb\x01\x00"[..]), "203 bytes in two digits");
        assert_eq!(suback(258, 2), [0x90, 4, 1, 2, 0, 0]);
    }

    #[test]
    fn filters_match_level_by_level() {
        for filter in ["#", "a/#", "a/b/c", "a/+/c", "+/+/+", "a/b/c/#"] {
            assert!(matches(filter, "a/b/c"), "{filter}");
        }
        for filter in ["a", "a/b", "+", "a/+", "a/b/c/d", "a/b/d", "b/#"] {
            assert!(!matches(filter, "a/b/c"), "{filter}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(mut bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            while matches!(first(&mut bytes, 40), Ok(Some(_))) {}
        }
    }
}
