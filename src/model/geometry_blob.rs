//! Geometries as GeoPackage stores them: a short header (OGC 12-128r18, clause 2.1.3) before well-known binary
//! (ISO 13249-3). A pure codec, shared by the workspace file and by exports.
//!
//! Contract: [`encode`] writes little-endian, two-dimensional blobs; [`decode`] takes either byte order and drops
//! heights and measures. Nothing in a blob is trusted: counts are checked against the bytes that are left, nesting
//! is limited, numbers must be finite. May use: `geo` only.

use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon};

use super::place::LonLat;
use super::reason::{Explained, Reason};

/// EPSG:4326, the reference system of every geometry of the model.
pub const WGS84_SRS_ID: i32 = 4326;

/// Nesting of collections that is followed.
const MAX_DEPTH: u8 = 16;

const FLAG_LITTLE_ENDIAN: u8 = 0b0000_0001;
const FLAG_ENVELOPE_XY: u8 = 0b0000_0010;
const FLAG_EMPTY: u8 = 0b0001_0000;

/// Bytes that are not a geometry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlobError {
    /// The blob ends before the geometry does.
    #[error("geometry blob ends early")]
    CutOff,
    /// It does not start with `GP` and version 0.
    #[error("not a GeoPackage geometry blob")]
    NoHeader,
    /// The header names an envelope kind that does not exist.
    #[error("unknown envelope kind {0} in geometry blob")]
    Envelope(u8),
    /// A byte order other than 0 and 1.
    #[error("unknown byte order {0} in well-known binary")]
    ByteOrder(u8),
    /// A geometry type that is not one of the seven simple ones.
    #[error("unsupported geometry type {0} in well-known binary")]
    Type(u32),
    /// A part of another type than its whole allows.
    #[error("a part of a geometry has the wrong type {0}")]
    Part(u32),
    /// A coordinate that is not a finite number.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// Collections nested too deeply.
    #[error("geometry is nested too deeply")]
    TooDeep,
}

impl Explained for BlobError {
    fn reason(&self) -> Reason {
        match self {
            Self::NotFinite => Reason::new("reason-coordinate-not-number"),
            Self::TooDeep => Reason::new("reason-nested"),
            other => Reason::new("reason-shape-broken").because(Reason::said(other)),
        }
    }
}

/// Least and greatest coordinates of a geometry, in its own units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Envelope {
    /// Least x (longitude).
    pub min_x: f64,
    /// Greatest x.
    pub max_x: f64,
    /// Least y (latitude).
    pub min_y: f64,
    /// Greatest y.
    pub max_y: f64,
}

impl Envelope {
    /// The one that holds a point only.
    pub const fn around(point: LonLat) -> Self {
        let (x, y) = (point.lon(), point.lat());
        Self { min_x: x, max_x: x, min_y: y, max_y: y }
    }

    /// The least one that holds this and another.
    #[must_use]
    pub const fn joined(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        Self {
            min_x: self.min_x.min(other.min_x),
            max_x: self.max_x.max(other.max_x),
            min_y: self.min_y.min(other.min_y),
            max_y: self.max_y.max(other.max_y),
        }
    }
}

/// What a blob holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    /// Reference system of the coordinates; 4326 is WGS84 longitude and latitude.
    pub srs_id: i32,
    /// The geometry; `None` = an empty point or a blob marked empty.
    pub geometry: Option<Geometry<f64>>,
}

/// The blob of a geometry; points carry no envelope, everything else does.
pub fn encode(geometry: &Geometry<f64>, srs_id: i32) -> Vec<u8> {
    let is_point = matches!(geometry, Geometry::Point(_));
    let bounds = geometry.bounding_rect();
    let mut flags = FLAG_LITTLE_ENDIAN;
    if bounds.is_none() {
        flags |= FLAG_EMPTY;
    } else if !is_point {
        flags |= FLAG_ENVELOPE_XY;
    }
    let mut blob = vec![b'G', b'P', 0, flags];
    blob.extend_from_slice(&srs_id.to_le_bytes());
    if let (Some(rect), false) = (bounds, is_point) {
        for value in [rect.min().x, rect.max().x, rect.min().y, rect.max().y] {
            blob.extend_from_slice(&value.to_le_bytes());
        }
    }
    write_wkb(&mut blob, geometry);
    blob
}

/// The blob of a point, without an allocation for the geometry.
pub fn encode_point(point: LonLat) -> Vec<u8> {
    encode(&Geometry::Point(point.into()), WGS84_SRS_ID)
}

/// The geometry of a blob.
///
/// # Errors
/// When the bytes are not a GeoPackage blob of one of the seven simple geometry types.
pub fn decode(blob: &[u8]) -> Result<Decoded, BlobError> {
    let header = Header::read(blob)?;
    let body = blob.get(header.length..).ok_or(BlobError::CutOff)?;
    let geometry = if header.is_empty { None } else { decode_wkb(body)? };
    Ok(Decoded { srs_id: header.srs_id, geometry })
}

/// The envelope of a blob, from its header where that has one, else from the geometry; `None` = empty. This is what
/// `ST_MinX` and its kin answer.
///
/// # Errors
/// As for [`decode`].
pub fn envelope(blob: &[u8]) -> Result<Option<Envelope>, BlobError> {
    let header = Header::read(blob)?;
    if header.is_empty {
        return Ok(None);
    }
    if header.envelope.is_some() {
        return Ok(header.envelope);
    }
    let rect = decode(blob)?.geometry.and_then(|geometry| geometry.bounding_rect());
    Ok(rect.map(|rect| Envelope { min_x: rect.min().x, max_x: rect.max().x, min_y: rect.min().y, max_y: rect.max().y }))
}

/// The geometry of well-known binary without a header; `None` = an empty point.
///
/// # Errors
/// As for [`decode`].
pub fn decode_wkb(bytes: &[u8]) -> Result<Option<Geometry<f64>>, BlobError> {
    Reader { bytes, is_little_endian: true }.geometry(0)
}

/// Appends well-known binary, little-endian and two-dimensional.
pub fn write_wkb(out: &mut Vec<u8>, geometry: &Geometry<f64>) {
    match geometry {
        Geometry::Point(point) => {
            write_type(out, 1);
            write_coord(out, point.0);
        }
        Geometry::Line(line) => {
            write_type(out, 2);
            write_coords(out, &[line.start, line.end]);
        }
        Geometry::LineString(line) => {
            write_type(out, 2);
            write_coords(out, &line.0);
        }
        Geometry::Polygon(polygon) => write_polygon(out, polygon),
        Geometry::Rect(rect) => write_polygon(out, &rect.to_polygon()),
        Geometry::Triangle(triangle) => write_polygon(out, &triangle.to_polygon()),
        Geometry::MultiPoint(points) => {
            write_type(out, 4);
            write_count(out, points.0.len());
            for point in points {
                write_wkb(out, &Geometry::Point(*point));
            }
        }
        Geometry::MultiLineString(lines) => {
            write_type(out, 5);
            write_count(out, lines.0.len());
            for line in lines {
                write_type(out, 2);
                write_coords(out, &line.0);
            }
        }
        Geometry::MultiPolygon(polygons) => write_multi_polygon(out, polygons),
        Geometry::GeometryCollection(parts) => {
            write_type(out, 7);
            write_count(out, parts.0.len());
            for part in parts {
                write_wkb(out, part);
            }
        }
    }
}

fn write_multi_polygon(out: &mut Vec<u8>, polygons: &MultiPolygon<f64>) {
    write_type(out, 6);
    write_count(out, polygons.0.len());
    for polygon in polygons {
        write_polygon(out, polygon);
    }
}

fn write_polygon(out: &mut Vec<u8>, polygon: &Polygon<f64>) {
    write_type(out, 3);
    if polygon.exterior().0.is_empty() {
        write_count(out, 0);
        return;
    }
    write_count(out, 1 + polygon.interiors().len());
    write_coords(out, &polygon.exterior().0);
    for ring in polygon.interiors() {
        write_coords(out, &ring.0);
    }
}

fn write_type(out: &mut Vec<u8>, kind: u32) {
    out.push(1);
    out.extend_from_slice(&kind.to_le_bytes());
}

fn write_count(out: &mut Vec<u8>, count: usize) {
    out.extend_from_slice(&(count as u32).to_le_bytes());
}

fn write_coords(out: &mut Vec<u8>, coords: &[Coord<f64>]) {
    write_count(out, coords.len());
    for coord in coords {
        write_coord(out, *coord);
    }
}

fn write_coord(out: &mut Vec<u8>, coord: Coord<f64>) {
    out.extend_from_slice(&coord.x.to_le_bytes());
    out.extend_from_slice(&coord.y.to_le_bytes());
}

struct Header {
    srs_id: i32,
    is_empty: bool,
    envelope: Option<Envelope>,
    length: usize,
}

impl Header {
    fn read(blob: &[u8]) -> Result<Self, BlobError> {
        let [b'G', b'P', 0, flags, ..] = *blob else {
            return Err(if blob.len() < 4 && b"GP".starts_with(blob.get(..2).unwrap_or(blob)) {
                BlobError::CutOff
            } else {
                BlobError::NoHeader
            });
        };
        let numbers = match (flags >> 1) & 0b111 {
            0 => 0,
            1 => 4,
            2 | 3 => 6,
            4 => 8,
            other => return Err(BlobError::Envelope(other)),
        };
        let mut reader =
            Reader { bytes: blob.get(4..).unwrap_or_default(), is_little_endian: flags & FLAG_LITTLE_ENDIAN != 0 };
        let srs_id = reader.u32()?.cast_signed();
        let mut values = [0.0; 8];
        for value in values.iter_mut().take(numbers) {
            *value = reader.f64()?;
        }
        let [min_x, max_x, min_y, max_y, ..] = values;
        let is_finite = [min_x, max_x, min_y, max_y].iter().all(|value| value.is_finite());
        let envelope = (numbers > 0 && is_finite).then_some(Envelope { min_x, max_x, min_y, max_y });
        Ok(Self { srs_id, is_empty: flags & FLAG_EMPTY != 0, envelope, length: 8 + numbers * 8 })
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    is_little_endian: bool,
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], BlobError> {
        let (head, rest) = self.bytes.split_first_chunk::<N>().ok_or(BlobError::CutOff)?;
        self.bytes = rest;
        Ok(*head)
    }

    fn u32(&mut self) -> Result<u32, BlobError> {
        let bytes = self.take()?;
        Ok(if self.is_little_endian { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn f64(&mut self) -> Result<f64, BlobError> {
        let bytes = self.take()?;
        Ok(if self.is_little_endian { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A count of parts that each take at least `least_bytes`.
    fn count(&mut self, least_bytes: usize) -> Result<usize, BlobError> {
        let count = self.u32()? as usize;
        if count > self.bytes.len() / least_bytes { Err(BlobError::CutOff) } else { Ok(count) }
    }

    /// Byte order and type: the simple type 1 to 7, and how many numbers a coordinate has.
    fn kind(&mut self) -> Result<(u32, usize), BlobError> {
        let [order] = self.take()?;
        self.is_little_endian = match order {
            0 => false,
            1 => true,
            other => return Err(BlobError::ByteOrder(other)),
        };
        let raw = self.u32()?;
        // ISO adds 1000 for Z, 2000 for M, 3000 for both; the older extension sets the two high bits.
        let flags = usize::from(raw & 0x8000_0000 != 0) + usize::from(raw & 0x4000_0000 != 0);
        let plain = raw & 0x0fff_ffff;
        let iso = match plain / 1000 {
            0 => 0,
            1 | 2 => 1,
            3 => 2,
            _ => return Err(BlobError::Type(raw)),
        };
        Ok((plain % 1000, 2 + flags.max(iso)))
    }

    fn geometry(&mut self, depth: u8) -> Result<Option<Geometry<f64>>, BlobError> {
        if depth > MAX_DEPTH {
            return Err(BlobError::TooDeep);
        }
        let (kind, width) = self.kind()?;
        Ok(Some(match kind {
            1 => return Ok(self.point(width)?.map(|coord| Geometry::Point(coord.into()))),
            2 => Geometry::LineString(self.line(width)?),
            3 => Geometry::Polygon(self.polygon(width)?),
            4 => Geometry::MultiPoint(self.parts(1, |reader, width| Ok(reader.point(width)?.map(geo::Point)))?.into()),
            5 => Geometry::MultiLineString(geo::MultiLineString(
                self.parts(2, |reader, width| reader.line(width).map(Some))?,
            )),
            6 => Geometry::MultiPolygon(MultiPolygon(self.parts(3, |reader, width| reader.polygon(width).map(Some))?)),
            7 => {
                let mut parts = Vec::new();
                for _ in 0..self.count(5)? {
                    parts.extend(self.geometry(depth + 1)?);
                }
                Geometry::GeometryCollection(parts.into())
            }
            other => return Err(BlobError::Type(other)),
        }))
    }

    fn parts<T>(
        &mut self,
        part_kind: u32,
        read: impl Fn(&mut Self, usize) -> Result<Option<T>, BlobError>,
    ) -> Result<Vec<T>, BlobError> {
        let count = self.count(9)?;
        let mut parts = Vec::with_capacity(count);
        for _ in 0..count {
            let (kind, width) = self.kind()?;
            if kind != part_kind {
                return Err(BlobError::Part(kind));
            }
            parts.extend(read(self, width)?);
        }
        Ok(parts)
    }

    fn coord(&mut self, width: usize) -> Result<Coord<f64>, BlobError> {
        let coord = Coord { x: self.f64()?, y: self.f64()? };
        for _ in 2..width {
            self.f64()?;
        }
        Ok(coord)
    }

    /// `None` = an empty point, which well-known binary writes as not-a-number.
    fn point(&mut self, width: usize) -> Result<Option<Coord<f64>>, BlobError> {
        let coord = self.coord(width)?;
        if coord.x.is_nan() && coord.y.is_nan() { Ok(None) } else { finite(coord).map(Some) }
    }

    fn line(&mut self, width: usize) -> Result<LineString<f64>, BlobError> {
        let count = self.count(width * 8)?;
        let mut coords = Vec::with_capacity(count);
        for _ in 0..count {
            coords.push(finite(self.coord(width)?)?);
        }
        Ok(LineString(coords))
    }

    fn polygon(&mut self, width: usize) -> Result<Polygon<f64>, BlobError> {
        let mut rings = Vec::new();
        for _ in 0..self.count(4)? {
            rings.push(self.line(width)?);
        }
        let mut rings = rings.into_iter();
        let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(exterior, rings.collect()))
    }
}

fn finite(coord: Coord<f64>) -> Result<Coord<f64>, BlobError> {
    if coord.x.is_finite() && coord.y.is_finite() { Ok(coord) } else { Err(BlobError::NotFinite) }
}

#[cfg(test)]
#[path = "geometry_blob_tests.rs"]
mod tests;
