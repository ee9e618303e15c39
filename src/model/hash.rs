//! Content hashes as they stand in stamps and data packages.

use std::fmt::Write;

use sha2::Digest;

/// SHA-256 of the bytes, hexadecimal in lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    of_digest(&sha2::Sha256::digest(bytes))
}

/// The bytes of a digest, hexadecimal in lower case.
pub fn of_digest(digest: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in digest {
        // Writing to a string can't fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert!(super::hexadecimal(b"").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
    }
}
