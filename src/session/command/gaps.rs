//! Commands on white spots.

use std::sync::Arc;

use crate::model::{Dimension, HelixRole, Nis, ProjectId};
use crate::workspace::{
    GapsBy, GapsCell, GapsGroup, GapsOnly, GapsOrder, GapsPage, GapsView, MatrixView, PartnersShow, PartnersView,
    SimilarSource, SimilarView,
};

/// A change of what the tab of white spots shows.
#[derive(Clone, Debug, PartialEq)]
pub enum GapsCommand {
    /// Shows a page.
    SetPage(GapsPage),
    /// Changes the matrix.
    Matrix(MatrixCommand),
    /// Changes what look-alikes are looked for.
    Similar(SimilarCommand),
    /// Changes what partners are looked for.
    Partners(PartnersCommand),
}

/// A change of what look-alikes are looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum SimilarCommand {
    /// Those of a project.
    OfProject(ProjectId),
    /// By a project or a description.
    SetSource(SimilarSource),
    /// Those of a description.
    SetIdea(String),
    /// Within the filter only.
    SetWithinFilter(bool),
}

/// A change of what partners are looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PartnersCommand {
    /// For whom.
    SetMunicipality(Option<Nis>),
    /// In which dimension.
    SetDimension(Option<Dimension>),
    /// For a project.
    SetProject(Option<ProjectId>),
    /// Of which role.
    SetRole(Option<HelixRole>),
    /// As a list or a network.
    SetShow(PartnersShow),
    /// Looks into an organisation.
    SetOrganisation(Option<Arc<str>>),
}

/// A change of the matrix.
#[derive(Clone, Debug, PartialEq)]
pub enum MatrixCommand {
    /// What the columns are.
    SetBy(GapsBy),
    /// Which projects count.
    SetOnly(GapsOnly),
    /// For each 10,000 inhabitants, or as they are.
    SetPer10000(bool),
    /// How municipalities are grouped.
    SetGroup(GapsGroup),
    /// Their order.
    SetOrder(GapsOrder),
    /// Most projects in this column first; once more: by population again.
    OrderByColumn(Arc<str>),
    /// Leaves out municipalities that are not in the sample, or not.
    SetHidesNotInSample(bool),
    /// Looks into a cell.
    SetCell(Option<GapsCell>),
}

impl GapsCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut GapsView) {
        match self {
            Self::SetPage(page) => view.page = *page,
            Self::Matrix(command) => command.apply(&mut view.matrix),
            Self::Similar(command) => command.apply(&mut view.similar),
            Self::Partners(command) => command.apply(&mut view.partners),
        }
    }
}

impl SimilarCommand {
    fn apply(&self, view: &mut SimilarView) {
        match self {
            Self::OfProject(id) => {
                view.source = SimilarSource::Project;
                view.project = Some(id.clone());
            }
            Self::SetSource(source) => view.source = *source,
            Self::SetIdea(idea) => {
                view.source = SimilarSource::Idea;
                view.idea.clone_from(idea);
            }
            Self::SetWithinFilter(is_within) => view.is_within_filter = *is_within,
        }
    }
}

impl PartnersCommand {
    fn apply(&self, view: &mut PartnersView) {
        match self {
            Self::SetMunicipality(nis) => view.municipality = *nis,
            Self::SetDimension(dimension) => {
                view.dimension = *dimension;
                view.project = None;
            }
            Self::SetProject(project) => view.project.clone_from(project),
            Self::SetRole(role) => view.role = *role,
            Self::SetShow(show) => view.show = *show,
            Self::SetOrganisation(name) => view.organisation.clone_from(name),
        }
    }
}

impl MatrixCommand {
    fn apply(&self, view: &mut MatrixView) {
        match self {
            Self::SetBy(by) => {
                // A column of another kind has no place here.
                if view.by != *by {
                    view.cell = None;
                    view.order_column = None;
                    if view.order == GapsOrder::Column {
                        view.order = GapsOrder::Population;
                    }
                }
                view.by = *by;
            }
            Self::SetOnly(only) => view.only = *only,
            Self::SetPer10000(is_per_10000) => view.is_per_10000 = *is_per_10000,
            Self::SetGroup(group) => view.group = *group,
            Self::SetOrder(order) => {
                view.order = *order;
                view.order_column = None;
            }
            Self::OrderByColumn(column) => {
                let is_again = view.order == GapsOrder::Column && view.order_column.as_ref() == Some(column);
                view.order = if is_again { GapsOrder::Population } else { GapsOrder::Column };
                view.order_column = (!is_again).then(|| Arc::clone(column));
            }
            Self::SetHidesNotInSample(hides) => view.hides_not_in_sample = *hides,
            Self::SetCell(cell) => view.cell.clone_from(cell),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_columns_forget_the_cell_and_the_order_of_the_old_ones() {
        let mut view = MatrixView::default();
        let nis = crate::model::Nis::try_from(44_021).unwrap();
        MatrixCommand::SetCell(Some(GapsCell { nis, column: "mobility".into() })).apply(&mut view);
        MatrixCommand::OrderByColumn("mobility".into()).apply(&mut view);
        MatrixCommand::SetBy(GapsBy::Dimension).apply(&mut view);
        assert!(view.cell.is_some() && view.order == GapsOrder::Column);
        MatrixCommand::SetBy(GapsBy::Helix).apply(&mut view);
        assert_eq!(view, MatrixView { by: GapsBy::Helix, ..MatrixView::default() });
    }

    #[test]
    fn a_column_is_ordered_by_until_it_is_asked_again() {
        let mut view = MatrixView::default();
        let again = MatrixCommand::OrderByColumn("living".into());
        again.apply(&mut view);
        assert_eq!((view.order, view.order_column.as_deref()), (GapsOrder::Column, Some("living")));
        again.apply(&mut view);
        assert_eq!((view.order, view.order_column.as_deref()), (GapsOrder::Population, None));
    }
}
