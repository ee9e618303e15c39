//! A folder with a workspace, over which commands are run.

use std::ffi::OsString;

use regioscope::cli::{self, ExitStatus, Streams};
use serde_json::Value;

use super::no_window::NoWindow;

/// What a command answered.
pub struct Answer {
    pub status: ExitStatus,
    pub out: String,
    pub err: String,
}

/// A folder with a workspace in it.
pub struct Place(pub tempfile::TempDir);

impl Place {
    /// With an empty import, so that the workspace is there.
    pub fn new() -> Self {
        let place = Self(tempfile::tempdir().expect("a temporary folder"));
        let made = place.run(&["import", "--into", &place.path("w.gpkg"), &place.file("none.csv", "id,title,kind\n")]);
        assert_ne!(made.status, ExitStatus::Usage, "{}", made.err);
        place
    }

    /// Where a file of this name lies.
    pub fn path(&self, name: &str) -> String {
        self.0.path().join(name).display().to_string()
    }

    /// Writes a file and tells where.
    pub fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> String {
        std::fs::write(self.0.path().join(name), contents).expect("a written file");
        self.path(name)
    }

    /// Runs words over the workspace of this place.
    pub fn run(&self, words: &[&str]) -> Answer {
        self.run_in("en", words)
    }

    /// The same, in a language.
    pub fn run_in(&self, language: &str, words: &[&str]) -> Answer {
        let (status, out, err) = self.written(language, words, (&[], false));
        Answer { status, out: String::from_utf8(out).expect("UTF-8"), err }
    }

    /// The same with something on standard input, standard output as bytes; it may be a terminal.
    pub fn written(
        &self,
        language: &str,
        words: &[&str],
        (mut input, is_terminal): (&[u8], bool),
    ) -> (ExitStatus, Vec<u8>, String) {
        let mut all = vec!["regioscope".to_owned(), "--language".to_owned(), language.to_owned()];
        all.extend(["--workspace".to_owned(), self.path("w.gpkg")]);
        all.extend(words.iter().map(|word| (*word).to_owned()));
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut streams = Streams { input: &mut input, out: &mut out, err: &mut err, is_terminal };
        let status = cli::run(all.into_iter().map(OsString::from), &mut streams, &NoWindow);
        (status, out, String::from_utf8(err).expect("UTF-8"))
    }

    /// The same, answered as JSON.
    pub fn json(&self, words: &[&str]) -> Value {
        let mut all = words.to_vec();
        all.push("--json");
        let answer = self.run(&all);
        serde_json::from_str(&answer.out).unwrap_or_else(|error| panic!("{error}: {} {}", answer.out, answer.err))
    }
}
