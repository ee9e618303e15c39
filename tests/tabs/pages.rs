//! Projects along the years and what paid them, as a screen reader would see them.

use egui_kittest::kittest::Queryable;
use regioscope::model::{Language, ProjectId, ProjectKind};
use regioscope::session::command::{ProjectsCommand, TableCommand};
use regioscope::text::Text;
use regioscope::workspace::{ProjectColumn, ProjectsPage, Selected, Tab};

use super::rig::Rig;
use super::{harness_of, said, shared};

#[test]
fn a_bar_tells_its_years_and_selects_its_project() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    let mut harness = harness_of(&rig, [1440.0, 900.0]);
    harness.get_by_label("Tijdlijn").click();
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("141 rijen zonder bekende periode: geen balk"), "{words}");
    assert!(words.contains("Villo!, sinds 2009, loopt nog") || words.contains("Villo!, 2009"), "{words}");
    harness.query_all_by_label_contains("DATEX II linker").next().unwrap().click();
    harness.run_steps(3);
    assert_eq!(rig.borrow().session.view().selected, Some(Selected::Project(ProjectId::new("P270"))));
    harness.get_by_label("Toon ze").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("Terug naar de tijdlijn"));
}

#[test]
fn sums_stand_in_a_table_beside_their_lines() {
    let rig = shared(Rig::new(Tab::Projects, Language::En, false));
    rig.borrow_mut().run(ProjectsCommand::SetPage(ProjectsPage::Schedule));
    rig.borrow_mut().run(ProjectsCommand::SetCumulative(true));
    let mut harness = harness_of(&rig, [1440.0, 900.0]);
    harness.run_steps(3);
    let so_far = rig.borrow().session.results().schedule.as_ref().unwrap().so_far.clone();
    let (year, last) = so_far.last().copied().unwrap();
    let words = said(&harness);
    assert!(words.contains(&year.to_string()) && words.contains(&last.started[0].to_string()), "{words}");
}

#[test]
fn a_programme_unfolds_to_amounts_calls_and_projects() {
    let rig = shared(Rig::new(Tab::Projects, Language::Nl, false));
    rig.borrow_mut().run(ProjectsCommand::SetPage(ProjectsPage::Funding));
    let mut harness = harness_of(&rig, [1440.0, 1400.0]);
    harness.query_all_by_label_contains("WiFi4EU, ").next().unwrap().click();
    harness.run_steps(3);
    let words = said(&harness);
    assert!(words.contains("bekend van 9 van 9 projecten") && words.contains("Wat de oproepen zelf melden"), "{words}");
    harness.get_by_label("Op deze financiering filteren").click();
    harness.run_steps(3);
    assert!(rig.borrow().session.view().filter.funding.contains("WiFi4EU"));
    assert_eq!(rig.borrow().session.results().funding.as_ref().unwrap().all.len(), 1);
}

#[test]
fn statistics_of_a_column_follow_the_marked_rows() {
    let rig = shared(Rig::new(Tab::Projects, Language::En, false));
    rig.borrow_mut().run(TableCommand::SetStatistics(Some(ProjectColumn::Budget)));
    let mut harness = harness_of(&rig, [1440.0, 900.0]);
    harness.run_steps(3);
    let session = rig.borrow();
    let (projects, rows) = (&session.session.workspace().projects, session.session.results().table.len());
    let counted = projects.rows().iter().filter(|row| row.kind != ProjectKind::Programme);
    let own = counted.filter_map(|row| row.budget.as_ref()).filter(|amount| !amount.is_consortium);
    let sum = Text::new(Language::En).number(own.map(|amount| amount.eur).sum::<f64>(), 0);
    drop(session);
    let words = said(&harness);
    assert!(words.contains(&format!("sum €\u{a0}{sum}")) && words.contains("all 383 rows"), "{words}");
    harness.get_by_label(&format!("Mark all {rows}")).click();
    harness.run_steps(3);
    assert!(said(&harness).contains("383 marked rows"));
    harness.get_by_label("Clear marks").click();
    harness.run_steps(3);
    assert!(said(&harness).contains("all 383 rows"));
}
