//! Identifiers as types of their own, so that one can't stand where another is meant.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A Belgian municipality code (NIS / REFNIS, Statbel): five digits, of any vintage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nis(u32);

/// The text is not a five-digit municipality code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a five-digit NIS code: {0:?}")]
pub struct InvalidNis(pub String);

impl Nis {
    /// The code as a number, 10000 to 99999.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// The two leading digits, which name the arrondissement (Statbel).
    #[expect(clippy::cast_possible_truncation, reason = "a five-digit code divided by 1000 is below 100")]
    pub const fn arrondissement_code(self) -> u8 {
        (self.0 / 1000) as u8
    }
}

impl TryFrom<u32> for Nis {
    type Error = InvalidNis;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        if (10_000..=99_999).contains(&number) { Ok(Self(number)) } else { Err(InvalidNis(number.to_string())) }
    }
}

impl FromStr for Nis {
    type Err = InvalidNis;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidNis(text.to_owned());
        if text.len() != 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(invalid());
        }
        text.parse::<u32>().ok().and_then(|number| Self::try_from(number).ok()).ok_or_else(invalid)
    }
}

impl fmt::Display for Nis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:05}", self.0)
    }
}

impl Serialize for Nis {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Nis {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The identifier with this text.
            pub fn new(text: impl AsRef<str>) -> Self {
                Self(Arc::from(text.as_ref()))
            }

            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id!(
    /// A project of the inventory ("P016") or of an import.
    ProjectId
);
text_id!(
    /// An indicator ("population", "share_65_plus").
    IndicatorId
);
text_id!(
    /// A live feed of the catalogue or added by the user.
    FeedId
);
text_id!(
    /// A sensor: its feed's identifier, a slash, and its own within the feed.
    SensorId
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nis_takes_five_digits_only() {
        assert_eq!("11002".parse::<Nis>().map(|nis| nis.to_string()), Ok("11002".to_owned()));
        for wrong in ["", "1102", "110022", "1100a", "01100", "+1002", " 11002"] {
            assert_eq!(wrong.parse::<Nis>(), Err(InvalidNis(wrong.to_owned())));
        }
    }

    #[test]
    fn nis_names_its_arrondissement() {
        assert_eq!("44021".parse::<Nis>().map(Nis::arrondissement_code), Ok(44));
    }
}
