//! Which rows hold a word: an index of the distinct folded words, so that a text filter looks at words instead of
//! rows. A searched word matches any word that contains it. May use: `workspace`, `model`.

use std::collections::HashMap;

use crate::model::numbered::Numbered;
use crate::model::{Municipality, Nis, Project};
use crate::query::bits::Bits;
use crate::query::columns::Lists;
use crate::query::snapshot::Snapshot;
use crate::workspace::municipalities::fold;
use crate::workspace::{Municipalities, Projects};

/// The index of the words of all projects.
#[derive(Debug, Default)]
pub struct Words {
    /// The distinct words, each with a line break after it.
    text: String,
    /// Where each word begins in `text`.
    starts: Vec<u32>,
    rows_of: Lists,
    row_count: usize,
}

impl Words {
    /// Indexes the rows of these columns.
    pub fn of(columns: &Snapshot) -> Self {
        Self::new(&columns.projects, &columns.municipalities)
    }

    /// Indexes title and description in both languages, theme, funding, partners, notes and tags, and the names of
    /// municipalities, as they are and as the source writes them.
    pub fn new(projects: &Projects, municipalities: &Municipalities) -> Self {
        #[cfg(test)]
        crate::query::test_support::count_made();
        let mut index = Self { row_count: projects.rows().len(), ..Self::default() };
        let mut numbers = Numbered::default();
        let mut names = TownNames::new(municipalities);
        let mut lists = Lists::with_capacity(projects.rows().len());
        let mut own: Vec<u32> = Vec::new();
        for project in projects.rows() {
            own.clear();
            let mut add = |text: &str| {
                let folded = fold(text);
                let words = folded.split(' ').filter(|word| !word.is_empty());
                own.extend(words.map(|word| index.number_of(word, &mut numbers)));
            };
            searched_texts(project).for_each(&mut add);
            projects.remark_words(&project.id).iter().for_each(|text| add(text));
            project.municipalities().for_each(|nis| names.of(nis).iter().for_each(|name| add(name)));
            own.sort_unstable();
            own.dedup();
            lists.push(own.iter().copied());
        }
        drop(numbers);
        index.rows_of = lists.transposed(index.starts.len());
        index
    }

    /// The number of a word while the index is made; one that is new is added.
    fn number_of(&mut self, word: &str, numbers: &mut Numbered) -> u32 {
        let next = self.starts.len() as u32;
        let number = numbers.find_or_add(&word, next, |number| self.word(number));
        if number == next {
            self.starts.push(self.text.len() as u32);
            self.text.push_str(word);
            self.text.push('\n');
        }
        number
    }

    /// The word of this number.
    fn word(&self, number: u32) -> Option<&str> {
        let start = *self.starts.get(number as usize)? as usize;
        let end = self.starts.get(number as usize + 1).map_or(self.text.len(), |next| *next as usize);
        self.text.get(start..end)?.strip_suffix('\n')
    }

    /// Rows in which every word of the folded text occurs, be it within a longer one.
    pub fn rows_with_all(&self, folded: &str) -> Bits {
        let mut rows = Bits::all(self.row_count);
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            rows.and(&self.rows_with(word));
        }
        rows
    }

    /// The distinct words.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.text.lines()
    }

    fn rows_with(&self, part: &str) -> Bits {
        let mut rows = Bits::none(self.row_count);
        let mut last = usize::MAX;
        for (at, _) in self.text.match_indices(part) {
            let word = self.starts.partition_point(|&start| start as usize <= at).wrapping_sub(1);
            if word != last {
                self.rows_of.get(word).iter().for_each(|&row| rows.insert(row));
                last = word;
            }
        }
        rows
    }
}

/// Everything of a project's own that is searched; a text that is the same in both languages once.
fn searched_texts(project: &Project) -> impl Iterator<Item = &str> {
    let languages = [&project.title, &project.description].into_iter().flat_map(|text| {
        let second = if text.nl == text.en { None } else { text.en.as_deref() };
        [text.nl.as_deref(), second].into_iter().flatten()
    });
    languages
        .chain([project.theme.as_ref(), project.funding.as_ref()])
        .chain(project.partners.iter().map(|partner| partner.name.as_ref()))
        .chain(project.other_names.iter().map(AsRef::as_ref))
}

/// Names of municipalities by code of any vintage.
struct TownNames<'a> {
    municipalities: &'a Municipalities,
    known: HashMap<Nis, Vec<&'a str>>,
}

impl<'a> TownNames<'a> {
    fn new(municipalities: &'a Municipalities) -> Self {
        Self { municipalities, known: HashMap::new() }
    }

    fn of(&mut self, nis: Nis) -> &[&'a str] {
        let municipalities = self.municipalities;
        self.known.entry(nis).or_insert_with(|| {
            let town = municipalities.get(municipalities.timeline().today(nis));
            town.into_iter().flat_map(names).collect()
        })
    }
}

fn names(town: &Municipality) -> impl Iterator<Item = &str> {
    [Some(town.name.as_ref()), town.name_fr.as_deref(), town.name_de.as_deref()].into_iter().flatten()
}
