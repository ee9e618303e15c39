//! Backgrounds from the network: made only when chosen and allowed, kept on disk, and never in the way of the
//! offline map.

use std::time::Duration;

use egui::Context;
use walkers::sources::{Attribution, OpenStreetMap, TileSource};
use walkers::{HeaderValue, HttpOptions, HttpTiles, TileId, TilePiece, Tiles};

use super::is_online;
use crate::ui::UiContext;
use crate::workspace::Background;

/// Without a single tile for so long the servers count as out of reach.
const PATIENCE_S: f64 = 8.0;

/// A layer of a tiled map service (OGC WMTS 1.0, key-value requests) in the Web Mercator grid.
struct Wmts {
    address: &'static str,
    layer: &'static str,
    format: &'static str,
}

impl TileSource for Wmts {
    fn tile_url(&self, tile: TileId) -> String {
        format!(
            "{}?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={}&STYLE=&FORMAT={}&TILEMATRIXSET=GoogleMapsVL&TILEMATRIX={}&TILEROW={}&TILECOL={}",
            self.address, self.layer, self.format, tile.zoom, tile.y, tile.x
        )
    }

    fn attribution(&self) -> Attribution {
        Attribution { text: "", url: self.address, logo_light: None, logo_dark: None }
    }
}

/// Tiles that remember whether any came.
struct Watched {
    tiles: HttpTiles,
    has_any: bool,
    missing: usize,
}

impl Tiles for Watched {
    fn at(&mut self, tile_id: TileId) -> Option<TilePiece> {
        let piece = self.tiles.at(tile_id);
        if piece.is_some() {
            self.has_any = true;
        } else {
            self.missing += 1;
        }
        piece
    }

    fn attribution(&self) -> Attribution {
        self.tiles.attribution()
    }

    fn tile_size(&self) -> u32 {
        self.tiles.tile_size()
    }
}

/// The chosen background, where it comes from the network.
#[derive(Default)]
pub struct OnlineTiles {
    current: Option<(Background, Watched)>,
    since: f64,
    has_failed: bool,
}

impl OnlineTiles {
    /// Makes or drops tiles as the view and the network switch say.
    pub fn follow(&mut self, ctx: &UiContext<'_>, context: &Context) {
        let wanted = Some(ctx.view.map.background).filter(|chosen| is_online(*chosen) && !ctx.status.is_offline);
        let now = context.input(|input| input.time);
        if self.current.as_ref().map(|(background, _)| *background) != wanted {
            self.current = wanted.and_then(|background| Some((background, made(background, context)?)));
            (self.since, self.has_failed) = (now, false);
        }
        if let Some((_, tiles)) = &mut self.current {
            if tiles.has_any {
                self.has_failed = false;
            } else if now - self.since > PATIENCE_S {
                self.has_failed = true;
            } else {
                context.request_repaint_after(Duration::from_millis(500));
            }
            tiles.missing = 0;
        }
    }

    /// The tiles for the map widget.
    pub fn layer(&mut self) -> Option<&mut dyn Tiles> {
        self.current.as_mut().map(|(_, tiles)| tiles as &mut dyn Tiles)
    }

    /// Whether tiles lie under the layers, so that the offline map need not be drawn.
    pub fn is_covering(&self) -> bool {
        self.current.as_ref().is_some_and(|(_, tiles)| tiles.has_any)
    }

    /// Key of the text of the tiles' own attribution.
    pub fn attribution_key(&self) -> Option<&'static str> {
        let (background, _) = self.current.as_ref()?;
        match background {
            Background::Offline => None,
            Background::OpenStreetMap => Some("map-owner-osm-tiles"),
            Background::GrbGrey => Some("map-owner-grb"),
            Background::Orthophoto => Some("map-owner-orthophoto"),
        }
    }

    /// Key of the text that says why the offline map is shown instead.
    pub fn message_key(&self, ctx: &UiContext<'_>) -> Option<&'static str> {
        if ctx.status.is_offline {
            Some("map-background-offline-note")
        } else {
            self.has_failed.then_some("map-tiles-failed")
        }
    }
}

fn made(background: Background, context: &Context) -> Option<Watched> {
    // The only error is that a provider is installed already, which serves as well.
    drop(rustls::crypto::ring::default_provider().install_default());
    let cache = directories::ProjectDirs::from("", "", env!("CARGO_PKG_NAME"))
        .map(|folders| folders.cache_dir().join("tiles").join(background.key()));
    let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"), " (desktop GIS)");
    let options = HttpOptions { cache, user_agent: HeaderValue::from_str(agent).ok(), ..HttpOptions::default() };
    let wmts = |address, layer, format| Wmts { address, layer, format };
    let tiles = match background {
        Background::Offline => return None,
        Background::OpenStreetMap => HttpTiles::with_options(OpenStreetMap, options, context.clone()),
        Background::GrbGrey => {
            let source = wmts("https://geo.api.vlaanderen.be/GRB/wmts", "grb_bsk_grijs", "image/png");
            HttpTiles::with_options(source, options, context.clone())
        }
        Background::Orthophoto => {
            let source = wmts("https://geo.api.vlaanderen.be/OMWRGBMRVL/wmts", "omwrgbmrvl", "image/png");
            HttpTiles::with_options(source, options, context.clone())
        }
    };
    Some(Watched { tiles, has_any: false, missing: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wmts_request_names_row_column_and_matrix() {
        let source = Wmts { address: "https://example.org/wmts", layer: "grey", format: "image/png" };
        let url = source.tile_url(TileId { x: 524, y: 342, zoom: 10 });
        for part in ["LAYER=grey", "TILEMATRIXSET=GoogleMapsVL", "TILEMATRIX=10", "TILEROW=342", "TILECOL=524"] {
            assert!(url.contains(part), "{url}");
        }
    }
}
