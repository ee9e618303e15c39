//! Texts and lists that many rows have in common, kept once: a million projects share some hundred keywords, programmes
//! and dimensions. May use: nothing.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

/// Values that are kept; more than these are hardly common to many rows.
const MAX_KEPT: usize = 1 << 16;

/// Longest value that is kept, in bytes: a longer one is a row's own.
const MAX_BYTES: usize = 256;

/// Answers that are kept.
const MAX_ANSWERS: usize = 4096;

/// Shares equal values.
#[derive(Debug)]
pub struct Pool<T: ?Sized>(HashSet<Arc<T>>);

impl<T: ?Sized> Default for Pool<T> {
    fn default() -> Self {
        Self(HashSet::new())
    }
}

impl<T: ?Sized + Eq + Hash> Pool<T>
where
    Arc<T>: for<'a> From<&'a T>,
{
    /// The value, the same one for equal values as far as they are many rows' and short.
    pub fn share(&mut self, value: &T) -> Arc<T> {
        if size_of_val(value) > MAX_BYTES {
            return Arc::from(value);
        }
        if let Some(known) = self.0.get(value) {
            return Arc::clone(known);
        }
        let made = Arc::from(value);
        if self.0.len() < MAX_KEPT {
            self.0.insert(Arc::clone(&made));
        }
        made
    }
}

impl<T: Eq + Hash> Pool<T> {
    /// The value, the same one for equal values as far as they are many rows'.
    pub fn keep(&mut self, value: T) -> Arc<T> {
        if let Some(known) = self.0.get(&value) {
            return Arc::clone(known);
        }
        let made = Arc::new(value);
        if self.0.len() < MAX_KEPT {
            self.0.insert(Arc::clone(&made));
        }
        made
    }
}

/// Answers by the text that they were given for: what a cell means is found out once for all rows that have it.
#[derive(Debug)]
pub struct Memo<V>(HashMap<Box<str>, V>);

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<V: Clone> Memo<V> {
    /// The answer for a text, from `answer` where it is not known. What is wrong is not kept.
    ///
    /// # Errors
    /// Those of `answer`.
    pub fn get<E>(&mut self, text: &str, answer: impl FnOnce(&str) -> Result<V, E>) -> Result<V, E> {
        if let Some(known) = self.0.get(text) {
            return Ok(known.clone());
        }
        let given = answer(text)?;
        if self.0.len() < MAX_ANSWERS && text.len() <= MAX_BYTES {
            self.0.insert(text.into(), given.clone());
        }
        Ok(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_one() {
        let mut texts = Pool::<str>::default();
        let first = texts.share("mobility");
        assert!(Arc::ptr_eq(&first, &texts.share("mobility")));
        assert_eq!(&*texts.share("living"), "living");
        let mut pairs = Pool::<(u8, u8)>::default();
        let pair = pairs.keep((1, 2));
        assert!(Arc::ptr_eq(&pair, &pairs.keep((1, 2))) && *pairs.keep((2, 1)) == (2, 1));
        let long = "x".repeat(MAX_BYTES + 1);
        assert!(!Arc::ptr_eq(&texts.share(&long), &texts.share(&long)));
    }

    #[test]
    fn an_answer_is_asked_for_once_unless_it_is_wrong() {
        let mut memo = Memo::default();
        let mut asked = 0;
        for (text, expected) in [("4", Ok(4)), ("4", Ok(4)), ("x", Err(())), ("x", Err(())), ("5", Ok(5))] {
            let answer = memo.get(text, |text| {
                asked += 1;
                text.parse::<u8>().map_err(|_| ())
            });
            assert_eq!(answer, expected);
        }
        assert_eq!(asked, 4);
        for number in 0..MAX_ANSWERS + 10 {
            assert_eq!(memo.get(&format!("n{number}"), |_| Ok::<u8, ()>(1)), Ok(1));
        }
        assert_eq!(memo.0.len(), MAX_ANSWERS);
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut texts = Pool::<str>::default();
        for number in 0..MAX_KEPT + 10 {
            texts.share(&number.to_string());
        }
        assert_eq!(texts.0.len(), MAX_KEPT);
    }
}
