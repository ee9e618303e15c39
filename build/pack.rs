//! The container that the program embeds: `RGSB`, version 1, length of the index, the index as JSON, then each entry
//! deflated. `src/formats/bundle/container.rs` reads it.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use serde_json::json;

use super::geometry;
use super::package::{Content, Package};

/// Four letters and the version of the container.
const MAGIC: &[u8; 5] = b"RGSB\x01";

/// Quick enough for every build; the best level saves a tenth and takes several times as long.
const LEVEL: u32 = 4;

/// The container of a package.
///
/// # Errors
/// When an entry can't be compressed.
pub fn pack(package: &Package) -> Result<Vec<u8>, String> {
    let mut body = Vec::new();
    let mut index = vec![entry(&mut body, "datapackage.json", "text", package.descriptor.as_bytes(), 0)?];
    for resource in &package.resources {
        index.push(match &resource.content {
            Content::Table(text, rows) => entry(&mut body, &resource.path, "text", text.as_bytes(), *rows)?,
            Content::Text(text) => entry(&mut body, &resource.path, "text", text.as_bytes(), 0)?,
            Content::Features(features) => {
                let bytes = geometry::compact(features);
                entry(&mut body, &resource.path, "geometry", &bytes, features.len() as u64)?
            }
        });
    }
    let index = serde_json::Value::Array(index).to_string();
    let mut out = MAGIC.to_vec();
    let length = u32::try_from(index.len()).map_err(|_| "the index is too long")?;
    out.extend_from_slice(&length.to_le_bytes());
    out.extend_from_slice(index.as_bytes());
    out.extend_from_slice(&body);
    Ok(out)
}

fn entry(body: &mut Vec<u8>, path: &str, form: &str, bytes: &[u8], rows: u64) -> Result<serde_json::Value, String> {
    let offset = body.len();
    let mut encoder = DeflateEncoder::new(&mut *body, Compression::new(LEVEL));
    let finished = encoder.write_all(bytes).and_then(|()| encoder.finish().map(|_| ()));
    finished.map_err(|error| format!("{error}: {path}"))?;
    let length = body.len() - offset;
    Ok(json!({ "path": path, "form": form, "offset": offset, "length": length, "size": bytes.len(), "rows": rows }))
}
