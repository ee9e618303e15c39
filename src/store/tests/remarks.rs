//! Notes, tags, corrections and projects of the user's own: kept apart, and left alone by a new edition of the bundle.

use jiff::civil::date;

use super::*;
use crate::model::own::Own;
use crate::model::remark::{CorrectedField, Correction, Note, OwnProject, ProjectTag, Remarks, Signed};
use crate::model::{Dimension, Period, Status};

fn signed(author: &str) -> Signed {
    Signed { author: author.into(), date: date(2025, 3, 4) }
}

/// One of each, on a bundled project.
fn remarks() -> Remarks {
    let project = ProjectId::new("P1");
    Remarks {
        notes: vec![Note {
            number: 3,
            project: project.clone(),
            text: "Bel; de stad\nmorgen".into(),
            by: signed("An"),
        }],
        tags: vec![ProjectTag { project: project.clone(), word: "opvolgen".into(), by: signed("") }],
        corrections: vec![Correction {
            project,
            field: CorrectedField::Title,
            value: "Beter".into(),
            source: "P1".into(),
            by: signed("An"),
        }],
        projects: vec![OwnProject {
            id: ProjectId::new("U001"),
            title: "Eigen".into(),
            description: "".into(),
            lead: Some(nis(44021)),
            dimensions: vec![Dimension::Living, Dimension::Mobility],
            theme: "fiets".into(),
            status: Status::Running,
            period: Period { start: Some(2024), end: None },
            url: "".into(),
            by: signed("Bo"),
        }],
    }
}

#[test]
fn a_new_edition_of_the_bundle_leaves_remarks_alone() {
    let folder = folder();
    let own = Own { remarks: remarks(), ..Own::default() };
    let mut store = opened(&at(&folder)).store;
    store.put_own(&own).expect("writes");
    // The new edition has other words for some projects, and none for the one with remarks.
    let mut edition = small();
    edition.projects.retain(|project| project.id.as_str() != "P1");
    for project in &mut edition.projects {
        project.title = Localized::same("Nieuwe titel");
    }
    store.replace_bundled(&edition, "two").expect("writes");
    store.close().expect("closes");
    let reopened = opened(&at(&folder));
    assert_eq!(reopened.dataset.own, own);
    assert!(reopened.store.check().expect("checks").is_empty());
}

#[test]
fn remarks_are_listed_as_tables_of_the_geopackage() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    store.put_own(&Own { remarks: remarks(), ..Own::default() }).expect("writes");
    for table in ["own_notes", "own_tags", "own_corrections", "own_projects"] {
        let sql = "SELECT count(*) FROM gpkg_contents WHERE table_name = ?1 AND data_type = 'attributes'";
        assert_eq!(store.conn.query_row(sql, [table], |row| row.get::<_, u32>(0)).expect("counts"), 1, "{table}");
        let rows = store.conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u32>(0));
        assert_eq!(rows.expect("counts"), 1, "{table}");
    }
}
