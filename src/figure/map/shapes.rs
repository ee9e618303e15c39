//! Shapes of projects: areas, lines and several points in the colour of their dimension, below the symbols.

use std::collections::BTreeMap;

use super::own::{self, PreparedLayer};
use super::projection::Viewport;
use crate::figure::scene::Primitive;
use crate::figure::style::{Colour, Palette};
use crate::model::{Dimension, Footprint, Project};
use crate::query::symbols::{PlaceSymbol, display_dimension};
use crate::workspace::{Filter, Projects};

/// Those of one dimension.
#[derive(Clone, Debug, Default, PartialEq)]
struct Group {
    dimension: Option<Dimension>,
    /// The row of each shape.
    rows: Vec<u32>,
    shapes: PreparedLayer,
}

/// Whether a project at these places has a shape.
pub fn has_some(places: &[PlaceSymbol], projects: &Projects) -> bool {
    those_of(places, projects).next().is_some()
}

/// The mark of a shape in a legend, in a box of 14 by 10 points: of no dimension, for it stands for all.
pub fn swatch(scene: &mut Vec<Primitive>, corner: [f32; 2], palette: &Palette) {
    own::area_swatch(scene, palette.dimension(None), corner);
}

/// Row, project and shape of those that have one. At the place of a municipality are only projects without their own.
fn those_of<'a>(
    places: &'a [PlaceSymbol],
    projects: &'a Projects,
) -> impl Iterator<Item = (u32, &'a Project, &'a Footprint)> {
    let rows = places.iter().filter(|place| place.nis.is_none());
    let rows = rows.flat_map(|place| place.rows.iter().chain(&place.programmes));
    rows.filter_map(|row| {
        let project = projects.get(*row)?;
        Some((*row, project, project.shape.as_deref()?))
    })
}

/// The shapes of the projects on a map, made ready. Costs up to some seconds for very many, so that the window has it
/// done beside the interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShapesOfProjects {
    groups: Vec<Group>,
}

impl ShapesOfProjects {
    /// Those of the projects at these places, for every zoom or for this one.
    pub fn new(places: &[PlaceSymbol], projects: &Projects, filter: &Filter, zoom: Option<f64>) -> Self {
        let mut found: BTreeMap<Option<Dimension>, BTreeMap<u32, &Footprint>> = BTreeMap::new();
        for (row, project, shape) in those_of(places, projects) {
            found.entry(display_dimension(project, filter)).or_default().insert(row, shape);
        }
        let group = |(dimension, shapes): (Option<Dimension>, BTreeMap<u32, &Footprint>)| {
            let (rows, shapes): (Vec<u32>, Vec<_>) =
                shapes.into_iter().map(|(row, shape)| (row, shape.geometry())).unzip();
            Group { dimension, rows, shapes: PreparedLayer::of_shapes(&shapes, zoom) }
        };
        Self { groups: found.into_iter().map(group).collect() }
    }

    /// Whether no project has one.
    pub const fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// All of them.
    pub fn scene(&self, viewport: &Viewport, palette: &Palette) -> Vec<Primitive> {
        let coloured: Vec<(Colour, &PreparedLayer)> =
            self.groups.iter().map(|group| (palette.dimension(group.dimension), &group.shapes)).collect();
        own::scene(&coloured, viewport, palette)
    }

    /// The row of the project whose shape lies at a point of the screen: as for layers of the user's own.
    pub fn row_at(&self, viewport: &Viewport, at: [f32; 2]) -> Option<u32> {
        let found = self.groups.iter().filter_map(|group| {
            let found = group.shapes.found_at(viewport, at)?;
            Some((found, *group.rows.get(found.feature as usize)?))
        });
        let nearest = found.min_by(|(a, _), (b, _)| a.order.cmp(&b.order).then(a.measure.total_cmp(&b.measure)));
        nearest.map(|(_, row)| row)
    }

    /// The shape of one project, set off; nothing where it has none here.
    pub fn highlighted(&self, viewport: &Viewport, row: u32, colour: Colour, width: f32) -> Vec<Primitive> {
        let found = self.groups.iter().find_map(|group| Some((group, group.rows.binary_search(&row).ok()?)));
        let Some((group, index)) = found else { return Vec::new() };
        group.shapes.highlighted(viewport, index as u32, colour, width)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::projection::world_of_degrees;
    use super::*;
    use crate::model::{Localized, LonLat, ProjectId, ProjectKind};
    use crate::query::filter;
    use crate::query::symbols;
    use crate::workspace::Municipalities;

    fn project(id: &str, dimension: Dimension, shape: &geo::Geometry<f64>) -> Project {
        let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
        project.dimensions = [dimension].into();
        project.shape = Footprint::new(shape).map(Arc::new);
        project.location = LonLat::new(3.7, 51.0).ok();
        project
    }

    fn square(from: f64, to: f64) -> geo::Geometry<f64> {
        geo::Rect::new((from, from + 47.3), (to, to + 47.3)).to_polygon().into()
    }

    fn shapes(filter: &Filter) -> ShapesOfProjects {
        let rows = vec![
            project("large", Dimension::Mobility, &square(3.6, 3.8)),
            project("point", Dimension::Economy, &geo::point!(x: 3.7, y: 51.0).into()),
            project("small", Dimension::Environment, &square(3.68, 3.72)),
            project("line", Dimension::People, &geo::LineString::from(vec![(3.6, 51.07), (3.8, 51.07)]).into()),
        ];
        let (projects, towns) = (Projects::new(rows), Municipalities::default());
        let selection = filter::run(&projects, &towns, filter);
        let places = symbols::run(&projects, &towns, filter, &selection);
        ShapesOfProjects::new(&places, &projects, filter, None)
    }

    fn around(lon: f64, lat: f64) -> Viewport {
        Viewport { centre: world_of_degrees(lon, lat), zoom: 12.0, size: [800.0, 600.0] }
    }

    #[test]
    fn each_shape_has_the_colour_of_its_dimension_and_answers_to_its_project() {
        let (shapes, palette, viewport) = (shapes(&Filter::default()), Palette::light(), around(3.7, 51.0));
        let middle = [400.0, 300.0];
        assert_eq!(shapes.row_at(&viewport, middle), Some(2), "the smaller of two areas");
        assert_eq!(shapes.row_at(&around(3.65, 51.07), middle), Some(3), "a line goes before the area below it");
        assert_eq!(shapes.row_at(&around(3.63, 50.94), middle), Some(0));
        assert_eq!(shapes.row_at(&around(4.5, 51.0), middle), None);
        let scene = shapes.scene(&viewport, &palette);
        let fills: Vec<Colour> = scene
            .iter()
            .filter_map(
                |part| if let Primitive::Area(area) = part { Some(Colour { a: 255, ..area.fill }) } else { None },
            )
            .collect();
        let wanted = [Dimension::Mobility, Dimension::Environment].map(|one| palette.dimension(Some(one)));
        assert_eq!(fills, wanted);
        assert!(!shapes.highlighted(&viewport, 0, palette.accent, 2.0).is_empty());
        assert!(shapes.highlighted(&viewport, 1, palette.accent, 2.0).is_empty(), "a point is no shape");
    }

    #[test]
    fn what_the_filter_leaves_out_has_no_shape_on_the_map() {
        let filter = Filter { dimensions: [Dimension::Environment].into(), ..Filter::default() };
        let shapes = shapes(&filter);
        assert_eq!(shapes.row_at(&around(3.63, 50.94), [400.0, 300.0]), None);
        assert_eq!(shapes.row_at(&around(3.7, 51.0), [400.0, 300.0]), Some(2));
    }
}
