//! KML 2.2 (OGC 12-007r2): placemarks with their name, description, data, folder and shape; always WGS84.
//!
//! Contract: links are not followed, styles and overlays are passed over. A document type is refused, nesting is
//! limited. A text that breaks off keeps the placemarks before. May use: `formats::sheet`.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::builder::{Builder, put};
use super::kml_shape::Shapes;
use super::{Layer, LayerCrs, LayerError};
use crate::formats::crs::Crs;
use crate::formats::sheet::Cell;
use crate::model::Reason;

/// Deepest nesting of elements.
const MAX_DEPTH: usize = 128;

/// Whether a text begins as KML does.
pub(super) fn is_kml(head: &[u8]) -> bool {
    let text = decoded(head);
    let text = text.trim_start();
    text.starts_with('<') && (text.contains("<kml") || text.contains(":kml") || text.contains("<Placemark"))
}

/// Reads the placemarks of a document.
pub(super) fn read(bytes: &[u8], name: String) -> Result<Layer, LayerError> {
    let text = decoded(bytes);
    let mut reader = Reader::from_str(text.trim_start());
    let mut document = Document::default();
    loop {
        let outcome = match reader.read_event() {
            Ok(Event::Eof) if document.path.is_empty() => break,
            Ok(Event::Eof) => Err(Reason::new("reason-ends-within-element")),
            Ok(Event::DocType(_)) => return Err(LayerError::Broken(Reason::new("reason-document-type"))),
            Ok(event) => document.take(event)?,
            Err(error) => Err(Reason::said(error)),
        };
        if let Err(reason) = outcome {
            if document.builder.count() == 0 {
                return Err(LayerError::Broken(reason));
            }
            document.builder.reject(document.number + 1, Reason::new("reason-breaks-off").because(reason))?;
            break;
        }
    }
    if !document.is_kml {
        return Err(LayerError::NotALayer);
    }
    Ok(document
        .builder
        .finish(document.name.filter(|name| !name.is_empty()).unwrap_or(name), LayerCrs::Known(Crs::Wgs84)))
}

/// The text, in the encoding that its mark or its first line names.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    let head = String::from_utf8_lossy(bytes.get(..200).unwrap_or(bytes));
    let prolog = head.split("?>").next().unwrap_or_default();
    let label = prolog.split_once("encoding=").and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes())).unwrap_or(UTF_8);
    encoding.decode(bytes).0
}

/// What is read of a placemark.
#[derive(Default)]
struct Placemark {
    cells: Vec<(String, String)>,
    shapes: Shapes,
}

/// The document so far.
#[derive(Default)]
struct Document {
    builder: Builder,
    /// Local names of the elements that are open.
    path: Vec<String>,
    /// The text of the innermost element.
    text: String,
    /// Names of the folders that are open.
    folders: Vec<String>,
    placemark: Option<Placemark>,
    /// Name of the value that is being read.
    key: String,
    name: Option<String>,
    number: u64,
    is_kml: bool,
}

impl Document {
    /// Takes what comes next; the inner error ends the reading.
    fn take(&mut self, event: Event<'_>) -> Result<Result<(), Reason>, LayerError> {
        match event {
            Event::Start(element) => {
                if self.path.len() >= MAX_DEPTH {
                    return Ok(Err(Reason::new("reason-nested")));
                }
                self.start(&element);
            }
            Event::Empty(element) if self.path.len() < MAX_DEPTH => {
                self.start(&element);
                self.end()?;
            }
            Event::End(_) => self.end()?,
            Event::Text(text) => self.text.push_str(&String::from_utf8_lossy(&text)),
            Event::CData(text) => self.text.push_str(&String::from_utf8_lossy(&text)),
            Event::GeneralRef(reference) => self.text.push_str(&resolved(&reference)),
            _ => {}
        }
        Ok(Ok(()))
    }

    fn start(&mut self, element: &BytesStart<'_>) {
        let name = String::from_utf8_lossy(element.local_name().as_ref()).into_owned();
        self.text.clear();
        match name.as_str() {
            "kml" => self.is_kml = true,
            "Folder" => self.folders.push(String::new()),
            "Placemark" => {
                self.is_kml = true;
                self.placemark = Some(Placemark::default());
            }
            "Data" | "SimpleData" => {
                let attribute = element.try_get_attribute("name").ok().flatten();
                let value = attribute.and_then(|attribute| {
                    let raw = String::from_utf8_lossy(&attribute.value).into_owned();
                    quick_xml::escape::unescape(&raw).map(Cow::into_owned).ok()
                });
                self.key = value.unwrap_or_default();
            }
            _ => {}
        }
        if let Some(placemark) = &mut self.placemark {
            placemark.shapes.start(&name);
        }
        self.path.push(name);
    }

    fn end(&mut self) -> Result<(), LayerError> {
        let Some(name) = self.path.pop() else { return Ok(()) };
        let text = std::mem::take(&mut self.text);
        let parent = self.path.last().map(String::as_str).unwrap_or_default();
        match (parent, name.as_str()) {
            ("Placemark", "name" | "description") => self.cell(name, text),
            ("Data", "value") | (_, "SimpleData") => {
                let key = self.key.clone();
                self.cell(key, text);
            }
            ("Folder", "name") => {
                if let Some(folder) = self.folders.last_mut() {
                    text.trim().clone_into(folder);
                }
            }
            ("Document", "name") if self.name.is_none() => self.name = Some(text.trim().to_owned()),
            (_, "Folder") => {
                self.folders.pop();
            }
            (_, "Placemark") => self.finish_placemark()?,
            _ => {
                if let Some(placemark) = &mut self.placemark {
                    placemark.shapes.end(&name, &text);
                }
            }
        }
        Ok(())
    }

    fn cell(&mut self, key: String, text: String) {
        if let Some(placemark) = &mut self.placemark {
            placemark.cells.push((key, text));
        }
    }

    fn finish_placemark(&mut self) -> Result<(), LayerError> {
        let Some(placemark) = self.placemark.take() else { return Ok(()) };
        self.number += 1;
        let geometry = match placemark.shapes.finish() {
            Ok(geometry) => geometry,
            Err(reason) => return self.builder.reject(self.number, reason),
        };
        let mut cells = Vec::new();
        let folder =
            self.folders.iter().filter(|name| !name.is_empty()).map(String::as_str).collect::<Vec<_>>().join("/");
        if !folder.is_empty() {
            put(&mut cells, self.builder.column("folder")?, Cell::Text(folder));
        }
        for (key, text) in placemark.cells {
            put(&mut cells, self.builder.column(&key)?, Cell::from_text(&text));
        }
        self.builder.push(self.number, cells, geometry)
    }
}

/// The character of a reference; one of no meaning stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    let name = String::from_utf8_lossy(reference);
    quick_xml::escape::resolve_predefined_entity(&name).map_or_else(|| format!("&{name};"), str::to_owned)
}
