//! Partners in one cell: `name (role); name (role)`, as the inventory, imports and exports write them, and as others do.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{HelixRole, Partner};

/// What stands behind the name of a company or an association: no name of its own.
const LEGAL_FORMS: [&str; 14] =
    ["vzw", "nv", "bv", "bvba", "cv", "cvba", "cvso", "ivzw", "asbl", "sa", "srl", "ltd", "inc", "gmbh"];

/// First words of names that are lists themselves ("Departement Welzijn, Volksgezondheid en Gezin").
const DEPARTMENTS: [&str; 6] = ["departement", "department", "ministerie", "agentschap", "directie", "fod"];

/// First words of names of organisations, which stand for one whatever follows.
const ORGANISATIONS: [&str; 9] =
    ["stad", "gemeente", "provincie", "ocmw", "universiteit", "hogeschool", "university", "city", "politiezone"];

/// Partners of a cell as this program writes it. A last bracket that names no role belongs to the name.
pub fn read(cell: &str) -> Box<[Partner]> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| partner(part, &mut |name| Arc::from(name))).collect()
}

/// Partners of a cell of somebody's list, parted as [`names`] does; names are kept by `shared`.
pub fn read_with(cell: &str, mut shared: impl FnMut(&str) -> Arc<str>) -> Box<[Partner]> {
    names(cell).into_iter().map(|part| partner(part, &mut shared)).collect()
}

/// The cell of these partners.
pub fn write(partners: &[Partner]) -> String {
    let mut cell = String::new();
    for (index, partner) in partners.iter().enumerate() {
        if index > 0 {
            cell.push_str("; ");
        }
        cell.push_str(&partner.name);
        if let Some(role) = partner.role {
            for part in [" (", role.key(), ")"] {
                cell.push_str(part);
            }
        }
    }
    // A single name that looks like several says that it is one.
    if partners.len() == 1 && names(&cell).len() > 1 {
        cell.push(';');
    }
    cell
}

/// The names in a cell. Semicolons, upright bars and ends of lines part them; where there are none, commas, strokes
/// between spaces and "&" do, as far as what they part can stand by itself. Nothing parts what is in brackets.
pub fn names(cell: &str) -> Vec<&str> {
    // Most cells have one name.
    if !cell.contains([';', '|', '\n', '\r', ',', '/', '&']) {
        return Some(cell.trim()).filter(|name| !name.is_empty()).into_iter().collect();
    }
    let firm = parted(cell, |rest| length_of(rest, &[";", "|", "\n", "\r"]));
    if firm.len() > 1 {
        return filled(cell, firm);
    }
    let by_comma = without_lists(cell, parted(cell, |rest| length_of(rest, &[","])));
    let by_stroke = by_comma.into_iter().flat_map(|range| inner(cell, range, " / ", |_| true));
    filled(cell, by_stroke.flat_map(|range| inner(cell, range, " & ", stands_alone)).collect())
}

/// Parts of a text at signs outside brackets; `sign` gives the length of the one that a text begins with.
fn parted(text: &str, sign: impl Fn(&str) -> Option<usize>) -> Vec<Range<usize>> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, character) in text.char_indices() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = (depth - 1).max(0),
            _ if depth > 0 || at < start => {}
            _ => {
                if let Some(length) = text.get(at..).and_then(&sign) {
                    parts.push(start..at);
                    start = at + length;
                }
            }
        }
    }
    parts.push(start..text.len());
    parts
}

fn length_of(rest: &str, signs: &[&str]) -> Option<usize> {
    signs.iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len())
}

/// A part once more parted, where every piece passes.
fn inner(cell: &str, range: Range<usize>, sign: &str, passes: fn(&str) -> bool) -> Vec<Range<usize>> {
    let Some(text) = cell.get(range.clone()) else { return Vec::new() };
    let pieces = parted(text, |rest| length_of(rest, &[sign]));
    let do_all = pieces.iter().all(|piece| text.get(piece.clone()).is_some_and(|piece| passes(piece.trim())));
    if pieces.len() < 2 || !do_all {
        return vec![range];
    }
    pieces.into_iter().map(|piece| range.start + piece.start..range.start + piece.end).collect()
}

/// Parts at commas, without those commas that stand within a name: before a legal form, or in a list that ends in "en".
fn without_lists(cell: &str, parts: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let text = |range: &Range<usize>| cell.get(range.clone()).unwrap_or_default().trim();
    let ends_list = |range: &Range<usize>| [" en ", " and ", " & "].iter().any(|word| text(range).contains(word));
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut parts = parts.into_iter().peekable();
    while let Some(mut name) = parts.next() {
        if begins_with(text(&name), &DEPARTMENTS)
            && !ends_list(&name)
            && let Some(last) = parts.clone().take_while(|part| !stands_alone(text(part))).find(ends_list)
        {
            while parts.next_if(|part| part.end <= last.end).is_some() {}
            name.end = last.end;
        }
        while let Some(form) = parts.next_if(|part| is_legal_form(text(part))) {
            name.end = form.end;
        }
        names.push(name);
    }
    names
}

fn is_legal_form(text: &str) -> bool {
    let plain: String = text.chars().filter(|sign| *sign != '.').flat_map(char::to_lowercase).collect();
    LEGAL_FORMS.iter().any(|form| plain.split([' ', '(']).next() == Some(form))
}

fn begins_with(text: &str, words: &[&str]) -> bool {
    let first = text.split(' ').next().unwrap_or_default().to_lowercase();
    words.contains(&first.as_str())
}

/// Whether a name beside an "&" is an organisation of its own: one with its role, one that says what it is, or one
/// that is written as an abbreviation or a brand ("VITO", "UGent", "imec"). "Ernst & Young" is a single one.
fn stands_alone(name: &str) -> bool {
    const LEAST: usize = 3;
    let letters = || name.chars().filter(|sign| sign.is_alphabetic());
    let is_brand = !name.contains(' ')
        && letters().count() >= LEAST
        && (letters().skip(1).any(char::is_uppercase) || letters().all(char::is_lowercase));
    let is_follower = matches!(name.to_lowercase().as_str(), "zonen" | "zoon" | "cie" | "partners" | "associates");
    (is_brand && !is_follower) || begins_with(name, &ORGANISATIONS) || name.ends_with(')')
}

fn filled(cell: &str, ranges: Vec<Range<usize>>) -> Vec<&str> {
    let parts = ranges.into_iter().filter_map(|range| cell.get(range));
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

fn partner(part: &str, shared: &mut impl FnMut(&str) -> Arc<str>) -> Partner {
    let with_role = part.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((name, role)) = with_role
        && let Some(role) = HelixRole::from_key(role.trim())
    {
        return Partner { name: shared(name.trim_end()), role: Some(role) };
    }
    Partner { name: shared(part), role: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bracket_that_names_no_role_stays_in_the_name() {
        let read = read("imec (knowledge); Agentschap (ABB); VVSG;");
        assert_eq!(read.len(), 3);
        assert_eq!((&*read[0].name, read[0].role), ("imec", Some(HelixRole::Knowledge)));
        assert_eq!((&*read[1].name, read[1].role), ("Agentschap (ABB)", None));
        assert_eq!(write(&read), "imec (knowledge); Agentschap (ABB); VVSG");
    }

    #[test]
    fn names_are_parted_as_people_part_them() {
        for (cell, expected) in [
            ("UGent, imec, Stad Gent", &["UGent", "imec", "Stad Gent"][..]),
            ("UGent\nimec", &["UGent", "imec"]),
            ("UGent & imec", &["UGent", "imec"]),
            ("UGent / imec", &["UGent", "imec"]),
            ("UGent, imec & VITO", &["UGent", "imec", "VITO"]),
            ("UGent (vakgroep a, b & c); imec", &["UGent (vakgroep a, b & c)", "imec"]),
            ("UGent (vakgroep a, b / c)", &["UGent (vakgroep a, b / c)"]),
            ("Natuurpunt, vzw, Fluvius, c.v.", &["Natuurpunt, vzw", "Fluvius, c.v."]),
            ("Ernst & Young, Van Hool & Zonen", &["Ernst & Young", "Van Hool & Zonen"]),
            ("Departement Mobiliteit & Openbare Werken", &["Departement Mobiliteit & Openbare Werken"]),
            (
                "Departement Welzijn, Volksgezondheid en Gezin, VITO",
                &["Departement Welzijn, Volksgezondheid en Gezin", "VITO"],
            ),
            ("Departement MOW, UGent, KU Leuven en imec", &["Departement MOW", "UGent", "KU Leuven en imec"]),
            ("A, B; C", &["A, B", "C"]),
            ("A, B;", &["A, B"]),
            (" ; ", &[]),
            ("", &[]),
            ("a) b, c (d", &["a) b", "c (d"]),
        ] {
            assert_eq!(names(cell), expected, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(names in prop::collection::vec("[A-Za-zé][A-Za-zé,/& ()]{0,12}[A-Za-z]", 1..4)) {
            let partners: Vec<Partner> =
                names.iter().map(|name| Partner { name: Arc::from(name.as_str()), role: None }).collect();
            let are_whole = names.iter().all(|name| name.matches('(').count() == 0 && name.matches(')').count() == 0);
            prop_assume!(are_whole);
            let back = read_with(&write(&partners), |name| Arc::from(name));
            prop_assert_eq!(back.as_ref(), partners.as_slice());
        }

        /// Nothing is lost but signs and blanks.
        #[test]
        fn every_letter_is_kept(cell in "[a-zA-Z,;/&() \n|]{0,40}") {
            let letters = |text: &str| text.chars().filter(|sign| sign.is_alphabetic()).collect::<String>();
            prop_assert_eq!(letters(&names(&cell).concat()), letters(&cell));
        }
    }
}
