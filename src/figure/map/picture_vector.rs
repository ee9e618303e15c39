//! The map as SVG and as PDF: the drawing of the PNG with its text as text.

use super::picture::{MapInput, Picture, PictureError};
use super::prepared::Prepared;
use crate::figure::clip;
use crate::figure::page::{Document, Mark, Part, Role};
use crate::figure::paint_pdf::pdf;
use crate::figure::paint_svg::scaled_svg;
use crate::figure::place;
use crate::figure::scene::Primitive;

/// Corners nearer than this are left out, in points: they would not be seen, and are most of a file.
const DETAIL: f32 = 0.25;

/// Areas and lines are cut so far beyond the edge that it hides their ends.
const BEYOND: f32 = 4.0;

/// Pixels for each point of what is drawn as an image: sharp on paper, and still small.
const PIXELS_PER_POINT: f32 = 2.0;

/// Largest side of a PDF page in points (ISO 32000-1, annex C).
const MAX_PAGE_SIDE: u32 = 14_400;

/// The map of the workspace's view as an SVG of `width` × `height` points, `scale` of them for each point of text and
/// line. The same input gives the same text.
///
/// # Errors
/// When there is no room for a map.
pub fn map_svg(input: &MapInput<'_>, size: (u32, u32, f32)) -> Result<String, PictureError> {
    let sheet = Sheet::new(input, size)?;
    let language = input.text.language().code();
    let scene: Vec<Primitive> = sheet.parts.into_iter().flat_map(|(_, scene)| scene).collect();
    Ok(scaled_svg(&scene, sheet.size, size.2, language, &sheet.title, &sheet.description))
}

/// The same as a PDF of one page, tagged: heading, paragraphs, and the map as a figure with its description.
///
/// # Errors
/// When there is no room for a map, the page is larger than a PDF may have, or the writer refuses it.
pub fn map_pdf(input: &MapInput<'_>, (width, height, scale): (u32, u32, f32)) -> Result<Vec<u8>, PictureError> {
    if width.max(height) > MAX_PAGE_SIDE {
        return Err(PictureError::Size { width, height, scale: scale.to_string() });
    }
    let sheet = Sheet::new(input, (width, height, scale))?;
    Ok(pdf(&sheet.document(input, scale))?)
}

/// The same as a part of a document, its map made ready before: what is drawn, and what it shows in words.
///
/// # Errors
/// When there is no room for a map.
pub fn map_part(
    input: &MapInput<'_>,
    prepared: &Prepared,
    [width, height]: [u32; 2],
) -> Result<(Vec<Primitive>, String), PictureError> {
    let picture = Picture::new(*input, (width, height, 1.0))?;
    let sheet = Sheet::of(input, &picture, prepared);
    Ok((sheet.parts.into_iter().flat_map(|(_, scene)| scene).collect(), sheet.description))
}

/// What a part of the picture is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Counts,
    Map,
    Legend,
    Notes,
    /// Grounds that say nothing.
    Ground,
}

/// What is read aloud, in this order.
const READ: [Kind; 5] = [Kind::Title, Kind::Counts, Kind::Map, Kind::Legend, Kind::Notes];

/// The whole picture in its parts, back to front.
struct Sheet {
    title: String,
    /// What it shows, for who can't see it.
    description: String,
    size: [f32; 2],
    parts: Vec<(Kind, Vec<Primitive>)>,
}

impl Sheet {
    fn new(input: &MapInput<'_>, size: (u32, u32, f32)) -> Result<Self, PictureError> {
        let picture = Picture::new(*input, size)?;
        Ok(Self::of(input, &picture, &Prepared::new(input.basemap, &input.workspace.municipalities)))
    }

    fn of(input: &MapInput<'_>, picture: &Picture<'_>, prepared: &Prepared) -> Self {
        let title = picture.name();
        let legend = picture.figure_legend().map(|legend| legend.title);
        let said = [Some(input.text.get("map-name")), Some(picture.amounts()), legend];
        let description = said.into_iter().flatten().collect::<Vec<_>>().join(". ");
        let (words, shapes): (Vec<_>, Vec<_>) =
            picture.legend(prepared).into_iter().partition(|primitive| matches!(primitive, Primitive::Text(_)));
        let ground = |bounds, fill| Primitive::Card { bounds, radius: 0.0, fill, line: None };
        let grounds = picture.grounds().map(|bounds| ground(bounds, input.palette.panel));
        let [width, height] = picture.size;
        let parts = vec![
            (Kind::Ground, vec![ground([0.0, 0.0, width, height], input.palette.water)]),
            (Kind::Map, map(picture, prepared)),
            (Kind::Ground, grounds.into()),
            (Kind::Title, picture.title()),
            (Kind::Counts, picture.counts()),
            (Kind::Map, shapes),
            (Kind::Legend, words),
            (Kind::Map, picture.scale()),
            (Kind::Map, picture.north()),
            (Kind::Notes, picture.notes()),
        ];
        Self { title, description, size: picture.size, parts }
    }

    fn document(self, input: &MapInput<'_>, scale: f32) -> Document {
        let has = |kind: &Kind| self.parts.iter().any(|(own, scene)| own == kind && !scene.is_empty());
        let read: Vec<Kind> = READ.into_iter().filter(has).collect();
        let role = |kind: &Kind| match kind {
            Kind::Title => Role::Heading(1, self.title.clone()),
            Kind::Map => Role::Figure(self.description.clone()),
            Kind::Counts | Kind::Legend | Kind::Notes | Kind::Ground => Role::Paragraph,
        };
        let roles = read.iter().map(role).collect();
        let part = |(kind, scene): (Kind, Vec<Primitive>)| {
            let node = read.iter().position(|one| *one == kind);
            Part { mark: node.map_or(Mark::Decoration, Mark::Content), scene: place::placed(scene, scale, [0.0, 0.0]) }
        };
        let parts = self.parts.into_iter().map(part).collect();
        let size = self.size.map(|side| side * scale);
        let identity = format!("regioscope-map {} {} {size:?}", self.title, self.description);
        Document::single(self.title, input.text.language(), identity.into(), size, roles, parts)
    }
}

/// The map at its place, without what lies beside the picture.
fn map(picture: &Picture<'_>, prepared: &Prepared) -> Vec<Primitive> {
    let [width, height] = picture.viewport.size;
    let frame = [-BEYOND, -BEYOND, width + BEYOND, height + BEYOND];
    place::moved(clip::seen(picture.map(prepared, PIXELS_PER_POINT), frame, DETAIL), [0.0, picture.bands.top])
}
