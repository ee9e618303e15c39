//! The map as SVG and PDF, read with other code than wrote it: whole, with text that is text, the same every time.

use std::sync::{Arc, LazyLock};

use lopdf::{Document, Object};
use quick_xml::events::Event;
use regioscope::figure::map::Prepared;
use regioscope::figure::place;
use regioscope::figure::scene::Primitive;
use regioscope::figure::style::Palette;
use regioscope::figure::{MapInput, MapResults, PictureError, map_part, map_pdf, map_png, map_svg};
use regioscope::formats::bundle;
use regioscope::model::basemap::Basemap;
use regioscope::model::{Dimension, Nis};
use regioscope::query::symbols::PlaceSymbol;
use regioscope::query::{classes, filter, symbols};
use regioscope::text::{Language, Text};
use regioscope::workspace::{View, Workspace};

static WORKSPACE: LazyLock<Workspace> =
    LazyLock::new(|| Workspace::from_dataset(bundle::dataset().expect("the bundled data")));
static BASEMAP: LazyLock<Arc<Basemap>> = LazyLock::new(|| Arc::new(bundle::basemap().expect("the base map")));

const SIZE: (u32, u32, f32) = (1280, 800, 1.0);

/// Draws the map of a view; `crowd` so many symbols instead of those of the view.
fn with_map<T>(view: View, language: Language, crowd: usize, draw: impl FnOnce(&MapInput<'_>) -> T) -> T {
    let mut workspace = WORKSPACE.clone();
    workspace.set_view(view);
    let (projects, municipalities) = (&workspace.projects, &workspace.municipalities);
    let selection = filter::run(projects, municipalities, &workspace.view.filter);
    let mut places = symbols::run(projects, municipalities, &workspace.view.filter, &selection);
    if crowd > 0 {
        places = places.iter().cycle().take(crowd).cloned().collect::<Vec<PlaceSymbol>>();
    }
    let choropleth = classes::run(&workspace.indicators, municipalities, &workspace.view.map);
    let results = MapResults { selection: &selection, symbols: &places, choropleth: choropleth.as_ref(), now: None };
    let (palette, text) = (Palette::light(), Text::new(language));
    let input =
        MapInput { workspace: &workspace, results: &results, basemap: &BASEMAP, palette: &palette, text: &text };
    draw(&input)
}

fn filtered() -> View {
    let mut view = View::default();
    view.filter.dimensions.insert(Dimension::Mobility);
    view.filter.municipalities.insert(Nis::try_from(44_021).expect("Gent"));
    view
}

fn svg_of(view: View) -> String {
    with_map(view, Language::Nl, 0, |input| map_svg(input, SIZE)).expect("a picture")
}

fn pdf_of(view: View) -> Vec<u8> {
    with_map(view, Language::Nl, 0, |input| map_pdf(input, SIZE)).expect("a picture")
}

/// Elements with what is written in them; every attribute is read too, so that nothing is malformed.
fn elements(svg: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()), "{start:?}");
                found.push((String::from_utf8_lossy(start.name().as_ref()).into_owned(), String::new()));
                depth += 1;
            }
            Event::Empty(start) => {
                assert!(start.attributes().all(|attribute| attribute.is_ok()), "{start:?}");
                found.push((String::from_utf8_lossy(start.name().as_ref()).into_owned(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, words)) = found.last_mut() {
                    words.push_str(text.decode().expect("text").trim_end_matches('\n'));
                }
            }
            Event::End(_) => depth -= 1,
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "every element is closed");
    found
}

/// Everything that can be searched.
fn words(document: &Document) -> String {
    document.extract_text(&[1]).expect("text").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_svg_is_whole_and_its_text_is_text() {
    let found = elements(&svg_of(View::default()));
    let has = |name: &str, wanted: &str| found.iter().any(|(own, words)| own == name && words == wanted);
    assert!(has("title", "Slimme projecten in Vlaanderen en Brussel"));
    let description = found.iter().find(|(name, _)| name == "desc").map(|(_, words)| words.as_str());
    assert!(description.is_some_and(|words| words.contains("280 projecten") && words.contains("Bevolkingsdichtheid")));
    for wanted in [
        "Slimme projecten in Vlaanderen en Brussel",
        "280 projecten · 14 diensten · 89 geplande acties · Regionaal (19) · steekproef, geen volledige telling",
        "Mobiliteit",
        "Gepland (streepjes)",
        "Gebruikelijke grenzen · Statbel",
        "Antwerpen",
        "Sint-Truiden",
        "60",
        "20 km",
        "N",
    ] {
        assert!(has("text", wanted), "{wanted} is not there as text");
    }
    let attribution =
        found.iter().find(|(_, words)| words.contains("GeoNames")).map(|(_, words)| words.replace('\u{a0}', " "));
    assert_eq!(
        attribution.as_deref(),
        Some("© NGI, Statbel (CC BY 4.0) · GeoNames (CC BY 4.0) · GSHHG (LGPL) · © OpenStreetMap-bijdragers (ODbL)")
    );
    assert!(!found.iter().any(|(name, _)| name == "image"), "some hundred symbols are shapes");
}

#[test]
fn the_pdf_is_one_tagged_page_with_text_that_can_be_searched() {
    let document = Document::load_mem(&pdf_of(View::default())).expect("a PDF");
    assert_eq!(document.get_pages().len(), 1);
    let words = words(&document);
    for wanted in [
        "Slimme projecten in Vlaanderen en Brussel",
        "280 projecten",
        "Gepland (streepjes)",
        "Sint-Truiden",
        "20 km",
        "© NGI, Statbel (CC BY 4.0)",
        "© OpenStreetMap-bijdragers (ODbL)",
    ] {
        assert!(words.contains(wanted), "{wanted} can't be found in: {words}");
    }
    let language = document.catalog().and_then(|catalog| catalog.get(b"Lang")).map(lopdf::decode_text_string);
    assert_eq!(language.expect("a language").expect("text"), "nl");
    let mut kinds: Vec<String> = Vec::new();
    for dictionary in document.objects.values().filter_map(|object| object.as_dict().ok()) {
        let is_element = dictionary.get(b"Type").and_then(Object::as_name).is_ok_and(|name| name == b"StructElem");
        if let (true, Ok(kind)) = (is_element, dictionary.get(b"S").and_then(Object::as_name)) {
            kinds.push(String::from_utf8_lossy(kind).into_owned());
            if kind == b"Figure" {
                let told = dictionary.get(b"Alt").map(lopdf::decode_text_string).expect("a description").expect("text");
                assert!(told.starts_with("Kaart van Vlaanderen en Brussel. 280 projecten"), "{told}");
            }
        }
    }
    kinds.sort();
    assert_eq!(kinds, ["Document", "Figure", "H1", "P", "P", "P"]);
}

#[test]
fn the_title_tells_the_filter_in_the_words_of_its_chips() {
    let title = "Slimme projecten in Vlaanderen en Brussel: Gent · Mobiliteit";
    let svg = elements(&svg_of(filtered()));
    assert_eq!(svg.iter().filter(|(_, words)| words == title).count(), 2, "as name and as text");
    assert!(words(&Document::load_mem(&pdf_of(filtered())).expect("a PDF")).contains(title));
    let prepared = Prepared::new(&BASEMAP, &WORKSPACE.municipalities);
    let (part, _) =
        with_map(filtered(), Language::Nl, 0, |input| map_part(input, &prepared, [1280, 800])).expect("a map");
    let said = |one: &Primitive| matches!(one, Primitive::Text(label) if label.text == title);
    assert!(part.iter().any(said), "and so has the map of a report");
    assert!(band_of_title(filtered()) != band_of_title(View::default()), "and so has the PNG");
}

#[test]
fn the_legend_lies_where_it_hides_least() {
    let prepared = Prepared::new(&BASEMAP, &WORKSPACE.municipalities);
    let card = |view: View| {
        let (part, _) =
            with_map(view, Language::Nl, 0, |input| map_part(input, &prepared, [1280, 800])).expect("a map");
        let mut cards = part.iter().filter_map(|one| match one {
            Primitive::Card { bounds, radius, .. } if *radius > 0.0 => Some(*bounds),
            _ => None,
        });
        cards.next_back().expect("a legend")
    };
    let whole = card(View::default());
    assert!(whole[0] < 100.0 && whole[1] < 100.0, "over the sea: {whole:?}");
}

/// The pixels of the first line of a PNG, which is the title.
fn band_of_title(view: View) -> Vec<u8> {
    let png = with_map(view, Language::Nl, 0, |input| map_png(input, SIZE)).expect("a picture");
    let picture = image::load_from_memory(&png).expect("a PNG").to_rgb8();
    picture.enumerate_rows().take(28).flat_map(|(_, row)| row.flat_map(|(_, _, pixel)| pixel.0)).collect()
}

#[test]
fn they_are_the_same_every_time_and_of_the_size_asked_for() {
    assert!(svg_of(filtered()) == svg_of(filtered()), "the SVG differs when repeated");
    assert!(pdf_of(filtered()) == pdf_of(filtered()), "the PDF differs when repeated");
    assert!(pdf_of(filtered()) != pdf_of(View::default()));
    let size = (1800, 1400, 2.0);
    let svg = with_map(filtered(), Language::En, 0, |input| map_svg(input, size)).expect("a picture");
    assert!(svg.contains("width=\"1800pt\" height=\"1400pt\" viewBox=\"0 0 900 700\""), "{}", &svg[..300]);
    let pdf = with_map(filtered(), Language::En, 0, |input| map_pdf(input, size)).expect("a picture");
    let document = Document::load_mem(&pdf).expect("a PDF");
    let page = document.get_pages().get(&1).copied().expect("a page");
    let bounds = document.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(Object::as_array);
    let sides: Vec<f32> = bounds.expect("a size").iter().filter_map(|side| side.as_float().ok()).collect();
    assert_eq!(sides, [0.0, 0.0, 1800.0, 1400.0]);
    for size in [(0, 480, 1.0), (20_000, 480, 1.0), (640, 480, f32::NAN)] {
        let refused = with_map(View::default(), Language::En, 0, |input| map_pdf(input, size));
        assert!(matches!(refused, Err(PictureError::Size { .. })), "{size:?}");
    }
}

/// Text and cards of a picture in points, and the boxes of its lines from the bottom up.
fn parts_of(size: [u32; 2], language: Language) -> Result<Vec<Primitive>, PictureError> {
    static PREPARED: LazyLock<Prepared> = LazyLock::new(|| Prepared::new(&BASEMAP, &WORKSPACE.municipalities));
    with_map(View::default(), language, 0, |input| map_part(input, &PREPARED, size)).map(|(scene, _)| scene)
}

#[test]
fn a_small_picture_tells_whose_data_it_is_and_nothing_lies_on_its_words() {
    for language in Language::ALL {
        let owner = Text::new(language).get("map-owner-osm");
        for size in [[320, 240], [400, 300], [640, 480], [1280, 800]] {
            let scene = parts_of(size, language).expect("a picture");
            let labels =
                || scene.iter().filter_map(|one| if let Primitive::Text(label) = one { Some(label) } else { None });
            let words = labels().map(|label| label.text.replace('\u{a0}', " ")).collect::<Vec<_>>().join(" ");
            for wanted in [&owner, &Text::new(language).get("map-sample"), "GSHHG (LGPL)"] {
                assert!(words.contains(wanted), "{size:?}: {wanted} is cut: {words}");
            }
            assert!(!words.contains('…'), "{size:?}: {words}");
            let legend = scene.iter().rev().find_map(|one| match one {
                Primitive::Card { bounds, radius, .. } if *radius > 1.0 => Some(*bounds),
                _ => None,
            });
            let short = ["map-picture-legend-short", "map-picture-legend-none"].map(|key| Text::new(language).get(key));
            let lacks = short.iter().any(|remark| words.contains(remark.as_str()));
            assert_eq!(lacks, size[0] < 640, "{size:?}: {words}");
            let Some(card) = legend else { continue };
            // The notes lie under the band, which is held below.
            let furniture = labels().filter(|label| label.text.ends_with(" km") || label.text == "N");
            for label in furniture {
                assert_eq!(place::intersection(place::text_bounds(label), card), None, "{size:?}: on {}", label.text);
            }
            let edge = scene
                .iter()
                .filter_map(place::bounds)
                .filter(|one| one[0] <= 0.0 && one[1] > 60.0 && one[3] >= size[1] as f32);
            let band = edge.map(|one| one[1]).fold(0.0, f32::max);
            assert!(card[3] <= band && card[0] >= 0.0, "{size:?}: {card:?} below {band}");
        }
        for size in [[300, 220], [640, 100], [200, 480]] {
            assert!(matches!(parts_of(size, language), Err(PictureError::TooSmall { .. })), "{size:?}");
        }
    }
}

#[test]
fn a_crowd_is_one_image_and_the_file_stays_small() {
    let (svg, pdf) = with_map(View::default(), Language::Nl, 3_001, |input| {
        (map_svg(input, SIZE).expect("a picture"), map_pdf(input, SIZE).expect("a picture"))
    });
    assert_eq!(elements(&svg).iter().filter(|(name, _)| name == "image").count(), 1);
    assert!(svg.len() < 4_000_000 && pdf.len() < 2_000_000, "{} and {} bytes", svg.len(), pdf.len());
    let document = Document::load_mem(&pdf).expect("a PDF");
    let is_image = |object: &&Object| {
        let stream = object.as_stream();
        stream.is_ok_and(|one| one.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image"))
    };
    // Colours and opacity are an image each.
    assert_eq!(document.objects.values().filter(is_image).count(), 2);
    assert!(words(&document).contains("Antwerpen"));
}
