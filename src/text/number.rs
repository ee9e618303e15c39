//! Numbers as Dutch and English write them: "86 921" in both (narrow no-break spaces, as in scientific use), a
//! comma for decimals in Dutch and a point in English.

use crate::model::Language;

/// Narrow no-break space (U+202F).
const THOUSANDS: char = '\u{202f}';

/// A number with this many decimals.
pub fn format(language: Language, value: f64, decimals: u8) -> String {
    let rounded = format!("{value:.*}", usize::from(decimals));
    let (digits, fraction) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("−", rest));
    let is_zero = digits.bytes().chain(fraction.bytes()).all(|byte| byte == b'0');
    let mut text = String::from(if is_zero { "" } else { sign });
    text.push_str(&grouped(digits));
    if !fraction.is_empty() {
        text.push(match language {
            Language::Nl => ',',
            Language::En => '.',
        });
        text.push_str(fraction);
    }
    text
}

/// A whole number.
pub fn format_integer(value: i64) -> String {
    let digits = grouped(&value.unsigned_abs().to_string());
    if value < 0 { format!("−{digits}") } else { digits }
}

fn grouped(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 * THOUSANDS.len_utf8());
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(THOUSANDS);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(format(Language::Nl, 86_921.0, 0), "86\u{202f}921");
        assert_eq!(format(Language::Nl, 8.44, 1), "8,4");
        assert_eq!(format(Language::En, -1234.5, 2), "−1\u{202f}234.50");
        assert_eq!(format(Language::En, -0.04, 1), "0.0");
        assert_eq!(format_integer(999), "999");
        assert_eq!(format_integer(-1_000_000), "−1\u{202f}000\u{202f}000");
    }
}
