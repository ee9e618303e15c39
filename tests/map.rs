//! The map over the bundled data: names and marks never cover each other, every project can be reached, pictures are
//! the same every time.

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use regioscope::figure::map::labels::{self, LabelInput};
use regioscope::figure::map::marks::{self, Mark, MarkKind};
use regioscope::figure::style::Palette;
use regioscope::figure::{MapInput, MapResults, PictureError, map_png};
use regioscope::formats::bundle;
use regioscope::model::basemap::Basemap;
use regioscope::query::classes::{self, Choropleth};
use regioscope::query::filter::{self, Selection};
use regioscope::query::symbols::{self, PlaceSymbol};
use regioscope::text::{Language, Text};
use regioscope::workspace::Workspace;

struct World {
    workspace: Workspace,
    basemap: Arc<Basemap>,
    selection: Selection,
    symbols: Vec<PlaceSymbol>,
    choropleth: Option<Choropleth>,
}

static WORLD: LazyLock<World> = LazyLock::new(|| {
    let workspace = Workspace::from_dataset(bundle::dataset().expect("the bundled data"));
    let basemap = Arc::new(bundle::basemap().expect("the bundled basemap"));
    let filter = &workspace.view.filter;
    let selection = filter::run(&workspace.projects, &workspace.municipalities, filter);
    let symbols = symbols::run(&workspace.projects, &workspace.municipalities, filter, &selection);
    let choropleth = classes::run(&workspace.indicators, &workspace.municipalities, &workspace.view.map);
    World { workspace, basemap, selection, symbols, choropleth }
});

fn marks_at(zoom: f64) -> Vec<Mark> {
    let workspace = &WORLD.workspace;
    let filter = &workspace.view.filter;
    marks::layout(&WORLD.symbols, &workspace.projects, &workspace.municipalities, filter, zoom)
}

#[test]
fn no_name_covers_another_or_a_mark() {
    for zoom in [7.0, 8.3, 10.0, 13.0] {
        let marks = marks_at(zoom);
        for language in Language::ALL {
            let input = LabelInput {
                basemap: &WORLD.basemap,
                municipalities: &WORLD.workspace.municipalities,
                places: &WORLD.symbols,
                marks: &marks,
                language,
                obstacles: &[],
                own: &[],
                zoom,
            };
            let labels = labels::layout(&input);
            assert!(labels.len() > 12, "only {} names at zoom {zoom}", labels.len());
            for (index, a) in labels.iter().enumerate() {
                let apart = |centre: [f64; 2], half: [f64; 2]| {
                    (0..2).any(|axis| (a.centre[axis] - centre[axis]).abs() >= a.half[axis] + half[axis] - 1e-6)
                };
                for b in labels.iter().skip(index + 1) {
                    assert!(apart(b.centre, b.half), "{} over {} at zoom {zoom}", a.text, b.text);
                }
                for (centre, side) in marks.iter().flat_map(Mark::solids) {
                    assert!(apart(centre, [side, side]), "{} over a mark at zoom {zoom}", a.text);
                }
            }
        }
    }
}

#[test]
fn nine_in_ten_rings_of_important_towns_are_named_beside_them() {
    let (mut missing, mut total) = (Vec::new(), 0);
    for zoom in [7.0, 7.6, 7.93, 8.0, 8.1, 8.2, 8.3, 8.6, 9.0, 10.0, 13.0] {
        let marks = marks_at(zoom);
        let input = LabelInput {
            basemap: &WORLD.basemap,
            municipalities: &WORLD.workspace.municipalities,
            places: &WORLD.symbols,
            marks: &marks,
            obstacles: &[],
            own: &[],
            language: Language::Nl,
            zoom,
        };
        let labels = labels::layout(&input);
        for mark in marks.iter().filter(|mark| mark.name.is_some()) {
            let nis = WORLD.symbols[mark.places[0]].nis.expect("a named ring is of a municipality");
            let row = WORLD.workspace.municipalities.get(nis).expect("a municipality");
            // Down to Kortrijk; smaller ones give way where the whole region is small.
            if row.label_rank > 16 {
                continue;
            }
            total += 1;
            let name = row.name.as_ref();
            let label = labels.iter().find(|label| label.text == name);
            let Some(label) = label else {
                missing.push(format!("{name} at {zoom}"));
                continue;
            };
            let apart = (label.centre[0] - mark.centre[0]).hypot(label.centre[1] - mark.centre[1]);
            assert!(apart < label.half[0] + f64::from(mark.radius) + 12.0, "{name} is not beside its ring at {zoom}");
        }
        let count = marks.iter().filter(|mark| mark.name.is_some()).count();
        assert!(count >= if zoom < 7.5 { 1 } else { 6 }, "only {count} rings have room for a name at zoom {zoom}");
    }
    assert!(missing.len() * 10 <= total, "of {total} without a name: {missing:?}");
}

#[test]
fn no_mark_covers_another_and_none_is_lost() {
    for zoom in [7.0, 8.3, 10.0, 13.0] {
        let marks = marks_at(zoom);
        for (index, a) in marks.iter().enumerate() {
            for b in marks.iter().skip(index + 1) {
                let apart = (a.centre[0] - b.centre[0]).hypot(a.centre[1] - b.centre[1]);
                assert!(apart >= f64::from(a.radius + b.radius), "two marks overlap at zoom {zoom}");
            }
        }
        let places: BTreeSet<usize> = marks.iter().flat_map(|mark| mark.places.iter().copied()).collect();
        assert_eq!(places.len(), WORLD.symbols.len(), "zoom {zoom}");
    }
}

#[test]
fn a_ring_counts_each_project_once_and_its_parts_add_up() {
    for mark in marks_at(8.3) {
        if let MarkKind::Ring { count, segments } = &mark.kind {
            let rows: BTreeSet<u32> =
                mark.places.iter().flat_map(|&index| WORLD.symbols[index].rows.iter().copied()).collect();
            assert_eq!(*count as usize, rows.len());
            assert_eq!(segments.iter().map(|(_, count)| count).sum::<u32>(), *count);
        }
    }
}

#[test]
fn map_and_tray_make_the_hits() {
    let on_map: BTreeSet<u32> =
        WORLD.symbols.iter().flat_map(|place| place.rows.iter().chain(&place.programmes)).copied().collect();
    let all: BTreeSet<u32> = on_map.iter().chain(&WORLD.selection.regional).copied().collect();
    assert_eq!(all, WORLD.selection.rows.iter().copied().collect());
}

fn picture(size: (u32, u32, f32), palette: &Palette, language: Language) -> Result<Vec<u8>, PictureError> {
    let results = MapResults {
        selection: &WORLD.selection,
        symbols: &WORLD.symbols,
        choropleth: WORLD.choropleth.as_ref(),
        now: None,
    };
    let (workspace, basemap, text) = (&WORLD.workspace, &WORLD.basemap, Text::new(language));
    map_png(&MapInput { workspace, results: &results, basemap, palette, text: &text }, size)
}

#[test]
fn a_picture_is_the_same_every_time_and_has_the_size_asked_for() {
    let size = (640, 480, 1.0);
    let first = picture(size, &Palette::light(), Language::Nl).expect("a picture");
    assert_eq!(Some(&first), picture(size, &Palette::light(), Language::Nl).ok().as_ref());
    let image = image::load_from_memory(&first).expect("a PNG");
    assert_eq!((image.width(), image.height()), (640, 480));
    let dark = picture((640, 480, 1.0), &Palette::dark(), Language::En).expect("a picture");
    assert_ne!(first, dark);
}

#[test]
fn a_picture_of_no_size_is_refused() {
    for size in [(0, 480, 1.0), (90_000, 90_000, 1.0), (640, 480, f32::NAN)] {
        assert!(matches!(picture(size, &Palette::light(), Language::Nl), Err(PictureError::Size { .. })), "{size:?}");
    }
}

#[cfg(feature = "gui")]
mod window {
    use std::cell::RefCell;
    use std::rc::Rc;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable;
    use regioscope::model::{
        Datastream, FeedId, LonLat, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit,
    };
    use regioscope::session::{Command, CommandSender, Results, Settings, Status};
    use regioscope::ui::map::MapPanel;
    use regioscope::ui::theme::Theme;
    use regioscope::ui::{UiContext, fonts};
    use regioscope::workspace::{Camera, Change, Selected, View};

    use super::*;

    struct Stage {
        workspace: Workspace,
        panel: MapPanel,
        has_fonts: bool,
        view: View,
        results: Results,
        text: Text,
        theme: Theme,
        commands: Rc<CommandSender>,
    }

    impl Stage {
        fn new(zoom: f64) -> Self {
            let antwerp = WORLD.symbols.iter().find(|place| place.nis.is_some()).expect("a place");
            let mut view = View::default();
            view.map.camera = Some(Camera { centre: antwerp.place, zoom });
            let results = Results {
                selection: Arc::new(WORLD.selection.clone()),
                symbols: Arc::new(WORLD.symbols.clone()),
                choropleth: WORLD.choropleth.clone().map(Arc::new),
                is_loaded: true,
                ..Results::default()
            };
            Self {
                workspace: WORLD.workspace.clone(),
                panel: MapPanel::default(),
                has_fonts: false,
                view,
                results,
                text: Text::new(Language::Nl),
                theme: Theme::new(false),
                commands: Rc::default(),
            }
        }

        fn ui(&mut self, ui: &mut egui::Ui) {
            if !self.has_fonts {
                // They are there from the next frame on.
                fonts::install(ui.ctx());
                self.has_fonts = true;
                ui.ctx().request_repaint();
                return;
            }
            let (status, settings, actions) = (Status::default(), Settings::default(), RefCell::default());
            let ctx = UiContext {
                workspace: &self.workspace,
                view: &self.view,
                results: &self.results,
                status: &status,
                settings: &settings,
                text: &self.text,
                theme: &self.theme,
                basemap: Some(&WORLD.basemap),
                now: jiff::Timestamp::UNIX_EPOCH,
                commands: &self.commands,
                actions: &actions,
            };
            self.panel.map_ui(&ctx, ui);
        }
    }

    /// A map with its size set, some frames old.
    fn harness(zoom: f64) -> (Harness<'static>, Rc<CommandSender>) {
        harness_of(Stage::new(zoom))
    }

    fn harness_of(mut stage: Stage) -> (Harness<'static>, Rc<CommandSender>) {
        let commands = Rc::clone(&stage.commands);
        let mut harness = Harness::builder().with_size([900.0, 700.0]).build_ui(move |ui| {
            stage.ui(ui);
        });
        harness.run_steps(3);
        (harness, commands)
    }

    fn drain(commands: &CommandSender) -> Vec<Command> {
        std::iter::from_fn(|| commands.take()).collect()
    }

    #[test]
    fn every_project_of_the_largest_place_is_reached_through_its_ring() {
        let (mut harness, commands) = harness(12.0);
        let place = WORLD.symbols.iter().find(|place| place.nis.is_some()).expect("a place");
        let name = WORLD.workspace.municipalities.name(place.nis.expect("a municipality"));
        let count = place.rows.len();
        harness
            .get_by(|node| node.label().is_some_and(|label| label.starts_with(&format!("{name}: {count} projecten"))))
            .click();
        harness.run_steps(3);
        let text = Text::new(Language::Nl);
        for row in &place.rows {
            let project = WORLD.workspace.projects.get(*row).expect("a project");
            let title = project.title.get(Language::Nl);
            let status = text.word("status", project.status.key());
            let is_it = |label: &str| label.starts_with(&format!("{title}, ")) && label.ends_with(&status);
            let found = harness.query_all_by(|node| node.label().is_some_and(|label| is_it(&label))).count();
            assert!(found > 0, "{title} is not in the list");
        }
        drain(&commands);
        harness.key_press(egui::Key::ArrowDown);
        harness.run_steps(2);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(2);
        let selected = drain(&commands).into_iter().find_map(|command| match command {
            Command::Select(Some(Selected::Project(id))) => Some(id),
            _ => None,
        });
        let second = WORLD.workspace.projects.get(place.rows[1]).map(|project| project.id.clone());
        assert_eq!(selected, second, "the arrow and Enter open the second project");
    }

    /// A simulated station of one value.
    fn station(name: &str, value: f64, place: LonLat) -> Sensor {
        let latest = Observation { time: jiff::Timestamp::UNIX_EPOCH, value, quality: Quality::Good };
        let stream = Datastream {
            key: "pm10".into(),
            property: ObservedProperty::Pm10,
            original_property: "PM10".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "ug/m3".into(),
            capacity: None,
            latest: Some(latest),
        };
        Sensor {
            id: SensorId::new(format!("f/{name}")),
            feed: FeedId::new("f"),
            name: name.into(),
            location: Some(place),
            nis: None,
            is_nis_approximate: false,
            is_simulated: true,
            datastreams: vec![stream],
        }
    }

    #[test]
    fn sensors_of_one_place_are_reached_through_their_list() {
        let mut stage = Stage::new(12.0);
        stage.view.map.show_projects = false;
        let place = stage.view.map.camera.expect("a camera").centre;
        let stations = [("Simulated A", 12.0), ("Simulated B", 130.0)].map(|(name, value)| station(name, value, place));
        stage.workspace.apply(Change::Sensors(stations.to_vec()));
        let (mut harness, commands) = harness_of(stage);
        harness.get_by(|node| node.label().is_some_and(|label| label.contains(": 2 sensoren\nLucht 2"))).click();
        harness.run_steps(3);
        let row = "Simulated B, Fijn stof PM10: 130\u{a0}µg/m³ · slecht: 120–195\u{a0}µg/m³";
        let is_row = |label: &str| label.starts_with(row) && label.contains("gesimuleerd");
        assert_eq!(harness.query_all_by(|node| node.label().is_some_and(|label| is_row(&label))).count(), 1);
        drain(&commands);
        harness.key_press(egui::Key::ArrowDown);
        harness.run_steps(2);
        harness.key_press(egui::Key::Enter);
        harness.run_steps(2);
        let selected = drain(&commands).into_iter().find_map(|command| match command {
            Command::Select(Some(Selected::Sensor(id))) => Some(id),
            _ => None,
        });
        assert_eq!(selected, Some(SensorId::new("f/Simulated B")));
    }

    #[test]
    fn the_controls_of_the_map_have_names() {
        let (harness, _) = harness(8.3);
        for name in ["Inzoomen", "Uitzoomen", "Heel Vlaanderen", "Gebied omcirkelen", "Lagen"] {
            assert!(harness.query_all_by_label(name).count() > 0, "{name}");
        }
    }
}
