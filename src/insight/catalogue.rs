//! Every figure that can be compared. May use: `workspace`, `model`.

use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, ProjectFigure, SensorStatistic};
use crate::model::{
    Aggregation, Dimension, HelixRole, IndicatorId, ObservedProperty, ProjectKind, Status, WorkingArea,
};
use crate::query::figures::AREA_HA;
use crate::query::thresholds::thresholds;
use crate::workspace::Workspace;

/// Where a figure stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureGroup {
    /// Indicators.
    Indicators,
    /// Counts of projects.
    Projects,
    /// Statistics of sensors.
    Sensors,
    /// Ratios of the user's own.
    Own,
}

impl FigureGroup {
    /// Every group in display order.
    pub const ALL: [Self; 4] = [Self::Indicators, Self::Projects, Self::Sensors, Self::Own];

    /// Its word in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Indicators => "indicators",
            Self::Projects => "projects",
            Self::Sensors => "sensors",
            Self::Own => "own",
        }
    }

    /// The group of a figure.
    pub const fn of(base: &FigureBase) -> Self {
        match base {
            FigureBase::Indicator(_) => Self::Indicators,
            FigureBase::Projects(_) => Self::Projects,
            FigureBase::Sensors(..) => Self::Sensors,
            FigureBase::Own(_) => Self::Own,
        }
    }
}

/// Every figure in its plain form, group after group. Sensors: those properties that some sensor measures.
pub fn all(workspace: &Workspace) -> Vec<FigureBase> {
    let indicators = workspace.indicators.definitions().iter().map(|one| FigureBase::Indicator(one.id.clone()));
    let ratios = workspace.own.ratios.iter().map(|ratio| FigureBase::Own(ratio.id.clone()));
    indicators.chain(projects().map(FigureBase::Projects)).chain(sensors(workspace)).chain(ratios).collect()
}

fn projects() -> impl Iterator<Item = ProjectFigure> {
    let kinds = ProjectKind::ALL.iter().copied().filter(|kind| *kind != ProjectKind::Programme);
    [ProjectFigure::All, ProjectFigure::Active]
        .into_iter()
        .chain(kinds.map(ProjectFigure::Kind))
        .chain(Dimension::ALL.iter().copied().map(ProjectFigure::Dimension))
        .chain(Status::ALL.iter().copied().map(ProjectFigure::Status))
        .chain(WorkingArea::all().map(ProjectFigure::WorkingArea))
        .chain(HelixRole::ALL.iter().copied().map(ProjectFigure::Helix))
}

fn sensors(workspace: &Workspace) -> Vec<FigureBase> {
    let sensors = workspace.sensors.sensors().values().filter(|sensor| sensor.nis.is_some());
    let mut measured: Vec<ObservedProperty> =
        sensors.flat_map(|sensor| sensor.datastreams.iter().map(|stream| stream.property)).collect();
    measured.sort_unstable();
    measured.dedup();
    let has = |property: ObservedProperty, statistic: SensorStatistic| {
        statistic != SensorStatistic::Exceedance || thresholds(property).next().is_some()
    };
    let of = |property: ObservedProperty| {
        let known = SensorStatistic::ALL.iter().copied().filter(move |statistic| has(property, *statistic));
        known.map(move |statistic| FigureBase::Sensors(property, statistic))
    };
    measured.into_iter().filter(|property| *property != ObservedProperty::WindDirection).flat_map(of).collect()
}

/// The forms that a figure can take.
pub fn forms(workspace: &Workspace, base: &FigureBase) -> Vec<FigureForm> {
    use FigureForm::{ChangePerYear, Index, PerInhabitant, PerSquareKilometre, Plain};
    match base {
        FigureBase::Indicator(id) => {
            let definition = workspace.indicators.definition(id);
            let is_sum = definition.is_some_and(|one| one.aggregation == Aggregation::Sum);
            let divided: &[FigureForm] = if is_sum { &[PerInhabitant, PerSquareKilometre] } else { &[] };
            // Nothing can be held against the first year where there is no other.
            let against: &[FigureForm] =
                if has_several_years(workspace, id, 0) { &[Index, ChangePerYear] } else { &[] };
            [&[Plain], divided, against].concat()
        }
        FigureBase::Projects(ProjectFigure::Active) => vec![Plain, PerInhabitant, PerSquareKilometre, Index],
        FigureBase::Projects(_) => vec![Plain, PerInhabitant, PerSquareKilometre],
        FigureBase::Sensors(..) => vec![Plain],
        FigureBase::Own(_) => vec![Plain, Index, ChangePerYear],
    }
}

fn has_several_years(workspace: &Workspace, id: &IndicatorId, depth: u8) -> bool {
    match workspace.indicators.definition(id).map(|one| &one.aggregation) {
        Some(Aggregation::Sum) => {
            let mut years = workspace.indicators.values(id).into_iter().flat_map(|places| places.values());
            let first = years.clone().flat_map(|years| years.keys()).next();
            years.any(|years| years.keys().any(|year| Some(year) != first))
        }
        Some(Aggregation::Ratio { numerator, denominator, .. }) if depth < 4 => {
            let has = |id: &IndicatorId| id.as_str() == AREA_HA || has_several_years(workspace, id, depth + 1);
            has(numerator) && has(denominator)
        }
        _ => false,
    }
}

/// The figures that exist in these forms, as the catalogue lists them.
pub fn figures(workspace: &Workspace) -> Vec<FigureRef> {
    let each = |base: FigureBase| {
        let forms = forms(workspace, &base);
        forms.into_iter().map(move |form| FigureRef { base: base.clone(), form })
    };
    all(workspace).into_iter().flat_map(each).collect()
}
