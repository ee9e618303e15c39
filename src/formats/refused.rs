//! Rows that a reader refuses: the first are kept with their reason, all are counted. May use: `model`.

use std::sync::Arc;

use crate::model::{Reason, Rejected};

/// Refused rows are kept up to this many; more are only counted.
pub const MAX_REJECTED: usize = 10_000;

/// Refuses a row of a file: `column` is empty where it is the row as a whole, `original` is the row as it stands there.
pub fn refuse(
    (kept, count): (&mut Vec<Rejected>, &mut u64),
    file: &Arc<str>,
    (row, column): (u64, &str),
    reason: Reason,
    original: &str,
) {
    *count += 1;
    if kept.len() < MAX_REJECTED {
        kept.push(Rejected {
            file: Arc::clone(file),
            row,
            column: Arc::from(column),
            reason,
            original: Arc::from(original),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_are_kept_and_all_are_counted() {
        let (mut kept, mut count) = (Vec::new(), 0);
        for row in 0..MAX_REJECTED as u64 + 3 {
            refuse((&mut kept, &mut count), &Arc::from("a.csv"), (row, "x"), Reason::new("reason-no-shape"), "a;b");
        }
        assert_eq!((kept.len(), count), (MAX_REJECTED, MAX_REJECTED as u64 + 3));
        assert_eq!((kept.last().map(|one| one.row), &*kept[0].file), (Some(MAX_REJECTED as u64 - 1), "a.csv"));
    }
}
