//! Content hashes as they stand in stamps and data packages.

use std::fmt::Write;
use std::io::Read;

use sha2::Digest;

/// SHA-256 of the bytes, hexadecimal in lower case.
pub fn of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&sha2::Sha256::digest(bytes))
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
            0 => return Ok(hexadecimal(&digest.finalize())),
            length => digest.update(part.get(..length).unwrap_or_default()),
        }
    }
}

/// The bytes themselves, such as those of a digest, in hexadecimal digits of lower case.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string can't fail.
        let _written = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert!(super::of_bytes(b"").starts_with("e3b0c44298fc1c149afbf4c8996fb924"));
        let long = vec![7; 200_000];
        assert_eq!(super::of_reader(long.as_slice()).ok(), Some(super::of_bytes(&long)));
    }
}
