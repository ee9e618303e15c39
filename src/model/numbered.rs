//! Numbers of things by what tells them apart, where the things lie in a list that knows that already: a million keys of their
//! own would take several times the room. May use: nothing.

use std::hash::{BuildHasher, Hash, RandomState};

use hashbrown::HashTable;

/// The numbers. Whoever asks says what tells the thing of a number apart, always the same for a number that is in.
#[derive(Clone, Debug, Default)]
pub struct Numbered {
    numbers: HashTable<u32>,
    hasher: RandomState,
}

impl Numbered {
    /// The number of a key.
    pub fn find<K: Eq + Hash>(&self, key: &K, key_of: impl Fn(u32) -> Option<K>) -> Option<u32> {
        let is_it = |number: &u32| key_of(*number).as_ref() == Some(key);
        self.numbers.find(self.hasher.hash_one(key), is_it).copied()
    }

    /// The number of a key; where it has none it gets `next`, and whoever asks puts the thing there.
    pub fn find_or_add<K: Eq + Hash>(&mut self, key: &K, next: u32, key_of: impl Fn(u32) -> Option<K>) -> u32 {
        let Self { numbers, hasher } = self;
        let is_it = |number: &u32| key_of(*number).as_ref() == Some(key);
        *numbers.entry(hasher.hash_one(key), is_it, |number| hash(hasher, key_of(*number))).or_insert(next).get()
    }

    /// Makes room for so many more.
    pub fn reserve<K: Hash>(&mut self, count: usize, key_of: impl Fn(u32) -> Option<K>) {
        let Self { numbers, hasher } = self;
        numbers.reserve(count, |number| hash(hasher, key_of(*number)));
    }
}

/// That of a key that is in. One that is not there any more could not be found.
fn hash<K: Hash>(hasher: &RandomState, key: Option<K>) -> u64 {
    key.map_or(0, |key| hasher.hash_one(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_keep_their_number_while_the_list_grows() {
        let (mut numbered, mut words) = (Numbered::default(), Vec::new());
        for round in 0..2 {
            for value in 0..5000 {
                let word = format!("w{value}");
                let known = |number: u32| words.get(number as usize).map(String::as_str);
                assert_eq!(numbered.find(&word.as_str(), known), (round > 0).then_some(value));
                let number = numbered.find_or_add(&word.as_str(), words.len() as u32, known);
                assert_eq!(number, value);
                if round == 0 {
                    words.push(word);
                }
                if value == 100 {
                    numbered.reserve(20_000, |number| words.get(number as usize).map(String::as_str));
                }
            }
        }
    }
}
