//! White spots and smart regions, as a screen reader would see them.

use std::cell::RefCell;
use std::rc::Rc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use regioscope::model::{Language, Province};
use regioscope::session::command::{FilterCommand, GapsCommand, MatrixCommand, Toggle};
use regioscope::session::command_line;
use regioscope::workspace::{GapsBy, GapsGroup, GapsOrder, Selected, SmartRegion, Tab};

use super::rig::Rig;
use super::{harness_of, nis, said, shared};

fn shown(language: Language) -> (Rc<RefCell<Rig>>, Harness<'static>) {
    let rig = shared(Rig::new(Tab::Gaps, language, false));
    let harness = harness_of(&rig, [1440.0, 1400.0]);
    (rig, harness)
}

#[test]
fn an_empty_cell_says_so_and_suggests_who_has_such_a_project() {
    let (rig, mut harness) = shown(Language::Nl);
    assert!(said(&harness).contains("een leeg vak is een vraag, geen vaststelling"));
    harness.get_by_label("Aalst, Leven: geen project bekend").click();
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Aalst heeft wel 13 andere projecten"), "{words}");
    assert!(words.contains("Dendermonde ligt op 11 km en heeft 1 zo’n project."), "{words}");
    assert!(words.contains("Mechelen lijkt op Aalst"), "{words}");
    assert!(!words.contains("lokaal bestuur"), "a name that any municipality has is no candidate");
    let line = command_line::of(rig.borrow().session.view());
    assert!(line.contains("gaps --by dimension") && line.contains("--cell 41002 living"), "{line}");
}

#[test]
fn a_filled_cell_lists_its_projects_and_a_project_leads_back_to_it() {
    let (rig, mut harness) = shown(Language::En);
    harness.get_by_label("Aalst, Economy: 2").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("2 projects in the sample."));
    let rows = rig.borrow().session.results().gaps.detail.as_ref().unwrap().rows.clone();
    let project = rig.borrow().session.workspace().projects.get(rows[0]).unwrap().clone();
    let title = project.title.get(Language::En).to_owned();
    harness.query_all_by_label_contains(&title).next().unwrap().click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().selected, Some(Selected::Project(project.id)));
    harness.get_by_label("Select nothing").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("2 projects in the sample."));
}

#[test]
fn who_is_not_in_the_sample_has_no_cell_that_counts() {
    let (rig, mut harness) = shown(Language::Nl);
    rig.borrow_mut().run(FilterCommand::Toggle(Toggle::Province(Province::Limburg)));
    rig.borrow_mut().run(GapsCommand::Matrix(MatrixCommand::SetGroup(GapsGroup::Nothing)));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Lommel, Leven: niet in de steekproef"), "{words}");
    assert!(words.contains("Pelt, Leven: geen project bekend"), "{words}");
    harness.get_by_label("Alleen wie in de steekproef zit").click();
    harness.run_steps(3);
    assert!(!said(&harness).contains("Lommel, Leven"));
}

#[test]
fn a_column_orders_the_rows_and_other_columns_are_a_choice_away() {
    let (rig, mut harness) = shown(Language::Nl);
    harness.get_by_label("Sorteren op Leven").click();
    harness.run_steps(3);
    let matrix = || rig.borrow().session.view().gaps.matrix.clone();
    assert_eq!((matrix().order, matrix().order_column.as_deref()), (GapsOrder::Column, Some("living")));
    harness.get_by_label("Rol van partners").click();
    harness.run_steps(3);
    assert_eq!((matrix().by, matrix().order), (GapsBy::Helix, GapsOrder::Population));
    assert!(said(&harness).contains("Gent, burgers"));
    rig.borrow_mut().run(GapsCommand::Matrix(MatrixCommand::SetPer10000(true)));
    harness.run_steps(3);
    let own = rig.borrow().session.results().gaps.matrix.clone().unwrap();
    let row = own.row(nis("44021")).unwrap();
    let ratio = row.per_10000(row.cells[0]).unwrap();
    let spoken = rig.borrow().session.text().number(ratio, 2);
    assert!(said(&harness).contains(&format!("Gent, overheid: {spoken}")), "{}", said(&harness));
}

#[test]
fn a_region_narrows_the_matrix_and_stands_beside_it_as_one() {
    let (rig, mut harness) = shown(Language::Nl);
    let members = ["44021", "44083", "34022"].map(nis).into();
    let region = SmartRegion { name: "Langs de Leie".into(), members };
    rig.borrow_mut().run(FilterCommand::SetRegion(Some(region)));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Kerncijfers van de regio als geheel"), "{words}");
    assert!(words.contains("Kortrijk, Leven: 1") && !words.contains("Aalst, Leven"), "{words}");
}
