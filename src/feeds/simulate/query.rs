//! The part of OData that the simulator understands: `$expand`, `$top`, `$skip`, `$orderby` and `$filter` on the time
//! of observation, `$resultFormat`.
//!
//! Contract: pure; an option that it does not understand is an error with status 400. May use: nothing of the crate.

use jiff::Timestamp;

/// Largest page.
const MAX_TOP: usize = 1000;

/// Options of a collection.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Options {
    pub top: Option<usize>,
    pub skip: usize,
    pub is_newest_first: bool,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    pub is_data_array: bool,
    pub expand: Vec<(String, Options)>,
}

impl Options {
    /// Options that stand between `&` in an address, already decoded.
    pub fn of_query(pairs: &[(String, String)]) -> Result<Self, String> {
        let mut options = Self::default();
        for (name, value) in pairs {
            options.set(name, value)?;
        }
        Ok(options)
    }

    /// The options of an expanded member.
    pub fn expanded(&self, name: &str) -> Option<&Self> {
        self.expand.iter().find(|(member, _)| member == name).map(|(_, options)| options)
    }

    fn of_brackets(text: &str) -> Result<Self, String> {
        let mut options = Self::default();
        for part in split(text, ';').into_iter().filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').ok_or_else(|| format!("no option: {part}"))?;
            options.set(name, value)?;
        }
        Ok(options)
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let count = || value.parse::<usize>().map_err(|_| format!("no number: {name}={value}"));
        match name.trim() {
            "$top" => self.top = Some(count()?.min(MAX_TOP)),
            "$skip" => self.skip = count()?,
            "$count" | "$select" => {}
            "$resultFormat" => self.is_data_array = value == "dataArray",
            "$orderby" => self.is_newest_first = newest_first(value)?,
            "$filter" => self.filter(value)?,
            "$expand" => self.expand = expand(value)?,
            other => return Err(format!("not understood: {other}")),
        }
        Ok(())
    }

    fn filter(&mut self, text: &str) -> Result<(), String> {
        for term in text.split(" and ") {
            let parts: Vec<&str> = term.split_whitespace().collect();
            let ["phenomenonTime", operator, time] = parts.as_slice() else {
                return Err(format!("not understood: {term}"));
            };
            let time: Timestamp = time.parse().map_err(|_| format!("no time: {time}"))?;
            match *operator {
                "ge" | "gt" => self.from = Some(time),
                "le" | "lt" => self.until = Some(time),
                other => return Err(format!("not understood: {other}")),
            }
        }
        Ok(())
    }
}

fn newest_first(text: &str) -> Result<bool, String> {
    match text.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["phenomenonTime" | "resultTime", "desc"] => Ok(true),
        ["phenomenonTime" | "resultTime"] | ["phenomenonTime" | "resultTime", "asc"] => Ok(false),
        _ => Err(format!("not understood: {text}")),
    }
}

fn expand(text: &str) -> Result<Vec<(String, Options)>, String> {
    let member = |part: &str| {
        let (name, inner) = part.split_once('(').unwrap_or((part, ")"));
        let inner = inner.strip_suffix(')').ok_or_else(|| format!("no closing bracket: {part}"))?;
        Ok((name.trim().to_owned(), Options::of_brackets(inner)?))
    };
    split(text, ',').into_iter().map(member).collect()
}

/// Splits at a sign that stands outside of brackets.
fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0_i32);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if c == sign && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_options_are_read() {
        let pairs = [
            (
                "$expand".to_owned(),
                "Locations,Datastreams($expand=ObservedProperty,Observations($orderby=phenomenonTime desc;$top=1))"
                    .to_owned(),
            ),
            ("$top".to_owned(), "5".to_owned()),
        ];
        let options = Options::of_query(&pairs).expect("options");
        let inner = options.expanded("Datastreams").and_then(|streams| streams.expanded("Observations"));
        let inner = inner.expect("two levels down");
        assert!(options.expanded("Locations").is_some() && options.expanded("Sensors").is_none());
        assert_eq!((options.top, inner.top, inner.is_newest_first), (Some(5), Some(1), true));
        let refused = |name: &str, value: &str| Options::of_query(&[(name.to_owned(), value.to_owned())]).is_err();
        assert!(refused("$filter", "result gt 3") && refused("$top", "-1") && refused("$expand", "A($top=1"));
        assert!(refused("$orderby", "name") && refused("$search", "x"));
    }
}
