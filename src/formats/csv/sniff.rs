//! Which delimiter and decimal sign a file uses.

use std::collections::BTreeMap;

use super::records::split;
use crate::formats::number::{self, Decimal};
use crate::formats::project::ProjectField;

/// Signs that part fields, most usual first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Lines that are looked at.
const SAMPLE_LINES: usize = 40;

/// The delimiter of a text: the one by which most columns are known by name, then the one that gives most lines the
/// width of the first. An Excel line `sep=;` decides.
pub fn delimiter(sample: &str, is_known: impl Fn(&str) -> bool) -> u8 {
    if let Some(sign) = declared(sample) {
        return sign;
    }
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_LINES).collect();
    let score = |sign: u8| {
        let header = split(lines.first().copied().unwrap_or_default(), sign);
        let known = header.iter().filter(|name| is_known(name)).count();
        let same = lines.iter().filter(|line| header.len() > 1 && split(line, sign).len() == header.len()).count();
        (known, same, header.len())
    };
    DELIMITERS.into_iter().rev().max_by_key(|sign| score(*sign)).unwrap_or(b',')
}

/// The delimiter of an Excel line `sep=;` at the start.
pub fn declared(sample: &str) -> Option<u8> {
    let first = sample.lines().next()?;
    let sign = first.trim_matches('"').strip_prefix("sep=")?;
    DELIMITERS.into_iter().find(|known| sign.as_bytes() == [*known])
}

/// The decimal sign that the cells of a sample show; where none shows any, what goes with the delimiter.
pub fn decimal(sample: &str, delimiter: u8) -> Decimal {
    let mut votes = 0_i64;
    for line in sample.lines().skip(1).take(SAMPLE_LINES) {
        for cell in split(line, delimiter) {
            match number::decimal_of(&cell) {
                Some(Decimal::Comma) => votes += 1,
                Some(Decimal::Point) => votes -= 1,
                None => {}
            }
        }
    }
    match (votes, delimiter) {
        (0, b';') | (1.., _) => Decimal::Comma,
        _ => Decimal::Point,
    }
}

/// The decimal signs that the columns of amounts show in a sample: of all of its lines, since few amounts have cents.
pub fn decimals(sample: &str, delimiter: u8, columns: &[Option<ProjectField>]) -> BTreeMap<ProjectField, Decimal> {
    let amounts: Vec<(usize, ProjectField)> = columns
        .iter()
        .enumerate()
        .filter_map(|(index, field)| Some((index, (*field)?)))
        .filter(|(_, field)| field.is_amount())
        .collect();
    let mut cells: BTreeMap<ProjectField, Vec<String>> = BTreeMap::new();
    for line in sample.lines().skip(1) {
        let fields = split(line, delimiter);
        for (index, field) in &amounts {
            cells.entry(*field).or_default().extend(fields.get(*index).map(|cell| cell.clone().into_owned()));
        }
    }
    let shown = |texts: &[String]| number::evidence(texts.iter().map(String::as_str));
    cells.into_iter().filter_map(|(field, texts)| Some((field, shown(&texts)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_columns_decide_the_delimiter() {
        let is_known = |name: &str| matches!(name, "titel" | "gemeente" | "budget");
        assert_eq!(delimiter("titel;gemeente\na, b, c;d\n", is_known), b';');
        assert_eq!(delimiter("titel,gemeente\na;b;c,d\n", is_known), b',');
        assert_eq!(delimiter("a\tb\n1\t2\n", |_| false), b'\t');
        assert_eq!(delimiter("sep=;\na,b\n", |_| false), b';');
        assert_eq!(delimiter("", |_| false), b',');
    }

    #[test]
    fn columns_of_amounts_decide_for_themselves() {
        let columns = [Some(ProjectField::Lat), Some(ProjectField::Budget), Some(ProjectField::Subsidy)];
        let sample = "lat;budget;subsidie\n51.05;1.250,50;12.500\n51.06;12.500;7\n";
        assert_eq!(decimals(sample, b';', &columns), [(ProjectField::Budget, Decimal::Comma)].into());
    }

    #[test]
    fn cells_decide_the_decimal_sign() {
        assert_eq!(decimal("a;b\n1,5;2\n", b';'), Decimal::Comma);
        assert_eq!(decimal("a;b\n1.5;2.25\n", b';'), Decimal::Point);
        assert_eq!(decimal("a;b\n15;2\n", b';'), Decimal::Comma);
        assert_eq!(decimal("a,b\n15,2\n", b','), Decimal::Point);
    }
}
