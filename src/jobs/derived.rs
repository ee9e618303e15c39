//! What is made from a snapshot beside the interface: indexes and other long computations that touch no file.
//!
//! Contract: [`Derived`] keeps the last thing made while a newer one is under way, so that the screen goes on showing it;
//! small inputs are done at once; asking for another key gives up what is under way; a panic leaves what was there.
//! May use: nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::Waker;

/// Inputs of at most so many rows are done at once: they take less than a frame, a thread would only delay them.
pub const AT_ONCE_ROWS: usize = 2_000;

/// Tells a long computation that nobody waits for it any more.
#[derive(Clone, Debug, Default)]
pub struct GivenUp(Arc<AtomicBool>);

impl GivenUp {
    /// Whether it should stop; what it returns then is thrown away.
    pub fn is_given_up(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

#[derive(Debug)]
struct Making<K, T> {
    key: K,
    given_up: GivenUp,
    inbox: Receiver<T>,
}

/// A value made from what `K` names.
#[derive(Debug)]
pub struct Derived<K, T> {
    made: Option<(K, Arc<T>)>,
    making: Option<Making<K, T>>,
}

impl<K, T> Default for Derived<K, T> {
    fn default() -> Self {
        Self { made: None, making: None }
    }
}

impl<K: PartialEq, T: Send + 'static> Derived<K, T> {
    /// Makes the value of this key unless it is there or under way: at once where it rests on few rows, else on a thread
    /// that wakes the interface when it is done.
    pub fn follow(
        &mut self,
        key: K,
        row_count: usize,
        waker: &Waker,
        make: impl FnOnce(&GivenUp) -> T + Send + 'static,
    ) {
        if !self.needs(&key) {
            return;
        }
        self.give_up();
        let given_up = GivenUp::default();
        if row_count <= AT_ONCE_ROWS {
            self.made = Some((key, Arc::new(make(&given_up))));
            return;
        }
        let (outbox, inbox) = sync_channel(1);
        let (waker, theirs) = (Arc::clone(waker), given_up.clone());
        let work = move || {
            let made = make(&theirs);
            // Nobody waits where it was given up or the program ends.
            if !theirs.is_given_up() && outbox.send(made).is_ok() {
                waker();
            }
        };
        // Without a thread the value is missing until it is asked for again.
        if std::thread::Builder::new().name("derived".to_owned()).spawn(work).is_ok() {
            self.making = Some(Making { key, given_up, inbox });
        }
    }

    /// Whether the value of this key is neither there nor under way: only then is it worth gathering what it is made of.
    pub fn needs(&self, key: &K) -> bool {
        !self.is_of(key) && self.making.as_ref().is_none_or(|making| making.key != *key)
    }

    /// Puts a value that was made elsewhere; what is under way is given up.
    pub fn put(&mut self, key: K, value: Arc<T>) {
        self.give_up();
        self.made = Some((key, value));
    }

    /// Takes the last value made out, with its key.
    pub const fn take_out(&mut self) -> Option<(K, Arc<T>)> {
        self.made.take()
    }

    /// The last value made; it may be of an earlier key.
    pub fn value(&self) -> Option<&Arc<T>> {
        self.made.as_ref().map(|(_, value)| value)
    }

    /// The last value made, where its key holds.
    pub fn value_of(&self, holds: impl Fn(&K) -> bool) -> Option<&Arc<T>> {
        self.made.as_ref().filter(|(key, _)| holds(key)).map(|(_, value)| value)
    }

    /// Whether the last value made is of this key.
    pub fn is_of(&self, key: &K) -> bool {
        self.made.as_ref().is_some_and(|(known, _)| known == key)
    }

    /// Whether the last value made stands there while another is under way.
    pub const fn is_replacing(&self) -> bool {
        self.made.is_some() && self.making.is_some()
    }

    fn give_up(&mut self) {
        if let Some(making) = self.making.take() {
            making.given_up.0.store(true, Ordering::Relaxed);
        }
    }

    fn receive(&mut self, timeout: Duration) -> bool {
        let Some(making) = self.making.take() else { return false };
        match making.inbox.recv_timeout(timeout) {
            Ok(value) => {
                self.made = Some((making.key, Arc::new(value)));
                true
            }
            Err(RecvTimeoutError::Timeout) => {
                self.making = Some(making);
                false
            }
            // The computation panicked: what was there stays.
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }
}

impl<K, T> Drop for Derived<K, T> {
    fn drop(&mut self) {
        if let Some(making) = &self.making {
            making.given_up.0.store(true, Ordering::Relaxed);
        }
    }
}

/// Drops what rests on so many rows without holding the interface up: a million of them take longer than a frame.
pub fn drop_aside<T: Send + 'static>(value: T, row_count: usize) {
    if row_count > AT_ONCE_ROWS {
        // Without a thread it is dropped here.
        let _dropped = std::thread::Builder::new().name("drop".to_owned()).spawn(move || drop(value));
    }
}

/// What the session does with every derived value alike.
pub trait UnderWay {
    /// Takes the value when it is done; returns whether there is a new one. Never waits.
    fn take(&mut self) -> bool;
    /// Waits for the value at most so long; for the command line and tests.
    fn wait(&mut self, timeout: Duration) -> bool;
    /// Whether one is under way.
    fn is_under_way(&self) -> bool;
}

impl<K: PartialEq, T: Send + 'static> UnderWay for Derived<K, T> {
    fn take(&mut self) -> bool {
        self.receive(Duration::ZERO)
    }

    fn wait(&mut self, timeout: Duration) -> bool {
        self.receive(timeout)
    }

    fn is_under_way(&self) -> bool {
        self.making.is_some()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    const LONG: Duration = Duration::from_mins(1);

    fn silent() -> Waker {
        Arc::new(|| ())
    }

    #[test]
    fn few_rows_are_done_at_once_and_once_only() {
        let mut derived = Derived::default();
        derived.follow(1, 10, &silent(), |_| "one");
        derived.follow(1, 10, &silent(), |_| "again");
        assert_eq!(derived.value().map(|value| **value), Some("one"));
        assert!(derived.is_of(&1) && !derived.is_under_way());
    }

    #[test]
    fn the_old_value_stays_until_the_new_one_is_there() {
        let mut derived = Derived::default();
        derived.follow(1, 1, &silent(), |_| 1);
        let (open, gate) = channel::<()>();
        assert!(derived.needs(&2) && !derived.needs(&1));
        derived.follow(2, AT_ONCE_ROWS + 1, &silent(), move |_| {
            gate.recv().expect("the test opens the gate");
            2
        });
        assert!(!derived.needs(&2) && derived.is_replacing(), "it is under way");
        assert!(!derived.take());
        assert_eq!((derived.value().map(|value| **value), derived.is_under_way()), (Some(1), true));
        open.send(()).expect("the computation waits");
        assert!(derived.wait(LONG));
        assert_eq!((derived.value().map(|value| **value), derived.is_of(&2)), (Some(2), true));
        assert!(!derived.is_replacing());
    }

    #[test]
    fn what_is_put_or_taken_out_is_made_no_more() {
        let mut derived = Derived::default();
        let (open, gate) = channel::<()>();
        derived.follow(1, AT_ONCE_ROWS + 1, &silent(), move |_| gate.recv().map_or(0, |()| 1));
        derived.put(2, Arc::new(2));
        assert!(derived.is_of(&2) && !derived.is_under_way());
        drop(open);
        assert!(!derived.take());
        assert_eq!(derived.take_out().map(|(key, value)| (key, *value)), Some((2, 2)));
        assert!(derived.value().is_none() && derived.needs(&2));
    }

    #[test]
    fn another_key_gives_up_what_is_under_way() {
        let mut derived = Derived::default();
        let (told, hears) = channel();
        let (open, gate) = channel::<()>();
        derived.follow(1, AT_ONCE_ROWS + 1, &silent(), move |given_up| {
            gate.recv().expect("the test opens the gate");
            told.send(given_up.is_given_up()).expect("the test listens");
            1
        });
        derived.follow(2, 1, &silent(), |_| 2);
        open.send(()).expect("the computation waits");
        assert!(hears.recv_timeout(LONG).expect("it tells"));
        assert!(!derived.take() && derived.is_of(&2));
    }
}
