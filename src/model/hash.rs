//! Content hashes as they stand in stamps and data packages.

use std::fmt::Write;
use std::io::Read;

use sha2::Digest;

/// SHA-256 of the bytes, hexadecimal in lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    of_digest(&sha2::Sha256::digest(bytes))
}

/// SHA-256 of everything that a reader gives, hexadecimal in lower case.
///
/// # Errors
/// When it can't be read.
pub fn of_reader(mut reader: impl Read) -> std::io::Result<String> {
    let mut digest = sha2::Sha256::new();
    let mut part = vec![0; 1 << 16];
    loop {
        match reader.read(&mut part)? {
            0 => return Ok(of_digest(&digest.finalize())),
            length => digest.update(part.get(..length).unwrap_or_default()),
        }
    }
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
        let long = vec![7; 200_000];
        assert_eq!(super::of_reader(long.as_slice()).ok(), Some(super::hexadecimal(&long)));
    }
}
