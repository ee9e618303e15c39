//! Base64 (RFC 4648, section 4): how a picture is embedded in text.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The bytes in letters, padded.
pub(super) fn encoded(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let of = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let three = of(0) << 16 | of(1) << 8 | of(2);
        for place in 0..4_usize {
            let six = (three >> (18 - 6 * place)) as usize & 63;
            let letter = LETTERS.get(six).copied().filter(|_| place <= chunk.len());
            out.push(letter.map_or('=', char::from));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::encoded;

    #[test]
    fn the_examples_of_the_standard() {
        let pairs =
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE=")];
        for (plain, wanted) in pairs {
            assert_eq!(encoded(plain.as_bytes()), wanted);
        }
        assert_eq!(encoded(&[0xff, 0xfe, 0xfd]), "//79");
    }
}
