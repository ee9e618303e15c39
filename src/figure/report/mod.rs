//! A report on paper: title, sections with free text and what is shown of their views, what did not fit into their
//! tables, and what it all rests on.
//!
//! Contract: nothing is left out unsaid; under each part stands by what it is filtered; the same report of the same data
//! gives the same blocks, which become a PDF or an HTML page alike.
//! May use: `insight`, `query`, `workspace`, `model`, `text`.

mod chart;
mod comparison;
mod gaps;
mod map;
mod numbers;
mod projects;
mod prose;
mod sources;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::map::Prepared;
use super::page::{A4, Block, Document, Furniture, Run, Sheet, TextStyle, document};
use super::profile::style::Styles;
use super::style::Palette;
use crate::model::Nis;
use crate::model::basemap::Basemap;
use crate::model::period::Year;
use crate::query::filter::{self, Selection};
use crate::query::filter_words;
use crate::text::Text;
use crate::workspace::{Report, ReportPart, ReportSection, View, Workspace};

/// Margins of the pages: left, top, right, bottom.
const MARGINS: [f32; 4] = [42.0, 44.0, 42.0, 42.0];

/// Width between the margins.
const WIDTH: f32 = A4[0] - MARGINS[0] - MARGINS[2];

/// Space above a part of a section.
const BEFORE: f32 = 9.0;

/// What reports are drawn from; made once for many of them.
#[derive(Clone)]
pub struct ReportMaker<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// The base map.
    pub basemap: Arc<Basemap>,
    /// The map made ready.
    pub prepared: Arc<Prepared>,
    /// Texts.
    pub text: &'a Text,
    /// Last year of projects that go on.
    pub this_year: Year,
    palette: Palette,
    styles: Styles,
}

impl std::fmt::Debug for ReportMaker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReportMaker").field("this_year", &self.this_year).finish_non_exhaustive()
    }
}

/// What a report rests on, learnt while it is drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReportFacts {
    /// Data sets ([`crate::model::Source::id`]).
    pub datasets: BTreeSet<Arc<str>>,
    /// What must be said beside it: keys of texts (area `export`).
    pub notes: BTreeSet<&'static str>,
    /// Projects that its sections want, each once; programmes are not counted.
    pub project_count: u32,
    /// Rows of the tables of projects.
    pub row_count: u32,
}

/// A report laid out as blocks.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportBlocks {
    /// Its title.
    pub title: String,
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What it rests on.
    pub facts: ReportFacts,
}

/// A report that can't be drawn.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("section {section}: {reason}")]
pub struct ReportError {
    /// Number of the section, from 1.
    pub section: usize,
    /// Why.
    pub reason: String,
}

/// A section under way: its view, and what it came to.
struct Scene<'a> {
    maker: &'a ReportMaker<'a>,
    section: &'a ReportSection,
    /// The data with the section's view.
    workspace: Workspace,
    selection: Selection,
    /// The municipality that the report is of, for the map.
    focus: Option<Nis>,
    /// Level of the headings of its parts.
    level: u8,
}

/// What is gathered on the way.
#[derive(Default)]
struct Gathered {
    facts: ReportFacts,
    rows: BTreeSet<u32>,
    annex: Vec<Block>,
}

impl<'a> ReportMaker<'a> {
    /// Prepares the map.
    pub fn new(workspace: &'a Workspace, basemap: Arc<Basemap>, text: &'a Text, this_year: Year) -> Self {
        let palette = Palette::light();
        let prepared = Arc::new(Prepared::new(&basemap, &workspace.municipalities));
        Self { workspace, prepared, basemap, text, this_year, styles: Styles::new(&palette), palette }
    }

    /// Everything that a report shows, in reading order. `focus` is the municipality that it is of, if it is of one.
    ///
    /// # Errors
    /// When a map can't be drawn.
    pub fn blocks(&self, report: &Report, focus: Option<Nis>) -> Result<ReportBlocks, ReportError> {
        let title = self.title(report);
        let mut blocks = self.head(report, &title);
        let mut gathered = Gathered::default();
        for (index, section) in report.sections.iter().enumerate() {
            let made = Scene::new(self, section, focus).blocks(&mut gathered);
            blocks.extend(made.map_err(|reason| ReportError { section: index + 1, reason })?);
        }
        if !gathered.annex.is_empty() {
            blocks.push(self.heading(2, self.text.get("reports-annex"), self.styles.before_section));
            blocks.append(&mut gathered.annex);
        }
        let mut facts = gathered.facts;
        facts.project_count = gathered.rows.len() as u32;
        sources::finish(self.workspace, &gathered.rows, &mut facts);
        blocks.extend(sources::blocks(self, report, &facts));
        Ok(ReportBlocks { title, blocks, facts })
    }

    /// The blocks on pages.
    pub fn document(&self, made: &ReportBlocks, identity: Arc<str>) -> Document {
        let furniture = Furniture {
            header: [made.title.clone(), "Regioscope".to_owned()],
            footer: self.text.get("profile-footer"),
            style: self.styles.small,
            line: self.palette.line,
        };
        let sheet = Sheet { size: A4, margins: MARGINS };
        document(made.title.clone(), self.text.language(), identity, sheet, &furniture, &made.blocks)
    }

    /// What the report is called.
    pub fn title(&self, report: &Report) -> String {
        let title = report.title.trim();
        if title.is_empty() { self.text.get("reports-untitled") } else { title.to_owned() }
    }

    fn head(&self, report: &Report, title: &str) -> Vec<Block> {
        let mut blocks = vec![Block::Heading(1, title.to_owned(), self.styles.title, 0.0)];
        let author = report.author.trim();
        let author = (!author.is_empty()).then(|| self.text.with("reports-by", &[("author", author.into())]));
        let subtitle = Some(report.subtitle.trim().to_owned()).filter(|subtitle| !subtitle.is_empty());
        for line in subtitle.into_iter().chain(author) {
            blocks.push(Block::Paragraph(vec![Run::plain(line)], self.styles.subtitle, 1.0));
        }
        blocks
    }

    fn heading(&self, level: u8, words: String, before: f32) -> Block {
        let lesser = TextStyle { size: 10.0, leading: 13.5, ..self.styles.section };
        let style = if level == 2 { self.styles.section } else { lesser };
        Block::Heading(level, words, style, before)
    }

    fn small(&self, words: impl Into<String>, before: f32) -> Block {
        Block::Paragraph(vec![Run::plain(words)], self.styles.small, before)
    }

    /// The filter of a view in words.
    fn filter_words(&self, view: &View) -> String {
        let parts = filter_words::parts(&view.filter, &self.workspace.municipalities, self.text);
        if parts.is_empty() {
            return self.text.get("reports-unfiltered");
        }
        parts.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join(" · ")
    }
}

impl<'a> Scene<'a> {
    fn new(maker: &'a ReportMaker<'a>, section: &'a ReportSection, focus: Option<Nis>) -> Self {
        let mut workspace = maker.workspace.clone();
        workspace.set_view(section.view.clone());
        let selection = filter::run(&workspace.projects, &workspace.municipalities, &section.view.filter);
        let level = if section.heading.trim().is_empty() { 2 } else { 3 };
        Self { maker, section, workspace, selection, focus, level }
    }

    fn blocks(&self, gathered: &mut Gathered) -> Result<Vec<Block>, String> {
        let mut blocks = Vec::new();
        let heading = self.section.heading.trim();
        if !heading.is_empty() {
            blocks.push(self.maker.heading(2, heading.to_owned(), self.maker.styles.before_section));
        }
        blocks.extend(prose::blocks(&self.section.text, self.maker.styles.body));
        for part in self.shown() {
            blocks.push(self.part_heading(part));
            blocks.extend(self.part(part, gathered)?);
            let words = self.maker.filter_words(&self.section.view);
            blocks.push(self.maker.small(self.t("reports-filter", &[("filter", words.into())]), 3.0));
        }
        Ok(blocks)
    }

    /// The parts that are shown, each once.
    fn shown(&self) -> Vec<ReportPart> {
        let mut shown = Vec::new();
        for part in &self.section.shown {
            if !shown.contains(part) {
                shown.push(*part);
            }
        }
        shown
    }

    fn part_heading(&self, part: ReportPart) -> Block {
        self.maker.heading(self.level, self.maker.text.word("reports-part", part.key()), BEFORE)
    }

    fn part(&self, part: ReportPart, gathered: &mut Gathered) -> Result<Vec<Block>, String> {
        Ok(match part {
            ReportPart::Map => return map::blocks(self, gathered),
            ReportPart::Numbers => numbers::blocks(self, gathered),
            ReportPart::Projects => projects::blocks(self, gathered),
            ReportPart::Chart => chart::blocks(self, gathered),
            ReportPart::Gaps => gaps::blocks(self, gathered),
            ReportPart::Comparison => comparison::blocks(self, gathered),
        })
    }

    fn t(&self, key: &str, arguments: &[(&str, fluent_bundle::FluentValue<'_>)]) -> String {
        self.maker.text.with(key, arguments)
    }

    fn n(&self, count: u32) -> fluent_bundle::FluentValue<'static> {
        self.maker.text.integer(count).into()
    }

    /// Takes note of the projects that the section wants.
    fn gather_projects(&self, gathered: &mut Gathered) {
        let counted = self.selection.rows.iter().copied();
        gathered.rows.extend(counted.filter(|row| self.is_counted(*row)));
        gathered.facts.notes.insert("export-note-sample");
        gathered.facts.datasets.extend(["municipalities", "mergers"].map(Arc::from));
    }

    fn is_counted(&self, row: u32) -> bool {
        let project = self.workspace.projects.get(row);
        project.is_some_and(|project| project.kind != crate::model::ProjectKind::Programme)
    }
}
