//! Partners in words: one sentence that tells why. May use: `workspace`, `model`, `text`.

use super::{Candidate, Partnering};
use crate::model::{HelixRole, Nis};
use crate::text::Text;
use crate::workspace::Workspace;

/// Names told.
const NAMED: usize = 3;

/// The name of a role, or that it is unknown.
pub fn role(role: Option<HelixRole>, text: &Text) -> String {
    role.map_or_else(|| text.get("gaps-role-unknown"), |role| text.word("helix", role.key()))
}

/// Why an organisation is suggested, in one sentence.
pub fn why(workspace: &Workspace, town: Option<Nis>, one: &Candidate, text: &Text) -> String {
    let municipalities = &workspace.municipalities;
    let towns = &one.partner.towns;
    let is_here = town.is_some_and(|nis| towns.contains(&nis));
    let place = match (town, one.distance_km) {
        (Some(nis), _) if is_here => text.with("partners-why-here", &[("name", municipalities.name(nis).into())]),
        (Some(nis), Some(km)) => {
            let args = [("name", municipalities.name(nis).into()), ("km", text.number(km, 0).into())];
            text.with("partners-why-km", &args)
        }
        _ if towns.is_empty() => text.get("partners-why-regional"),
        _ => {
            let names: Vec<String> = towns.iter().take(NAMED).map(|nis| municipalities.name(*nis)).collect();
            text.with("partners-why-in", &[("towns", names.join(", ").into())])
        }
    };
    let (proven, all) = (one.proven.len(), one.partner.rows.len());
    let key = if proven == 0 { "partners-why-unproven" } else { "partners-why-proven" };
    text.with(key, &[("proven", proven.into()), ("all", all.into()), ("place", place.into())])
}

/// Those that it works with, in words; empty where nobody is known.
pub fn with(one: &Candidate, text: &Text) -> String {
    if one.with.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = one.with.iter().take(NAMED).map(|(name, _)| &**name).collect();
    let more = one.with.len().saturating_sub(NAMED);
    text.with("partners-with", &[("names", names.join(", ").into()), ("more", more.into())])
}

/// Stages of its projects: "2 lopend, 1 afgerond".
pub fn statuses(one: &Candidate, text: &Text) -> String {
    let parts = one
        .statuses
        .iter()
        .map(|(status, count)| format!("{} {}", text.integer(*count), text.word("status", status.key())));
    parts.collect::<Vec<_>>().join(", ")
}

/// The roles that a project lacks; `None` where it lacks none, as far as is known.
pub fn lacking(found: &Partnering, text: &Text) -> Option<String> {
    let roles: Vec<String> = found.lacking.iter().map(|role| text.word("helix", role.key())).collect();
    (!roles.is_empty()).then(|| text.with("partners-lacking", &[("roles", roles.join(", ").into())]))
}
