//! A picture of one page as PNG, SVG or PDF, with what is said of it.

use super::{ExportError, Format};
use crate::figure::page::{Document, Mark, Part, Role};
use crate::figure::paint_pdf::pdf;
use crate::figure::paint_png::Canvas;
use crate::figure::paint_svg::svg;
use crate::figure::scene::Primitive;
use crate::figure::style::Palette;
use crate::model::{Language, Reason};

/// What is said of the picture.
pub(super) struct Said<'a> {
    /// A word for the picture.
    pub name: &'a str,
    pub title: &'a str,
    pub remarks: &'a str,
    pub language: Language,
}

/// The bytes of a picture in the light look, as on paper.
pub(super) fn painted(
    format: Format,
    scene: Vec<Primitive>,
    size: [f32; 2],
    scale: f32,
    said: &Said<'_>,
) -> Result<Vec<u8>, ExportError> {
    let Said { name, title, remarks, language } = *said;
    match format {
        Format::Svg => Ok(svg(&scene, size, language.code(), title, remarks).into_bytes()),
        Format::Pdf => {
            let (head, rest) = scene.into_iter().partition(|one| is_text(one, title));
            let roles = vec![Role::Heading(1, title.to_owned()), Role::Figure(remarks.to_owned())];
            let ground = Primitive::Card {
                bounds: [0.0, 0.0, size[0], size[1]],
                radius: 0.0,
                fill: Palette::light().panel,
                line: None,
            };
            let parts = vec![
                Part { mark: Mark::Decoration, scene: vec![ground] },
                Part { mark: Mark::Content(0), scene: head },
                Part { mark: Mark::Content(1), scene: rest },
            ];
            let identity = format!("regioscope-{name} {title} {remarks}");
            let document = Document::single(title.to_owned(), language, identity.into(), size, roles, parts);
            pdf(&document).map_err(|error| ExportError::Picture(Reason::said(error)))
        }
        _ => {
            let [width, height] = size.map(|points| (points * scale).ceil() as u32);
            let canvas = Canvas::new(width, height, scale, Palette::light().panel);
            let mut canvas = canvas.ok_or_else(|| {
                ExportError::Picture(Reason::new("reason-picture-size").with("width", width).with("height", height))
            })?;
            canvas.paint(&scene);
            canvas.encode().map_err(|error| ExportError::Picture(Reason::said(error)))
        }
    }
}

fn is_text(primitive: &Primitive, words: &str) -> bool {
    matches!(primitive, Primitive::Text(label) if label.text == words)
}
