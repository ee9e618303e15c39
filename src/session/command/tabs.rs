//! Commands on the table of projects, the chart of indicators and the list of sensors.

use crate::model::{FeedId, IndicatorId, Nis, ObservedProperty, Quality};
use crate::session::results::SERIES_LIMIT;
use crate::workspace::{
    Borders, IndicatorColumn, IndicatorView, ProfileKind, ProjectColumn, Scale, SensorColumn, SensorSection,
    SensorThreshold, SensorView, SortKey, StreamRef, Stretch, TableView,
};

/// A change of the table of projects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableCommand {
    /// Sorts by this column first: ascending, then descending, then not; `add` keeps the other keys.
    SortBy {
        /// The column.
        column: ProjectColumn,
        /// Keeps the keys that are there.
        add: bool,
    },
    /// Shows or hides a column.
    ToggleColumn(ProjectColumn),
    /// Moves a column to this position.
    MoveColumn(ProjectColumn, usize),
    /// Tells the statistics of a column under the table, or of none.
    SetStatistics(Option<ProjectColumn>),
}

impl TableCommand {
    /// Makes the change.
    pub fn apply(&self, table: &mut TableView) {
        match self {
            Self::SortBy { column, add } => sort_by(&mut table.sort, *column, *add),
            Self::ToggleColumn(column) => toggle_column(&mut table.columns, *column),
            Self::MoveColumn(column, position) => move_column(&mut table.columns, *column, *position),
            Self::SetStatistics(column) => table.statistics = *column,
        }
    }
}

fn toggle_column<C: PartialEq>(columns: &mut Vec<C>, column: C) {
    if let Some(position) = columns.iter().position(|shown| *shown == column) {
        // The last column stays: an empty table can't be mended by looking at it.
        if columns.len() > 1 {
            columns.remove(position);
        }
    } else {
        columns.push(column);
    }
}

fn move_column<C: PartialEq>(columns: &mut Vec<C>, column: C, position: usize) {
    columns.retain(|shown| *shown != column);
    columns.insert(position.min(columns.len()), column);
}

fn sort_by<C: Copy + PartialEq>(sort: &mut Vec<SortKey<C>>, column: C, add: bool) {
    let known = sort.iter().find(|key| key.column == column).copied();
    let next = match known {
        None => Some(SortKey { column, is_descending: false }),
        Some(key) if !key.is_descending => Some(SortKey { column, is_descending: true }),
        Some(_) => None,
    };
    match (add, sort.iter_mut().find(|key| key.column == column), next) {
        (true, Some(key), Some(next)) => *key = next,
        (true, None, Some(next)) => sort.push(next),
        (true, _, None) => sort.retain(|key| key.column != column),
        (false, _, next) => *sort = next.into_iter().collect(),
    }
}

/// A change of the chart of indicators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IndicatorCommand {
    /// Shows this indicator.
    SetIndicator(IndicatorId),
    /// Draws or drops the series of a municipality.
    ToggleMunicipality(Nis),
    /// Draws the series of these municipalities.
    SetMunicipalities(Vec<Nis>),
    /// Divides by this.
    SetScale(Scale),
    /// In these borders.
    SetBorders(Borders),
    /// Table or chart.
    SetTable(bool),
    /// Sorts the table by this column first: ascending, then descending, then not; `add` keeps the other keys.
    SortBy {
        /// The column.
        column: IndicatorColumn,
        /// Keeps the keys that are there.
        add: bool,
    },
    /// Bands of project periods or none.
    SetProjectPeriods(bool),
}

impl IndicatorCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut IndicatorView) {
        match self {
            Self::SetIndicator(id) => view.indicator = Some(id.clone()),
            Self::ToggleMunicipality(nis) => {
                if let Some(position) = view.municipalities.iter().position(|known| known == nis) {
                    view.municipalities.remove(position);
                } else {
                    view.municipalities.push(*nis);
                }
            }
            Self::SetMunicipalities(codes) => view.municipalities.clone_from(codes),
            Self::SetScale(scale) => view.scale = *scale,
            Self::SetBorders(borders) => view.borders = *borders,
            Self::SetTable(is_table) => view.is_table = *is_table,
            Self::SortBy { column, add } => sort_by(&mut view.sort, *column, *add),
            Self::SetProjectPeriods(shown) => view.show_project_periods = *shown,
        }
    }
}

/// A change of the sensors shown.
#[derive(Clone, Debug, PartialEq)]
pub enum SensorCommand {
    /// Shows this part of the tab.
    SetSection(SensorSection),
    /// Only this feed.
    SetFeed(Option<FeedId>),
    /// Only this property.
    SetProperty(Option<ObservedProperty>),
    /// Shows or hides observations of this quality.
    ToggleQuality(Quality),
    /// Sorts the list by this column first: ascending, then descending, then not; `add` keeps the other keys.
    SortBy {
        /// The column.
        column: SensorColumn,
        /// Keeps the keys that are there.
        add: bool,
    },
    /// Shows or hides a column of the list.
    ToggleColumn(SensorColumn),
    /// Moves a column of the list to this position.
    MoveColumn(SensorColumn, usize),
    /// Adds a datastream to the charts, or takes it out; beyond the limit nothing is added.
    ToggleStream(StreamRef),
    /// Takes all datastreams out of the charts.
    ClearStreams,
    /// The chart reaches so many hours back from now; 0 = to the first reading.
    SetHours(u32),
    /// The chart shows this stretch; `None` = it follows the clock again.
    SetStretch(Option<Stretch>),
    /// Table or chart.
    SetTable(bool),
    /// Holds this against the means.
    SetThreshold(Option<SensorThreshold>),
    /// Averages into a day or a week.
    SetProfile(ProfileKind),
    /// Patterns are made from so many days.
    SetPeriod(u32),
}

impl SensorCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut SensorView) {
        match self {
            Self::SetSection(section) => view.section = *section,
            Self::SetFeed(feed) => view.feed.clone_from(feed),
            Self::SetProperty(property) => view.property = *property,
            Self::ToggleQuality(quality) => {
                // Good ones can't be hidden: nothing would be left to compare the others with.
                if !view.hidden_qualities.remove(quality) && *quality != Quality::Good {
                    view.hidden_qualities.insert(*quality);
                }
            }
            Self::SortBy { column, add } => sort_by(&mut view.sort, *column, *add),
            Self::ToggleColumn(column) => toggle_column(shown_columns(view), *column),
            Self::MoveColumn(column, position) => move_column(shown_columns(view), *column, *position),
            Self::ToggleStream(stream) => toggle_stream(&mut view.compared, stream),
            Self::ClearStreams => view.compared.clear(),
            Self::SetHours(hours) => {
                view.hours = Some(*hours);
                view.stretch = None;
            }
            Self::SetStretch(stretch) => view.stretch = stretch.filter(|stretch| stretch.from < stretch.until),
            Self::SetTable(is_table) => view.is_table = *is_table,
            Self::SetThreshold(threshold) => view.threshold = threshold.filter(|one| one.value.is_finite()),
            Self::SetProfile(profile) => view.profile = *profile,
            Self::SetPeriod(days) => view.period_days = Some(*days),
        }
    }
}

/// The columns to change: where none were chosen yet, all.
fn shown_columns(view: &mut SensorView) -> &mut Vec<SensorColumn> {
    if view.columns.is_empty() {
        view.columns = SensorColumn::ALL.to_vec();
    }
    &mut view.columns
}

fn toggle_stream(compared: &mut Vec<StreamRef>, stream: &StreamRef) {
    if let Some(position) = compared.iter().position(|known| known == stream) {
        compared.remove(position);
    } else if compared.len() < SERIES_LIMIT {
        compared.push(stream.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorting_goes_up_then_down_then_off() {
        let mut table = TableView::default();
        let click = TableCommand::SortBy { column: ProjectColumn::Title, add: false };
        click.apply(&mut table);
        assert_eq!(table.sort, [SortKey { column: ProjectColumn::Title, is_descending: false }]);
        click.apply(&mut table);
        assert_eq!(table.sort, [SortKey { column: ProjectColumn::Title, is_descending: true }]);
        click.apply(&mut table);
        assert_eq!(table.sort, []);
    }

    #[test]
    fn a_second_key_is_added_behind_the_first() {
        let mut table = TableView::default();
        TableCommand::SortBy { column: ProjectColumn::Lead, add: false }.apply(&mut table);
        TableCommand::SortBy { column: ProjectColumn::Title, add: true }.apply(&mut table);
        assert_eq!(
            table.sort.iter().map(|key| key.column).collect::<Vec<_>>(),
            [ProjectColumn::Lead, ProjectColumn::Title]
        );
    }

    #[test]
    fn columns_of_sensors_are_chosen_out_of_all() {
        let mut view = SensorView::default();
        SensorCommand::ToggleColumn(SensorColumn::Town).apply(&mut view);
        assert_eq!(view.columns.len(), SensorColumn::ALL.len() - 1);
        SensorCommand::MoveColumn(SensorColumn::Feed, 0).apply(&mut view);
        assert_eq!(view.columns.first(), Some(&SensorColumn::Feed));
    }

    #[test]
    fn at_most_so_many_datastreams_are_compared() {
        let mut view = SensorView::default();
        let stream =
            |n: usize| StreamRef { sensor: crate::model::SensorId::new(format!("f/{n}")), datastream: "a".into() };
        (0..SERIES_LIMIT + 3).for_each(|n| SensorCommand::ToggleStream(stream(n)).apply(&mut view));
        assert_eq!(view.compared.len(), SERIES_LIMIT);
        SensorCommand::ToggleStream(stream(0)).apply(&mut view);
        assert_eq!(view.compared.first(), Some(&stream(1)));
    }

    #[test]
    fn a_length_chosen_follows_the_clock_again() {
        let mut view = SensorView::default();
        let (from, until) = (jiff::Timestamp::UNIX_EPOCH, jiff::Timestamp::MAX);
        SensorCommand::SetStretch(Some(Stretch { from, until })).apply(&mut view);
        assert_eq!(view.stretch, Some(Stretch { from, until }));
        SensorCommand::SetHours(168).apply(&mut view);
        assert_eq!((view.stretch, view.hours), (None, Some(168)));
        SensorCommand::SetStretch(Some(Stretch { from: until, until: from })).apply(&mut view);
        assert_eq!(view.stretch, None);
    }

    #[test]
    fn good_readings_are_never_hidden() {
        let mut view = SensorView::default();
        SensorCommand::ToggleQuality(Quality::Good).apply(&mut view);
        SensorCommand::ToggleQuality(Quality::Missing).apply(&mut view);
        assert_eq!(view.hidden_qualities, [Quality::Missing].into());
        SensorCommand::ToggleQuality(Quality::Missing).apply(&mut view);
        assert!(view.hidden_qualities.is_empty());
    }
}
