//! Why something was refused or failed, as data: the key of a text and what it names. [`crate::text::Text::reason`]
//! tells it in the reader's language, so a file refused yesterday in Dutch can be read in English today.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// Longest part that a reason names; a cell can hold a whole page.
const MAX_NAMED_CHARS: usize = 200;

/// The key of words that are not ours (of a library, a host, a file of an older version): shown as they are.
const SAID: &str = "reason-said";

/// The key of a reason with its file.
const IN_FILE: &str = "reason-in-file";

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    key: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    named: Vec<(Cow<'static, str>, Named)>,
}

/// What a reason names: a word, or another reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Named {
    /// A number of things, which chooses the plural.
    Count(u64),
    /// A word or number as it stood.
    Word(String),
    /// The reason below.
    Reason(Reason),
}

impl Reason {
    /// The reason of this text (area `reasons`).
    pub const fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), named: Vec::new() }
    }

    /// More than `count` of something, which is not taken.
    pub fn more(key: &'static str, count: usize) -> Self {
        let count = Named::Count(u64::try_from(count).unwrap_or(u64::MAX));
        Self { key: Cow::Borrowed(key), named: vec![(Cow::Borrowed("count"), count)] }
    }

    /// Words that are not ours.
    pub fn said(words: impl fmt::Display) -> Self {
        Self::new(SAID).with("text", words)
    }

    /// Names something in the text; long words are cut.
    #[must_use]
    pub fn with(mut self, name: &'static str, word: impl fmt::Display) -> Self {
        let mut word = word.to_string();
        if let Some((end, _)) = word.char_indices().nth(MAX_NAMED_CHARS) {
            word.truncate(end);
            word.push('…');
        }
        self.named.push((Cow::Borrowed(name), Named::Word(word)));
        self
    }

    /// Names all that there are, with commas between; choices are short and must be seen whole.
    #[must_use]
    pub fn with_list<T: fmt::Display>(mut self, name: &'static str, words: impl IntoIterator<Item = T>) -> Self {
        let words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
        self.named.push((Cow::Borrowed(name), Named::Word(words.join(", "))));
        self
    }

    /// Names the reason below as `$reason`.
    #[must_use]
    pub fn because(mut self, reason: Self) -> Self {
        self.named.push((Cow::Borrowed("reason"), Named::Reason(reason)));
        self
    }

    /// The reason with the file or address that it is of; where it names that already, the reason as it is.
    #[must_use]
    pub fn in_file(self, file: impl fmt::Display) -> Self {
        let file = file.to_string();
        let is_named = matches!(&*self.key, SAID | IN_FILE) && self.to_string().contains(&file);
        if is_named || file.is_empty() { self } else { Self::new(IN_FILE).with("file", file).because(self) }
    }

    /// The key of its text.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it names, by name.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Named)> {
        self.named.iter().map(|(name, named)| (&**name, named))
    }

    /// As it is kept in a workspace.
    pub fn to_stored(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The reason that was kept; a workspace of an older version kept the words.
    pub fn from_stored(text: &str) -> Self {
        if text.starts_with('{') { serde_json::from_str(text).ok() } else { None }.unwrap_or_else(|| Self::said(text))
    }
}

impl From<String> for Reason {
    fn from(words: String) -> Self {
        Self::said(words)
    }
}

impl From<&str> for Reason {
    fn from(words: &str) -> Self {
        Self::said(words)
    }
}

/// For developers: the key and what it names. People read [`crate::text::Text::reason`].
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key != SAID {
            f.write_str(&self.key)?;
        }
        for (place, (_, named)) in self.named.iter().enumerate() {
            f.write_str(if self.key == SAID && place == 0 { "" } else { " " })?;
            match named {
                Named::Count(count) => write!(f, "{count}")?,
                Named::Word(word) => f.write_str(word)?,
                Named::Reason(reason) => write!(f, "({reason})")?,
            }
        }
        Ok(())
    }
}

/// A failure that can say why in the reader's language.
pub trait Explained {
    /// Why.
    fn reason(&self) -> Reason;
}

impl Explained for Reason {
    fn reason(&self) -> Reason {
        self.clone()
    }
}

impl Explained for std::io::Error {
    fn reason(&self) -> Reason {
        use std::io::ErrorKind;
        let known = match self.kind() {
            ErrorKind::NotFound => "reason-io-not-found",
            ErrorKind::PermissionDenied => "reason-io-denied",
            ErrorKind::AlreadyExists => "reason-io-exists",
            ErrorKind::IsADirectory => "reason-io-folder",
            ErrorKind::StorageFull => "reason-io-full",
            ErrorKind::ResourceBusy => "reason-io-in-use",
            ErrorKind::NotSeekable => "reason-io-no-file",
            ErrorKind::ReadOnlyFilesystem => "reason-io-read-only",
            ErrorKind::UnexpectedEof => "reason-ends-within",
            _ => return Reason::said(self),
        };
        Reason::new(known)
    }
}

/// Makes an [`Explained`] type an error whose words are those of its reason.
macro_rules! explained_error {
    ($name:ty) => {
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::model::Explained::reason(self).fmt(f)
            }
        }

        impl std::error::Error for $name {}
    };
}
pub(crate) use explained_error;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_kept_whole() {
        let inner = Reason::new("reason-not-a-number").with("text", "x \"y\" {z}");
        let reason = Reason::new("reason-rows-unreadable").with("first", 3).because(inner);
        assert_eq!(Reason::from_stored(&reason.to_stored()), reason);
        let plain = Reason::new("reason-no-shape");
        assert_eq!(Reason::from_stored(&plain.to_stored()), plain);
        assert_eq!(reason.to_string(), "reason-rows-unreadable 3 (reason-not-a-number x \"y\" {z})");
    }

    #[test]
    fn words_of_an_older_version_stay_as_they_are() {
        for words in ["\"abc\" is not a year", "{not json", ""] {
            assert_eq!(Reason::from_stored(words), Reason::said(words), "{words}");
            assert_eq!(Reason::from_stored(words).to_string(), words);
        }
    }

    #[test]
    fn a_file_is_named_once() {
        let told = Reason::said("broken: /a/b.csv").in_file("/a/b.csv");
        assert_eq!(told.key(), "reason-said");
        let once = Reason::new("reason-file-empty").in_file("b.csv");
        assert_eq!(once.key(), "reason-in-file");
        assert_eq!(once.clone().in_file("b.csv"), once);
        assert_eq!(Reason::new("reason-file-empty").in_file("").key(), "reason-file-empty");
    }

    #[test]
    fn a_long_word_is_cut() {
        let reason = Reason::said("é".repeat(1_000));
        assert_eq!(reason.to_string().chars().count(), MAX_NAMED_CHARS + 1);
    }
}
