//! Commands on municipalities side by side.

use crate::insight::comparison::{self, MUNICIPALITY_LIMIT};
use crate::model::figure_ref::FigureRef;
use crate::model::period::Year;
use crate::model::{Nis, ProjectId};
use crate::workspace::{Borders, ComparePanels, CompareSection, CompareSort, CompareView, PeerChoice};

/// A change of what is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum CompareCommand {
    /// Shows this part.
    SetSection(CompareSection),
    /// Compares these, the own one first; more than six are cut off.
    SetMunicipalities(Vec<Nis>),
    /// Adds one at the end, or takes it away.
    ToggleMunicipality(Nis),
    /// Makes one the own: the first.
    MakeOwn(Nis),
    /// Holds the first against this group; `None` = the customary one.
    SetPeers(Option<PeerChoice>),
    /// Figures that likeness rests on; none = the customary ones.
    SetSimilarBy(Vec<FigureRef>),
    /// Figures shown; none = the customary ones.
    SetFigures(Vec<FigureRef>),
    /// Adds a figure at the end, or takes it away.
    ToggleFigure(FigureRef),
    /// The figure of charts, map and inspector.
    Choose(FigureRef),
    /// Year of the figures; `None` = the newest of each.
    SetYear(Option<Year>),
    /// In these borders.
    SetBorders(Borders),
    /// Sorts by this: one way, then the other, then as chosen.
    SortBy(CompareSort),
    /// Tables or charts.
    SetTable(bool),
    /// Small charts or one.
    SetSmallMultiples(bool),
    /// The project whose before and after is looked at.
    SetProject(Option<ProjectId>),
    /// What each of several small charts shows; `None` = one chart for all.
    SetPanels(Option<ComparePanels>),
    /// Small charts with an axis each, or one for all.
    SetOwnAxes(bool),
}

impl CompareCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut CompareView) {
        match self {
            Self::SetSection(section) => view.section = *section,
            Self::SetMunicipalities(codes) => {
                view.municipalities.clone_from(codes);
                view.municipalities.truncate(MUNICIPALITY_LIMIT);
            }
            Self::ToggleMunicipality(nis) => toggle(&mut view.municipalities, nis, MUNICIPALITY_LIMIT),
            Self::MakeOwn(nis) => {
                view.municipalities.retain(|known| known != nis);
                view.municipalities.insert(0, *nis);
                view.municipalities.truncate(MUNICIPALITY_LIMIT);
            }
            Self::SetPeers(peers) => view.peers.clone_from(peers),
            Self::SetSimilarBy(figures) => view.similar_by.clone_from(figures),
            Self::SetFigures(figures) => view.figures.clone_from(figures),
            Self::ToggleFigure(figure) => {
                let mut figures = comparison::figures(view);
                toggle(&mut figures, figure, usize::MAX);
                view.figures = figures;
            }
            Self::Choose(figure) => view.chosen = Some(figure.clone()),
            Self::SetYear(year) => view.year = *year,
            Self::SetBorders(borders) => view.borders = *borders,
            Self::SortBy(key) => {
                view.sort = match view.sort.take() {
                    Some((known, false)) if known == *key => Some((known, true)),
                    Some((known, true)) if known == *key => None,
                    _ => Some((key.clone(), false)),
                };
            }
            Self::SetTable(is_table) => view.is_table = *is_table,
            Self::SetSmallMultiples(is_small) => view.is_small_multiples = *is_small,
            Self::SetProject(project) => view.project.clone_from(project),
            Self::SetPanels(panels) => {
                view.is_small_multiples = panels.is_some();
                view.panels = panels.unwrap_or(view.panels);
            }
            Self::SetOwnAxes(has_own_axes) => view.has_own_axes = *has_own_axes,
        }
    }
}

/// Takes one away, or adds it at the end where there is room.
fn toggle<T: Clone + PartialEq>(list: &mut Vec<T>, one: &T, limit: usize) {
    if let Some(position) = list.iter().position(|known| known == one) {
        list.remove(position);
    } else if list.len() < limit {
        list.push(one.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nis(number: u32) -> Nis {
        Nis::try_from(number).unwrap()
    }

    #[test]
    fn there_are_never_more_than_six() {
        let mut view = CompareView::default();
        CompareCommand::SetMunicipalities((11_001..11_010).map(nis).collect()).apply(&mut view);
        assert_eq!(view.municipalities.len(), 6);
        CompareCommand::ToggleMunicipality(nis(44_021)).apply(&mut view);
        assert_eq!(view.municipalities.len(), 6);
        CompareCommand::MakeOwn(nis(44_021)).apply(&mut view);
        assert_eq!((view.municipalities.len(), view.municipalities[0]), (6, nis(44_021)));
    }

    #[test]
    fn the_first_change_starts_from_the_customary_figures() {
        let mut view = CompareView::default();
        CompareCommand::ToggleFigure(FigureRef::indicator("population")).apply(&mut view);
        assert_eq!(view.figures.len(), comparison::DEFAULT_FIGURES.len() - 1);
    }

    #[test]
    fn sorting_goes_round() {
        let mut view = CompareView::default();
        let sort = CompareCommand::SortBy(CompareSort::Rank);
        let mut seen = Vec::new();
        for _ in 0..3 {
            sort.apply(&mut view);
            seen.push(view.sort.as_ref().map(|(_, descending)| *descending));
        }
        assert_eq!(seen, [Some(false), Some(true), None]);
    }
}
