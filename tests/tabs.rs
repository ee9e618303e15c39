//! The tabs for projects, indicators, sensors and data, driven through the accessibility tree as a screen reader
//! would see them.
#![cfg(feature = "gui")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on fails")]

#[path = "tabs/compare.rs"]
mod compare;
#[path = "tabs/compare_time.rs"]
mod compare_time;
#[path = "tabs/gaps.rs"]
mod gaps;
#[path = "tabs/import.rs"]
mod import;
#[path = "tabs/layers.rs"]
mod layers;
#[path = "tabs/likeness.rs"]
mod likeness;
#[path = "tabs/list_rig.rs"]
mod list_rig;
#[path = "tabs/lists.rs"]
mod lists;
#[path = "tabs/pages.rs"]
mod pages;
#[path = "tabs/queue.rs"]
mod queue;
#[path = "tabs/rig.rs"]
mod rig;
#[path = "tabs/sensor_lists.rs"]
mod sensor_lists;
#[path = "tabs/sensors.rs"]
mod sensors;

use std::cell::RefCell;
use std::rc::Rc;

use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use regioscope::jobs::{Event, Request};
use regioscope::model::{Dataset, IndicatorId, Language, Nis, Rejected};
use regioscope::session::Command;
use regioscope::session::command::{FilterCommand, IndicatorCommand, TableCommand};
use regioscope::ui::fonts;
use regioscope::workspace::{IndicatorColumn, ProjectColumn, Scale, Selected, SortKey, Tab};

use rig::Rig;

/// The tabs in a window of the smallest size that is supported.
fn harness(rig: &Rc<RefCell<Rig>>) -> Harness<'static> {
    harness_of(rig, [1016.0, 700.0])
}

/// The tabs in a window of this size.
fn harness_of(rig: &Rc<RefCell<Rig>>, size: [f32; 2]) -> Harness<'static> {
    let theme = rig.borrow().theme.clone();
    let drawn = Rc::clone(rig);
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(12)
        .with_context_setup(move |context| {
            fonts::install(context);
            theme.apply(context);
        })
        .build_ui(move |ui| drawn.borrow_mut().frame(ui));
    harness.run_steps(4);
    harness
}

fn shared(rig: Rig) -> Rc<RefCell<Rig>> {
    Rc::new(RefCell::new(rig))
}

fn nis(code: &str) -> Nis {
    code.parse().unwrap()
}

/// Everything said on the screen, one below the other.
fn said(harness: &Harness<'_>) -> String {
    let nodes = harness.root().children_recursive();
    nodes
        .filter_map(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_header_sorts_up_then_down_and_a_second_one_is_added() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let mut harness = harness(&rig);
    harness.get_by_label("Trekker, sorteren").click();
    harness.run_steps(3);
    let sort = |rig: &Rig| rig.session.view().table.sort.clone();
    assert_eq!(sort(&rig.borrow()), [SortKey { column: ProjectColumn::Lead, is_descending: false }]);
    harness.get_by_label("Trekker, oplopend gesorteerd").click();
    harness.run_steps(3);
    assert_eq!(sort(&rig.borrow()), [SortKey { column: ProjectColumn::Lead, is_descending: true }]);
    harness.get_by_label("Titel, sorteren").click_modifiers(egui::Modifiers::SHIFT);
    harness.run_steps(3);
    assert_eq!(sort(&rig.borrow()).len(), 2);
    harness.get_by_label("Titel, oplopend gesorteerd");
}

#[test]
fn a_click_on_a_row_selects_and_the_arrows_go_on() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let mut harness = harness(&rig);
    harness.get_by_label("CityFlows").click();
    harness.run_steps(3);
    let at = |rig: &Rig| match &rig.session.view().selected {
        Some(Selected::Project(id)) => {
            let row = rig.session.workspace().projects.row_of(id).unwrap();
            rig.session.results().table.iter().position(|shown| *shown == row).unwrap()
        }
        other => panic!("{other:?}"),
    };
    let first = at(&rig.borrow());
    harness.key_press(egui::Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(at(&rig.borrow()), first + 1);
    harness.key_press(egui::Key::End);
    harness.run_steps(3);
    assert_eq!(at(&rig.borrow()), rig.borrow().session.results().table.len() - 1);
}

#[test]
fn enter_shows_the_selected_project_on_the_map() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let mut harness = harness(&rig);
    harness.get_by_label("CityFlows").click();
    harness.run_steps(3);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(3);
    let ghent = rig.borrow().session.workspace().municipalities.get(nis("44021")).unwrap().label_point;
    assert_eq!(rig.borrow().session.view().tab, Tab::Map);
    assert_eq!(rig.borrow().session.view().map.camera.map(|camera| camera.centre), Some(ghent));
}

#[test]
fn the_count_line_keeps_kinds_apart_and_programmes_out() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let harness = harness(&rig);
    let said = said(&harness);
    let line =
        "Steekproef: 280 projecten · 14 diensten · 89 geplande acties · 8 programma’s in de lijst, tellen niet mee";
    assert!(said.contains(line), "{said}");
}

#[test]
fn the_selected_row_is_copied_with_a_decimal_comma() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    rig.borrow_mut().run(TableCommand::ToggleColumn(ProjectColumn::Budget));
    let mut harness = harness(&rig);
    harness.get_by_label("CityFlows").click();
    harness.run_steps(3);
    harness.event(egui::Event::Copy);
    harness.step();
    let copied = harness.output().platform_output.commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 2, "{copied}");
    assert!(lines[0].starts_with("Titel\tSoort\tTrekker"), "{copied}");
    assert!(lines[1].starts_with("CityFlows\tProject\tGent"), "{copied}");
}

#[test]
fn no_hits_say_so_and_offer_to_clear_the_filters() {
    let rig = shared(Rig::new(Tab::Projects, Language::En, false));
    rig.borrow_mut().run(FilterCommand::SetText("xyzzy".to_owned()));
    let mut harness = harness(&rig);
    harness.get_by_label("Clear all filters").click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().actions.borrow().as_slice(), [regioscope::session::Action::ClearFilters]);
}

#[test]
fn only_the_rows_on_screen_are_drawn() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let harness = harness(&rig);
    let rows = rig.borrow().session.results().table.len();
    let drawn = said(&harness).lines().filter(|line| *line == "Project").count();
    assert!(drawn < 40 && rows > 300, "{drawn} of {rows}");
}

#[test]
fn the_table_twin_adds_nevele_to_deinze_and_says_so() {
    let rig = shared(Rig::new(Tab::Indicators, Language::Nl, false));
    rig.borrow_mut().run(IndicatorCommand::SetMunicipalities(vec![nis("44083")]));
    rig.borrow_mut().run(IndicatorCommand::SetTable(true));
    let mut harness = harness(&rig);
    harness.get_by_label("Deinze 2009: 40\u{202f}594, Nevele meegeteld").click();
    harness.run_steps(6);
    let said = said(&harness);
    for part in ["Deinze (44011): 28\u{202f}989", "Nevele (44049): 11\u{202f}605", "som van de delen", "Licentie"] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    assert!(said.contains("Nevele meegeteld tot en met 2018"), "{said}");
}

#[test]
fn a_year_without_figures_gives_its_reason() {
    let rig = shared(Rig::new(Tab::Indicators, Language::Nl, false));
    rig.borrow_mut().run(IndicatorCommand::SetMunicipalities(vec![nis("44083")]));
    rig.borrow_mut().run(IndicatorCommand::SetTable(true));
    let harness = harness(&rig);
    let said = said(&harness);
    for year in [2016, 2017] {
        let line = format!("Deinze {year}: De meegeleverde tabellen slaan 2016 en 2017 over.");
        assert!(said.contains(&line), "{line} in:\n{said}");
    }
}

#[test]
fn the_chart_is_read_year_by_year_with_the_arrows() {
    let rig = shared(Rig::new(Tab::Indicators, Language::En, true));
    rig.borrow_mut().run(IndicatorCommand::SetMunicipalities(vec![nis("44083"), nis("44021")]));
    let mut harness = harness(&rig);
    harness.get_by_label_contains("Chart of Inhabitants: Deinze, Gent").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::ArrowLeft);
    harness.run_steps(2);
    let said = said(&harness);
    assert!(said.contains("2019, Gent: 262\u{202f}219, Deinze: 43\u{202f}571"), "{said}");
    assert!(said.contains("1 Jan 2019: Deinze and Nevele became Deinze"), "{said}");
}

#[test]
fn the_table_of_an_indicator_sorts_and_tells_what_its_years_come_to() {
    let rig = shared(Rig::new(Tab::Indicators, Language::En, false));
    rig.borrow_mut().run(IndicatorCommand::SetMunicipalities(vec![nis("44021"), nis("44083")]));
    rig.borrow_mut().run(IndicatorCommand::SetTable(true));
    let mut harness = harness(&rig);
    for said in ["Gent, sorted ascending", "Gent, sorted descending"] {
        harness.query_all_by_label_contains("Gent, sort").next().unwrap().click();
        harness.run_steps(3);
        harness.get_by_label(said);
    }
    let by_gent = SortKey { column: IndicatorColumn::Municipality(nis("44021")), is_descending: true };
    assert_eq!(rig.borrow().session.view().indicators.sort, [by_gent]);
    let first = harness.query_all_by_label_contains("Gent 20").next().and_then(|node| node.accesskit_node().label());
    let first = first.unwrap_or_default();
    assert!(first.starts_with("Gent 2020: "), "the greatest stands first: {first}");
    rig.borrow_mut().run(IndicatorCommand::SortBy { column: IndicatorColumn::Year, add: true });
    harness.run_steps(3);
    let words = said(&harness);
    for told in ["Lowest", "Highest", "Mean", "Year, sorted ascending"] {
        assert!(words.contains(told), "{told}: {words}");
    }
    rig.borrow_mut().session.run(&Command::Undo);
    assert_eq!(rig.borrow().session.view().indicators.sort.len(), 1);
}

#[test]
fn a_municipality_is_found_by_a_name_it_had() {
    let rig = shared(Rig::new(Tab::Indicators, Language::Nl, false));
    let mut harness = harness(&rig);
    harness.get_by_label("Gemeente toevoegen").focus();
    harness.run_steps(2);
    harness.get_by_label("Gemeente toevoegen").type_text("nevele");
    harness.run_steps(3);
    harness.get_by_label("Deinze (Nevele)").click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().indicators.municipalities, [nis("44083")]);
    harness.get_by_label("Deinze weghalen").click();
    harness.run_steps(3);
    assert!(rig.borrow().session.view().indicators.municipalities.is_empty());
}

#[test]
fn a_ratio_is_not_divided_again_and_one_year_gives_bars() {
    let rig = shared(Rig::new(Tab::Indicators, Language::En, false));
    rig.borrow_mut().run(IndicatorCommand::SetIndicator(IndicatorId::new("share_buildings_before_1946")));
    rig.borrow_mut().run(IndicatorCommand::SetScale(Scale::PerSquareKilometre));
    rig.borrow_mut().run(IndicatorCommand::SetMunicipalities(vec![nis("44021")]));
    let harness = harness(&rig);
    assert!(harness.get_by_label("Per km²").accesskit_node().is_disabled());
    let said = said(&harness);
    assert!(said.contains("There is one year of this figure only: 2025"), "{said}");
    assert!(said.contains("Gent: ") && said.contains('%'), "{said}");
}

#[test]
fn the_data_tab_names_every_source_and_shows_rejected_rows() {
    let rig = shared(Rig::new(Tab::Data, Language::Nl, false));
    let rejected = Rejected {
        file: "eigen.csv".into(),
        row: 7,
        column: "lead_nis".into(),
        reason: "not a five-digit NIS code".into(),
        original: "x".into(),
        header: "".into(),
    };
    let outcome = regioscope::jobs::Outcome::Imported {
        added: Vec::new(),
        replaced: Vec::new(),
        replacing: Vec::new(),
        unchanged: 0,
        sources: Vec::new(),
        rejected: vec![rejected],
        is_dry_run: false,
    };
    rig.borrow_mut().tell(Event::Done { job: regioscope::jobs::JobId(1), outcome });
    let mut harness = harness(&rig);
    let top = said(&harness);
    assert!(top.contains("391 rijen in de inventaris"), "{top}");
    assert!(top.contains("steekproef, geen volledige telling"), "{top}");
    harness.get_by_label("Bestand nakijken").click();
    harness.get_by_role_and_label(egui::Role::Link, "Inlezen en geweigerde rijen").click();
    harness.run_steps(6);
    let script = Rc::clone(&rig.borrow().script);
    assert!(script.borrow().requests.iter().any(|request| matches!(request, Request::Check)));
    let below = said(&harness);
    assert!(below.contains("not a five-digit NIS code"), "{below}");
}

#[test]
fn an_empty_workspace_is_designed_for_on_every_tab() {
    for tab in [Tab::Projects, Tab::Indicators, Tab::Sensors, Tab::Data] {
        for language in [Language::Nl, Language::En] {
            let rig = shared(Rig::with(Dataset::default(), tab, language, true));
            let harness = harness(&rig);
            let said = said(&harness);
            assert!(said.lines().count() > 2, "{tab}: {said}");
            assert!(
                !said.contains("projects-") && !said.contains("indicators-") && !said.contains("sensors-"),
                "{said}"
            );
        }
    }
}
