//! The municipality of a project that has a place and states none: derived from the place, and marked so.
//!
//! Contract: what a list states is never changed; a project without a place, or with other participants, stays as it is.
//! May use: `model`.

use std::sync::Arc;

use crate::model::{LonLat, Nis, Project};

/// The mark in the remark of a project, in both languages because it is kept with the data.
pub const MARK: &str = "gemeente afgeleid uit de plaats (municipality derived from the place)";

/// What parts it from a remark of the list.
const BETWEEN: &str = "; ";

/// Gives each project that states no municipality and nobody who takes part the one that it lies in; how many got one.
pub fn derive(projects: &mut [Project], town_at: &dyn Fn(LonLat) -> Option<Nis>) -> u64 {
    let mut count = 0;
    for project in projects.iter_mut().filter(|project| project.is_regional() && project.other_names.is_empty()) {
        let Some(nis) = project.location.and_then(town_at) else { continue };
        project.lead = Some(nis);
        let provenance = Arc::make_mut(&mut project.provenance);
        provenance.note = marked(&provenance.note, true);
        count += 1;
    }
    count
}

/// Whether the municipality of a project was derived.
pub fn is_derived(project: &Project) -> bool {
    project.provenance.note.ends_with(MARK)
}

/// A remark with the mark behind it, or without.
pub fn marked(note: &Arc<str>, is_derived: bool) -> Arc<str> {
    let plain = note.strip_suffix(MARK).map_or(&**note, |plain| plain.strip_suffix(BETWEEN).unwrap_or(plain));
    match (plain, is_derived) {
        (plain, false) if plain.len() == note.len() => Arc::clone(note),
        (plain, false) => Arc::from(plain),
        ("", true) => Arc::from(MARK),
        (plain, true) => Arc::from(format!("{plain}{BETWEEN}{MARK}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, ProjectId, ProjectKind};

    #[test]
    fn a_mark_is_put_once_and_taken_away() {
        for (note, with) in [("", MARK.to_owned()), ("zie bron", format!("zie bron; {MARK}"))] {
            let note: Arc<str> = note.into();
            let marked_note = marked(&note, true);
            assert_eq!(*marked_note, *with);
            assert_eq!(marked(&marked_note, true), marked_note);
            assert_eq!(marked(&marked_note, false), note);
            assert_eq!(marked(&note, false), note);
        }
    }

    #[test]
    fn only_a_project_with_a_place_and_nobody_named_gets_one() {
        let project = Project::new(ProjectId::new("a"), ProjectKind::Project, Localized::same("a"));
        let gent: Nis = "44021".parse().expect("a code");
        let place = LonLat::new(3.72, 51.05).ok();
        let mut projects = [
            Project { location: place, ..project.clone() },
            project.clone(),
            Project { location: place, lead: "31005".parse().ok(), ..project.clone() },
            Project { location: place, other_names: ["Fluvius".into()].into(), ..project.clone() },
            Project { location: LonLat::new(2.35, 48.85).ok(), ..project },
        ];
        let count = derive(&mut projects, &|place| (place.lat() > 50.0).then_some(gent));
        assert_eq!(count, 1);
        assert_eq!((projects[0].lead, is_derived(&projects[0])), (Some(gent), true));
        let others = projects[1..].iter().map(|project| (project.lead, is_derived(project)));
        assert_eq!(others.collect::<Vec<_>>()[..2], [(None, false), ("31005".parse().ok(), false)]);
        assert!(projects[3..].iter().all(|project| project.lead.is_none()));
    }
}
