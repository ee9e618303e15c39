//! Columns of one snapshot of the projects, made for filtering and counting.
//!
//! Choices of which there are few (dimensions, stages, provinces) are one set of rows each; choices of which there
//! may be many (municipalities, partners) are lists of rows by choice and of choices by row. May use: `model`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::query::bits::Bits;

/// Lists of numbers, one after the other.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Where each list begins in `items`, and where the last one ends.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// No lists yet, room for some.
    pub fn with_capacity(lists: usize) -> Self {
        let mut starts = Vec::with_capacity(lists + 1);
        starts.push(0);
        Self { starts, items: Vec::with_capacity(lists) }
    }

    /// Appends a list. More than 2³² numbers in all don't fit in memory before they overflow here.
    pub fn push(&mut self, list: impl IntoIterator<Item = u32>) {
        self.items.extend(list);
        self.starts.push(self.items.len() as u32);
    }

    /// Number of lists.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there is no list.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One list; empty past the end.
    #[inline]
    pub fn get(&self, index: usize) -> &[u32] {
        let (Some(&start), Some(&end)) = (self.starts.get(index), self.starts.get(index + 1)) else {
            return &[];
        };
        self.items.get(start as usize..end as usize).unwrap_or_default()
    }

    /// All lists in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|index| self.get(index))
    }

    /// Length of all lists together.
    pub fn item_count(&self) -> usize {
        self.items.len()
    }

    /// For each number below `choices` the lists that hold it, ascending.
    pub fn transposed(&self, choices: usize) -> Self {
        let mut ends = vec![0_u32; choices + 1];
        for &item in &self.items {
            if let Some(count) = ends.get_mut(item as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let starts = ends.clone();
        let mut items = vec![0; self.items.len()];
        for (row, list) in (0_u32..).zip(self.iter()) {
            for &item in list {
                let Some(next) = ends.get_mut(item as usize) else { continue };
                if let Some(slot) = items.get_mut(*next as usize) {
                    *slot = row;
                }
                *next += 1;
            }
        }
        Self { starts, items }
    }
}

/// What rows hold of one kind of choice.
#[derive(Clone, Debug)]
pub enum Column {
    /// One set of rows for each choice.
    Few(Vec<Bits>),
    /// Lists both ways.
    Many {
        /// Choices of each row, each once.
        of_row: Lists,
        /// Rows of each choice.
        rows_of: Lists,
    },
}

/// About how many steps of a list cost as much as one step from bit to bit with its random increments.
const SCATTER_COST: usize = 4;

impl Column {
    /// A column of few choices; `choices` gives the numbers below `count` of each row.
    pub fn few<I: IntoIterator<Item = usize>>(rows: usize, count: usize, choices: impl Fn(usize) -> I) -> Self {
        let mut sets = vec![Bits::none(rows); count];
        for row in 0..rows {
            for choice in choices(row) {
                if let Some(set) = sets.get_mut(choice) {
                    set.insert(row as u32);
                }
            }
        }
        Self::Few(sets)
    }

    /// A column of many choices, each row's once.
    pub fn many(of_row: Lists, count: usize) -> Self {
        let rows_of = of_row.transposed(count);
        Self::Many { of_row, rows_of }
    }

    /// Rows with any of these choices.
    pub fn rows_with(&self, len: usize, choices: impl IntoIterator<Item = usize>) -> Bits {
        let mut rows = Bits::none(len);
        for choice in choices {
            match self {
                Self::Few(sets) => sets.get(choice).into_iter().for_each(|set| rows.or(set)),
                Self::Many { rows_of, .. } => rows_of.get(choice).iter().for_each(|&row| rows.insert(row)),
            }
        }
        rows
    }

    /// How many of `rows` hold each choice. `known` is such a count for other rows: where few rows differ, only
    /// those are counted.
    pub fn counts(&self, rows: &Bits, known: Option<(&Bits, &[u32])>) -> Vec<u32> {
        match self {
            Self::Few(sets) => sets.iter().map(|set| set.count_both(rows)).collect(),
            Self::Many { of_row, rows_of } => {
                let differing = known.map_or(usize::MAX, |(before, _)| rows.count_differing(before) as usize);
                let wanted = rows.count() as usize;
                let limit = rows_of.item_count() / SCATTER_COST;
                match known {
                    Some((before, counts)) if differing < limit && differing <= wanted => {
                        changed_counts(of_row, rows, before, counts)
                    }
                    _ if wanted < limit => scattered_counts(of_row, rows, rows_of.len()),
                    _ => rows_of.iter().map(|list| count_in(rows, list)).collect(),
                }
            }
        }
    }
}

fn count_in(rows: &Bits, list: &[u32]) -> u32 {
    list.iter().map(|&row| u32::from(rows.contains(row))).sum()
}

fn scattered_counts(of_row: &Lists, rows: &Bits, choices: usize) -> Vec<u32> {
    let mut counts = vec![0_u32; choices];
    rows.for_each(|row| {
        for &choice in of_row.get(row as usize) {
            if let Some(count) = counts.get_mut(choice as usize) {
                *count += 1;
            }
        }
    });
    counts
}

fn changed_counts(of_row: &Lists, rows: &Bits, before: &Bits, counts: &[u32]) -> Vec<u32> {
    let mut counts = counts.to_vec();
    rows.for_each_differing(before, |row, is_in| {
        for &choice in of_row.get(row as usize) {
            if let Some(count) = counts.get_mut(choice as usize) {
                *count = if is_in { *count + 1 } else { count.saturating_sub(1) };
            }
        }
    });
    counts
}

/// Names in order, and the number of each.
#[derive(Clone, Debug, Default)]
pub struct Names {
    sorted: Vec<Arc<str>>,
}

impl Names {
    /// The names in order.
    pub fn sorted(&self) -> &[Arc<str>] {
        &self.sorted
    }

    /// The number of a name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.sorted.binary_search_by(|known| known.as_ref().cmp(name)).ok()
    }

    /// Numbers the distinct names of the rows in order of the alphabet; empty names are none, a name counts once
    /// in a row.
    pub fn column<'a, I>(rows: impl Iterator<Item = I>) -> (Self, Lists)
    where
        I: IntoIterator<Item = &'a Arc<str>>,
    {
        let mut numbers: HashMap<&'a str, u32> = HashMap::new();
        let mut found: Vec<&'a Arc<str>> = Vec::new();
        let mut lists = Lists::with_capacity(rows.size_hint().0);
        let mut own: Vec<u32> = Vec::new();
        for names in rows {
            own.clear();
            for name in names.into_iter().filter(|name| !name.is_empty()) {
                let number = *numbers.entry(name).or_insert_with(|| {
                    found.push(name);
                    found.len() as u32 - 1
                });
                if !own.contains(&number) {
                    own.push(number);
                }
            }
            lists.push(own.iter().copied());
        }
        let mut order: Vec<u32> = (0..found.len() as u32).collect();
        order.sort_by_key(|&number| found.get(number as usize).map(AsRef::as_ref));
        let mut position_of = vec![0; order.len()];
        for (position, &number) in (0_u32..).zip(&order) {
            if let Some(slot) = position_of.get_mut(number as usize) {
                *slot = position;
            }
        }
        for item in &mut lists.items {
            *item = position_of.get(*item as usize).copied().unwrap_or_default();
        }
        let sorted = order.iter().filter_map(|&number| found.get(number as usize)).map(|name| Arc::clone(name));
        (Self { sorted: sorted.collect() }, lists)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_numbered_by_the_alphabet_and_count_once_in_a_row() {
        let name = |text: &str| Arc::<str>::from(text);
        let rows = [vec![name("b"), name("a"), name("b")], vec![], vec![name(""), name("a")]];
        let (names, lists) = Names::column(rows.iter());
        assert_eq!(names.sorted(), [name("a"), name("b")]);
        assert_eq!(lists.iter().collect::<Vec<_>>(), [vec![1, 0], vec![], vec![0]]);
        let rows_of = lists.transposed(2);
        assert_eq!(rows_of.iter().collect::<Vec<_>>(), [vec![0, 2], vec![0]]);
        assert_eq!(names.position("b"), Some(1));
        assert_eq!(names.position("c"), None);
    }

    #[test]
    fn every_way_of_counting_agrees() {
        let rows = 1_000;
        let mut of_row = Lists::with_capacity(rows);
        (0..rows as u32).for_each(|row| of_row.push([row % 7, 7 + row % 3]));
        let column = Column::many(of_row, 10);
        let few = Bits::from_rows((0..rows).map(|row| row % 100 == 0));
        let most = Bits::from_rows((0..rows).map(|row| row % 100 != 1));
        for set in [&few, &most] {
            let expected: Vec<u32> = (0..10).map(|choice| column.rows_with(rows, [choice]).count_both(set)).collect();
            assert_eq!(column.counts(set, None), expected);
            let all = Bits::all(rows);
            let of_all = column.counts(&all, None);
            assert_eq!(column.counts(set, Some((&all, &of_all))), expected);
        }
    }
}
