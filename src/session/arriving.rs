//! Changes of the projects on their way to the screen: with many projects, rows, columns and what is drawn of them are made
//! beside the interface and arrive together, so that nothing is ever shown of the rows of another state.
//!
//! Contract: until a change arrives everything stays as it was; changes arrive in their order, those that wait for a turn
//! together. What rests on projects that have not arrived (undoing an import, a correction, an export) waits in its order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use super::command::{FileCommand, ReportCommand};
use super::drawn::{Drawn, Question};
use super::{Command, NoticeLevel, Session};
use crate::jobs::derived::{AT_ONCE_ROWS, Derived, UnderWay, drop_aside};
use crate::model::own::Own;
use crate::query::engine::FilterEngine;
use crate::query::snapshot::Snapshot;
use crate::query::words::Words;
use crate::workspace::{Change, RowChange, Rows, Workspace};

/// Columns, told by where they lie. Held, so that no others can come to lie in their place.
#[derive(Clone, Debug)]
pub(super) struct Columns(Arc<Snapshot>);

impl PartialEq for Columns {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Rows with all that is drawn of them first.
#[derive(Debug)]
pub(super) struct Arrived {
    rows: Rows,
    engine: FilterEngine,
    /// For the view that was there when the turn began; `None` where that needs an index of words.
    drawn: Option<Drawn>,
}

/// What a turn is to take in; it is left here where no thread could be had for it.
type Batch = Arc<Mutex<Vec<RowChange>>>;

/// Changes that have not arrived.
#[derive(Debug, Default)]
pub(super) struct Arriving {
    /// For the next turn.
    waiting: Vec<RowChange>,
    /// The turn under way.
    turn: Option<(u64, Batch)>,
    last_turn: u64,
    pub making: Derived<u64, Arrived>,
    /// Arrived but for the index of words that the filter needs.
    held: Option<Arrived>,
    pub words: Derived<Columns, Words>,
    commands: VecDeque<Command>,
    /// Held by a test that looks at what is shown meanwhile.
    #[cfg(test)]
    pub gate: Arc<Mutex<()>>,
}

impl Arriving {
    /// Whether rows are under way.
    pub const fn is_busy(&self) -> bool {
        self.turn.is_some() || self.held.is_some() || !self.waiting.is_empty()
    }

    /// Whether anything is made: rows or an index of words.
    pub fn is_making(&self) -> bool {
        self.is_busy() || self.words.is_under_way()
    }

    /// Whether something is to be undone, or made again, once rows have arrived.
    pub fn holds_undo(&self) -> bool {
        self.commands.iter().any(|command| matches!(command, Command::Undo | Command::Redo))
    }

    /// Whether a command must wait for rows that are under way; `undoes_rows` = the step that it takes back or makes again
    /// is one of projects.
    fn holds_up(&self, command: &Command, undoes_rows: bool) -> bool {
        match command {
            _ if !self.is_busy() => false,
            Command::App(_) | Command::File(FileCommand::Cancel(_)) => false,
            Command::Remark(_)
            | Command::Report(ReportCommand::Make(_))
            | Command::File(FileCommand::Export(_) | FileCommand::Report(_)) => true,
            Command::Undo | Command::Redo => undoes_rows || !self.commands.is_empty(),
            Command::Layer(_) | Command::Own(_) | Command::Report(_) | Command::File(_) | Command::Feed(_) => {
                !self.commands.is_empty()
            }
            // A change of the view: what is undone before it must not be this.
            _ => self.holds_undo(),
        }
    }
}

impl Session {
    /// Takes in changes of the data; what they do to many rows arrives later, together.
    pub(super) fn change(&mut self, changes: impl IntoIterator<Item = Change>) {
        let of_rows = changes.into_iter().filter_map(|change| self.workspace.apply_beside_rows(change));
        let before = self.arriving.waiting.len();
        self.arriving.waiting.extend(of_rows);
        if self.arriving.waiting.len() > before {
            self.arrive();
        }
    }

    /// Shows another workspace in the place of this one; changes of this one that have not arrived are in its file.
    pub(super) fn replace(&mut self, workspace: Workspace, columns: Arc<Snapshot>) {
        self.arriving = Arriving::default();
        let old = self.workspace.take_over(workspace);
        let row_count = self.workspace.rows().len().max(old.rows().len());
        let engine = FilterEngine::of(columns);
        let old_results = self.cache.put_rows(&self.workspace, engine, None);
        drop_aside((old, old_results), row_count);
    }

    /// Puts the command aside where it must wait for rows that are under way; returns whether it did.
    pub(super) fn puts_aside(&mut self, command: &Command) -> bool {
        let undoes_rows = match command {
            Command::Undo => self.history.next_back().is_some_and(|step| step.projects.is_some()),
            Command::Redo => self.history.next_forth().is_some_and(|step| step.projects.is_some()),
            _ => false,
        };
        let is_held_up = self.arriving.holds_up(command, undoes_rows);
        if is_held_up {
            self.arriving.commands.push_back(command.clone());
        }
        is_held_up
    }

    /// Shows what has been made since, begins the next turn, and does what waited for it.
    pub(super) fn arrive(&mut self) {
        loop {
            self.arriving.making.take();
            if let Some((_, arrived)) = self.arriving.making.take_out() {
                self.arriving.turn = None;
                // Nobody else has it.
                self.arriving.held = Arc::into_inner(arrived);
            }
            self.take_words();
            self.land();
            let has_failed = self.gives_turn_up();
            let Arriving { turn, held, waiting, .. } = &self.arriving;
            if has_failed || turn.is_some() || held.is_some() || waiting.is_empty() {
                break;
            }
            self.begin_turn();
        }
        if !self.arriving.is_busy() {
            // Each may begin a turn, for which those behind it wait again.
            for command in std::mem::take(&mut self.arriving.commands) {
                self.run(&command);
            }
        }
    }

    fn begin_turn(&mut self) {
        let changes = std::mem::take(&mut self.arriving.waiting);
        let (base, own) = (self.workspace.rows(), Arc::clone(&self.workspace.own));
        let row_count = changes.iter().map(RowChange::len).sum::<usize>() + base.len();
        let question = self.question();
        let has_words = self.cache.engine.words().is_some() || !question.view.filter.text.is_empty();
        let batch: Batch = Arc::new(Mutex::new(changes));
        self.arriving.last_turn += 1;
        let turn = self.arriving.last_turn;
        self.arriving.turn = Some((turn, Arc::clone(&batch)));
        #[cfg(test)]
        let gate = Arc::clone(&self.arriving.gate);
        let make = move |_: &_| {
            #[cfg(test)]
            let _opened = gate.lock();
            made(&base, taken(&batch), &own, &question, has_words)
        };
        self.arriving.making.follow(turn, row_count, &self.background.waker(), make);
    }

    /// A turn that is neither under way nor made came to nothing: its thread could not be had and it is tried again with
    /// the next frame, or its work broke off.
    fn gives_turn_up(&mut self) -> bool {
        let making = &self.arriving.making;
        let Some((_, batch)) = self.arriving.turn.take_if(|_| !making.is_under_way()) else { return false };
        let mut left = taken(&batch);
        if left.is_empty() {
            self.notify(NoticeLevel::Error, "error-not-arrived", Vec::new(), None);
        }
        left.append(&mut self.arriving.waiting);
        self.arriving.waiting = left;
        true
    }

    /// Puts an index of words where it belongs, and starts one where the filter needs it.
    fn take_words(&mut self) {
        self.arriving.words.take();
        if let Some((Columns(columns), words)) = self.arriving.words.take_out() {
            let held = self.arriving.held.as_mut().map(|arrived| &mut arrived.engine);
            let engines = held.into_iter().chain([&mut self.cache.engine]);
            engines.filter(|engine| Arc::ptr_eq(engine.columns(), &columns)).for_each(|engine| {
                engine.put_words(Arc::clone(&words));
            });
        }
    }

    /// Starts the index of words that the filter needs, for the rows that arrive or those on the screen.
    pub(super) fn follow_words(&mut self) {
        if let (None, Some(index)) = (self.cache.engine.words(), &self.cache.results.likeness.search) {
            self.cache.engine.put_words(Arc::clone(index.words()));
        }
        let filter = &self.workspace.view.filter;
        let engine = self.arriving.held.as_ref().map_or(&self.cache.engine, |arrived| &arrived.engine);
        if engine.is_ready_for(filter) {
            return;
        }
        let columns = Columns(Arc::clone(engine.columns()));
        let snapshot = Arc::clone(&columns.0);
        let row_count = snapshot.len;
        #[cfg(test)]
        let gate = Arc::clone(&self.arriving.gate);
        let make = move |_: &_| {
            #[cfg(test)]
            let _opened = gate.lock();
            Words::of(&snapshot)
        };
        self.arriving.words.follow(columns, row_count, &self.background.waker(), make);
        self.take_words();
    }

    /// Shows what is made, as soon as the filter can be answered with it.
    fn land(&mut self) {
        self.follow_words();
        let filter = &self.workspace.view.filter;
        let Some(arrived) = self.arriving.held.take_if(|arrived| arrived.engine.is_ready_for(filter)) else { return };
        let Arrived { rows, engine, drawn } = arrived;
        let row_count = rows.len().max(self.workspace.rows().len());
        let old = self.workspace.put_rows(rows);
        let old_results = self.cache.put_rows(&self.workspace, engine, drawn);
        drop_aside((old, old_results), row_count);
    }

    fn question(&self) -> Question {
        Question {
            view: Arc::clone(&self.workspace.view),
            language: self.text().language(),
            this_year: self.this_year(),
        }
    }
}

fn taken(batch: &Batch) -> Vec<RowChange> {
    std::mem::take(&mut *batch.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The rows after the changes, with what is drawn of them.
fn made(base: &Rows, changes: Vec<RowChange>, own: &Own, question: &Question, has_words: bool) -> Arrived {
    let rows = base.changed(changes, &own.remarks);
    let mut engine = FilterEngine::new(&rows.projects, &rows.municipalities);
    if rows.len() > AT_ONCE_ROWS {
        rows.projects.by_municipality(rows.municipalities.timeline());
        if has_words {
            engine.put_words(Arc::new(Words::of(engine.columns())));
        }
    }
    let is_ready = rows.len() <= AT_ONCE_ROWS || engine.is_ready_for(&question.view.filter);
    let drawn = is_ready.then(|| Drawn::new(&mut engine, question));
    Arrived { rows, engine, drawn }
}
