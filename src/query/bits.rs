//! Sets of rows as bits: a filter's parts are combined and counted 64 rows at a time.
//!
//! Contract: sets that are combined have the same number of rows; bits past the last row are never set.
//! May use: nothing of the crate.

const WORD_BITS: usize = u64::BITS as usize;

/// A set of rows `0..len`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// The empty set.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD_BITS)], len }
    }

    /// The set of all rows.
    pub fn all(len: usize) -> Self {
        let mut bits = Self { words: vec![u64::MAX; len.div_ceil(WORD_BITS)], len };
        bits.clear_tail();
        bits
    }

    /// The rows for which `holds` is true, asked in order.
    pub fn from_rows(holds: impl Iterator<Item = bool>) -> Self {
        let all: Vec<bool> = holds.collect();
        Self::from_items(&all, |is_in| u64::from(*is_in))
    }

    /// The rows for whose item the answer is 1 (in) rather than 0 (out). An answer without branches is made for
    /// several rows at once.
    pub fn from_items<T>(items: &[T], is_in: impl Fn(&T) -> u64) -> Self {
        let word_of =
            |chunk: &[T]| chunk.iter().enumerate().fold(0, |word, (bit, item)| word | (is_in(item) & 1) << bit);
        Self { words: items.chunks(WORD_BITS).map(word_of).collect(), len: items.len() }
    }

    fn clear_tail(&mut self) {
        let used = self.len % WORD_BITS;
        if let Some(last) = self.words.last_mut().filter(|_| used > 0) {
            *last &= (1 << used) - 1;
        }
    }

    /// Puts a row in; rows past the end are left out.
    pub fn insert(&mut self, row: u32) {
        if let Some(word) = self.words.get_mut(row as usize / WORD_BITS).filter(|_| (row as usize) < self.len) {
            *word |= 1 << (row as usize % WORD_BITS);
        }
    }

    /// Whether the row is in.
    #[inline]
    pub fn contains(&self, row: u32) -> bool {
        self.words.get(row as usize / WORD_BITS).is_some_and(|word| word >> (row as usize % WORD_BITS) & 1 == 1)
    }

    /// Keeps the rows that `other` has as well.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, with)| *word &= with);
    }

    /// Adds the rows of `other`.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, with)| *word |= with);
    }

    /// Takes the rows of `other` out.
    pub fn and_not(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, without)| *word &= !without);
    }

    /// Number of rows.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Number of rows that both have.
    pub fn count_both(&self, other: &Self) -> u32 {
        count_words(self.words.iter().zip(&other.words).map(|(a, b)| a & b))
    }

    /// Number of rows that one has and the other has not.
    pub fn count_differing(&self, other: &Self) -> u32 {
        count_words(self.words.iter().zip(&other.words).map(|(a, b)| a ^ b))
    }

    /// Calls `each` with every row that one has and the other has not, and whether `self` has it; ascending.
    pub fn for_each_differing(&self, other: &Self, mut each: impl FnMut(u32, bool)) {
        for (index, (a, b)) in self.words.iter().zip(&other.words).enumerate() {
            let mut differing = a ^ b;
            while differing != 0 {
                let bit = differing.trailing_zeros();
                each(index as u32 * u64::BITS + bit, a >> bit & 1 == 1);
                differing &= differing - 1;
            }
        }
    }

    /// Calls `each` with every row, ascending.
    pub fn for_each(&self, mut each: impl FnMut(u32)) {
        for (index, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                each(index as u32 * u64::BITS + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// The rows, ascending.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count() as usize);
        for (index, word) in self.words.iter().enumerate() {
            let first = index as u32 * u64::BITS;
            if *word == u64::MAX {
                rows.extend(first..first + u64::BITS);
                continue;
            }
            let mut rest = *word;
            while rest != 0 {
                rows.push(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
        rows
    }
}

#[inline]
fn count_words(words: impl Iterator<Item = u64>) -> u32 {
    words.map(u64::count_ones).sum()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_as_a_set(
            len in 0_usize..300,
            a in proptest::collection::btree_set(0_u32..300, 0..100),
            b in proptest::collection::btree_set(0_u32..300, 0..100),
        ) {
            let within = |set: BTreeSet<u32>| -> BTreeSet<u32> {
                set.into_iter().filter(|row| (*row as usize) < len).collect()
            };
            let bits = |set: &BTreeSet<u32>| Bits::from_rows((0..len as u32).map(|row| set.contains(&row)));
            let (a, b) = (within(a), within(b));
            let (bits_a, bits_b) = (bits(&a), bits(&b));
            prop_assert_eq!(bits_a.rows(), a.iter().copied().collect::<Vec<_>>());
            prop_assert_eq!(bits_a.count_both(&bits_b) as usize, a.intersection(&b).count());
            prop_assert_eq!(bits_a.count_differing(&bits_b) as usize, a.symmetric_difference(&b).count());
            let mut combined = bits_a.clone();
            combined.or(&bits_b);
            prop_assert_eq!(combined.count() as usize, a.union(&b).count());
            combined.and_not(&bits_b);
            prop_assert_eq!(combined.rows(), a.difference(&b).copied().collect::<Vec<_>>());
            let mut differing = Vec::new();
            bits_a.for_each_differing(&bits_b, |row, is_in| differing.push((row, is_in)));
            let expected: Vec<_> = a.symmetric_difference(&b).map(|row| (*row, a.contains(row))).collect();
            prop_assert_eq!(differing, expected);
            let mut inserted = Bits::none(len);
            for row in &a {
                inserted.insert(*row);
            }
            prop_assert_eq!(inserted, bits_a);
        }

        #[test]
        fn all_holds_every_row(len in 0_u32..300) {
            prop_assert_eq!(Bits::all(len as usize).rows(), (0..len).collect::<Vec<_>>());
        }
    }
}
