//! Look-alikes in a handful of made-up projects.

use super::*;
use crate::model::{Localized, Partner, Period, ProjectKind, Status};
use crate::query::test_support::{nis, workspace};
use crate::workspace::Workspace;

fn row(id: &str, title: &str, dutch: &str, english: &str) -> Project {
    let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
    project.description = Localized::new(dutch, english);
    project
}

fn found(workspace: &Workspace, question: &Question) -> Vec<(String, Relation)> {
    let index = LikenessIndex::new(workspace);
    let alike = index.run(workspace, question, 10).alike;
    alike.iter().map(|one| (workspace.projects.rows()[one.row as usize].id.to_string(), one.relation)).collect()
}

fn like(id: &str) -> Question {
    Question::Project(ProjectId::new(id))
}

fn idea(text: &str) -> Question {
    Question::Idea(Idea { text: text.to_owned(), ..Idea::default() })
}

fn parkings() -> Workspace {
    workspace(vec![
        row("garage", "Vrije plaatsen", "Realtime bezetting van parkeergarages.", "Live use of car parks."),
        row("street", "Straatmeting", "Bewoners meten de luchtkwaliteit.", "Residents measure air quality."),
        row("bins", "Vuilnis", "Sensoren melden volle bakken.", "Sensors tell of full bins."),
        row("words", "Garages", "Een lijst van garages.", "A list of repair shops."),
        row("other", "Fietsen", "Een route naar school.", "A route to school."),
    ])
}

#[test]
fn an_inflected_word_finds_the_compound_that_it_is_part_of() {
    let found = found(&parkings(), &idea("We willen dat bezoekers makkelijker kunnen parkeren"));
    assert_eq!(found.first().map(|(id, _)| id.as_str()), Some("garage"), "{found:?}");
}

#[test]
fn a_concept_is_found_in_the_other_language() {
    let mut only_dutch = row("nl", "Lucht", "Wij volgen de luchtkwaliteit.", "");
    only_dutch.title = Localized { nl: Some("Lucht".into()), en: None };
    let rows = vec![only_dutch, row("b", "Bus", "Een bus.", "A bus."), row("c", "Boek", "Een boek.", "A book.")];
    let found = found(&workspace(rows), &idea("Watching the air quality of the town"));
    assert_eq!(found.first().map(|(id, _)| id.as_str()), Some("nl"), "{found:?}");
}

#[test]
fn words_that_nobody_uses_find_nothing_and_say_so() {
    let workspace = parkings();
    let answer = LikenessIndex::new(&workspace).run(&workspace, &idea("xylofoon qwerty"), 10);
    assert!(answer.alike.is_empty() && answer.is_text_unknown);
}

#[test]
fn the_project_itself_is_no_look_alike_of_its_own() {
    let found = found(&parkings(), &like("garage"));
    assert!(found.iter().all(|(id, _)| id != "garage"));
}

#[test]
fn titles_tell_what_a_look_alike_is() {
    let place = |mut project: Project, town: u32, years: (i16, Option<i16>)| {
        project.lead = Some(nis(town));
        project.period = Period { start: Some(years.0), end: years.1 };
        project
    };
    let text = "Tellers meten het verkeer in de straat";
    let rows = vec![
        place(row("first", "Regenbrein Gent (2017)", text, ""), 44021, (2017, Some(2018))),
        place(row("second", "Regenbrein 2.0 Gent", text, ""), 44021, (2019, None)),
        place(row("again", "Regenbrein", text, ""), 44021, (2017, Some(2018))),
        place(row("later", "Regenbrein Gent", text, ""), 44021, (2021, None)),
        place(row("elsewhere", "Regenbrein Deinze", text, ""), 44083, (2017, None)),
        place(row("part", "Regenbrein: proef Dampoort", text, ""), 44021, (2018, None)),
        place(row("alike", "Tellende buren", text, ""), 31005, (2018, None)),
        row("far", "Boekenbus", "Een bus met boeken.", ""),
    ];
    let workspace = workspace(rows);
    let found = found(&workspace, &like("first"));
    let relation = |id: &str| found.iter().find(|(known, _)| known == id).map(|(_, relation)| *relation);
    assert_eq!(relation("second"), Some(Relation::FollowUp));
    assert_eq!(relation("again"), Some(Relation::Duplicate));
    assert_eq!(relation("later"), Some(Relation::FollowUp));
    assert_eq!(relation("elsewhere"), Some(Relation::Sister));
    assert_eq!(relation("part"), Some(Relation::PartOf));
    assert_eq!(relation("alike"), Some(Relation::Alike));
}

#[test]
fn an_organisation_counts_under_every_name_it_has() {
    let with = |id: &str, name: &str| {
        let mut project = row(id, "Beekwater", "Water meten in de beek", "");
        project.partners = [Partner { name: name.into(), role: None }].into();
        project.status = Status::Running;
        project
    };
    let rows =
        vec![with("a", "VMM"), with("b", "Vlaamse Milieumaatschappij"), with("c", "VITO"), with("d", "residents")];
    let workspace = workspace(rows);
    let answer = LikenessIndex::new(&workspace).run(&workspace, &like("a"), 10);
    let partners = |id: &str| {
        let row = workspace.projects.row_of(&ProjectId::new(id)).unwrap();
        answer
            .alike
            .iter()
            .find(|one| one.row == row)
            .unwrap_or_else(|| panic!("{id} {answer:?}"))
            .parts
            .get(Part::Partners)
    };
    assert_eq!((partners("b"), partners("c"), partners("d")), (Some(1.0), Some(0.0), None));
}

#[test]
fn a_look_alike_tells_the_words_that_it_was_found_by() {
    let workspace = parkings();
    let question = idea("parkeren voor bezoekers");
    let answer = LikenessIndex::new(&workspace).run(&workspace, &question, 1);
    assert_eq!(
        answer.alike[0].shared.first().map(|(own, theirs)| (&**own, &**theirs)),
        Some(("parkeren", "parkeergarages"))
    );
    let text = crate::text::Text::new(crate::model::Language::Nl);
    let sentence = words::why(&workspace, &question, &answer.alike[0], &text);
    assert!(sentence.contains("parkeren ~ parkeergarages") && sentence.ends_with('.'), "{sentence}");
}
