//! Commands on the table of projects, the chart of indicators and the list of sensors.

use crate::model::{FeedId, IndicatorId, Nis, ObservedProperty};
use crate::workspace::{Borders, IndicatorView, ProjectColumn, Scale, SensorView, SortKey, TableView};

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
}

impl TableCommand {
    /// Makes the change.
    pub fn apply(&self, table: &mut TableView) {
        match self {
            Self::SortBy { column, add } => sort_by(&mut table.sort, *column, *add),
            Self::ToggleColumn(column) => {
                if let Some(position) = table.columns.iter().position(|shown| shown == column) {
                    // The last column stays: an empty table can't be mended by looking at it.
                    if table.columns.len() > 1 {
                        table.columns.remove(position);
                    }
                } else {
                    table.columns.push(*column);
                }
            }
            Self::MoveColumn(column, position) => {
                table.columns.retain(|shown| shown != column);
                table.columns.insert((*position).min(table.columns.len()), *column);
            }
        }
    }
}

fn sort_by(sort: &mut Vec<SortKey>, column: ProjectColumn, add: bool) {
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
            Self::SetProjectPeriods(shown) => view.show_project_periods = *shown,
        }
    }
}

/// A change of the list of sensors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SensorCommand {
    /// Only this feed.
    SetFeed(Option<FeedId>),
    /// Only this property.
    SetProperty(Option<ObservedProperty>),
    /// The chart reaches so many hours back.
    SetHours(u32),
    /// Table or chart.
    SetTable(bool),
}

impl SensorCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut SensorView) {
        match self {
            Self::SetFeed(feed) => view.feed.clone_from(feed),
            Self::SetProperty(property) => view.property = *property,
            Self::SetHours(hours) => view.hours = Some(*hours),
            Self::SetTable(is_table) => view.is_table = *is_table,
        }
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
}
