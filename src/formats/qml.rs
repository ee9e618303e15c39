//! Styles of layers as QGIS 3.22 and later read them (QML), with the titles of the columns as names of the fields.
//!
//! Contract: the same style makes the same bytes; nothing but symbols and names of fields is set, so that everything else
//! stays as the reader's QGIS has it. May use: nothing.

use quick_xml::escape::escape;

use super::table::Column;

/// A colour: red, green, blue and how opaque, each from 0 to 255.
pub type Rgba = [u8; 4];

/// How one feature is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Symbol {
    /// A mark on each point.
    Marker {
        /// Name of a simple marker of QGIS.
        shape: &'static str,
        /// Inside.
        fill: Rgba,
        /// Edge.
        edge: Rgba,
        /// Size, millimetres.
        size: f64,
    },
    /// An area.
    Area {
        /// Inside.
        fill: Rgba,
        /// Edge.
        edge: Rgba,
    },
}

/// Features of one value and how they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// The value of the expression; an empty one stands for everything that no other category holds.
    pub value: String,
    /// What a reader of the legend is told.
    pub label: String,
    /// Their symbol.
    pub symbol: Symbol,
}

/// How the features of a layer are drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Renderer {
    /// As QGIS likes: a layer of several kinds of shapes is several layers to it, and a symbol fits one kind.
    Unset,
    /// All alike.
    Single(Symbol),
    /// By the value of an expression of QGIS.
    Categories(String, Vec<Category>),
}

/// The style as QML.
pub fn style(renderer: &Renderer, columns: &[Column]) -> String {
    let parts = if *renderer == Renderer::Unset { "Fields" } else { "Symbology|Fields" };
    let mut out = format!(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n\
         <qgis version=\"3.22.0\" styleCategories=\"{parts}\">\n"
    );
    match renderer {
        Renderer::Unset => {}
        Renderer::Single(one) => {
            out.push_str(&format!(" <renderer-v2 type=\"singleSymbol\" {PLAIN}>\n  <symbols>\n"));
            symbol(&mut out, 0, one);
        }
        Renderer::Categories(expression, categories) => {
            let expression = escape(expression.as_str());
            out.push_str(&format!(" <renderer-v2 type=\"categorizedSymbol\" attr=\"{expression}\" {PLAIN}>\n"));
            out.push_str("  <categories>\n");
            for (index, Category { value, label, .. }) in categories.iter().enumerate() {
                let (value, label) = (escape(value.as_str()), escape(label.as_str()));
                out.push_str(&format!(
                    "   <category value=\"{value}\" type=\"string\" label=\"{label}\" symbol=\"{index}\" render=\"true\"/>\n"
                ));
            }
            out.push_str("  </categories>\n  <symbols>\n");
            for (index, category) in categories.iter().enumerate() {
                symbol(&mut out, index, &category.symbol);
            }
        }
    }
    out.push_str(if *renderer == Renderer::Unset {
        " <aliases>\n"
    } else {
        "  </symbols>\n </renderer-v2>\n <aliases>\n"
    });
    for column in columns {
        let (field, title) = (escape(&*column.key), escape(column.title.as_str()));
        out.push_str(&format!("  <alias field=\"{field}\" name=\"{title}\"/>\n"));
    }
    out.push_str(" </aliases>\n</qgis>\n");
    out
}

/// What QGIS asks of every renderer.
const PLAIN: &str = "symbollevels=\"0\" enableorderby=\"0\" forceraster=\"0\"";

fn symbol(out: &mut String, index: usize, symbol: &Symbol) {
    let words = |[red, green, blue, alpha]: Rgba| format!("{red},{green},{blue},{alpha}");
    let (kind, class, options) = match symbol {
        Symbol::Marker { shape, fill, edge, size } => {
            let options = vec![
                ("name", (*shape).to_owned()),
                ("color", words(*fill)),
                ("outline_color", words(*edge)),
                ("outline_width", "0.25".to_owned()),
                ("size", size.to_string()),
            ];
            ("marker", "SimpleMarker", options)
        }
        Symbol::Area { fill, edge } => {
            let options = vec![
                ("color", words(*fill)),
                ("outline_color", words(*edge)),
                ("outline_width", "0.2".to_owned()),
                ("style", "solid".to_owned()),
            ];
            ("fill", "SimpleFill", options)
        }
    };
    out.push_str(&format!("   <symbol type=\"{kind}\" name=\"{index}\" alpha=\"1\" clip_to_extent=\"1\">\n"));
    out.push_str(&format!("    <layer class=\"{class}\" enabled=\"1\" locked=\"0\" pass=\"0\">\n"));
    out.push_str("     <Option type=\"Map\">\n");
    for (name, value) in options {
        let value = escape(value.as_str());
        out.push_str(&format!("      <Option type=\"QString\" name=\"{name}\" value=\"{value}\"/>\n"));
    }
    out.push_str("     </Option>\n    </layer>\n   </symbol>\n");
}
