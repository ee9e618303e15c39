//! The part of Frictionless Table Schema that the data uses: types, constraints, keys.

use regex_lite::Regex;
use serde_json::Value;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    String,
    /// A whole number.
    Integer,
    /// A finite number with a decimal point.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A calendar day, `2025-01-01`.
    Date,
    /// A year of four digits.
    Year,
}

/// One column.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in the header.
    pub name: String,
    /// What it holds; for a list, what each item is.
    pub kind: Kind,
    /// Where it is a list: what stands between its items.
    pub delimiter: Option<char>,
    /// Whether a value must be there.
    pub is_required: bool,
    /// Whether no two rows may have the same value.
    pub is_unique: bool,
    allowed: Option<Vec<String>>,
    pattern: Option<(String, Regex)>,
    minimum: Option<String>,
    maximum: Option<String>,
    min_length: Option<u64>,
    max_length: Option<u64>,
}

/// Values that must occur in another table.
#[derive(Clone, Debug)]
pub struct ForeignKey {
    /// Columns of this table.
    pub fields: Vec<String>,
    /// The other table's name; empty = this one.
    pub resource: String,
    /// Its columns.
    pub reference: Vec<String>,
}

/// A table's columns and keys.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// Columns in the order of the header.
    pub fields: Vec<Field>,
    /// Columns that together name a row.
    pub primary_key: Vec<String>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    missing_values: Vec<String>,
}

impl Schema {
    /// Reads the schema of a resource.
    ///
    /// # Errors
    /// When it uses something that this check does not know: an unknown constraint must not pass silently.
    pub fn read(schema: &Value) -> Result<Self, String> {
        let fields = array(schema, "fields").iter().map(Field::read).collect::<Result<Vec<_>, _>>()?;
        let foreign_keys = array(schema, "foreignKeys")
            .iter()
            .map(|key| {
                let reference = key.get("reference").unwrap_or(&Value::Null);
                ForeignKey {
                    fields: names(key.get("fields")),
                    resource: text(reference, "resource").unwrap_or_default(),
                    reference: names(reference.get("fields")),
                }
            })
            .collect::<Vec<_>>();
        let schema = Self {
            fields,
            primary_key: names(schema.get("primaryKey")),
            foreign_keys,
            missing_values: schema.get("missingValues").map_or_else(|| vec![String::new()], |value| names(Some(value))),
        };
        let used = schema.foreign_keys.iter().flat_map(|key| &key.fields).chain(&schema.primary_key);
        for name in used {
            schema.position(name).ok_or_else(|| format!("a key names the column {name}, which the schema lacks"))?;
        }
        Ok(schema)
    }

    /// Position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// Whether the text stands for "no value".
    pub fn is_missing(&self, value: &str) -> bool {
        self.missing_values.iter().any(|missing| missing == value)
    }
}

impl Field {
    fn read(field: &Value) -> Result<Self, String> {
        let name = text(field, "name").ok_or("a field without a name")?;
        let fail = |what: String| format!("field {name}: {what}");
        let type_name = text(field, "type").unwrap_or_else(|| "string".to_owned());
        let (kind, delimiter) = if type_name == "list" {
            let item = text(field, "itemType").unwrap_or_else(|| "string".to_owned());
            let delimiter = text(field, "delimiter").and_then(|text| text.chars().next()).unwrap_or(',');
            (kind(&item), Some(delimiter))
        } else {
            (kind(&type_name), None)
        };
        let kind = kind.ok_or_else(|| fail(format!("unknown type {type_name}")))?;
        let empty = serde_json::Map::new();
        let constraints = field.get("constraints").and_then(Value::as_object).unwrap_or(&empty);
        let mut read = Self {
            kind,
            delimiter,
            is_required: false,
            is_unique: false,
            allowed: None,
            pattern: None,
            minimum: None,
            maximum: None,
            min_length: None,
            max_length: None,
            name: name.clone(),
        };
        for (key, value) in constraints {
            match key.as_str() {
                "required" => read.is_required = value.as_bool().unwrap_or(false),
                "unique" => read.is_unique = value.as_bool().unwrap_or(false),
                "enum" => read.allowed = Some(names(Some(value))),
                "pattern" => {
                    let pattern = value.as_str().unwrap_or_default();
                    let regex = Regex::new(&format!("^(?:{pattern})$")).map_err(|error| fail(error.to_string()))?;
                    read.pattern = Some((pattern.to_owned(), regex));
                }
                "minimum" => read.minimum = Some(plain(value)),
                "maximum" => read.maximum = Some(plain(value)),
                "minLength" => read.min_length = value.as_u64(),
                "maxLength" => read.max_length = value.as_u64(),
                other => return Err(fail(format!("unknown constraint {other}"))),
            }
        }
        Ok(read)
    }

    /// The items of a value: itself, or those of a list.
    pub fn items<'a>(&self, value: &'a str) -> Vec<&'a str> {
        match self.delimiter {
            Some(delimiter) => value.split(delimiter).collect(),
            None => vec![value],
        }
    }

    /// Checks a value that is there.
    ///
    /// # Errors
    /// The reason why it is wrong.
    pub fn check(&self, value: &str) -> Result<(), String> {
        self.items(value).into_iter().try_for_each(|item| self.check_item(item))
    }

    fn check_item(&self, value: &str) -> Result<(), String> {
        self.check_kind(value)?;
        if let Some(allowed) = &self.allowed
            && !allowed.iter().any(|one| one == value)
        {
            return Err(format!("{value:?} is not one of {}", allowed.join(", ")));
        }
        if let Some((pattern, regex)) = &self.pattern
            && !regex.is_match(value)
        {
            return Err(format!("{value:?} does not match {pattern}"));
        }
        let length = value.chars().count() as u64;
        if self.min_length.is_some_and(|least| length < least) || self.max_length.is_some_and(|most| length > most) {
            return Err(format!("{length} characters are too few or too many"));
        }
        if let Some(least) = &self.minimum
            && self.is_less(value, least)
        {
            return Err(format!("{value} is less than {least}"));
        }
        if let Some(most) = &self.maximum
            && self.is_less(most, value)
        {
            return Err(format!("{value} is greater than {most}"));
        }
        Ok(())
    }

    fn check_kind(&self, value: &str) -> Result<(), String> {
        let (is_right, what) = match self.kind {
            Kind::String => (value.trim() == value, "text without blanks at its ends"),
            Kind::Integer => (is_integer(value), "a whole number"),
            Kind::Number => (is_number(value), "a number"),
            Kind::Boolean => (matches!(value, "true" | "false"), "true or false"),
            Kind::Date => (is_date(value), "a date such as 2025-01-01"),
            Kind::Year => (value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit()), "a year"),
        };
        if is_right { Ok(()) } else { Err(format!("{value:?} is not {what}")) }
    }

    fn is_less(&self, left: &str, right: &str) -> bool {
        match (self.kind, left.parse::<f64>(), right.parse::<f64>()) {
            (Kind::Integer | Kind::Number | Kind::Year, Ok(left), Ok(right)) => left < right,
            // Dates of ISO 8601 sort as text.
            _ => left < right,
        }
    }
}

fn kind(name: &str) -> Option<Kind> {
    Some(match name {
        "string" => Kind::String,
        "integer" => Kind::Integer,
        "number" => Kind::Number,
        "boolean" => Kind::Boolean,
        "date" => Kind::Date,
        "year" => Kind::Year,
        _ => return None,
    })
}

fn is_integer(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && value.parse::<i64>().is_ok()
}

fn is_number(value: &str) -> bool {
    let is_plain = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E'));
    is_plain && value.parse::<f64>().is_ok_and(f64::is_finite)
}

fn is_date(value: &str) -> bool {
    let mut parts = value.split('-').map(|part| (part.len(), part.parse::<u32>().ok()));
    let (Some((4, Some(year))), Some((2, Some(month))), Some((2, Some(day))), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The text of a member.
pub fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).map(str::to_owned)
}

/// The items of an array member; none where it is absent.
pub fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A member that is one name or a list of names.
fn names(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(items)) => items.iter().map(plain).collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(one) => vec![plain(one)],
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
