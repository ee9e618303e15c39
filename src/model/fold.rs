//! How names and words are compared: case, accents and punctuation aside. May use: nothing.

/// Lower case without accents, punctuation as spaces, single spaces: how names and search texts are compared.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        fold_onto(&mut folded, character);
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// As [`fold`], with the position in `text` of the character that each byte of the result was made from.
pub fn fold_with_positions(text: &str) -> (String, Vec<usize>) {
    let mut folded = String::with_capacity(text.len());
    let mut positions = Vec::with_capacity(text.len());
    for (position, character) in text.char_indices() {
        fold_onto(&mut folded, character);
        positions.resize(folded.len(), position);
    }
    folded.truncate(folded.trim_end().len());
    positions.truncate(folded.len());
    (folded, positions)
}

fn fold_onto(folded: &mut String, character: char) {
    for lower in character.to_lowercase() {
        match plain_letter(lower) {
            Some(letters) => folded.push_str(letters),
            None if lower.is_alphanumeric() => folded.push(lower),
            None if !folded.is_empty() && !folded.ends_with(' ') => folded.push(' '),
            None => {}
        }
    }
}

/// The unaccented letters for an accented one of the languages of the data.
const fn plain_letter(character: char) -> Option<&'static str> {
    Some(match character {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        '\u{300}'..='\u{36f}' | '\'' | '’' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folding_ignores_case_accents_and_punctuation() {
        assert_eq!(fold("  Sint-Niklaas "), "sint niklaas");
        assert_eq!(fold("Liège / Lüttich"), "liege luttich");
        assert_eq!(fold("'s-Gravenvoeren"), "s gravenvoeren");
        assert_eq!(fold("e\u{301}cole"), "ecole");
    }
}
