//! Look-alikes and partners, as a screen reader would see them.

use std::cell::RefCell;
use std::rc::Rc;

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use regioscope::model::remark::CorrectedField;
use regioscope::model::{Dimension, Language, ProjectId};
use regioscope::session::command::{AppCommand, GapsCommand, PartnersCommand, RemarkCommand, SimilarCommand};
use regioscope::session::{Command, command_line};
use regioscope::workspace::{GapsPage, PartnersShow, Selected, Tab};

use super::rig::Rig;
use super::{harness_of, nis, said, shared};

fn shown(page: GapsPage, language: Language) -> (Rc<RefCell<Rig>>, Harness<'static>) {
    let rig = shared(Rig::new(Tab::Gaps, language, false));
    rig.borrow_mut().run(GapsCommand::SetPage(page));
    let harness = harness_of(&rig, [1440.0, 1400.0]);
    (rig, harness)
}

#[test]
fn a_look_alike_leads_to_its_project_and_the_question_stays() {
    let (rig, mut harness) = shown(GapsPage::Similar, Language::Nl);
    assert!(said(&harness).contains("Kies een project"));
    rig.borrow_mut().run(Command::Select(Some(Selected::Project(ProjectId::new("P212")))));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Gelijkaardig aan “Shop&Go Roeselare”") && words.contains("steekproef"), "{words}");
    assert!(words.contains("Hetzelfde initiatief op een andere plaats: woorden als"), "{words}");
    harness.query_all_by_label_contains("Shop&Go Leuven, Score:").next().unwrap().click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().selected, Some(Selected::Project(ProjectId::new("P213"))));
    assert!(said(&harness).contains("Gelijkaardig aan “Shop&Go Roeselare”"));
    let line = command_line::of(rig.borrow().session.view());
    assert_eq!(line, "regioscope similar P212");
}

#[test]
fn an_idea_is_typed_and_words_that_nobody_uses_find_nothing() {
    let (rig, mut harness) = shown(GapsPage::Similar, Language::En);
    harness.get_by_label("Own description").click();
    harness.run_steps(3);
    let field = || harness.get_by_role(egui::accesskit::Role::MultilineTextInput);
    field().focus();
    field().type_text("Which litter bins are full");
    harness.run_steps(3);
    assert!(said(&harness).contains("Is like it: words such as bins"), "{}", said(&harness));
    rig.borrow_mut().run(GapsCommand::Similar(SimilarCommand::SetIdea("xyzzy".to_owned())));
    harness.run_steps(3);
    assert!(said(&harness).contains("No word of the text occurs in the inventory."));
}

#[test]
fn partners_are_told_by_role_with_why_and_lead_to_their_projects() {
    let (rig, mut harness) = shown(GapsPage::Partners, Language::Nl);
    rig.borrow_mut().run(GapsCommand::Partners(PartnersCommand::SetMunicipality(Some(nis("41002")))));
    rig.borrow_mut().run(GapsCommand::Partners(PartnersCommand::SetDimension(Some(Dimension::Mobility))));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("2 van 4 projecten lopen of zijn afgerond, werkt al in Aalst."), "{words}");
    harness.query_all_by_label_contains("De Lijn, 2 van 4").next().unwrap().click();
    harness.run_steps(3);
    assert!(said(&harness).contains("Projecten van deze organisatie filteren"));
    let line = command_line::of(rig.borrow().session.view());
    assert_eq!(line, "regioscope partners --municipality 41002 --dimension mobility");
}

#[test]
fn the_network_names_its_nodes_and_what_it_leaves_out() {
    let (rig, mut harness) = shown(GapsPage::Partners, Language::En);
    rig.borrow_mut().run(GapsCommand::Partners(PartnersCommand::SetShow(PartnersShow::Network)));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("organisations stand in the list only"), "{words}");
    let network = rig.borrow().session.results().likeness.partners.as_ref().unwrap().network.clone().unwrap();
    assert!(network.nodes.len() <= 300);
    harness.query_all_by_label_contains("imec, knowledge institution, projects:").next().unwrap().click();
    harness.run_steps(3);
    let organisation = rig.borrow().session.view().gaps.partners.organisation.clone();
    assert_eq!(organisation.as_deref(), Some("imec"));
}

#[test]
fn a_project_tells_the_roles_that_it_lacks() {
    let (rig, mut harness) = shown(GapsPage::Partners, Language::Nl);
    let project = Some(ProjectId::new("P212"));
    rig.borrow_mut().run(GapsCommand::Partners(PartnersCommand::SetProject(project)));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("geen partner bekend met de rol: bedrijf, kennisinstelling, burgers."), "{words}");
    harness.get_by_label("Project loslaten").click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().gaps.partners.project, None);
}

#[test]
fn a_note_and_a_tag_stand_beside_the_project_and_are_undone() {
    let (rig, mut harness) = shown(GapsPage::Matrix, Language::Nl);
    rig.borrow_mut().run(AppCommand::SetAuthor("An".to_owned()));
    let id = ProjectId::new("P016");
    rig.borrow_mut().run(Command::Select(Some(Selected::Project(id.clone()))));
    rig.borrow_mut().run(RemarkCommand::AddNote(id.clone(), "Bel Parko".to_owned()));
    rig.borrow_mut().run(RemarkCommand::AddTag(id.clone(), "opvolgen".to_owned()));
    rig.borrow_mut().run(RemarkCommand::Correct(id.clone(), CorrectedField::Theme, "slim parkeren".to_owned()));
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Bel Parko") && words.contains("opvolgen"), "{words}");
    assert!(words.contains("Thema verbeterd door An") && words.contains("de bron zegt: parking"), "{words}");
    for _ in 0..3 {
        rig.borrow_mut().run(Command::Undo);
    }
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("Nog geen notities.") && !words.contains("opvolgen"), "{words}");
    let theme = rig.borrow().session.workspace().projects.by_id(&id).unwrap().theme.clone();
    assert_eq!(&*theme, "parking");
}
