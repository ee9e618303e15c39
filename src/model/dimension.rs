//! The vocabulary of the advice "Slimme steden" (SERV, 8 April 2019): six dimensions, ten working areas, three
//! core values. The six dimensions are those of Giffinger et al., "Smart cities: ranking of European
//! medium-sized cities" (2007).

use serde::{Deserialize, Serialize};

/// Gives an enum its list of variants, the key that files and the command line use, and parsing of that key.
macro_rules! keyed_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $key)] $variant),+
        }

        impl $name {
            /// Every variant, in display order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word for it in files and on the command line.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// Its position in [`Self::ALL`].
            pub const fn index(self) -> usize {
                self as usize
            }

            /// The variant with this key, if any.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.key())
            }
        }
    };
}
pub(crate) use keyed_enum;

keyed_enum!(
    /// One of the six dimensions of a smart city.
    Dimension {
        /// Transport and logistics.
        Mobility = "mobility",
        /// Natural resources, energy, air, noise.
        Environment = "environment",
        /// Participation, public services, data.
        Governance = "governance",
        /// Social and human capital.
        People = "people",
        /// Competitiveness and innovation.
        Economy = "economy",
        /// Quality of life: care, safety, culture, housing.
        Living = "living",
    }
);

keyed_enum!(
    /// One of the three core values of the advice.
    CoreValue {
        /// Prosperity (welvaart).
        Prosperity = "prosperity",
        /// Inclusion (inclusie).
        Inclusion = "inclusion",
        /// Sustainability (duurzaamheid).
        Sustainability = "sustainability",
    }
);

/// One of the ten working areas of the advice, numbered 1 to 10 as there: 1 local administrative capacity,
/// 2 knowledge sharing, 3 open innovation, 4 citizen participation, 5 shared data and infrastructure agenda,
/// 6 smart regions, 7 international outlook, 8 funding, 9 inclusion, 10 sustainability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct WorkingArea(u8);

impl WorkingArea {
    /// The ten working areas in order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=10).map(Self)
    }

    /// Its number, 1 to 10.
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for WorkingArea {
    type Error = String;

    fn try_from(number: u8) -> Result<Self, Self::Error> {
        if (1..=10).contains(&number) { Ok(Self(number)) } else { Err(format!("working area {number} is not 1 to 10")) }
    }
}

impl From<WorkingArea> for u8 {
    fn from(area: WorkingArea) -> Self {
        area.0
    }
}
