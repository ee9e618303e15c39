//! The tab that compares, as a screen reader would see it.

use std::cell::RefCell;
use std::rc::Rc;

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use regioscope::jobs::{Event, Request};
use regioscope::model::Language;
use regioscope::model::figure_ref::FigureRef;
use regioscope::model::own::OwnRatio;
use regioscope::session::Command;
use regioscope::session::command::{CompareCommand, FilterCommand, OwnCommand};
use regioscope::workspace::{CompareSection, CompareSort, CompareView, PeerChoice, Selected, Tab};

use super::rig::{Rig, car_park, feed, now};
use super::{harness_of, nis, said, shared};

/// A window with room for options, table and inspector.
fn wide(rig: &Rc<RefCell<Rig>>) -> Harness<'static> {
    harness_of(rig, [1440.0, 1400.0])
}

fn comparing(codes: &[&str]) -> Rc<RefCell<Rig>> {
    let mut rig = Rig::new(Tab::Compare, Language::Nl, false);
    rig.run(CompareCommand::SetMunicipalities(codes.iter().map(|code| nis(code)).collect()));
    shared(rig)
}

fn view(rig: &Rc<RefCell<Rig>>) -> CompareView {
    rig.borrow().session.view().compare.clone()
}

const MECHELEN: &str = "12025";
const LEUVEN: &str = "24062";
const KORTRIJK: &str = "34022";

#[test]
fn without_a_municipality_the_one_of_the_filter_is_offered() {
    let mut rig = Rig::new(Tab::Compare, Language::Nl, false);
    rig.run(FilterCommand::Toggle(regioscope::session::command::Toggle::Municipality(nis("44021"))));
    let rig = shared(rig);
    let mut harness = wide(&rig);
    assert!(said(&harness).contains("Kies een gemeente"));
    harness.get_by_label("Gent vergelijken").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).municipalities, [nis("44021")]);
    assert!(said(&harness).contains("tussen 13 centrumsteden"), "{}", said(&harness));
}

#[test]
fn an_old_name_finds_the_municipality_of_today() {
    let rig = comparing(&[MECHELEN]);
    let mut harness = wide(&rig);
    harness.get_by_label("Gemeente toevoegen").focus();
    harness.run_steps(2);
    harness.get_by_label("Gemeente toevoegen").type_text("nevele");
    harness.run_steps(3);
    harness.get_by_label("Deinze (Nevele)").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).municipalities, [nis(MECHELEN), nis("44083")]);
    assert!(said(&harness).contains("Fusies zijn samengeteld: Deinze."));
}

#[test]
fn another_becomes_the_own_one_and_a_cross_takes_one_away() {
    let rig = comparing(&[MECHELEN, LEUVEN, KORTRIJK]);
    let mut harness = wide(&rig);
    harness.get_by_label("Leuven als eigen gemeente nemen").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).municipalities, [nis(LEUVEN), nis(MECHELEN), nis(KORTRIJK)]);
    harness.get_by_label("Kortrijk weghalen").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).municipalities, [nis(LEUVEN), nis(MECHELEN)]);
}

#[test]
fn a_rule_for_peers_is_chosen_and_explained() {
    let rig = comparing(&[MECHELEN]);
    let mut harness = wide(&rig);
    assert!(said(&harness).contains("De dertien centrumsteden"));
    harness.get_by_label("Meest gelijkend (13)").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).peers, Some(PeerChoice::Similar));
    let words = said(&harness);
    assert!(words.contains("De 12 gemeenten met de kleinste afstand"), "{words}");
    assert!(words.contains("standaardafwijkingen"), "{words}");
}

#[test]
fn a_figure_stands_with_its_value_rank_and_spread() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    let harness = wide(&rig);
    let words = said(&harness);
    for expected in [
        "Inwoners, Mechelen: 86\u{202f}921 inwoners (Statbel · 1 jan 2020)",
        "Plaats 7 van 13, het hoogste cijfer eerst",
        "Spreiding van Inwoners: 13 gemeenten met een cijfer",
        "Projecten in de inventaris, steekproef",
    ] {
        assert!(words.contains(expected), "{expected}\n{words}");
    }
}

#[test]
fn a_missing_figure_says_why_and_is_no_zero() {
    // The inventory knows no project of Bever.
    let rig = comparing(&["23009", MECHELEN]);
    let harness = wide(&rig);
    let words = said(&harness);
    assert!(words.contains("Projecten in de inventaris, Bever: Niet in de steekproef"), "{words}");
    assert!(!words.contains("Projecten in de inventaris, Bever: 0"));
}

#[test]
fn a_click_on_a_figure_opens_its_card_with_the_records_under_it() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    let mut harness = wide(&rig);
    harness.get_by_label_contains("Vestigingen per 1000 inwoners, Mechelen").click();
    harness.run_steps(4);
    assert_eq!(view(&rig).chosen, Some(FigureRef::indicator("establishments_per_1000")));
    let words = said(&harness);
    assert!(words.contains("Mechelen: Vestigingen per 1000 inwoners"), "{words}");
    assert!(words.contains("9\u{202f}116 ÷ 86\u{202f}921"), "{words}");
    assert!(words.contains("Mechelen (12025)"), "{words}");
}

#[test]
fn the_projects_under_a_count_open_in_the_inspector() {
    let rig = comparing(&[MECHELEN]);
    let mut harness = wide(&rig);
    harness.get_by_label_contains("Projecten, Mobiliteit, Mechelen").click();
    harness.run_steps(4);
    let project = {
        let rig = rig.borrow();
        let rows = rig.session.results().sheet.as_ref().unwrap().projects[0].clone().unwrap();
        let projects = &rig.session.workspace().projects;
        let mobility = regioscope::model::Dimension::Mobility;
        let mut all = rows.iter().filter_map(|row| projects.get(*row));
        all.find(|project| project.dimensions.contains(&mobility)).unwrap().clone()
    };
    harness.get_by_label(project.title.get(Language::Nl)).click();
    harness.run_steps(4);
    assert_eq!(rig.borrow().session.view().selected, Some(Selected::Project(project.id.clone())));
}

#[test]
fn headers_sort_and_arrows_walk_through_the_rows() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    let mut harness = wide(&rig);
    harness.get_by_label("Cijfer, sorteren").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).sort, Some((CompareSort::Name, false)));
    harness.get_by_label("Cijfer, oplopend gesorteerd");
    harness.get_by_label("Leuven, sorteren").click();
    harness.run_steps(3);
    assert_eq!(view(&rig).sort, Some((CompareSort::Value(nis(LEUVEN)), false)));
    rig.borrow_mut().run(CompareCommand::SortBy(CompareSort::Value(nis(LEUVEN))));
    rig.borrow_mut().run(CompareCommand::SortBy(CompareSort::Value(nis(LEUVEN))));
    harness.run_steps(2);
    harness.get_by_label("Inwoners, Statbel · 1 jan 2020").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(3);
    assert_eq!(view(&rig).chosen, Some("population@change_per_year".parse().unwrap()));
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert!(said(&harness).contains("Mechelen: Inwoners, verandering per jaar"));
}

#[test]
fn the_inspector_explains_the_chosen_figure_until_something_is_selected() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    rig.borrow_mut().run(CompareCommand::Choose(FigureRef::indicator("establishments_per_1000")));
    let mut harness = wide(&rig);
    let words = said(&harness);
    assert!(words.contains("1\u{202f}000 × vestigingen ÷ inwoners"), "{words}");
    assert!(words.contains("13 van 13 gemeenten"), "{words}");
    rig.borrow_mut().run(Command::Select(Some(Selected::Municipality(nis(LEUVEN)))));
    harness.run_steps(3);
    assert!(!said(&harness).contains("× vestigingen ÷"));
    harness.get_by_label("Selectie opheffen").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("× vestigingen ÷"));
}

#[test]
fn a_list_of_ones_own_is_made_and_becomes_the_group() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    let mut harness = wide(&rig);
    harness.get_by_label("+ eigen lijst…").click();
    harness.run_steps(3);
    harness.get_by_role_and_label(Role::TextInput, "Naam van de lijst").focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Naam van de lijst").type_text("Onze buren");
    harness.run_steps(2);
    harness.get_by_label("De vergeleken gemeenten (2)").click();
    harness.run_steps(2);
    harness.get_by_label("Bewaren").click();
    harness.run_steps(3);
    let sent = rig.borrow().sent.clone();
    let put = sent.iter().find_map(|command| match command {
        Command::Own(OwnCommand::PutList(list)) => Some(list.clone()),
        _ => None,
    });
    let list = put.unwrap();
    assert_eq!((&*list.name, list.members.len()), ("Onze buren", 2));
    assert_eq!(view(&rig).peers, Some(PeerChoice::List(list.id)));
}

#[test]
fn figures_are_chosen_and_put_in_order() {
    let rig = comparing(&[MECHELEN]);
    let mut harness = wide(&rig);
    harness.get_by_label("Cijfers kiezen…").click();
    harness.run_steps(8);
    harness.get_by_label("Bevolkingsdichtheid weghalen").click();
    harness.run_steps(2);
    harness.get_by_label("Inwoners, verandering per jaar naar boven").click();
    harness.run_steps(2);
    harness.get_by_label("Tonen").click();
    harness.run_steps(3);
    let figures = view(&rig).figures;
    assert_eq!(figures[0], "population@change_per_year".parse().unwrap());
    assert!(!figures.contains(&FigureRef::indicator("population_density")));
}

#[test]
fn a_ratio_of_ones_own_needs_both_sides_and_shows_what_it_gives() {
    let rig = comparing(&[MECHELEN]);
    let ratio = OwnRatio {
        id: "vestigingen".into(),
        name: "Vestigingen per inwoner".into(),
        numerator: FigureRef::indicator("establishments"),
        denominator: FigureRef::indicator("population"),
        factor: 100.0,
        unit: "%".into(),
        decimals: 2,
    };
    rig.borrow_mut().run(OwnCommand::PutRatio(ratio));
    rig.borrow_mut().run(CompareCommand::ToggleFigure("own/vestigingen".parse().unwrap()));
    let mut harness = wide(&rig);
    harness.get_by_label("Cijfers kiezen…").click();
    harness.run_steps(3);
    harness.get_by_label("Zoek een cijfer").focus();
    harness.run_steps(2);
    harness.get_by_label("Zoek een cijfer").type_text("vestigingen per inw");
    harness.run_steps(3);
    harness.get_by_label("Eigen verhouding…").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("Geef de verhouding een naam."));
    assert!(said(&harness).contains("Een eigen verhouding kan niet op een andere steunen."));
    for part in ["Vestigingen ", "per hoofd"] {
        harness.get_by_role_and_label(Role::TextInput, "Naam van de verhouding").focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::TextInput, "Naam van de verhouding").type_text(part);
        harness.run_steps(2);
    }
    for (side, figure) in [("Teller: Kies een cijfer…", "Vestigingen"), ("Noemer: Kies een cijfer…", "Inwoners")] {
        assert!(said(&harness).contains("Kies een teller en een noemer."), "{}", said(&harness));
        harness.get_by_label(side).click();
        harness.run_steps(3);
        // The list is long: what is searched for stands in sight.
        harness.get_by_role_and_label(Role::TextInput, "Zoek een cijfer").focus();
        harness.run_steps(2);
        harness.get_by_role_and_label(Role::TextInput, "Zoek een cijfer").type_text(figure);
        harness.run_steps(3);
        harness.get_by_role_and_label(Role::RadioButton, figure).click();
        harness.run_steps(3);
    }
    let words = said(&harness);
    assert!(words.contains("Mechelen: 10,5 % (2020) = 100 × 9\u{202f}116 ÷ 86\u{202f}921"), "{words}");
    harness.get_by_label("Bewaren").click();
    harness.run_steps(3);
    harness.get_by_label("Tonen").click();
    harness.run_steps(4);
    assert!(view(&rig).figures.contains(&"own/vestigingen-per-hoofd".parse().unwrap()), "{:?}", view(&rig).figures);
}

#[test]
fn sensors_are_read_once_where_a_figure_of_them_is_shown() {
    let mut rig = Rig::new(Tab::Compare, Language::Nl, false);
    let simulated = feed("sim", "Simulator", true);
    rig.tell(Event::Feed(Box::new(simulated.clone())));
    rig.tell(Event::Sensors(vec![car_park(&simulated, 1, 5)]));
    rig.run(CompareCommand::SetMunicipalities(vec![nis("44021")]));
    rig.run(CompareCommand::SetFigures(vec!["sensors/parking_free/mean".parse().unwrap()]));
    let rig = shared(rig);
    let mut harness = wide(&rig);
    harness.run_steps(4);
    let rig = rig.borrow();
    let script = rig.script.borrow();
    let asked = |request: &Request| match request {
        Request::TownSensors { from, until } => Some((*from, *until)),
        _ => None,
    };
    let stretches: Vec<_> = script.requests.iter().filter_map(asked).collect();
    assert_eq!(stretches.len(), 1);
    assert_eq!((stretches[0].1, (stretches[0].1 - stretches[0].0).as_hours()), (now(), 720));
}

#[test]
fn bars_of_projects_tell_none_known_from_not_in_the_sample() {
    let rig = comparing(&[KORTRIJK, "23009"]);
    rig.borrow_mut().run(CompareCommand::SetSection(CompareSection::Projects));
    let mut harness = wide(&rig);
    let words = said(&harness);
    assert!(words.contains("Steekproef, geen volledige telling"), "{words}");
    assert!(words.contains("Kortrijk, Mobiliteit: 13 · steekproef"), "{words}");
    assert!(words.contains("Bever, Mobiliteit: Niet in de steekproef"), "{words}");
    harness.get_by_label("Kortrijk, Mobiliteit: 13 · steekproef").click();
    harness.run_steps(3);
    harness.get_by_label("Tonen op het tabblad Projecten").click();
    harness.run_steps(3);
    let rig = rig.borrow();
    assert_eq!(rig.session.view().tab, Tab::Projects);
    assert_eq!(rig.session.results().selection.hits.counted(), 13);
}

#[test]
fn a_sheet_has_a_series_for_each_figure_and_the_chosen_one_for_everybody() {
    let rig = comparing(&[MECHELEN, LEUVEN]);
    let rig = rig.borrow();
    let results = rig.session.results();
    let (comparison, sheet) = (results.comparison.clone().unwrap(), results.sheet.clone().unwrap());
    assert_eq!(sheet.series.len(), comparison.rows.len());
    assert!(sheet.series.iter().all(|row| row.len() == 2));
    assert_eq!(sheet.chosen, comparison.rows[0]);
    assert_eq!(sheet.field.len(), rig.session.workspace().municipalities.rows().len());
    let count = |rule: PeerChoice| sheet.peer_counts.iter().find(|(known, _)| *known == rule).unwrap().1;
    assert_eq!((count(PeerChoice::Centrumsteden), count(PeerChoice::Flanders)), (13, 285));
    let mechelen = sheet.field.iter().find(|(code, _)| *code == nis(MECHELEN)).unwrap().1.clone().unwrap();
    assert_eq!(mechelen.to_bits(), comparison.rows[0].values[0].as_ref().unwrap().value.to_bits());
    let gap = sheet.series[0][0].iter().find(|(year, _)| *year == 2016).unwrap();
    assert_eq!(gap.1, None, "a year without figures stays a gap");
}
