//! Layers of the map that a user brings: shapes with attributes, kept as they are.

use std::sync::Arc;

use geo::{BoundingRect, Centroid, Geometry, InteriorPoint};
use jiff::civil::Date;

use super::dimension::keyed_enum;
use super::fold::fold;
use super::place::{BoundingBox, LonLat};
use super::provenance::Source;

/// Colours of the theme that a layer can have; a layer keeps the position of its own.
pub const COLOURS: u8 = 8;

keyed_enum!(
    /// What a layer is for.
    #[derive(Default)]
    LayerKind {
        /// Something to look at on the map.
        #[default]
        Layer = "layer",
        /// Named places that the search finds.
        Places = "places",
    }
);

keyed_enum!(
    /// What the cells of a column are.
    CellKind {
        /// Texts.
        Text = "text",
        /// Numbers.
        Number = "number",
        /// Dates.
        Date = "date",
    }
);

/// A column of attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerColumn {
    /// Its name, as the file has it.
    pub name: Arc<str>,
    /// What its cells are.
    pub kind: CellKind,
}

/// An attribute.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LayerCell {
    /// Nothing.
    #[default]
    Empty,
    /// A text; never empty.
    Text(Arc<str>),
    /// A finite number.
    Number(f64),
    /// A date.
    Date(Date),
}

impl LayerCell {
    /// The attribute as a name: a number without signs between thousands.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }
}

/// A thing on the map.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its shape in degrees (WGS84, longitude first); never empty.
    pub geometry: Geometry<f64>,
    /// Its attributes, one for each column of the layer.
    pub cells: Box<[LayerCell]>,
}

impl Feature {
    /// A place for its name: the point itself, a point in an area or on a line; `None` where the shape has none.
    pub fn place(&self) -> Option<LonLat> {
        let point = match &self.geometry {
            Geometry::Point(point) => Some(*point),
            shape => shape.interior_point().or_else(|| shape.centroid()),
        };
        point.and_then(|point| LonLat::new(point.x(), point.y()).ok())
    }

    /// The box that it lies in.
    pub fn bounds(&self) -> Option<BoundingBox> {
        let rect = self.geometry.bounding_rect()?;
        let (least, most) = (rect.min(), rect.max());
        Some(BoundingBox { west: least.x, south: least.y, east: most.x, north: most.y })
    }
}

/// How many features a layer has of each shape; one of several shapes counts as what it is first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShapeCounts {
    /// Points.
    pub points: u64,
    /// Lines.
    pub lines: u64,
    /// Areas.
    pub areas: u64,
}

impl ShapeCounts {
    /// Counts a shape.
    pub fn add(&mut self, geometry: &Geometry<f64>) {
        match geometry {
            Geometry::Point(_) | Geometry::MultiPoint(_) => self.points += 1,
            Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => self.lines += 1,
            Geometry::GeometryCollection(parts) => {
                if let Some(first) = parts.0.first() {
                    self.add(first);
                }
            }
            Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => {
                self.areas += 1;
            }
        }
    }

    /// All of them.
    pub const fn total(self) -> u64 {
        self.points + self.lines + self.areas
    }
}

/// What a layer holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerData {
    /// Columns of attributes.
    pub columns: Vec<LayerColumn>,
    /// Features in the order of the file.
    pub features: Vec<Feature>,
}

impl LayerData {
    /// How many of each shape.
    pub fn counts(&self) -> ShapeCounts {
        let mut counts = ShapeCounts::default();
        for feature in &self.features {
            counts.add(&feature.geometry);
        }
        counts
    }

    /// The box that all of them lie in.
    pub fn bounds(&self) -> Option<BoundingBox> {
        self.features.iter().filter_map(Feature::bounds).reduce(|a, b| BoundingBox {
            west: a.west.min(b.west),
            south: a.south.min(b.south),
            east: a.east.max(b.east),
            north: a.north.max(b.north),
        })
    }
}

/// A layer that the user brought.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLayer {
    /// Its name, unique in a workspace; never empty.
    pub name: Arc<str>,
    /// What it is for.
    pub kind: LayerKind,
    /// Position of its colour in the theme, below [`COLOURS`].
    pub colour: u8,
    /// The column that names its features.
    pub label: Option<usize>,
    /// Where it comes from.
    pub source: Source,
    /// What it holds.
    pub data: Arc<LayerData>,
}

impl OwnLayer {
    /// Identifier of the data set of a layer of this name.
    pub fn dataset(name: &str) -> Arc<str> {
        format!("layer:{name}").into()
    }

    /// The name of a feature; empty where it has none.
    pub fn feature_name(&self, feature: &Feature) -> String {
        self.label.and_then(|label| feature.cells.get(label)).map(LayerCell::shown).unwrap_or_default()
    }

    /// Whether another is the same but for colour and label.
    pub fn differs_in_style_only(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.data, &other.data)
            && self.name == other.name
            && self.kind == other.kind
            && self.source == other.source
    }
}

/// Puts layers in the order in which they are listed: by name, case and accents aside.
pub fn sort(layers: &mut [Arc<OwnLayer>]) {
    layers.sort_by_cached_key(|layer| (fold(&layer.name), Arc::clone(&layer.name)));
}

/// A change of the layers; layers are told apart by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerPatch {
    /// Layers to write, each in the place of the one of its name.
    pub put: Vec<Arc<OwnLayer>>,
    /// Layers whose colour or label changes, as they are afterwards.
    pub restyle: Vec<Arc<OwnLayer>>,
    /// Names of layers to remove.
    pub remove: Vec<Arc<str>>,
}

impl LayerPatch {
    /// The change that takes this one back, given the layers before it.
    #[must_use]
    pub fn inverse(&self, layers: &[Arc<OwnLayer>]) -> Self {
        let known = |name: &Arc<str>| layers.iter().find(|layer| layer.name == *name).cloned();
        let written = self.put.iter().map(|layer| &layer.name);
        let (mut put, mut remove) = (Vec::new(), Vec::new());
        for name in written.chain(&self.remove) {
            match known(name) {
                Some(layer) => put.push(layer),
                None => remove.push(Arc::clone(name)),
            }
        }
        let restyle = self.restyle.iter().filter_map(|layer| known(&layer.name)).collect();
        Self { put, restyle, remove }
    }

    /// The layers after this change, by name.
    pub fn applied(&self, layers: &[Arc<OwnLayer>]) -> Vec<Arc<OwnLayer>> {
        let changed = || self.put.iter().chain(&self.restyle);
        let is_kept = |layer: &&Arc<OwnLayer>| {
            !self.remove.contains(&layer.name) && changed().all(|other| other.name != layer.name)
        };
        let mut all: Vec<Arc<OwnLayer>> = layers.iter().filter(is_kept).chain(changed()).cloned().collect();
        sort(&mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(name: &str, colour: u8) -> Arc<OwnLayer> {
        let data = Arc::new(LayerData {
            columns: vec![LayerColumn { name: "naam".into(), kind: CellKind::Text }],
            features: vec![Feature {
                geometry: geo::point!(x: 3.7, y: 51.0).into(),
                cells: [LayerCell::Text("Gent".into())].into(),
            }],
        });
        let source = Source { id: OwnLayer::dataset(name), ..Source::default() };
        Arc::new(OwnLayer { name: name.into(), kind: LayerKind::Places, colour, label: Some(0), source, data })
    }

    #[test]
    fn a_change_and_its_inverse_leave_the_layers_as_they_were() {
        let before = vec![layer("a", 0), layer("b", 1)];
        let restyled = Arc::new(OwnLayer { colour: 5, ..before[1].as_ref().clone() });
        let patch = LayerPatch { put: vec![layer("c", 2)], restyle: vec![restyled], remove: vec!["a".into()] };
        let after = patch.applied(&before);
        let names: Vec<&str> = after.iter().map(|layer| &*layer.name).collect();
        assert_eq!((names, after[0].colour), (vec!["b", "c"], 5));
        assert_eq!(patch.inverse(&before).applied(&after), before);
    }

    #[test]
    fn a_feature_is_named_by_its_column_and_lies_somewhere() {
        let layer = layer("a", 0);
        let feature = &layer.data.features[0];
        assert_eq!(layer.feature_name(feature), "Gent");
        assert_eq!(feature.place().map(LonLat::lon), Some(3.7));
        assert_eq!(layer.data.counts(), ShapeCounts { points: 1, ..ShapeCounts::default() });
    }
}
