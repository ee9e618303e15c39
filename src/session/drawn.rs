//! What is drawn of the projects: selection, time line, symbols, the order of the table.

use std::sync::Arc;

use crate::model::Language;
use crate::model::period::Year;
use crate::query::engine::FilterEngine;
use crate::query::filter::Selection;
use crate::query::symbols::{self, PlaceSymbol};
use crate::query::table;
use crate::query::timeline::Timeline;
use crate::workspace::{View, Workspace};

/// Years beyond the current one that open periods are drawn to, at most.
const HORIZON_YEARS: Year = 5;

/// What it is drawn for.
#[derive(Clone, Debug)]
pub(super) struct Question {
    /// The view.
    pub view: Arc<View>,
    /// The language that names are sorted in.
    pub language: Language,
    /// The year of now.
    pub this_year: Year,
}

/// All of it, made at once from the columns of the projects.
#[derive(Clone, Debug)]
pub(super) struct Drawn {
    /// What it was drawn for.
    pub question: Question,
    /// Rows, counts and facets.
    pub selection: Arc<Selection>,
    /// Active projects by year.
    pub timeline: Arc<Timeline>,
    /// Symbols of the map.
    pub symbols: Arc<Vec<PlaceSymbol>>,
    /// Rows in the order of the table.
    pub order: Arc<Vec<u32>>,
}

impl Drawn {
    /// Makes all of it.
    pub fn new(engine: &mut FilterEngine, question: &Question) -> Self {
        let view = &question.view;
        let selection = engine.select(&view.filter);
        let horizon = horizon(engine.columns().last_end, question.this_year);
        let timeline = engine.timeline(&view.filter, horizon);
        let columns = engine.columns();
        let symbols = symbols::run(&columns.projects, &columns.municipalities, &view.filter, &selection);
        let (sort, language) = (&view.table.sort, question.language);
        let order = table::sorted(&columns.projects, &columns.municipalities, &selection, sort, language);
        Self {
            question: question.clone(),
            selection: Arc::new(selection),
            timeline: Arc::new(timeline),
            symbols: Arc::new(symbols),
            order: Arc::new(order),
        }
    }
}

/// The last year that open periods are drawn to: five years on, or the last end known if that is earlier.
pub(super) fn horizon(last_end: Option<Year>, this_year: Year) -> Year {
    last_end.unwrap_or(this_year).clamp(this_year, this_year + HORIZON_YEARS)
}

/// Generations of projects and of municipalities.
pub(super) type Made = (u64, u64);

/// Generations of projects and of municipalities.
pub(super) const fn made_of(workspace: &Workspace) -> Made {
    (workspace.generations.projects, workspace.generations.municipalities)
}
