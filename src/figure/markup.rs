//! Text as XML and HTML write it, for every painter that writes markup.

/// The text with what markup would take for its own written otherwise. Breaks become spaces; what neither XML 1.0 nor
/// HTML can hold (other C0 controls, U+FFFE, U+FFFF) is left out.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_markup_cannot_hold_is_left_out_and_all_else_stays() {
        for code in (0..0x20).chain([0xfffe, 0xffff]) {
            let letter = char::from_u32(code).expect("a character");
            let expected = if "\t\n\r".contains(letter) { "a b" } else { "ab" };
            assert_eq!(escaped(&format!("a{letter}b")), expected, "U+{code:04X}");
        }
        assert_eq!(escaped("é\u{85}\u{fffd}\u{10000}<&\">"), "é\u{85}\u{fffd}\u{10000}&lt;&amp;&quot;&gt;");
    }
}
