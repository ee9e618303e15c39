//! What the tests of imports share: the answer of the background to a table that was read.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::Harness;
use regioscope::formats::project_list::ListTable;
use regioscope::formats::sheet;
use regioscope::jobs::list::Seen;
use regioscope::jobs::{Event, JobId, Outcome};
use regioscope::session::command::{FileCommand, QueueCommand};

use super::rig::Rig;

/// What is shown of a table of texts.
pub fn seen<M, P, E>(
    path: &str,
    table: &ListTable,
    headers: Vec<String>,
    mapping: M,
    preview: Result<Arc<P>, E>,
) -> Seen<M, P, E> {
    let cells = |row: &sheet::Row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
    Seen {
        path: path.into(),
        sheets: vec![String::new()],
        hidden: Vec::new(),
        headers,
        grid: table.sheet.rows.iter().map(|row| (row.number, cells(row))).collect(),
        row_count: table.sheet.rows.len() as u64,
        has_own_headers: false,
        shape_count: 0,
        mapping,
        preview,
    }
}

/// Drops files onto the window.
pub fn drop(rig: &Rc<RefCell<Rig>>, paths: &[&str]) {
    let paths = paths.iter().map(Into::into).collect();
    rig.borrow_mut().run(FileCommand::Queue(QueueCommand::Add(paths)));
}

/// Answers the last request with this event, and ends it.
pub fn answer(rig: &Rc<RefCell<Rig>>, harness: &mut Harness<'_>, event: Event) {
    let job = JobId(rig.borrow().script.borrow().requests.len() as u64);
    rig.borrow_mut().tell(event);
    rig.borrow_mut().tell(Event::Done { job, outcome: Outcome::Nothing });
    rig.borrow_mut().end_jobs();
    harness.run_steps(4);
}
