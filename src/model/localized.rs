//! Text that the data itself holds in several languages.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A language of the interface and of the bundled data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch, the language of the region.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order in which the interface offers them.
    pub const ALL: [Self; 2] = [Self::Nl, Self::En];

    /// The ISO 639-1 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::En => "en",
        }
    }

    /// The language of a locale such as `nl_BE.UTF-8`; English unless it is Dutch.
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("nl") { Self::Nl } else { Self::En }
    }
}

/// A text in one or more languages. An untagged text is kept under both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Localized {
    /// The Dutch text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nl: Option<Arc<str>>,
    /// The English text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<Arc<str>>,
}

impl Localized {
    /// A text in Dutch and English; an empty one counts as absent.
    pub fn new(nl: &str, en: &str) -> Self {
        let some = |text: &str| (!text.is_empty()).then(|| Arc::from(text));
        Self { nl: some(nl), en: some(en) }
    }

    /// A text without a language, such as a proper name.
    pub fn same(text: &str) -> Self {
        let shared = (!text.is_empty()).then(|| Arc::<str>::from(text));
        Self { nl: shared.clone(), en: shared }
    }

    /// The text in `language`, else in the other one, else empty.
    pub fn get(&self, language: Language) -> &str {
        let (first, second) = match language {
            Language::Nl => (&self.nl, &self.en),
            Language::En => (&self.en, &self.nl),
        };
        first.as_deref().or(second.as_deref()).unwrap_or_default()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.nl.is_none() && self.en.is_none()
    }
}
