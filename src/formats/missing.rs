//! Words and signs for "nothing is known", as people put them into cells. May use: nothing of the crate.

/// Those of every kind of cell; lower case.
const WORDS: &[&str] = &[
    "-",
    "--",
    "---",
    "–",
    "—",
    "−",
    ".",
    "..",
    "...",
    "…",
    "?",
    "??",
    "???",
    "/",
    "nb",
    "n.b.",
    "n.b",
    "ntb",
    "n.t.b.",
    "n.t.b",
    "nnb",
    "n.n.b.",
    "na",
    "n.a.",
    "n.a",
    "n/a",
    "#n/b",
    "#n/a",
    "nvt",
    "n.v.t.",
    "n.v.t",
    "nan",
    "null",
    "none",
    "tbd",
    "t.b.d.",
    "tba",
    "tbc",
    "to be determined",
    "to be decided",
    "not applicable",
    "not available",
    "not known",
    "unknown",
    "niet beschikbaar",
    "niet bekend",
    "niet gekend",
    "niet van toepassing",
    "nog niet bekend",
    "nog niet gekend",
    "nog te bepalen",
    "nog te beslissen",
    "geen gegevens",
    "onbekend",
    "ongekend",
    "inconnu",
    "(leeg)",
    "(blank)",
];

/// Signs that stand for a figure that its source hides or doesn't have; among words they could be a tick or a name.
const OF_FIGURES: &[&str] = &[":", "*", "x", "c"];

/// First bytes of all of them.
const BEGINNINGS: &[u8] = b"-.?/ntoui#g(:*xc\xe2";

/// A text without blanks around it. Most cells have none, which two bytes tell.
pub fn trimmed(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// Whether a text says that nothing is known; an empty one does.
pub fn is_missing(text: &str) -> bool {
    is_one_of(text, &[WORDS])
}

/// Whether a text stands for a missing figure: those of [`is_missing`], and what offices of statistics put there.
pub fn is_missing_figure(text: &str) -> bool {
    // "<5": a small number that the source hides.
    is_one_of(text, &[WORDS, OF_FIGURES]) || text.trim_start().starts_with('<')
}

fn is_one_of(text: &str, lists: &[&[&str]]) -> bool {
    let text = trimmed(text);
    let Some(first) = text.bytes().next() else { return true };
    // Every cell of every row comes here: most are told by how they begin.
    if !BEGINNINGS.contains(&first.to_ascii_lowercase()) {
        return false;
    }
    // Letters beyond ASCII are in none of the words, so that nothing needs to be copied.
    lists.iter().any(|list| list.iter().any(|word| word.eq_ignore_ascii_case(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_go_and_nothing_else() {
        for text in ["", " ", "a", " a", "a ", "\u{a0}a\u{a0}", "é", " é ", "a b", "-", "\t-\r\n"] {
            assert_eq!(trimmed(text), text.trim(), "{text:?}");
        }
    }

    #[test]
    fn words_for_nothing_are_told_from_words() {
        for word in ["", " - ", "n.v.t.", "NVT", "Onbekend", "TBD", "nog te bepalen", "N/A", "?", "–"] {
            assert!(is_missing(word) && is_missing_figure(word), "{word}");
        }
        for word in ["x", "C", ":", "<5", "< 10"] {
            assert!(!is_missing(word) && is_missing_figure(word), "{word}");
        }
        for word in ["0", "Gent", "geen", "een zin die met onbekend eindigt: onbekend", "-5"] {
            assert!(!is_missing(word) && !is_missing_figure(word), "{word}");
        }
        let letters = |word: &&&str| word.chars().any(|sign| sign.is_alphabetic() && !sign.is_ascii());
        assert_eq!(WORDS.iter().chain(OF_FIGURES).find(letters), None);
        assert!(WORDS.iter().chain(OF_FIGURES).all(|word| is_missing_figure(word)), "none begins otherwise");
    }
}
