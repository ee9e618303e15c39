//! Paints a document of pages as a PDF: tagged, with searchable text and its fonts inside, held to PDF/UA-1
//! (ISO 14289-1) by the writer's own validator. The same document gives the same bytes: it knows no clock.
//!
//! Text is placed letter by letter with the widths of [`super::font`], so that what was measured is what is drawn.

use std::num::NonZeroU16;
use std::sync::LazyLock;

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::outline::{Outline as Contents, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, LineJoin, Stroke, StrokeDash};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, BBox, ContentTag, Identifier, ListNumbering, Node, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::text::{Font, GlyphId, KrillaGlyph};

use super::font::{self, Step, Stroke as Curve};
use super::page::{Bookmark, Document, Mark, NodeId, Page, Part, Role};
use super::place::{self, Bounds};
use super::raster::Raster;
use super::scene::{HALO, Label, Lines, Outline, Pattern, Primitive, card_corners, parts, sector_corners};
use super::style::{Colour, Shape};

static REGULAR: LazyLock<Option<Font>> = LazyLock::new(|| Font::new(font::face_bytes(false).into(), 0));
static SEMI_BOLD: LazyLock<Option<Font>> = LazyLock::new(|| Font::new(font::face_bytes(true).into(), 0));

/// Share of the radius at which the handles of a quarter circle as one cubic curve lie.
const QUARTER: f32 = 0.552_285;

/// A document that can't be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("PDF writer: {0}")]
pub struct PdfError(String);

/// The document as a PDF.
///
/// # Errors
/// When the writer refuses it: it has no page or heading, or breaks a rule of PDF/UA-1.
pub fn pdf(document: &Document) -> Result<Vec<u8>, PdfError> {
    let refused = |error: &dyn std::fmt::Debug| PdfError(format!("{error:?}"));
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| refused(&error))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let mut leaves = Leaves(vec![Vec::new(); document.nodes.len()]);
    for (number, page) in document.pages.iter().enumerate() {
        draw_page(&mut pdf, document, page, number, &mut leaves)?;
    }
    pdf.set_outline(contents(&document.bookmarks));
    pdf.set_tag_tree(tree(document, leaves));
    pdf.set_metadata(
        Metadata::new()
            .title(document.title.clone())
            .language(document.language.code().to_owned())
            .creator(concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned())
            .document_id(document.identity.to_string()),
    );
    pdf.finish().map_err(|error| refused(&error))
}

/// Where the content of each node was drawn: identifier, page, box.
struct Leaves(Vec<Vec<(Identifier, usize, Option<Bounds>)>>);

impl Leaves {
    fn add(&mut self, node: NodeId, identifier: Identifier, page: usize, bounds: Option<Bounds>) {
        if let Some(list) = self.0.get_mut(node) {
            list.push((identifier, page, bounds));
        }
    }
}

fn draw_page(
    pdf: &mut Pdf,
    document: &Document,
    page: &Page,
    number: usize,
    leaves: &mut Leaves,
) -> Result<(), PdfError> {
    let [width, height] = document.size;
    let settings = PageSettings::from_wh(width, height).ok_or_else(|| PdfError("a page has no size".to_owned()))?;
    let mut sheet = pdf.start_page_with(settings);
    let mut surface = sheet.surface();
    for part in page.parts.iter().filter(|part| !part.scene.is_empty()) {
        let identifier = surface.start_tagged(content_tag(part.mark));
        Painter { surface: &mut surface }.part(part);
        surface.end_tagged();
        if let Mark::Content(node) = part.mark {
            // What reaches over the edge of the page is not seen.
            let seen = place::of_scene(&part.scene).and_then(|own| place::intersection(own, [0.0, 0.0, width, height]));
            leaves.add(node, identifier, number, seen);
        }
    }
    surface.finish();
    sheet.finish();
    Ok(())
}

fn content_tag(mark: Mark) -> ContentTag<'static> {
    let kind = match mark {
        Mark::Header => ArtifactType::Header,
        Mark::Footer => ArtifactType::Footer,
        Mark::Decoration => ArtifactType::Layout,
        Mark::Content(_) => return ContentTag::Other,
    };
    ContentTag::Artifact(Artifact::with_kind(kind))
}

fn contents(bookmarks: &[Bookmark]) -> Contents {
    let mut contents = Contents::new();
    for bookmark in bookmarks {
        let destination = XyzDestination::new(bookmark.page, Point::from_xy(0.0, bookmark.top));
        contents.push_child(OutlineNode::new(bookmark.text.clone(), destination));
    }
    contents
}

/// The structure: content before parts, both in reading order.
fn tree(document: &Document, leaves: Leaves) -> TagTree {
    let leaf_counts: Vec<usize> = leaves.0.iter().map(Vec::len).collect();
    let mut groups: Vec<Option<TagGroup>> = document
        .nodes
        .iter()
        .zip(leaves.0)
        .map(|(node, leaves)| {
            let first = leaves.first().and_then(|(_, page, bounds)| Some((*page, (*bounds)?)));
            let children: Vec<Node> = leaves.into_iter().map(|(identifier, ..)| Node::from(identifier)).collect();
            Some(TagGroup::with_children(tag(&node.role, first), children))
        })
        .collect();
    // A part stands after what it is part of: from the last on, each is whole when it is handed over.
    let mut tops: Vec<TagGroup> = Vec::new();
    for index in (0..groups.len()).rev() {
        let Some(group) = groups.get_mut(index).and_then(Option::take) else { continue };
        let parent = document.nodes.get(index).and_then(|node| node.parent);
        let own_count = parent.and_then(|parent| leaf_counts.get(parent)).copied().unwrap_or(0);
        match parent.and_then(|parent| groups.get_mut(parent)?.as_mut()) {
            // Parts arrive last first, after what the node holds itself.
            Some(whole) => whole.children.insert(own_count, Node::from(group)),
            None => tops.push(group),
        }
    }
    let mut tree = TagTree::new().with_lang(Some(document.language.code().to_owned()));
    for group in tops.into_iter().rev() {
        tree.push(group);
    }
    tree
}

fn tag(role: &Role, place: Option<(usize, Bounds)>) -> TagKind {
    match role {
        Role::Heading(level, text) => {
            let level = NonZeroU16::new(u16::from(*level)).unwrap_or(NonZeroU16::MIN);
            Tag::Hn(level, Some(text.clone())).into()
        }
        Role::Paragraph => Tag::P.into(),
        Role::List => Tag::L(ListNumbering::Disc).into(),
        Role::Item => Tag::LI.into(),
        Role::ItemMark => Tag::Lbl.into(),
        Role::ItemBody => Tag::LBody.into(),
        Role::Figure(alternative) => {
            let bbox = place.and_then(|(page, [left, top, right, bottom])| {
                Some(BBox::new(page, Rect::from_ltrb(left, top, right, bottom)?))
            });
            Tag::Figure(Some(alternative.clone())).with_bbox(bbox).into()
        }
        Role::Table => Tag::Table.into(),
        Role::TableHead => Tag::THead.into(),
        Role::TableBody => Tag::TBody.into(),
        Role::Row => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Cell => Tag::TD.into(),
    }
}

struct Painter<'a, 'b> {
    surface: &'a mut Surface<'b>,
}

impl Painter<'_, '_> {
    fn part(&mut self, part: &Part) {
        let texts = part.scene.iter().filter(|primitive| matches!(primitive, Primitive::Text(_))).count();
        let mut done = 0;
        for primitive in &part.scene {
            if let Primitive::Text(label) = primitive {
                done += 1;
                // A reader that takes the text out must find a space between lines and words.
                self.text(label, done < texts);
            } else {
                self.shape(primitive);
            }
        }
    }

    fn shape(&mut self, primitive: &Primitive) {
        match primitive {
            Primitive::Area(area) => {
                let mut path = PathBuilder::new();
                for ring in parts(&area.points, &area.ring_ends) {
                    polygon(&mut path, ring, true);
                }
                self.fill(path, area.fill);
            }
            Primitive::Lines(lines) => self.lines(lines),
            Primitive::Symbol { shape, centre, radius, fill, outline } => {
                self.symbol(*shape, *centre, *radius, *fill, *outline);
            }
            Primitive::Disc { centre, radius, fill } => self.fill(circle(*centre, *radius), *fill),
            Primitive::Circle { centre, radius, outline } => self.stroke(circle(*centre, *radius), *outline),
            Primitive::Sector { centre, inner, outer, turns, fill } => {
                self.fill(closed(&sector_corners(*centre, *inner, *outer, *turns)), *fill);
            }
            Primitive::Convex { corners, fill } => self.fill(closed(corners), *fill),
            Primitive::Card { bounds, radius, fill, line } => {
                let corners = card_corners(*bounds, *radius);
                self.fill(closed(&corners), *fill);
                if let Some(colour) = line {
                    let outline = Outline { width: 0.75, colour: *colour, pattern: Pattern::Solid };
                    self.stroke(closed(&corners), outline);
                }
            }
            Primitive::Image { bounds, raster } => self.image(*bounds, raster),
            Primitive::Text(_) => {}
        }
    }

    fn image(&mut self, [left, top, right, bottom]: Bounds, raster: &Raster) {
        let Some(size) = Size::from_wh(right - left, bottom - top) else { return };
        // A reader that shrinks it mixes colours without looking at opacity: what is clear must not be black.
        let ground = mean_colour(raster);
        let pixels = raster.pixels.iter().flat_map(|&pixel| if pixel[3] == 0 { ground } else { pixel }).collect();
        self.surface.push_transform(&Transform::from_translate(left, top));
        self.surface.draw_image(Image::from_rgba8(pixels, raster.width as u32, raster.height as u32), size);
        self.surface.pop();
    }

    fn lines(&mut self, lines: &Lines) {
        let mut path = PathBuilder::new();
        for line in lines.iter() {
            polygon(&mut path, line, false);
        }
        self.stroke(path, Outline { width: lines.width, colour: lines.colour, pattern: lines.pattern });
    }

    fn symbol(&mut self, shape: Shape, centre: [f32; 2], radius: f32, fill: Colour, outline: Option<Outline>) {
        let path = || {
            if shape == Shape::Circle {
                return circle(centre, radius * 0.95);
            }
            let corners = shape.corners().into_iter();
            let placed: Vec<[f32; 2]> =
                corners.map(|[x, y]| [x.mul_add(radius, centre[0]), y.mul_add(radius, centre[1])]).collect();
            closed(&placed)
        };
        self.fill(path(), fill);
        if let Some(outline) = outline {
            self.stroke(path(), outline);
        }
    }

    fn text(&mut self, label: &Label, is_followed: bool) {
        let face = if label.is_bold { SEMI_BOLD.as_ref() } else { REGULAR.as_ref() };
        let Some(face) = face else { return };
        let left = place::left_of(label);
        if let Some(colour) = label.halo {
            let outlines = font::outlines(&label.text, label.size, label.is_bold, [left, label.at[1]]);
            let width = label.size * HALO;
            self.stroke(letters(&outlines), Outline { width, colour, pattern: Pattern::Solid });
        }
        let text = plain(&label.text, is_followed);
        let glyphs = glyphs(&text, &label.text, label.is_bold);
        let y = label.at[1] + font::baseline(label.size, label.is_bold);
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(fill_of(label.colour)));
        self.surface.draw_glyphs(Point::from_xy(left, y), &glyphs, face.clone(), &text, label.size, false);
    }

    fn fill(&mut self, path: PathBuilder, colour: Colour) {
        if let Some(path) = path.finish() {
            self.surface.set_stroke(None);
            self.surface.set_fill(Some(fill_of(colour)));
            self.surface.draw_path(&path);
        }
    }

    fn stroke(&mut self, path: PathBuilder, outline: Outline) {
        let Some(path) = path.finish() else { return };
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(stroke_of(outline)));
        self.surface.draw_path(&path);
    }
}

/// The colour of what is seen, clear.
fn mean_colour(raster: &Raster) -> [u8; 4] {
    let seen = raster.pixels.iter().filter(|pixel| pixel[3] > 0);
    let (sum, count) = seen.fold(([0_u64; 3], 0_u64), |(sum, count), &[r, g, b, _]| {
        ([sum[0] + u64::from(r), sum[1] + u64::from(g), sum[2] + u64::from(b)], count + 1)
    });
    let [r, g, b] = sum.map(|channel| u8::try_from(channel / count.max(1)).unwrap_or(u8::MAX));
    [r, g, b, 0]
}

/// The text with the spaces that a keyboard has, so that a search finds "86 921", and nothing that is no letter.
fn plain(text: &str, is_followed: bool) -> String {
    let letter = |letter: char| if letter.is_whitespace() || letter.is_control() { ' ' } else { letter };
    let mut plain: String = text.chars().map(letter).collect();
    if is_followed && !plain.ends_with(' ') {
        plain.push(' ');
    }
    plain
}

/// The glyphs of `original`, each standing for the letter of `text` at its place; a space may follow.
fn glyphs(text: &str, original: &str, is_bold: bool) -> Vec<KrillaGlyph> {
    let mut drawn = font::glyphs(original, is_bold);
    drawn.extend(font::glyphs(" ", is_bold));
    text.char_indices()
        .zip(drawn)
        .map(|((start, letter), (id, width))| {
            let range = start..start + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(u32::from(id)), width, 0.0, 0.0, 0.0, range, None)
        })
        .collect()
}

fn fill_of(colour: Colour) -> Fill {
    Fill { paint: rgb(colour).into(), opacity: opacity(colour), ..Fill::default() }
}

fn stroke_of(outline: Outline) -> Stroke {
    let dash = outline.pattern.dash().map(|lengths| {
        let array = lengths.map(|length| length * outline.width).to_vec();
        StrokeDash { array, offset: 0.0 }
    });
    Stroke {
        paint: rgb(outline.colour).into(),
        width: outline.width,
        line_join: LineJoin::Round,
        opacity: opacity(outline.colour),
        dash,
        ..Stroke::default()
    }
}

fn rgb(colour: Colour) -> krilla::color::rgb::Color {
    krilla::color::rgb::Color::new(colour.r, colour.g, colour.b)
}

fn opacity(colour: Colour) -> NormalizedF32 {
    NormalizedF32::new(f32::from(colour.a) / 255.0).unwrap_or(NormalizedF32::ONE)
}

fn closed(corners: &[[f32; 2]]) -> PathBuilder {
    let mut path = PathBuilder::new();
    polygon(&mut path, corners, true);
    path
}

fn polygon(path: &mut PathBuilder, points: &[[f32; 2]], is_closed: bool) {
    for (index, &point) in points.iter().enumerate() {
        let [x, y] = point.map(short);
        if index == 0 {
            path.move_to(x, y);
        } else {
            path.line_to(x, y);
        }
    }
    if is_closed && !points.is_empty() {
        path.close();
    }
}

/// To a hundredth of a point, a third of a hair: files stay small.
fn short(value: f32) -> f32 {
    (value * 100.0).round() / 100.0
}

fn circle([x, y]: [f32; 2], radius: f32) -> PathBuilder {
    let handle = radius * QUARTER;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + handle, x + handle, y + radius, x, y + radius);
    path.cubic_to(x - handle, y + radius, x - radius, y + handle, x - radius, y);
    path.cubic_to(x - radius, y - handle, x - handle, y - radius, x, y - radius);
    path.cubic_to(x + handle, y - radius, x + radius, y - handle, x + radius, y);
    path.close();
    path
}

fn letters(curves: &[Curve]) -> PathBuilder {
    let mut path = PathBuilder::new();
    for step in font::steps(curves) {
        match step {
            Step::Move([x, y]) => path.move_to(x, y),
            Step::Draw(Curve::Line(_, [x, y])) => path.line_to(x, y),
            Step::Draw(Curve::Quad(_, over, [x, y])) => path.quad_to(over[0], over[1], x, y),
            Step::Draw(Curve::Cubic(_, a, b, [x, y])) => path.cubic_to(a[0], a[1], b[0], b[1], x, y),
            Step::Close => path.close(),
        }
    }
    path
}
