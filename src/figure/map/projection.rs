//! Web Mercator (EPSG:3857 as tiles use it) in double precision: the world is a square of side 1, y downwards.

use std::f64::consts::PI;

use crate::model::{BoundingBox, LonLat};

/// Pixels of the world at zoom 0.
const TILE: f64 = 256.0;

/// The latitude at which the square ends.
const MAX_LATITUDE: f64 = 85.051_128_78;

/// A place in the square world.
pub type World = [f64; 2];

/// Flanders and Brussels.
pub const REGION: BoundingBox = BoundingBox { west: 2.53, south: 50.67, east: 5.93, north: 51.52 };

/// Farthest zoom out.
pub const MIN_ZOOM: f64 = 7.0;

/// Farthest zoom in.
pub const MAX_ZOOM: f64 = 18.0;

/// A place in the square world.
pub fn world_of(place: LonLat) -> World {
    world_of_degrees(place.lon(), place.lat())
}

/// The same from degrees.
pub fn world_of_degrees(lon: f64, lat: f64) -> World {
    let y = lat.clamp(-MAX_LATITUDE, MAX_LATITUDE).to_radians().tan().asinh();
    [f64::midpoint(lon / 180.0, 1.0), f64::midpoint(1.0, -y / PI)]
}

/// Longitude and latitude of a place in the square world.
pub fn degrees_of([x, y]: World) -> [f64; 2] {
    [(x * 2.0 - 1.0) * 180.0, ((1.0 - y * 2.0) * PI).sinh().atan().to_degrees()]
}

/// The place on earth; `None` outside the world.
pub fn place_of(world: World) -> Option<LonLat> {
    let [lon, lat] = degrees_of(world);
    LonLat::new(lon, lat).ok()
}

/// The middle of the region: stored geometry is kept relative to it, so that single precision is enough.
pub fn origin() -> World {
    world_of_degrees(4.5, 51.0)
}

/// Pixels (points) of the world at this zoom.
pub fn scale_of(zoom: f64) -> f64 {
    TILE * zoom.exp2()
}

/// What of the world is seen, and how large.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Middle.
    pub centre: World,
    /// Zoom, 256-pixel tiles.
    pub zoom: f64,
    /// Width and height in points.
    pub size: [f32; 2],
}

impl Viewport {
    /// Shows this box as large as it fits with so much space on each side, in points.
    pub fn fit(bounds: &BoundingBox, size: [f32; 2], padding: f32) -> Self {
        let (a, b) = (world_of_degrees(bounds.west, bounds.north), world_of_degrees(bounds.east, bounds.south));
        let room = |side: f32| f64::from((side - 2.0 * padding).max(32.0));
        let zoom = (room(size[0]) / (b[0] - a[0])).min(room(size[1]) / (b[1] - a[1])) / TILE;
        let centre = [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])];
        Self { centre, zoom: zoom.log2().clamp(MIN_ZOOM, MAX_ZOOM), size }
    }

    /// Points of the whole world.
    pub fn scale(&self) -> f64 {
        scale_of(self.zoom)
    }

    /// Where a place lies, in points from the left upper corner.
    pub fn screen_of(&self, world: World) -> [f32; 2] {
        let scale = self.scale();
        [0, 1].map(|axis| ((world[axis] - self.centre[axis]) * scale) as f32 + self.size[axis] / 2.0)
    }

    /// The place at a point.
    pub fn world_at(&self, screen: [f32; 2]) -> World {
        let scale = self.scale();
        [0, 1].map(|axis| self.centre[axis] + f64::from(screen[axis] - self.size[axis] / 2.0) / scale)
    }

    /// Scale and offset that take stored geometry (relative to [`origin`]) to the screen.
    pub fn transform(&self) -> (f32, [f32; 2]) {
        (self.scale() as f32, self.screen_of(origin()))
    }

    /// What is seen in stored coordinates, grown by `margin` points: west, north, east, south.
    pub fn stored_bounds(&self, margin: f32) -> [f32; 4] {
        let origin = origin();
        let a = self.world_at([-margin, -margin]);
        let b = self.world_at([self.size[0] + margin, self.size[1] + margin]);
        [a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]].map(|value| value as f32)
    }

    /// What is seen, in degrees; the world where it is all seen.
    pub fn bounds(&self) -> BoundingBox {
        let [west, north] = degrees_of(self.world_at([0.0, 0.0]));
        let [east, south] = degrees_of(self.world_at(self.size));
        BoundingBox { west: west.max(-180.0), south, east: east.min(180.0), north }
    }

    /// Metres of one point at the middle (sphere of the projection, equator of 40,075,016.7 m).
    pub fn metres_per_point(&self) -> f64 {
        let [_, lat] = degrees_of(self.centre);
        40_075_016.686 * lat.to_radians().cos() / self.scale()
    }
}

/// Whether two boxes (west, north, east, south) share a point.
pub fn meet(a: [f32; 4], b: [f32; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let viewport = Viewport { centre: world_of_degrees(4.4, 51.2), zoom: 12.3, size: [800.0, 600.0] };
        for (lon, lat) in [(4.4, 51.2), (4.35, 51.25), (3.7, 50.9)] {
            let screen = viewport.screen_of(world_of_degrees(lon, lat));
            let [back_lon, back_lat] = degrees_of(viewport.world_at(screen));
            assert!((back_lon - lon).abs() < 1e-5 && (back_lat - lat).abs() < 1e-5, "{back_lon} {back_lat}");
        }
    }

    #[test]
    fn stored_coordinates_come_out_where_double_precision_does() {
        let viewport = Viewport { centre: world_of_degrees(3.2247, 51.2093), zoom: 18.0, size: [800.0, 600.0] };
        let (scale, offset) = viewport.transform();
        let (world, origin) = (world_of_degrees(3.2250, 51.2090), origin());
        let exact = viewport.screen_of(world);
        for axis in 0..2 {
            let stored = (world[axis] - origin[axis]) as f32;
            assert!((stored.mul_add(scale, offset[axis]) - exact[axis]).abs() < 0.6, "{axis}");
        }
    }

    #[test]
    fn the_region_fits() {
        let viewport = Viewport::fit(&REGION, [800.0, 600.0], 24.0);
        for (lon, lat) in [(REGION.west, REGION.south), (REGION.east, REGION.north)] {
            let [x, y] = viewport.screen_of(world_of_degrees(lon, lat));
            assert!((23.0..=777.0).contains(&x) && (23.0..=577.0).contains(&y), "{x} {y}");
        }
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let viewport = Viewport { centre: world_of_degrees(4.4, 51.0), zoom: 10.0, size: [800.0, 600.0] };
        let north = viewport.screen_of(world_of_degrees(4.4, 51.05));
        let metres = f64::from(300.0 - north[1]) * viewport.metres_per_point();
        assert!((metres - 5_562.0).abs() < 30.0, "{metres}");
    }
}
