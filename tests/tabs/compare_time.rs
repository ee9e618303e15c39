//! Comparing over time and before and after a project, as a screen reader would meet it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

use egui_kittest::kittest::{NodeT, Queryable};
use jiff::{SignedDuration, Timestamp};
use regioscope::formats::bundle;
use regioscope::jobs::{Bucket, Event, Mean, Request};
use regioscope::model::figure_ref::FigureForm;
use regioscope::model::period::Extent;
use regioscope::model::{Language, Period, Project, ProjectId};
use regioscope::session::command::CompareCommand;
use regioscope::workspace::{Borders, ComparePanels, CompareSection, Tab};

use super::rig::{Rig, car_park, feed};
use super::{harness, nis, said, shared};

/// The tab on this part with these municipalities and this figure.
fn rig(section: CompareSection, codes: &[&str], figure: &str, language: Language) -> Rc<RefCell<Rig>> {
    let mut rig = Rig::new(Tab::Compare, language, false);
    set_up(&mut rig, section, codes, figure);
    shared(rig)
}

fn set_up(rig: &mut Rig, section: CompareSection, codes: &[&str], figure: &str) {
    rig.run(CompareCommand::SetMunicipalities(codes.iter().map(|code| nis(code)).collect()));
    rig.run(CompareCommand::Choose(figure.parse().unwrap()));
    rig.run(CompareCommand::SetSection(section));
    rig.session.refresh();
}

#[test]
fn the_chart_reads_year_by_year_with_the_median_of_the_peers() {
    let rig = rig(CompareSection::OverTime, &["44083", "44021"], "population", Language::Nl);
    let mut harness = harness(&rig);
    harness.get_by_label_contains("Grafiek van Inwoners: Deinze, Gent").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::ArrowLeft);
    harness.run_steps(2);
    let said = said(&harness);
    let line = said.lines().find(|line| line.contains("2019, Gent")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("Gent: 262\u{202f}219, Deinze: 43\u{202f}571, Mediaan: "), "{line}");
    assert!(line.contains("gemeenten)"), "{line}");
    assert!(said.contains("Deinze en Nevele werden samen Deinze"), "{said}");
    assert!(said.contains("Nevele bij Deinze (tot en met 2018)"), "{said}");
    assert!(said.contains("gemengde gemeenten; grijze band: hun middelste helft"), "{said}");
}

#[test]
fn a_figure_of_the_table_tells_how_it_was_made_and_a_gap_why() {
    let rig = rig(CompareSection::OverTime, &["44083"], "population", Language::Nl);
    rig.borrow_mut().run(CompareCommand::SetTable(true));
    let mut harness = harness(&rig);
    assert!(said(&harness).contains("Deinze 2016: De meegeleverde tabellen slaan 2016 en 2017 over."));
    harness.get_by_label("Deinze 2009: 40\u{202f}594, Nevele meegeteld").click();
    harness.run_steps(6);
    let said = said(&harness);
    for part in ["Deinze, 2009", "28\u{202f}989 + 11\u{202f}605", "Licentie", "Bevolking"] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
}

#[test]
fn in_borders_of_the_time_each_part_stands_apart() {
    let rig = rig(CompareSection::OverTime, &["44083"], "population", Language::Nl);
    rig.borrow_mut().run(CompareCommand::SetTable(true));
    rig.borrow_mut().run(CompareCommand::SetBorders(Borders::OfTheTime));
    let harness = harness(&rig);
    let said = said(&harness);
    for part in
        ["Deinze (tot en met 2018) 2009: 28\u{202f}989", "Nevele 2009: 11\u{202f}605", "Deinze 2020: 43\u{202f}580"]
    {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    assert!(!said.contains("40\u{202f}594"), "{said}");
}

#[test]
fn small_charts_share_their_axes_unless_asked_otherwise() {
    let rig = rig(CompareSection::OverTime, &["11002", "73028"], "population", Language::Nl);
    let mut harness = harness(&rig);
    assert!(said(&harness).contains("Antwerpen is zoveel groter dat de lijn van Herstappe vlak lijkt."));
    harness.get_by_label("Een grafiek per gemeente met eigen assen").click();
    harness.run_steps(4);
    {
        let rig = rig.borrow();
        let compare = &rig.session.view().compare;
        assert!(compare.is_small_multiples && compare.has_own_axes);
    }
    assert!(said(&harness).contains("vergelijk de vorm, niet de hoogte"));
    harness.get_by_label("Eigen assen").click();
    harness.run_steps(4);
    assert!(said(&harness).contains("Alle grafieken hebben dezelfde assen."));
    harness.get_by_label("Per cijfer").click();
    harness.run_steps(4);
    assert_eq!(rig.borrow().session.view().compare.panels, ComparePanels::Figure);
    let said = said(&harness);
    assert!(said.contains("Bevolkingsdichtheid") && said.contains("elk cijfer heeft een eigen verticale as"), "{said}");
}

#[test]
fn a_form_is_one_click_and_a_figure_without_years_says_so() {
    let rig = rig(CompareSection::OverTime, &["44021"], "population", Language::Nl);
    let mut harness = harness(&rig);
    harness.get_by_label("Index").click();
    harness.run_steps(4);
    let form = |rig: &Rig| rig.session.view().compare.chosen.as_ref().map(|figure| figure.form);
    assert_eq!(form(&rig.borrow()), Some(FigureForm::Index));
    rig.borrow_mut().run(CompareCommand::Choose("projects".parse().unwrap()));
    harness.run_steps(4);
    harness.get_by_label("Toon lopende projecten per jaar").click();
    harness.run_steps(4);
    let said = said(&harness);
    assert!(said.contains("Lopende projecten in het jaar"), "{said}");
    assert!(said.contains("Steekproef, geen volledige telling"), "{said}");
}

#[test]
fn a_figure_is_found_by_its_name() {
    let rig = rig(CompareSection::OverTime, &["44021"], "population", Language::Nl);
    let mut harness = harness(&rig);
    harness.get_by_label("Cijfer kiezen: Inwoners").click();
    harness.run_steps(3);
    harness.get_by_label("Zoek een cijfer").type_text("dichtheid");
    harness.run_steps(3);
    harness.get_by_label("Bevolkingsdichtheid").click();
    harness.run_steps(4);
    let chosen = rig.borrow().session.view().compare.chosen.clone();
    assert_eq!(chosen, Some("population_density".parse().unwrap()));
}

#[test]
fn before_and_after_gives_means_intervals_and_what_it_cannot_prove() {
    let rig = rig(CompareSection::BeforeAfter, &["12025"], "dwellings_new_per_1000", Language::Nl);
    rig.borrow_mut().run(CompareCommand::SetProject(Some(ProjectId::new("P003"))));
    let harness = harness(&rig);
    let said = said(&harness);
    for part in [
        "7 jaar, 2009–2015",
        "2 jaar, 2019–2020",
        "12 centrumsteden, gemiddeld",
        "Gemeente min groep",
        "Wat dit niet bewijst",
        "Een verschil is geen bewijs dat het project de oorzaak is.",
        "steekproef, geen volledige telling",
        "Er zijn weinig cijfers",
        "Tegenover een andere groep dan centrumsteden",
        "volgens Welch (1947)",
        "Datapiloot Parkeren (Smart Flanders) (2017–2018)",
    ] {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
    // A line that was wrapped is said whole as well.
    let is_interval = |line: &&str| line.contains(" tot ") && line.starts_with(['+', '−']) && !line.ends_with(' ');
    let intervals: BTreeSet<&str> = said.lines().filter(is_interval).collect();
    assert_eq!(intervals.len(), 3, "{said}");
}

#[test]
fn the_twin_of_before_and_after_says_on_which_side_a_year_counts() {
    let rig = rig(CompareSection::BeforeAfter, &["12025"], "dwellings_new_per_1000", Language::En);
    rig.borrow_mut().run(CompareCommand::SetProject(Some(ProjectId::new("P003"))));
    rig.borrow_mut().run(CompareCommand::SetTable(true));
    let harness = harness(&rig);
    let said = said(&harness);
    assert!(said.contains("2018\n5.8\n") && said.contains("during, left out"), "{said}");
    assert!(said.contains("How this was computed"), "{said}");
}

#[test]
fn a_project_of_unknown_period_cannot_be_chosen_and_one_that_goes_on_has_no_after() {
    let rig = rig(CompareSection::BeforeAfter, &["11002"], "population", Language::Nl);
    let (unknown, running) = {
        let rig = rig.borrow();
        let workspace = rig.session.workspace();
        let own = |project: &&Project| project.lead == Some(nis("11002"));
        let extent = |project: &Project| project.period.extent(project.status);
        let find = |wanted: &dyn Fn(Extent) -> bool| {
            let found = workspace.projects.rows().iter().filter(own).find(|project| wanted(extent(project)));
            found.map(|project| (project.id.clone(), project.title.get(Language::Nl).to_owned())).unwrap()
        };
        (
            find(&|extent| extent == Extent::Unknown),
            find(&|extent| matches!(extent, Extent::Open(year) if (2010..2020).contains(&year))),
        )
    };
    rig.borrow_mut().run(CompareCommand::SetProject(Some(running.0)));
    let mut harness = harness(&rig);
    let shown = said(&harness);
    assert!(shown.contains("er is geen “na”"), "{shown}");
    assert!(shown.contains("geen verschil: een kant is leeg"), "{shown}");
    harness.get_by_label_contains("Project kiezen: ").click();
    harness.run_steps(3);
    harness.get_by_label("Zoek een project").type_text(&unknown.1);
    harness.run_steps(3);
    assert!(said(&harness).contains("Periode onbekend: niet te vergelijken"));
    let row = harness.get_all_by_label_contains(&unknown.1).find(|node| node.accesskit_node().is_disabled());
    assert!(row.is_some(), "the row of {} is not open to choice", unknown.1);
    rig.borrow_mut().run(CompareCommand::SetProject(Some(unknown.0)));
    harness.run_steps(3);
    assert!(said(&harness).contains("De periode van dit project is onbekend."));
}

/// The start of a month.
fn start(text: &str) -> Timestamp {
    format!("{text}-01T00:00:00Z").parse().unwrap()
}

#[test]
fn sensors_are_compared_by_month_once_they_are_read() {
    let mut dataset = bundle::dataset().unwrap();
    let source = feed("parking", "Parkings", true);
    let mut here = car_park(&source, 1, 5);
    here.nis = "44021".parse().ok();
    let mut there = car_park(&source, 2, 5);
    there.nis = "11002".parse().ok();
    dataset.sensors = vec![here, there];
    dataset.feeds = vec![source];
    let mut project = dataset.projects.iter().find(|project| project.id.as_str() == "P003").unwrap().clone();
    project.id = ProjectId::new("X1");
    project.period = Period { start: Some(2024), end: Some(2024) };
    dataset.projects.push(project);
    let mut rig = Rig::with(dataset, Tab::Compare, Language::Nl, false);
    set_up(&mut rig, CompareSection::BeforeAfter, &["44021"], "sensors/parking_free/mean");
    rig.run(CompareCommand::SetProject(Some(ProjectId::new("X1"))));
    let rig = shared(rig);
    let mut harness = harness(&rig);
    assert!(said(&harness).contains("De metingen worden gelezen: 0 van 2 meetreeksen"), "{}", said(&harness));
    for _ in 0..2 {
        answer(&mut rig.borrow_mut());
        harness.run_steps(4);
    }
    let said = said(&harness);
    assert!(!said.contains("meetreeksen"), "{said}");
    for part in
        ["12 maanden, 2023-01–2023-12", "12 maanden, 2025-01–2025-12", "gesimuleerd", "+30,0", "volgens Student"]
    {
        assert!(said.contains(part), "{part} in:\n{said}");
    }
}

/// Answers the last question for daily means: 100 free places before 2024 and 130 after, with a week's pattern; 50 in
/// the other town all along.
fn answer(rig: &mut Rig) {
    let asked = rig.script.borrow().requests.iter().rev().find_map(|request| match request {
        Request::SensorMeans { sensor, datastream, from, until, bucket } => {
            Some((sensor.clone(), Arc::clone(datastream), *from, *until, *bucket))
        }
        _ => None,
    });
    let (sensor, datastream, from, until, bucket) = asked.unwrap();
    assert_eq!((bucket, until), (Bucket::Day, start("2026-11")));
    let is_own = sensor.as_str().ends_with("/1");
    let mut means = Vec::new();
    let (mut day, end) = (start("2023-01"), start("2026-01"));
    while day < end {
        let week = (day.as_second() / 86_400 % 7) as f64 - 3.0;
        let level = if !is_own {
            50.0
        } else if day < start("2024-07") {
            100.0
        } else {
            130.0
        };
        means.push(Mean { start: day, mean: level + week, min: level, max: level, count: 24 });
        day += SignedDuration::from_hours(24);
    }
    rig.tell(Event::SensorMeans { sensor, datastream, from, until, bucket, means: Arc::new(means) });
    rig.end_jobs();
}
