//! How QGIS shows the layers of a GeoPackage: what the program's own map shows, in its colours and words.
//!
//! A style needs its columns: where one was not chosen, every feature is drawn alike.

use super::rows::Sheet;
use super::{ExportRequest, What, indicators};
use crate::figure::map::legend;
use crate::figure::style::{Colour, Palette, Shape};
use crate::formats::geopackage::LayerGeometry;
use crate::formats::qml::{self, Category, Renderer, Rgba, Symbol};
use crate::formats::table::Column;
use crate::model::Dimension;
use crate::query::classes::{self, Choropleth};
use crate::text::Text;
use crate::workspace::{Borders, MapView, Scale, View, Workspace};

/// Size of a round mark, millimetres.
const SIZE: f64 = 3.0;

/// The style of a layer.
pub(super) struct Style {
    /// What it tells apart, or what the layer is.
    pub about: String,
    /// The style in the form of QGIS.
    pub qml: String,
}

/// The style of the layer that the request makes; the sheet has the columns that are written.
pub(super) fn of(request: &ExportRequest, workspace: &Workspace, text: &Text, sheet: &Sheet) -> Style {
    let palette = Palette::light();
    let has = |key: &str| sheet.columns.iter().any(|column| column.key == key);
    let chosen = match request.what {
        What::Projects if has("dimensions") && sheet.geometry != LayerGeometry::Mixed => {
            Some(by_dimension(&request.view, &palette, text))
        }
        What::Sensors | What::Observations if has("simulated") => Some(by_reality(&palette, text)),
        What::Indicators => by_class(workspace, &request.view, &sheet.columns, (&palette, text)),
        _ => None,
    };
    let (about, renderer) = chosen.unwrap_or_else(|| {
        let about = text.get(&format!("export-what-{}", request.what));
        (about, plain(sheet.geometry, &palette).map_or(Renderer::Unset, Renderer::Single))
    });
    Style { about, qml: qml::style(&renderer, &sheet.columns) }
}

/// What every feature looks like where nothing tells them apart; `None` where no symbol fits them all.
fn plain(geometry: LayerGeometry, palette: &Palette) -> Option<Symbol> {
    match geometry {
        LayerGeometry::Point | LayerGeometry::MultiPoint => Some(marker(Shape::Circle, palette.accent, palette.panel)),
        LayerGeometry::MultiPolygon => Some(area(palette.land, palette)),
        LayerGeometry::Mixed => None,
    }
}

/// A mark as QGIS knows it; those that fill less of their circle are larger, so that all weigh about the same.
fn marker(shape: Shape, fill: Colour, edge: Colour) -> Symbol {
    let (shape, size) = match shape {
        Shape::Circle => ("circle", SIZE),
        Shape::Square => ("square", SIZE),
        Shape::Hexagon => ("hexagon", SIZE * 1.1),
        Shape::Triangle => ("triangle", SIZE * 1.2),
        Shape::Diamond => ("diamond", SIZE * 1.25),
        Shape::Star => ("star", SIZE * 1.6),
    };
    // Hundredths of a millimetre.
    let size = (size * 100.0).round() / 100.0;
    Symbol::Marker { shape, fill: rgba(fill), edge: rgba(edge), size }
}

fn area(fill: Colour, palette: &Palette) -> Symbol {
    Symbol::Area { fill: rgba(fill), edge: rgba(palette.border) }
}

const fn rgba(colour: Colour) -> Rgba {
    [colour.r, colour.g, colour.b, colour.a]
}

/// Projects by the dimension that they show as on the map: the first that the filter asks for, else their first.
fn by_dimension(view: &View, palette: &Palette, text: &Text) -> (String, Renderer) {
    let all = "string_to_array(\"dimensions\", ';')";
    let mut expression = format!("array_first({all})");
    if !view.filter.dimensions.is_empty() {
        let asked: Vec<String> = view.filter.dimensions.iter().map(|dimension| format!("'{dimension}'")).collect();
        let asked = asked.join(", ");
        expression = format!("coalesce(array_first(array_filter({all}, @element IN ({asked}))), {expression})");
    }
    let category = |dimension: Option<Dimension>, value: &str, label: String| Category {
        value: value.to_owned(),
        label,
        symbol: marker(Shape::of(dimension), palette.dimension(dimension), palette.panel),
    };
    let known = legend::dimensions(text).into_iter();
    let mut categories: Vec<Category> =
        known.map(|(dimension, label)| category(Some(dimension), dimension.key(), label)).collect();
    categories.push(category(None, "", text.get("profile-dimension-none")));
    (text.get("export-column-dimensions"), Renderer::Categories(expression, categories))
}

/// Sensors that stand for something real, filled, and simulated ones, hollow.
fn by_reality(palette: &Palette, text: &Text) -> (String, Renderer) {
    let category = |value: &str, label: String, symbol| Category { value: value.to_owned(), label, symbol };
    let categories = vec![
        category("real", text.get("export-style-real"), marker(Shape::Circle, palette.accent, palette.panel)),
        category(
            "simulated",
            text.get("export-column-simulated"),
            marker(Shape::Circle, palette.panel, palette.accent),
        ),
    ];
    let expression = "CASE WHEN \"simulated\" THEN 'simulated' ELSE 'real' END".to_owned();
    (text.get("export-what-sensors"), Renderer::Categories(expression, categories))
}

/// Municipalities by the class of the newest figure that is written, as on the map. Its classes fit the figure itself in
/// today's borders only.
fn by_class(
    workspace: &Workspace,
    view: &View,
    columns: &[Column],
    (palette, text): (&Palette, &Text),
) -> Option<(String, Renderer)> {
    if view.indicators.scale != Scale::Absolute || view.indicators.borders != Borders::Today {
        return None;
    }
    let indicator = indicators::indicator(workspace, view)?;
    let year = columns.iter().filter_map(|column| column.key.strip_prefix('y')?.parse::<i16>().ok()).max()?;
    let map = MapView {
        indicator: Some(indicator.id.clone()),
        year: Some(year),
        has_choropleth: true,
        show_municipalities: true,
        ..view.map.clone()
    };
    let found = classes::run(&workspace.indicators, &workspace.municipalities, &map)?;
    if found.year != year {
        return None;
    }
    let legend = legend::figure(workspace, &found, palette, text)?;
    let bounds: Vec<String> =
        legend.classes.iter().map(|(_, bound)| bound.trim_start_matches("≥ ").to_owned()).collect();
    let of_class = |(class, (colour, bound)): (usize, (Colour, String))| Category {
        value: class.to_string(),
        // The next bound is no longer of the class.
        label: bounds.get(class + 1).map_or(bound.clone(), |next| format!("{bound} – < {next}")),
        symbol: area(colour, palette),
    };
    let mut categories: Vec<Category> = legend.classes.into_iter().enumerate().map(of_class).collect();
    let label = text.get("export-style-missing");
    categories.push(Category { value: String::new(), label, symbol: area(palette.missing, palette) });
    Some((legend.title, Renderer::Categories(class_expression(&found), categories)))
}

/// The class of a figure in the words of QGIS: the last one whose bound it reaches, the first below all.
fn class_expression(found: &Choropleth) -> String {
    let figure = format!("\"y{}\"", found.year);
    let mut expression = format!("CASE WHEN {figure} IS NULL THEN ''");
    for (class, bound) in found.bounds.iter().enumerate().skip(1).rev() {
        expression.push_str(&format!(" WHEN {figure} >= {bound} THEN '{class}'"));
    }
    expression + " ELSE '0' END"
}
