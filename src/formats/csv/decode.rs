//! From bytes of any encoding that Belgian files come in to UTF-8 text, piece by piece.

use std::io::Read;

use encoding_rs::{CoderResult, Decoder, DecoderResult, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How a file writes its characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark.
    Utf8,
    /// UTF-16, least significant byte first.
    Utf16Le,
    /// UTF-16, most significant byte first.
    Utf16Be,
    /// Windows-1252, which holds Latin-1.
    Windows1252,
    /// Of older programs on a Mac, as Excel still writes CSV there.
    MacRoman,
}

impl Encoding {
    /// The name a person knows.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
        }
    }

    /// The encoding that the beginning of a file speaks for, and the length of its mark.
    pub fn sniff(head: &[u8]) -> (Self, usize) {
        match head {
            [0xef, 0xbb, 0xbf, ..] => return (Self::Utf8, 3),
            [0xff, 0xfe, ..] => return (Self::Utf16Le, 2),
            [0xfe, 0xff, ..] => return (Self::Utf16Be, 2),
            _ => {}
        }
        // Western text in UTF-16 has a zero in every second byte.
        let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd) = (zeros(0), zeros(1));
        if head.len() >= 4 && odd * 3 > head.len() {
            return (Self::Utf16Le, 0);
        }
        if head.len() >= 4 && even * 3 > head.len() {
            return (Self::Utf16Be, 0);
        }
        match std::str::from_utf8(head) {
            Ok(_) => (Self::Utf8, 0),
            // A character that the end of the sample cuts in two.
            Err(error) if error.error_len().is_none() => (Self::Utf8, 0),
            Err(_) if is_mostly_utf8(head) => (Self::Utf8, 0),
            Err(_) if is_mac_roman(head) => (Self::MacRoman, 0),
            Err(_) => (Self::Windows1252, 0),
        }
    }

    /// Bytes without a mark as text.
    pub fn text(self, bytes: &[u8]) -> String {
        let mut text = String::new();
        let mut reader = TextReader::new(std::io::empty(), self, bytes.to_vec());
        // Reading from nothing can't fail.
        let _ = reader.append(&mut text);
        text
    }

    fn decoder(self) -> Decoder {
        let encoding = match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
            Self::MacRoman => MACINTOSH,
        };
        encoding.new_decoder_without_bom_handling()
    }
}

/// Whether lines of two encodings were put together, most of them in UTF-8: letters of Windows-1252 that happen to be
/// valid UTF-8 ("Ã©") are next to never meant. The odd ones are mended where they stand.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let (mut whole, mut odd) = (0, 0);
    for chunk in head.utf8_chunks() {
        whole += chunk.valid().chars().filter(|sign| !sign.is_ascii()).count();
        odd += usize::from(!chunk.invalid().is_empty());
    }
    whole > 0 && whole >= odd
}

/// Whether letters within words are those of Mac Roman: ç, é, è or ê behind a small letter, where Windows-1252 has a capital
/// Ž or nothing. A letter of Windows-1252 behind a letter, or an é of DOS, speaks against it; what neither decides stays
/// Windows-1252.
fn is_mac_roman(head: &[u8]) -> bool {
    let mut is_told = false;
    for pair in head.windows(2) {
        match *pair {
            [before, 0x8d..=0x90] if before.is_ascii_lowercase() => is_told = true,
            [before, 0x82 | 0xc0..] if before.is_ascii_alphabetic() => return false,
            _ => {}
        }
    }
    is_told
}

/// Reads text. Bytes that are not UTF-8 in a file that began as UTF-8 are read as Windows-1252: files that were
/// pasted together keep their letters.
pub struct TextReader<R> {
    input: R,
    decoder: Decoder,
    encoding: Encoding,
    pending: Vec<u8>,
    is_done: bool,
}

impl<R: Read> TextReader<R> {
    /// A reader of `input`, whose first bytes `head` were taken off already (without their mark).
    pub fn new(input: R, encoding: Encoding, head: Vec<u8>) -> Self {
        Self { input, decoder: encoding.decoder(), encoding, pending: head, is_done: false }
    }

    /// Appends some text; `false` at the end.
    ///
    /// # Errors
    /// When the input can't be read.
    pub fn append(&mut self, text: &mut String) -> std::io::Result<bool> {
        if self.pending.is_empty() {
            if self.is_done {
                return Ok(false);
            }
            let mut chunk = vec![0; 64 << 10];
            let length = self.input.read(&mut chunk)?;
            chunk.truncate(length);
            self.is_done = length == 0;
            self.pending = chunk;
        }
        let bytes = std::mem::take(&mut self.pending);
        if self.encoding == Encoding::Utf8 {
            self.append_utf8(&bytes, text);
        } else {
            let mut rest = bytes.as_slice();
            loop {
                text.reserve(rest.len() * 3 + 16);
                let (result, read, _) = self.decoder.decode_to_string(rest, text, self.is_done);
                rest = rest.get(read..).unwrap_or_default();
                if result == CoderResult::InputEmpty {
                    break;
                }
            }
        }
        Ok(true)
    }

    fn append_utf8(&mut self, bytes: &[u8], text: &mut String) {
        let mut rest = bytes;
        loop {
            text.reserve(rest.len() + 16);
            let (result, read) = self.decoder.decode_to_string_without_replacement(rest, text, self.is_done);
            let (taken, after) = rest.split_at_checked(read).unwrap_or((rest, &[]));
            rest = after;
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(length, after) => {
                    let end = taken.len().saturating_sub(usize::from(after));
                    let start = end.saturating_sub(usize::from(length));
                    let odd = taken.get(start..end).unwrap_or_default();
                    text.push_str(&WINDOWS_1252.decode_without_bom_handling(odd).0);
                }
            }
        }
    }
}

impl<R> std::fmt::Debug for TextReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextReader").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Encoding, String) {
        let (encoding, mark) = Encoding::sniff(bytes);
        let mut reader = TextReader::new(std::io::empty(), encoding, bytes[mark..].to_vec());
        let mut text = String::new();
        while reader.append(&mut text).expect("memory can be read") {}
        (encoding, text)
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "titel;gemeente\nCafé Vélo;Liège\n";
        let wide = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
        let latin: Vec<u8> = text.chars().map(|character| character as u32 as u8).collect();
        let cases = [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            ([&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(), Encoding::Utf8),
            (wide(u16::to_le_bytes), Encoding::Utf16Le),
            (wide(u16::to_be_bytes), Encoding::Utf16Be),
            ([vec![0xff, 0xfe], wide(u16::to_le_bytes)].concat(), Encoding::Utf16Le),
            (latin, Encoding::Windows1252),
        ];
        for (bytes, encoding) in cases {
            assert_eq!(decoded(&bytes), (encoding, text.to_owned()));
        }
    }

    #[test]
    fn lines_of_two_encodings_keep_their_letters() {
        let mixed = ["titel;plaats\nVélo;Liège\nÉén;Gent\n".as_bytes(), b"Caf\xe9;Gent\n"].concat();
        assert_eq!(decoded(&mixed), (Encoding::Utf8, "titel;plaats\nVélo;Liège\nÉén;Gent\nCafé;Gent\n".to_owned()));
        let western = b"titel\nCaf\xe9 met \xe9\xe9n zaal\n";
        assert_eq!(Encoding::sniff(western), (Encoding::Windows1252, 0));
    }

    #[test]
    fn odd_bytes_in_the_middle_keep_their_letter() {
        let mut reader = TextReader::new(&b"caf\xe9;x\n"[..], Encoding::Utf8, "één\n".into());
        let mut text = String::new();
        while reader.append(&mut text).expect("memory can be read") {}
        assert_eq!(text, "één\ncafé;x\n");
    }

    #[test]
    fn letters_of_a_mac_are_told_by_what_windows_has_in_their_place() {
        for (bytes, text) in [
            (&b"caf\x8e;Ville de Li\x8fge;ge\x91nqu\x90te;fran\x8dais"[..], "café;Ville de Liège;geënquête;français"),
            (b"caf\xe9;foto\x92s \x93ja\x94;\x80 5", "café;foto’s “ja”;€ 5"),
            (b"\x8eilina;Pe\x9a;\x80 5", "Žilina;Peš;€ 5"),
            (b"caf\xe9 caf\x8e", "café cafŽ"),
        ] {
            let (encoding, _) = Encoding::sniff(bytes);
            assert_eq!(encoding.text(bytes), text);
        }
    }
}
