//! Files that somebody dropped or chose together: they are looked at one after the other, each with what it would
//! change, before anything of it is written.

use std::path::{Path, PathBuf};

use super::command::QueueCommand;
use super::engine::Session;
use super::notice::NoticeLevel;
use crate::formats::layer;

/// Names that a message lists.
const LISTED: usize = 8;

/// The files, and which of them is looked at.
#[derive(Clone, Debug, Default)]
pub struct ImportQueue {
    /// In the order in which they are looked at, those that are done with first.
    files: Vec<PathBuf>,
    /// So many are done with: the next one is looked at.
    done_count: usize,
    /// Those of them that were left without an import.
    left: Vec<usize>,
    turn: u64,
}

/// What became of several files, where it was not the same of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    /// Files that were imported.
    pub imported_count: usize,
    /// Names of those that were not.
    pub left: Vec<String>,
}

impl ImportQueue {
    /// The file that is looked at.
    pub fn current(&self) -> Option<&Path> {
        self.files.get(self.done_count).map(PathBuf::as_path)
    }

    /// Another number for each file that is taken up: the same file may come up twice.
    pub const fn turn(&self) -> u64 {
        self.turn
    }

    /// Which of the files it is that is looked at, from 1, and how many there are.
    pub const fn place(&self) -> (usize, usize) {
        (self.done_count + 1, self.files.len())
    }

    /// Whether several files are looked at one after the other.
    pub const fn has_several(&self) -> bool {
        self.files.len() > 1
    }

    /// Names of the files that wait, in their order.
    pub fn waiting(&self) -> impl ExactSizeIterator<Item = String> {
        let waiting = self.files.get(self.done_count + 1..).unwrap_or_default();
        waiting.iter().map(|path| self.name_of(path))
    }

    /// The name of a file, with its folder where another one of the queue is called the same.
    pub fn name_of(&self, path: &Path) -> String {
        let has_same_name = |other: &PathBuf| other.as_path() != path && other.file_name() == path.file_name();
        let folder = path.parent().and_then(Path::file_name).filter(|_| self.files.iter().any(has_same_name));
        let name = file_name(path);
        folder.map_or_else(|| name.clone(), |folder| format!("{}/{name}", folder.to_string_lossy()))
    }

    /// Puts files at the end, those aside that wait already or lie beside a Shapefile among them.
    pub(super) fn add(&mut self, paths: &[PathBuf]) {
        let is_idle = self.current().is_none();
        for path in layer::without_companions(paths) {
            if self.files.iter().skip(self.done_count).all(|known| *known != path) {
                self.files.push(path);
            }
        }
        if is_idle && self.current().is_some() {
            self.turn += 1;
        }
    }

    /// Goes on to the next file; gives what became of all when it was the last.
    pub(super) fn go_on(&mut self, is_imported: bool) -> Option<Outcome> {
        self.current()?;
        if !is_imported {
            self.left.push(self.done_count);
        }
        self.done_count += 1;
        self.turn += 1;
        self.current().is_none().then(|| self.end()).flatten()
    }

    /// Leaves the file that is looked at and all that wait.
    pub(super) fn stop(&mut self) -> Option<Outcome> {
        self.left.extend(self.done_count..self.files.len());
        self.turn += 1;
        self.end()
    }

    fn end(&mut self) -> Option<Outcome> {
        let names = self.left.iter().filter_map(|index| self.files.get(*index)).map(|path| self.name_of(path));
        let left: Vec<String> = names.collect();
        let outcome = Outcome { imported_count: self.files.len() - left.len(), left };
        *self = Self { turn: self.turn, ..Self::default() };
        (outcome.imported_count > 0 && !outcome.left.is_empty()).then_some(outcome)
    }
}

impl Session {
    pub(super) fn run_queue(&mut self, command: &QueueCommand) {
        let queue = &mut self.cache.results.import_queue;
        let outcome = match command {
            QueueCommand::Add(paths) => {
                queue.add(paths);
                None
            }
            QueueCommand::GoOn { is_imported } => queue.go_on(*is_imported),
            QueueCommand::Stop => queue.stop(),
        };
        if let Some(outcome) = outcome {
            self.tell_queue(&outcome);
        }
    }

    /// Which files were not imported, where others were: each import had its own message.
    fn tell_queue(&mut self, outcome: &Outcome) {
        let text = self.text();
        let Outcome { imported_count, left } = outcome;
        let mut names = left.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
        if let Some(more) = left.len().checked_sub(LISTED).filter(|more| *more > 0) {
            names = format!("{names} {}", text.with("import-more", &[("count", text.integer(more).into())]));
        }
        let total = imported_count + left.len();
        let arguments = vec![("done", text.integer(*imported_count)), ("total", text.integer(total)), ("names", names)];
        self.notify(NoticeLevel::Info, "notice-files-left", arguments, None);
    }

    /// Remembers of which file an import is: the message says it.
    pub(super) fn importing(&mut self, path: &Path) {
        self.importing = Some(self.cache.results.import_queue.name_of(path));
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn queue(paths: &[&str]) -> ImportQueue {
        let mut queue = ImportQueue::default();
        queue.add(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        queue
    }

    fn waiting(queue: &ImportQueue) -> Vec<String> {
        queue.waiting().collect()
    }

    #[test]
    fn files_come_up_one_after_the_other_and_each_is_told_apart() {
        let mut queue = queue(&["a.csv", "b.xlsx", "a.csv", "c.geojson"]);
        assert_eq!((queue.current(), queue.place()), (Some(Path::new("a.csv")), (1, 3)), "the same file once");
        assert_eq!(waiting(&queue), ["b.xlsx", "c.geojson"]);
        let first = queue.turn();
        assert_eq!(queue.go_on(true), None);
        assert_eq!((queue.current(), queue.place()), (Some(Path::new("b.xlsx")), (2, 3)));
        assert!(queue.turn() > first);
        queue.add(&["a.csv".into(), "b.xlsx".into()]);
        assert_eq!(waiting(&queue), ["c.geojson", "a.csv"], "what is done with may come again");
        for _ in 0..3 {
            assert_eq!(queue.go_on(true), None, "all were imported: each told so");
        }
        assert_eq!((queue.current(), queue.place()), (None, (1, 0)));
        let last = queue.turn();
        queue.add(&["a.csv".into()]);
        assert!(queue.turn() > last, "the same file, another turn");
        assert!(!queue.has_several());
    }

    #[test]
    fn files_of_one_name_are_told_apart_by_their_folder() {
        let mut queue = queue(&["gent/projecten.csv", "brugge/projecten.csv", "genk/lijst.csv"]);
        assert_eq!(waiting(&queue), ["brugge/projecten.csv", "lijst.csv"]);
        assert_eq!(queue.go_on(true), None);
        assert_eq!(queue.name_of(Path::new("brugge/projecten.csv")), "brugge/projecten.csv", "of those done with too");
    }

    #[test]
    fn what_was_left_is_told_where_something_was_imported() {
        let mut first = queue(&["a.csv", "b.csv", "c.csv"]);
        assert_eq!((first.go_on(false), first.go_on(true)), (None, None));
        let left = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(first.go_on(false), Some(Outcome { imported_count: 1, left: left(&["a.csv", "c.csv"]) }));
        let mut second = queue(&["a.csv", "b.csv", "c.csv"]);
        assert_eq!(second.go_on(true), None);
        assert_eq!(second.stop(), Some(Outcome { imported_count: 1, left: left(&["b.csv", "c.csv"]) }));
        assert_eq!((second.current(), waiting(&second)), (None, Vec::new()));
        assert_eq!((queue(&["a.csv", "b.csv"]).stop(), queue(&["a.csv"]).go_on(false)), (None, None));
    }

    #[test]
    fn an_end_that_comes_twice_leaves_nothing_of_the_next() {
        let mut queue = queue(&["a.csv"]);
        assert_eq!((queue.go_on(true), queue.go_on(false)), (None, None));
        queue.add(&["b.csv".into()]);
        assert_eq!((queue.current(), queue.place()), (Some(Path::new("b.csv")), (1, 1)));
    }
}
