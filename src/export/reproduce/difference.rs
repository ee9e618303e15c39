//! What is not as it was, between the stamp of an export and that of the same made again.

use std::collections::BTreeMap;

use super::StampRead;
use super::parts::changes;

/// What is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another version of the program made it.
    Program {
        /// The version then.
        then: String,
        /// The version now.
        now: String,
    },
    /// A source has other contents.
    SourceChanged {
        /// Its title.
        title: String,
        /// Its dates then and now, where they are known.
        dates: [Option<String>; 2],
    },
    /// No row rests on this source any more.
    SourceGone(String),
    /// Rows rest on a source that was not there.
    SourceNew(String),
    /// There are more or fewer rows.
    RowCount {
        /// Rows then.
        then: u64,
        /// Rows now.
        now: u64,
    },
    /// As many rows, but other values in them; nothing tells where.
    Values,
    /// A section of a document shows something else.
    SectionChanged(String),
    /// A section that is no longer there.
    SectionGone(String),
    /// A section that was not there.
    SectionNew(String),
    /// A resource of a package, or a file of a folder, has other contents.
    ResourceChanged(String),
    /// One that is no longer made.
    ResourceGone(String),
    /// One that was not made.
    ResourceNew(String),
    /// What differs within one table of a package.
    InTable {
        /// Name of the table.
        table: String,
        /// What differs there.
        difference: Box<Difference>,
    },
    /// Another value in a cell.
    Cell {
        /// Key of the row.
        row: String,
        /// Title of the column.
        column: String,
        /// In the file, and now.
        values: [String; 2],
    },
    /// A row that is no longer there, by its key.
    RowGone(String),
    /// A row that was not there.
    RowNew(String),
    /// The same contents, written another way.
    Form,
    /// The file was changed after it was written.
    File,
    /// A file of a package or a folder was changed after it was written.
    FileChanged(String),
    /// A file of a package or a folder is missing.
    FileLost(String),
}

impl Difference {
    /// Key of the text that tells it.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Program { .. } => "program",
            Self::SourceChanged { .. } => "source-changed",
            Self::SourceGone(_) => "source-gone",
            Self::SourceNew(_) => "source-new",
            Self::RowCount { .. } => "row-count",
            Self::Values => "values",
            Self::SectionChanged(_) => "section-changed",
            Self::SectionGone(_) => "section-gone",
            Self::SectionNew(_) => "section-new",
            Self::ResourceChanged(_) => "resource-changed",
            Self::ResourceGone(_) => "resource-gone",
            Self::ResourceNew(_) => "resource-new",
            Self::InTable { difference, .. } => difference.key(),
            Self::Cell { .. } => "cell",
            Self::RowGone(_) => "row-gone",
            Self::RowNew(_) => "row-new",
            Self::Form => "form",
            Self::File => "file",
            Self::FileChanged(_) => "file-changed",
            Self::FileLost(_) => "file-lost",
        }
    }

    /// The table, section, resource or file that it is of, where it is of one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::SectionChanged(name)
            | Self::SectionGone(name)
            | Self::SectionNew(name)
            | Self::ResourceChanged(name)
            | Self::ResourceGone(name)
            | Self::ResourceNew(name)
            | Self::FileChanged(name)
            | Self::FileLost(name)
            | Self::InTable { table: name, .. } => Some(name),
            _ => None,
        }
    }
}

impl StampRead {
    /// What is not as it was, where the files differ: the data first, then the program. `is_file_changed` tells that what
    /// lies there is not what its own stamp says, which is told apart.
    pub fn differences(&self, now: &Self, is_file_changed: bool) -> Vec<Difference> {
        let mut found = self.of_sources(now);
        let (then, today) = (&self.told, &now.told);
        let is_same_program = then.program_version == today.program_version;
        if then.row_count != today.row_count {
            found.push(Difference::RowCount { then: then.row_count, now: today.row_count });
        }
        let parts = self.of_parts(now);
        let has_equal_sections = !then.sections.is_empty() && then.sections == today.sections;
        let hashes = [self.file_hash(), now.file_hash()];
        if !parts.is_empty() {
            found.extend(parts);
        } else if then.rows_sha256 != today.rows_sha256 && !has_equal_sections {
            if then.row_count == today.row_count {
                found.push(Difference::Values);
            }
        } else if hashes.iter().all(Option::is_some) {
            if hashes[0] != hashes[1] {
                found.push(Difference::Form);
            }
        } else if !is_file_changed {
            let is_alone = found.is_empty() && is_same_program;
            found.push(if is_alone { Difference::File } else { Difference::Form });
        }
        if !is_same_program {
            let (then, now) = (then.program_version.clone(), today.program_version.clone());
            found.push(Difference::Program { then, now });
        }
        found
    }

    fn of_sources(&self, now: &Self) -> Vec<Difference> {
        let mut found = Vec::new();
        let by_id = |stamp: &Self| -> BTreeMap<_, _> {
            stamp.told.sources.iter().map(|source| (source.id.clone(), source.clone())).collect()
        };
        let (then, today) = (by_id(self), by_id(now));
        for (id, before) in &then {
            match today.get(id) {
                None => found.push(Difference::SourceGone(before.title.clone())),
                Some(after) if (&after.sha256, &after.date) != (&before.sha256, &before.date) => {
                    let dates = [before.date.clone(), after.date.clone()];
                    found.push(Difference::SourceChanged { title: after.title.clone(), dates });
                }
                Some(_) => {}
            }
        }
        let new = today.iter().filter(|(id, _)| !then.contains_key(*id));
        found.extend(new.map(|(_, source)| Difference::SourceNew(source.title.clone())));
        found
    }

    /// Sections and files, as far as both stamps tell them.
    fn of_parts(&self, now: &Self) -> Vec<Difference> {
        use Difference::{ResourceChanged, ResourceGone, ResourceNew, SectionChanged, SectionGone, SectionNew};
        let sections = [self, now].map(|stamp| {
            stamp.told.sections.iter().map(|part| (part.name.as_str(), part.sha256.as_str())).collect::<Vec<_>>()
        });
        let files = [self, now]
            .map(|stamp| stamp.files.iter().map(|file| (file.name.as_str(), file.sha256.as_str())).collect::<Vec<_>>());
        let mut found = changes(&sections, [SectionChanged, SectionGone, SectionNew]);
        found.extend(changes(&files, [ResourceChanged, ResourceGone, ResourceNew]));
        found
    }
}
