//! What can be compared between municipalities, named in one word: an indicator, a count of projects, a statistic of
//! sensors, a ratio of the user's own; each as it is or divided, indexed or as a rate of change.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, WorkingArea, keyed_enum};
use super::ids::IndicatorId;
use super::project::{HelixRole, ProjectKind, Status};
use super::sensor::ObservedProperty;

/// Which projects of a municipality are counted. All but [`Self::Kind`] count every kind that counts: projects,
/// services and planned actions, never programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectFigure {
    /// All.
    All,
    /// Of one kind.
    Kind(ProjectKind),
    /// With this dimension, the main one or another.
    Dimension(Dimension),
    /// In this stage.
    Status(Status),
    /// In this working area, as far as it was assigned.
    WorkingArea(WorkingArea),
    /// With a partner of this role.
    Helix(HelixRole),
    /// Running in a year: the period overlaps it. The only count with a year.
    Active,
}

keyed_enum!(
    /// What is told of the sensors of a municipality over a stretch of time.
    SensorStatistic {
        /// Mean of the hourly means.
        Mean = "mean",
        /// The value that 95 in a hundred hourly means stay under.
        Percentile95 = "p95",
        /// Hours or days above the reference value of the property.
        Exceedance = "exceedance",
        /// Hours with data in a hundred hours.
        Coverage = "coverage",
    }
);

keyed_enum!(
    /// What is made of a figure.
    FigureForm {
        /// The figure itself.
        Plain = "plain",
        /// Per 1,000 inhabitants; projects per 10,000, because there are few.
        PerInhabitant = "per_inhabitant",
        /// Per square kilometre of the land register.
        PerSquareKilometre = "per_km2",
        /// The first year with figures = 100.
        Index = "index",
        /// Mean change per year since the first year with figures, per cent (compound).
        ChangePerYear = "change_per_year",
    }
);

/// What a figure is made from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureBase {
    /// An indicator.
    Indicator(IndicatorId),
    /// A count of projects in the inventory, which is a sample.
    Projects(ProjectFigure),
    /// A statistic of sensors.
    Sensors(ObservedProperty, SensorStatistic),
    /// A ratio that the user defined, by its identifier.
    Own(Arc<str>),
}

/// A figure per municipality. Written as `BASE` or `BASE@FORM`: `population`, `population@index`, `projects`,
/// `projects/dimension/mobility@per_inhabitant`, `sensors/no2/mean`, `own/ID`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureRef {
    /// What it is made from.
    pub base: FigureBase,
    /// What is made of it.
    pub form: FigureForm,
}

/// The text names no figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a figure: {0:?}")]
pub struct InvalidFigure(pub String);

impl FigureRef {
    /// The figure itself.
    pub const fn plain(base: FigureBase) -> Self {
        Self { base, form: FigureForm::Plain }
    }

    /// An indicator as it is.
    pub fn indicator(id: &str) -> Self {
        Self::plain(FigureBase::Indicator(IndicatorId::new(id)))
    }

    /// A count of projects.
    pub const fn projects(what: ProjectFigure) -> Self {
        Self::plain(FigureBase::Projects(what))
    }

    /// The same in another form.
    #[must_use]
    pub fn with_form(&self, form: FigureForm) -> Self {
        Self { base: self.base.clone(), form }
    }

    /// Whether it rests on the inventory of projects, which is a sample.
    pub const fn is_sample(&self) -> bool {
        matches!(self.base, FigureBase::Projects(_))
    }
}

impl fmt::Display for ProjectFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("projects"),
            Self::Kind(kind) => write!(f, "projects/kind/{kind}"),
            Self::Dimension(dimension) => write!(f, "projects/dimension/{dimension}"),
            Self::Status(status) => write!(f, "projects/status/{status}"),
            Self::WorkingArea(area) => write!(f, "projects/area/{}", area.number()),
            Self::Helix(role) => write!(f, "projects/helix/{role}"),
            Self::Active => f.write_str("projects/active"),
        }
    }
}

impl fmt::Display for FigureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.base {
            FigureBase::Indicator(id) => write!(f, "{id}")?,
            FigureBase::Projects(what) => write!(f, "{what}")?,
            FigureBase::Sensors(property, statistic) => write!(f, "sensors/{property}/{statistic}")?,
            FigureBase::Own(id) => write!(f, "own/{id}")?,
        }
        if self.form == FigureForm::Plain { Ok(()) } else { write!(f, "@{}", self.form) }
    }
}

impl FromStr for FigureRef {
    type Err = InvalidFigure;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidFigure(text.to_owned());
        let (base, form) = match text.rsplit_once('@') {
            Some((base, form)) => (base, FigureForm::from_key(form).ok_or_else(invalid)?),
            None => (text, FigureForm::Plain),
        };
        Ok(Self { base: parse_base(base).ok_or_else(invalid)?, form })
    }
}

fn parse_base(text: &str) -> Option<FigureBase> {
    let mut parts = text.splitn(3, '/');
    let (first, second, third) = (parts.next()?, parts.next(), parts.next());
    match (first, second, third) {
        ("projects", kind, choice) => parse_projects(kind, choice).map(FigureBase::Projects),
        ("sensors", Some(property), Some(statistic)) => {
            let property = ObservedProperty::from_key(property)?;
            Some(FigureBase::Sensors(property, SensorStatistic::from_key(statistic)?))
        }
        ("own", Some(_), _) => {
            text.strip_prefix("own/").filter(|id| !id.is_empty()).map(|id| FigureBase::Own(id.into()))
        }
        ("" | "sensors" | "own", ..) => None,
        _ => Some(FigureBase::Indicator(IndicatorId::new(text))),
    }
}

fn parse_projects(kind: Option<&str>, choice: Option<&str>) -> Option<ProjectFigure> {
    match (kind, choice) {
        (None, None) => Some(ProjectFigure::All),
        (Some("active"), None) => Some(ProjectFigure::Active),
        (Some("kind"), Some(key)) => ProjectKind::from_key(key).map(ProjectFigure::Kind),
        (Some("dimension"), Some(key)) => Dimension::from_key(key).map(ProjectFigure::Dimension),
        (Some("status"), Some(key)) => Status::from_key(key).map(ProjectFigure::Status),
        (Some("helix"), Some(key)) => HelixRole::from_key(key).map(ProjectFigure::Helix),
        (Some("area"), Some(number)) => {
            WorkingArea::try_from(number.parse::<u8>().ok()?).ok().map(ProjectFigure::WorkingArea)
        }
        _ => None,
    }
}

impl Serialize for FigureRef {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FigureRef {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_as_it_is_read() {
        for text in [
            "population",
            "population@per_km2",
            "projects",
            "projects@per_inhabitant",
            "projects/kind/service",
            "projects/dimension/mobility",
            "projects/status/scaled_up",
            "projects/area/5",
            "projects/helix/knowledge",
            "projects/active@index",
            "sensors/no2/p95",
            "own/cars per home",
        ] {
            assert_eq!(text.parse::<FigureRef>().map(|figure| figure.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn what_is_no_figure_is_refused() {
        for text in ["", "population@often", "projects/area/11", "projects/dimension/speed", "sensors/no2", "own/"] {
            assert_eq!(text.parse::<FigureRef>(), Err(InvalidFigure(text.to_owned())));
        }
    }
}
