//! What can be undone: each entry holds the view before a command, and the projects, figures or readings an
//! import changed.

use std::sync::Arc;

use crate::model::own::Own;
use crate::model::{IndicatorPatch, LayerPatch, Project, ProjectId, ReadingsPatch};
use crate::workspace::View;

/// How many steps are kept.
const LIMIT: usize = 500;

/// A change of the projects that can be turned around.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProjectChange {
    /// Projects to write.
    pub put: Vec<Project>,
    /// Projects to remove.
    pub remove: Vec<ProjectId>,
}

/// A change of indicators and the one that takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct IndicatorChange {
    /// Leads to the other side of the step.
    pub across: Arc<IndicatorPatch>,
    /// Leads here again.
    pub here: Arc<IndicatorPatch>,
}

impl IndicatorChange {
    /// As seen from the other side.
    pub(super) fn turned(&self) -> Self {
        Self { across: Arc::clone(&self.here), here: Arc::clone(&self.across) }
    }
}

/// A change of a list of sensors and the one that takes it back.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadingsChange {
    /// Leads to the other side of the step.
    pub across: Arc<ReadingsPatch>,
    /// Leads here again.
    pub here: Arc<ReadingsPatch>,
}

impl ReadingsChange {
    /// As seen from the other side.
    pub(super) fn turned(&self) -> Self {
        Self { across: Arc::clone(&self.here), here: Arc::clone(&self.across) }
    }
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The view on the other side of the step.
    pub view: Arc<View>,
    /// The change of projects that leads to the other side.
    pub projects: Option<ProjectChange>,
    /// The lists and ratios of the other side, where the step changes them.
    pub own: Option<Arc<Own>>,
    /// The change of indicators that leads to the other side.
    pub indicators: Option<IndicatorChange>,
    /// The change of a list of sensors that leads to the other side.
    pub readings: Option<ReadingsChange>,
    /// The change of layers that leads to the other side.
    pub layers: Option<LayerPatch>,
    merge_key: Option<&'static str>,
}

impl Step {
    /// A step that changes the view alone.
    pub const fn of(view: Arc<View>) -> Self {
        Self { view, projects: None, own: None, indicators: None, readings: None, layers: None, merge_key: None }
    }
}

/// Steps back and forth.
#[derive(Clone, Debug, Default)]
pub struct History {
    back: Vec<Step>,
    forth: Vec<Step>,
}

impl History {
    /// Remembers the view before a command. Commands with the same merge key make one step.
    pub fn record(&mut self, before: Arc<View>, merge_key: Option<&'static str>) {
        self.forth.clear();
        let is_merged = merge_key.is_some() && self.back.last().is_some_and(|step| step.merge_key == merge_key);
        if !is_merged {
            self.push(Step { merge_key, ..Step::of(before) });
        }
    }

    /// Remembers an import: `back` is the change of projects that undoes it.
    pub fn record_projects(&mut self, view: Arc<View>, back: ProjectChange) {
        self.forth.clear();
        self.push(Step { projects: Some(back), ..Step::of(view) });
    }

    /// Remembers the lists and ratios before a change of them.
    pub fn record_own(&mut self, view: Arc<View>, own: Arc<Own>) {
        self.forth.clear();
        self.push(Step { own: Some(own), ..Step::of(view) });
    }

    /// Remembers an import of figures.
    pub fn record_indicators(&mut self, view: Arc<View>, change: IndicatorChange) {
        self.forth.clear();
        self.push(Step { indicators: Some(change), ..Step::of(view) });
    }

    /// Remembers an import of a list of sensors.
    pub fn record_readings(&mut self, view: Arc<View>, change: ReadingsChange) {
        self.forth.clear();
        self.push(Step { readings: Some(change), ..Step::of(view) });
    }

    /// Remembers a change of layers: `back` undoes it.
    pub fn record_layers(&mut self, view: Arc<View>, back: LayerPatch) {
        self.forth.clear();
        self.push(Step { layers: Some(back), ..Step::of(view) });
    }

    /// Takes the last step back; `forth` makes the step that leads here again.
    pub fn undo(&mut self, forth: impl FnOnce(&Step) -> Step) -> Option<Step> {
        let step = self.back.pop()?;
        self.forth.push(forth(&step));
        Some(step)
    }

    /// Makes the last step taken back again; `back` makes the step that leads here.
    pub fn redo(&mut self, back: impl FnOnce(&Step) -> Step) -> Option<Step> {
        let step = self.forth.pop()?;
        let step_back = back(&step);
        self.push(step_back);
        Some(step)
    }

    /// The step that would be taken back.
    pub fn next_back(&self) -> Option<&Step> {
        self.back.last()
    }

    /// The step that would be made again.
    pub fn next_forth(&self) -> Option<&Step> {
        self.forth.last()
    }

    /// Whether there is something to undo.
    pub fn can_undo(&self) -> bool {
        !self.back.is_empty()
    }

    /// Whether there is something to redo.
    pub fn can_redo(&self) -> bool {
        !self.forth.is_empty()
    }

    /// Forgets everything, as after opening another workspace.
    pub fn clear(&mut self) {
        self.back.clear();
        self.forth.clear();
    }

    fn push(&mut self, step: Step) {
        if self.back.len() == LIMIT {
            self.back.remove(0);
        }
        self.back.push(step);
    }
}
