//! Rows that are marked, as stretches: all of a million rows cost no more than one.

use std::ops::Range;

/// Marked positions.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// In order, apart from each other, none empty.
    stretches: Vec<Range<usize>>,
    /// Told from every other state by this number.
    version: u64,
}

impl Marks {
    /// Another number after every change.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.stretches.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// Whether a position is marked.
    pub fn contains(&self, position: usize) -> bool {
        self.stretch_of(position).is_ok()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.stretches.iter().cloned().flatten()
    }

    /// Marks none.
    pub fn clear(&mut self) {
        if !self.is_empty() {
            self.stretches.clear();
            self.version += 1;
        }
    }

    /// Marks these and no others.
    pub fn set(&mut self, positions: Range<usize>) {
        self.stretches.clear();
        self.stretches.extend(Some(positions).filter(|positions| !positions.is_empty()));
        self.version += 1;
    }

    /// Marks a position, or takes its mark away.
    pub fn toggle(&mut self, position: usize) {
        self.version += 1;
        match self.stretch_of(position) {
            Ok(index) => {
                let whole = self.stretches.remove(index);
                let parts = [whole.start..position, position + 1..whole.end];
                let left = parts.into_iter().filter(|part| !part.is_empty());
                self.stretches.splice(index..index, left);
            }
            Err(index) => {
                let before = index.checked_sub(1).filter(|index| self.stretches[*index].end == position);
                let after = self.stretches.get(index).filter(|next| next.start == position + 1).map(|next| next.end);
                let start = before.map_or(position, |index| self.stretches[index].start);
                let from = before.unwrap_or(index);
                let until = if after.is_some() { index + 1 } else { index };
                self.stretches.splice(from..until, std::iter::once(start..after.unwrap_or(position + 1)));
            }
        }
    }

    /// The stretch that a position lies in; else where one of its own would stand.
    fn stretch_of(&self, position: usize) -> Result<usize, usize> {
        self.stretches.binary_search_by(|stretch| {
            if stretch.end <= position {
                std::cmp::Ordering::Less
            } else if stretch.start > position {
                std::cmp::Ordering::Greater
            } else {
                std::cmp::Ordering::Equal
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn marks_are_a_set(from in 0..20_usize, length in 0..20_usize, toggled in prop::collection::vec(0..45_usize, 0..60)) {
            let mut marks = Marks::default();
            marks.set(from..from + length);
            let mut expected: BTreeSet<usize> = (from..from + length).collect();
            for position in toggled {
                let version = marks.version();
                marks.toggle(position);
                prop_assert_ne!(marks.version(), version);
                if !expected.remove(&position) {
                    expected.insert(position);
                }
                prop_assert_eq!(marks.contains(position), expected.contains(&position));
            }
            prop_assert!(marks.iter().eq(expected.iter().copied()));
            prop_assert_eq!((marks.len(), marks.is_empty()), (expected.len(), expected.is_empty()));
            let apart = marks.stretches.windows(2).all(|pair| pair[0].end < pair[1].start);
            prop_assert!(apart, "{:?}", marks.stretches);
        }
    }
}
