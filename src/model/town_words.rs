//! How people write municipalities: what stands before, beside and instead of a name. Lists of projects and tables of
//! figures read names by these words alike.
//!
//! Contract: pure; which names there are is not known here. May use: `model`.

use super::Province;
use super::fold::fold;

/// Names that post offices and signposts give to municipalities and that the data lack, folded.
const POST_NAMES: [(&str, &str); 1] = [("moerbeke waas", "moerbeke")];

/// Words before the name of a municipality that say what it is, folded.
const KINDS: [&str; 6] = ["stad ", "gemeente ", "ville de ", "commune de ", "city of ", "municipality of "];

/// Other ways to write a name that is not known as it stands, folded.
pub fn spellings(folded: &str) -> Vec<String> {
    let name = KINDS.iter().find_map(|kind| folded.strip_prefix(kind)).unwrap_or(folded);
    let post = POST_NAMES.iter().find(|(post, _)| *post == name).map(|(_, known)| (*known).to_owned());
    let with_saint = |word: &str| {
        let words = name.split(' ').map(|one| if one == "st" { word } else { one });
        words.collect::<Vec<_>>().join(" ")
    };
    post.into_iter().chain([name.to_owned(), with_saint("sint"), with_saint("saint")]).collect()
}

/// A code as a spreadsheet shows it that took it for a number: "44021.0", "44021,0", "44.021".
pub fn plain_number(text: &str) -> String {
    let whole = text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")).unwrap_or(text);
    let is_grouped = |(first, last): (&str, &str)| {
        let are_digits = first.bytes().chain(last.bytes()).all(|byte| byte.is_ascii_digit());
        (are_digits && first.len() == 2 && last.len() == 3).then(|| format!("{first}{last}"))
    };
    whole.split_once(['.', ',', ' ', '\u{a0}', '\u{202f}']).and_then(is_grouped).unwrap_or_else(|| whole.to_owned())
}

/// The postal code that a text is: four digits, with or without the country before it ("B-9000").
pub fn postal_code(text: &str) -> Option<u16> {
    let plain = text.trim();
    let plain = plain.strip_prefix("BE-").or_else(|| plain.strip_prefix("B-")).unwrap_or(plain);
    let is_one = plain.len() == 4 && plain.bytes().all(|byte| byte.is_ascii_digit());
    plain.parse().ok().filter(|_| is_one)
}

/// A name and what stands beside it, in brackets behind it or after a slash: "Gent (Oost-Vlaanderen)", "Ronse/Renaix".
pub fn qualified(text: &str) -> Option<(&str, &str)> {
    let bracketed = || text.trim().strip_suffix(')')?.split_once('(');
    let (name, beside) = bracketed().or_else(|| text.split_once('/'))?;
    Some((name.trim(), beside.trim())).filter(|(name, beside)| !name.is_empty() && !beside.is_empty())
}

/// A postal code and the name behind it: "9000 Gent", "B-9000 Gent".
pub fn coded(text: &str) -> Option<(u16, &str)> {
    let (code, name) = text.trim().split_once(char::is_whitespace)?;
    Some((postal_code(code)?, name.trim()))
}

/// The province that words name, in full or as they are cut: "Oost-Vl.", "Prov. Antwerpen".
pub fn province(text: &str) -> Option<Province> {
    let folded = fold(text);
    let name =
        ["provincie ", "province ", "prov "].iter().find_map(|kind| folded.strip_prefix(kind)).unwrap_or(&folded);
    Some(match name {
        "antwerpen" | "antw" | "antwerp" | "anvers" => Province::Antwerp,
        "oost vlaanderen" | "oost vl" | "o vl" | "ovl" | "east flanders" | "flandre orientale" => {
            Province::EastFlanders
        }
        "vlaams brabant" | "vl brabant" | "vl br" | "vbr" | "brabant" | "flemish brabant" | "brabant flamand" => {
            Province::FlemishBrabant
        }
        "limburg" | "limb" | "lim" | "limbourg" => Province::Limburg,
        "west vlaanderen" | "west vl" | "w vl" | "wvl" | "west flanders" | "flandre occidentale" => {
            Province::WestFlanders
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_beside_a_name_come_apart() {
        assert_eq!(qualified("Gent (Oost-Vlaanderen)"), Some(("Gent", "Oost-Vlaanderen")));
        assert_eq!(qualified("Ronse / Renaix"), Some(("Ronse", "Renaix")));
        assert_eq!((qualified("Gent"), qualified("(Gent)"), qualified("Gent/")), (None, None, None));
        assert_eq!(coded("B-9000 Gent"), Some((9000, "Gent")));
        assert_eq!((coded("Gent"), coded("12 Gent")), (None, None));
        assert_eq!(
            (province("Oost-Vl."), province("prov. Limburg"), province("Gent")),
            (Some(Province::EastFlanders), Some(Province::Limburg), None)
        );
    }
}
