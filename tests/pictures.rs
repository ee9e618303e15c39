//! Small pieces of the real interface as pictures, in both looks, compared pixel by pixel with the ones in
//! `tests/pictures`. They are painted on the CPU, so that no driver, display or clock takes part. Where a change is
//! meant, `REGIOSCOPE_ACCEPT_PICTURES=1 cargo test --test pictures` takes the new ones over: look at them first.
#![cfg(feature = "gui")]

use std::cell::RefCell;
use std::path::{Path, PathBuf};

use egui::{Color32, Pos2, Rect, Ui, Vec2, pos2, vec2};
use image::RgbaImage;
use regioscope::figure::map::base::ramp_colour;
use regioscope::insight::{Basis, Comparison, FigureRow, Missing, PeerBasis, Peers, Spread, Value};
use regioscope::model::figure_ref::FigureRef;
use regioscope::model::{Dimension, Language, Nis, Status as Stage, ValueStatus};
use regioscope::session::{CommandSender, Results, Settings, Status};
use regioscope::text::Text;
use regioscope::ui::charts::{self, Axis, Band, Chart, Dot, Gap, Line, Mark};
use regioscope::ui::compare_tab::{Linked, strip};
use regioscope::ui::offscreen::Offscreen;
use regioscope::ui::theme::{Theme, colour};
use regioscope::ui::widgets::{self, FacetRow};
use regioscope::ui::{UiContext, fonts};
use regioscope::workspace::{PeerChoice, Workspace};

/// Set to take new pictures over.
const ACCEPT: &str = "REGIOSCOPE_ACCEPT_PICTURES";
/// Frames drawn before the picture: fonts are there from the second on, fades have ended in the last.
const FRAMES: usize = 30;
/// No picture is larger, so that they stay small in the repository.
const MOST_BYTES: u64 = 40_000;

/// Draws into a picture of this size.
fn drawn(size: Vec2, is_dark: bool, contents: impl Fn(&UiContext<'_>, &mut Ui)) -> RgbaImage {
    let mut offscreen = Offscreen::new(size, 1.0);
    fonts::install(offscreen.context());
    let theme = Theme::new(is_dark);
    theme.apply(offscreen.context());
    let (workspace, results, status) = (Workspace::default(), Results::default(), Status::default());
    let (settings, text, commands) = (Settings::default(), Text::new(Language::Nl), CommandSender::default());
    let actions = RefCell::default();
    let ctx = UiContext {
        workspace: &workspace,
        view: &workspace.view,
        results: &results,
        status: &status,
        settings: &settings,
        text: &text,
        theme: &theme,
        basemap: None,
        now: jiff::Timestamp::UNIX_EPOCH,
        commands: &commands,
        actions: &actions,
    };
    for _ in 0..FRAMES {
        offscreen.frame(|ui| {
            let ground = egui::Frame::NONE.fill(colour(theme.palette.panel)).inner_margin(8.0);
            egui::CentralPanel::default().frame(ground).show(ui, |ui| contents(&ctx, ui));
        });
    }
    offscreen.image()
}

/// Draws the piece in both looks and compares each with its picture.
fn check(name: &str, size: Vec2, contents: impl Fn(&UiContext<'_>, &mut Ui)) {
    let looks = [("light", false), ("dark", true)];
    let differences: Vec<String> = looks
        .into_iter()
        .filter_map(|(look, is_dark)| compare(&format!("{name}-{look}"), &drawn(size, is_dark, &contents)).err())
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn compare(name: &str, made: &RgbaImage) -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join(format!("{name}.png"));
    if std::env::var_os(ACCEPT).is_some() {
        made.save(&path).expect("the picture can be saved");
    }
    let wanted = image::open(&path).map(image::DynamicImage::into_rgba8);
    let said = match &wanted {
        Ok(wanted) if wanted == made => {
            let bytes = path.metadata().expect("a file that was just read").len();
            assert!(bytes <= MOST_BYTES, "{name}.png has {bytes} bytes");
            return Ok(());
        }
        Ok(wanted) if wanted.dimensions() != made.dimensions() => "its size differs".to_owned(),
        Ok(wanted) => {
            let differing = wanted.pixels().zip(made.pixels()).filter(|(a, b)| a != b).count();
            format!("{differing} of {} pixels differ", made.width() * made.height())
        }
        Err(error) => format!("there is no picture to compare with ({error})"),
    };
    let beside = set_aside(name, made);
    Err(format!("{name}: {said}. New picture: {}. {ACCEPT}=1 takes it over.", beside.display()))
}

fn set_aside(name: &str, made: &RgbaImage) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    made.save(&path).expect("the picture can be saved");
    path
}

/// Places in a row, left to right.
fn places(ui: &Ui, top: f32) -> impl Iterator<Item = Pos2> + use<> {
    let left = ui.max_rect().left();
    (0_u8..).map(move |index| pos2(left + 16.0 + 36.0 * f32::from(index), top))
}

#[test]
fn symbols_of_dimensions_and_stages() {
    check("symbols", vec2(310.0, 130.0), |ctx, ui| {
        let top = ui.max_rect().top();
        let painter = ui.painter();
        let kinds = Dimension::ALL.iter().map(|dimension| Some(*dimension)).chain([None]);
        for ((small, large), dimension) in places(ui, top + 14.0).zip(places(ui, top + 46.0)).zip(kinds) {
            widgets::dimension_symbol(painter, ctx.theme, small, 5.5, dimension);
            widgets::dimension_symbol(painter, ctx.theme, large, 12.0, dimension);
        }
        for ((small, large), stage) in places(ui, top + 78.0).zip(places(ui, top + 102.0)).zip(Stage::ALL) {
            widgets::symbol::paint_status(painter, ctx.theme, small, 4.5, *stage);
            widgets::symbol::paint_status(painter, ctx.theme, large, 9.0, *stage);
        }
    });
}

#[test]
fn chips_and_facet_rows() {
    let rows = [
        FacetRow { name: "Smart Mobility", count: "87", is_on: true, share: Some(1.0), ..FacetRow::default() },
        FacetRow { name: "Smart Living", count: "1 204", share: Some(0.4), ..FacetRow::default() },
        FacetRow { name: "Een naam die langer is dan de rij breed is, met meer erachter", count: "12", ..rows_base() },
        FacetRow { name: "Niets gevonden", count: "0", is_empty: true, share: Some(0.0), ..FacetRow::default() },
    ];
    check("controls", vec2(300.0, 220.0), |ctx, ui| {
        ui.horizontal(|ui| {
            widgets::chip(ui, ctx.theme, "Gent", "Gent weghalen");
            widgets::chip(ui, ctx.theme, "Mobiliteit", "Mobiliteit weghalen");
            widgets::tag(ui, ctx.theme, "open data");
        });
        for (index, row) in rows.iter().enumerate() {
            let dimension = Dimension::ALL.get(index).copied();
            widgets::facet_row(ui, ctx.theme, &FacetRow { dimension, ..*row });
        }
        for stage in [Stage::Running, Stage::Completed] {
            let row = FacetRow { name: "Stadium", count: "31", status: Some(stage), ..FacetRow::default() };
            widgets::facet_row(ui, ctx.theme, &row);
        }
    });
}

fn rows_base() -> FacetRow<'static> {
    FacetRow { share: Some(0.2), ..FacetRow::default() }
}

/// Two lines over eleven years: one with a gap and an estimate at its end, one that a merger ends up in.
fn chart(theme: &Theme) -> Chart {
    let years = || (2010_i16..=2020).map(f64::from);
    let line = |name: &str, dimension: Dimension, value: &dyn Fn(f64) -> Option<f64>| Line {
        name: name.to_owned(),
        colour: colour(theme.palette.dimension(Some(dimension))),
        dots: years()
            .map(|year| Dot { x: year, y: value(year), said: String::new(), is_uncertain: year >= 2019.0 })
            .collect(),
    };
    let first = |year: f64| (!(2013.0..2016.0).contains(&year)).then_some(20.0 + 4.0 * (year - 2010.0));
    let second = |year: f64| Some(if year < 2019.0 { 70.0 - 3.0 * (year - 2010.0) } else { 82.0 });
    Chart {
        name: "Grafiek".to_owned(),
        x: Axis {
            min: 2010.0,
            max: 2022.0,
            ticks: [2010, 2013, 2016, 2019].map(|y| (f64::from(y), y.to_string())).into(),
        },
        y: Axis { min: 0.0, max: 100.0, ticks: [0, 25, 50, 75, 100].map(|v| (f64::from(v), v.to_string())).into() },
        lines: vec![line("Gent", Dimension::Mobility, &first), line("Deinze", Dimension::Living, &second)],
        bands: vec![Band { from: 2011.0, until: 2013.0, name: "looptijd".to_owned() }],
        lanes: Vec::new(),
        marks: vec![Mark { x: 2019.0, text: "Nevele ging op in Deinze".to_owned() }],
        gaps: vec![Gap { from: 2012.0, until: 2016.0, reason: "niet gemeten".to_owned() }],
        moments: years().map(|year| (year, year.to_string())).collect(),
        ..Chart::default()
    }
}

#[test]
fn a_line_chart_with_a_gap_and_a_merger() {
    check("chart", vec2(480.0, 240.0), |ctx, ui| {
        charts::show(ctx, ui, "chart", &chart(ctx.theme), 220.0, None);
    });
}

#[test]
fn the_ramp_of_figures_with_few_and_with_all_classes() {
    check("ramp", vec2(300.0, 130.0), |ctx, ui| {
        let palette = &ctx.theme.palette;
        let corner = ui.max_rect().min;
        for (row, count) in [3_u8, 5, 7].into_iter().enumerate() {
            for class in 0..count {
                let fill: Color32 = colour(ramp_colour(palette, usize::from(class), usize::from(count)));
                let at = corner + vec2(f32::from(class) * 40.0, row as f32 * 30.0);
                ui.painter().rect_filled(Rect::from_min_size(at, vec2(38.0, 26.0)), 0.0, fill);
            }
        }
        let missing = Rect::from_min_size(corner + vec2(0.0, 90.0), vec2(38.0, 20.0));
        ui.painter().rect_filled(missing, 0.0, colour(palette.missing));
    });
}

/// Municipalities from 11001 on with these figures, among peers from 12001 on with theirs.
fn compared(values: &[Option<f64>], peers: &[f64]) -> Comparison {
    let nis = |number: usize| Nis::try_from(number as u32).expect("a code");
    let value =
        |value: f64| Value { value, year: None, status: ValueStatus::Final, basis: Basis::Projects(Vec::new()) };
    let codes: Vec<Nis> = (0..values.len()).map(|index| nis(11_001 + index)).collect();
    let row = FigureRow {
        figure: FigureRef::indicator("population"),
        year: None,
        values: values.iter().map(|one| one.map(value).ok_or(Missing::NotInTable)).collect(),
        ranks: vec![None; values.len()],
        spread: Spread::new(peers.iter().enumerate().map(|(index, value)| (nis(12_001 + index), *value))),
        missing: Vec::new(),
    };
    let basis = PeerBasis::Centrumsteden;
    let peers = Peers { of: codes[0], choice: PeerChoice::Centrumsteden, members: Vec::new(), basis };
    Comparison { municipalities: codes, peers, rows: vec![row] }
}

#[test]
fn strips_of_dots() {
    let peers = [10.0, 12.0, 13.0, 14.0, 17.0, 18.0, 22.0, 30.0, 41.0, 60.0];
    let strips = [
        (compared(&[Some(17.5), Some(17.8), Some(44.0), None], &peers), 280.0),
        (compared(&[Some(20.0), Some(75_400.0)], &[20.0, 90.0, 52_345.0]), 90.0),
        (compared(&[Some(5.0)], &[5.0, 5.0]), 180.0),
    ];
    check("strip", vec2(300.0, 170.0), |ctx, ui| {
        let corner = ui.max_rect().min;
        for (index, (comparison, width)) in strips.iter().enumerate() {
            let rect = Rect::from_min_size(corner + vec2(0.0, 52.0 * index as f32), vec2(*width, 45.0));
            let Some(row) = comparison.rows.first() else { continue };
            ui.push_id(index, |ui| strip::strip_ui(ctx, ui, rect, (comparison, row, "x"), &mut Linked::default()));
        }
    });
}
