//! Every string a person reads, by key and language, and numbers, dates and units as that language writes them.
//!
//! The strings are Fluent files in `assets/text/<language>/<area>.ftl`. A missing key shows as the key itself and
//! fails a test. May use: `model` (for [`Language`] and [`Reason`]).

pub mod number;

use std::borrow::Cow;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

pub use crate::model::Language;
use crate::model::reason::Named;
use crate::model::{Reason, Rejected};

/// The areas of text, a file each per language.
macro_rules! areas {
    ($($area:literal),+ $(,)?) => {
        const AREAS: &[(&str, &str, &str)] = &[$((
            $area,
            include_str!(concat!("../../assets/text/nl/", $area, ".ftl")),
            include_str!(concat!("../../assets/text/en/", $area, ".ftl")),
        )),+];
    };
}

areas!(
    "cli",
    "commands",
    "compare",
    "compare_time",
    "data",
    "errors",
    "export",
    "feeds",
    "figures",
    "filter",
    "gaps",
    "import",
    "indicators",
    "inspector",
    "map",
    "model",
    "notes",
    "partners",
    "profile",
    "projects",
    "reasons",
    "region",
    "reports",
    "sensors",
    "shell",
    "similar",
);

/// The texts of one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Text").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Text {
    /// The texts of this language. Files are part of the program; a line that can't be parsed is left out, and a
    /// test fails on it.
    pub fn new(language: Language) -> Self {
        let identifier = match language {
            Language::Nl => unic_langid::langid!("nl-BE"),
            Language::En => unic_langid::langid!("en"),
        };
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        // Isolation marks around arguments would be drawn as boxes and copied into files.
        bundle.set_use_isolating(false);
        for (_, nl, en) in AREAS {
            let source = match language {
                Language::Nl => nl,
                Language::En => en,
            };
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(parsed, _)| parsed);
            bundle.add_resource_overriding(resource);
        }
        Self { language, bundle }
    }

    /// Its language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text of a key without arguments.
    pub fn get(&self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text of a key with arguments: `text.with("hits", &[("n", 87.into())])`. Numbers passed as numbers choose
    /// the plural; pass numbers that are shown as text made by [`Text::number`].
    pub fn with(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            args.set(Cow::Owned((*name).to_owned()), value.clone());
        }
        self.format(key, Some(&args))
    }

    /// The word for a variant of the model: `word("dimension", "mobility")` is the text of `dimension-mobility`.
    pub fn word(&self, family: &str, key: &str) -> String {
        self.get(&format!("{family}-{}", key.replace('_', "-")))
    }

    /// Why something was refused or failed.
    pub fn reason(&self, reason: &Reason) -> String {
        let mut args = FluentArgs::new();
        for (name, named) in reason.named() {
            let value = match named {
                Named::Count(count) => self.integer(*count),
                Named::Word(word) => word.clone(),
                Named::Reason(reason) => self.reason(reason),
            };
            args.set(Cow::Owned(name.to_owned()), value);
        }
        self.format(reason.key(), Some(&args))
    }

    /// A refused row in one line: file, row, column and why.
    pub fn rejected(&self, row: &Rejected) -> String {
        let column = if row.column.is_empty() { String::new() } else { format!(" [{}]", row.column) };
        format!("{}:{}{column}: {}", row.file, row.row, self.reason(&row.reason))
    }

    /// A number as the language writes it, with this many decimals and thin spaces between thousands.
    pub fn number(&self, value: f64, decimals: u8) -> String {
        number::format(self.language, value, decimals)
    }

    /// A whole number as the language writes it.
    pub fn integer(&self, value: impl TryInto<i64>) -> String {
        number::format_integer(value.try_into().unwrap_or(i64::MAX))
    }

    fn format(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        self.bundle.format_pattern(pattern, arguments, &mut Vec::new()).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(source: &str) -> BTreeSet<&str> {
        source
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
            .filter_map(|line| line.split_once('=').map(|(key, _)| key.trim()))
            .collect()
    }

    #[test]
    fn every_text_file_parses() {
        for (area, nl, en) in AREAS {
            for source in [nl, en] {
                let parsed = FluentResource::try_new((*source).to_owned());
                assert!(parsed.is_ok(), "{area}: {:?}", parsed.err().map(|(_, errors)| errors));
            }
        }
    }

    #[test]
    fn no_key_stands_in_two_files() {
        let mut seen = BTreeSet::new();
        for (area, nl, _) in AREAS {
            for key in keys(nl) {
                assert!(seen.insert(key), "{key} of {area} stands elsewhere too");
            }
        }
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        for (area, nl, en) in AREAS {
            assert_eq!(keys(nl), keys(en), "keys of {area}");
        }
    }
}
