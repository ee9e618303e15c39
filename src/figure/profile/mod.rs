//! The profile of a municipality as a document: map, key figures among its peers, series, projects, sensors,
//! definitions, sources, and what is missing.
//!
//! Contract: everything that is approximate, simulated, provisional, missing or a sample says so where it stands.
//! May use: `insight`, `query`, `workspace`, `model`, `text`.

mod figures;
mod map;
mod missing;
mod projects;
mod sensors;
mod series;
pub(in crate::figure) mod sources;
pub(in crate::figure) mod style;
mod title;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::map::Prepared;
use super::page::{A4, Block, Cell, Document, Furniture, Picture, Sheet, document};
use super::style::Palette;
use crate::insight::{Definition, Profile, Profiles, definition};
use crate::model::basemap::Basemap;
use crate::model::figure_ref::FigureRef;
use crate::text::Text;
use crate::workspace::Workspace;

pub use missing::{Gap, gaps};
pub use sensors::{Reading, readings};
pub use sources::{ProfileSource, sources};
use style::Styles;

/// Margins of the pages: left, top, right, bottom.
const MARGINS: [f32; 4] = [42.0, 44.0, 42.0, 42.0];

/// More pages than these are set closer: a profile is a few sheets of paper.
const MOST_PAGES: usize = 4;

/// What profiles are drawn from; made once for many of them.
#[derive(Clone)]
pub struct Maker<'a> {
    /// What they tell.
    pub profiles: &'a Profiles<'a>,
    /// Definitions of the figures.
    pub definitions: Arc<BTreeMap<FigureRef, Definition>>,
    /// The map made ready.
    pub prepared: Arc<Prepared>,
    /// The base map.
    pub basemap: Arc<Basemap>,
    /// Colours.
    pub palette: Palette,
    /// Texts.
    pub text: &'a Text,
    /// Now, for the age of readings.
    pub now: Timestamp,
    styles: Styles,
}

impl std::fmt::Debug for Maker<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Maker").field("now", &self.now).finish_non_exhaustive()
    }
}

impl<'a> Maker<'a> {
    /// Prepares the map and the definitions.
    pub fn new(profiles: &'a Profiles<'a>, basemap: Arc<Basemap>, text: &'a Text, now: Timestamp) -> Self {
        let values = profiles.values();
        let define = |figure: FigureRef| (figure.clone(), definition::run(values, &figure, text));
        let palette = Palette::light();
        Self {
            profiles,
            definitions: Arc::new(Profiles::figures().into_iter().map(define).collect()),
            prepared: Arc::new(Prepared::new(&basemap, &values.workspace().municipalities)),
            basemap,
            styles: Styles::new(&palette),
            palette,
            text,
            now,
        }
    }

    /// The data.
    pub fn workspace(&self) -> &'a Workspace {
        self.profiles.values().workspace()
    }

    /// Everything that a profile shows, in reading order.
    pub fn blocks(&self, profile: &Profile<'_>) -> Vec<Block> {
        let mut blocks = title::blocks(self, profile);
        blocks.extend(figures::blocks(self, profile));
        blocks.extend(series::blocks(self, profile));
        blocks.extend(projects::blocks(self, profile));
        blocks.extend(sensors::blocks(self, profile));
        blocks.extend(missing::blocks(self, profile));
        blocks.extend(sources::blocks(self, profile));
        blocks
    }

    /// The profile on pages; in smaller letters where it would be more than four.
    pub fn document(&self, profile: &Profile<'_>) -> Document {
        let document = self.laid_out(profile);
        if document.pages.len() <= MOST_PAGES {
            return document;
        }
        Self { styles: self.styles.closer(), ..self.clone() }.laid_out(profile)
    }

    fn laid_out(&self, profile: &Profile<'_>) -> Document {
        let title = self.title(profile);
        let furniture = Furniture {
            header: [title.clone(), "Regioscope".to_owned()],
            footer: self.text.get("profile-footer"),
            style: self.styles.small,
            line: self.palette.line,
        };
        let identity: Arc<str> = format!("regioscope-profile-{}", profile.nis).into();
        let sheet = Sheet { size: A4, margins: MARGINS };
        document(title, self.text.language(), identity, sheet, &furniture, &self.blocks(profile))
    }

    /// What the document is called.
    pub fn title(&self, profile: &Profile<'_>) -> String {
        self.text.with("profile-document", &[("name", self.name(profile).into())])
    }

    fn name(&self, profile: &Profile<'_>) -> String {
        self.workspace().municipalities.name(profile.nis)
    }

    fn t(&self, key: &str) -> String {
        self.text.get(key)
    }

    fn width() -> f32 {
        A4[0] - MARGINS[0] - MARGINS[2]
    }

    fn section(&self, key: &str) -> Block {
        Block::Heading(2, self.t(key), self.styles.section, self.styles.before_section)
    }
}

/// Every picture in the blocks, in order.
pub fn pictures(blocks: &[Block]) -> Vec<&Picture> {
    blocks.iter().flat_map(pictures_of).collect()
}

fn pictures_of(block: &Block) -> Vec<&Picture> {
    match block {
        Block::Picture(picture, _) => vec![picture],
        Block::Table(table, _) => table.rows.iter().flatten().filter_map(Cell::picture).collect(),
        Block::Columns(columns, ..) => columns.iter().flat_map(|(_, blocks)| pictures(blocks)).collect(),
        Block::Callout(_, blocks, _) => pictures(blocks),
        Block::Heading(..) | Block::Paragraph(..) | Block::List(..) => Vec::new(),
    }
}
