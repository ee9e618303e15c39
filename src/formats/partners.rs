//! Partners in one cell: `name (role); name (role)`, as the inventory, imports and exports write them.

use std::sync::Arc;

use crate::model::{HelixRole, Partner};

/// Partners of a cell. A last bracket that names no role belongs to the name.
pub fn read(cell: &str) -> Box<[Partner]> {
    read_with(cell, |name| Arc::from(name))
}

/// As [`read`], names being kept by `shared`.
pub fn read_with(cell: &str, mut shared: impl FnMut(&str) -> Arc<str>) -> Box<[Partner]> {
    let parts = cell.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| partner(part, &mut shared)).collect()
}

/// The cell of these partners.
pub fn write(partners: &[Partner]) -> String {
    let parts: Vec<String> = partners
        .iter()
        .map(|partner| match partner.role {
            Some(role) => format!("{} ({role})", partner.name),
            None => partner.name.to_string(),
        })
        .collect();
    parts.join("; ")
}

fn partner(part: &str, shared: &mut impl FnMut(&str) -> Arc<str>) -> Partner {
    let with_role = part.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((name, role)) = with_role
        && let Some(role) = HelixRole::from_key(role.trim())
    {
        return Partner { name: shared(name.trim_end()), role: Some(role) };
    }
    Partner { name: shared(part), role: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_that_names_no_role_stays_in_the_name() {
        let read = read("imec (knowledge); Agentschap (ABB); VVSG;");
        assert_eq!(read.len(), 3);
        assert_eq!((&*read[0].name, read[0].role), ("imec", Some(HelixRole::Knowledge)));
        assert_eq!((&*read[1].name, read[1].role), ("Agentschap (ABB)", None));
        assert_eq!(write(&read), "imec (knowledge); Agentschap (ABB); VVSG");
    }
}
