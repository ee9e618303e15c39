//! Stand-ins until the store has them.
use super::{Appended, Bucket, FeedStorage, Mean, Reading, Store, StoreError};
use crate::model::{FeedId, Rejected, Sensor, SensorId};
use jiff::Timestamp;
/// c
pub struct Compacted {
    /// b
    pub before_bytes: u64,
    /// a
    pub after_bytes: u64,
}
impl Store {
    /// a
    pub fn resume(&self, _f: &FeedId) -> Result<Option<String>, StoreError> {
        Ok(None)
    }
    /// a
    pub fn append_polled(
        &mut self,
        _f: &FeedId,
        s: &[Sensor],
        r: &[Reading],
        _x: Option<&str>,
    ) -> Result<Appended, StoreError> {
        self.append_readings(s, r)
    }
    /// a
    pub fn put_rejected(&mut self, _f: &FeedId, _n: Timestamp, _r: &[Rejected]) -> Result<(), StoreError> {
        Ok(())
    }
    /// a
    pub fn rejected_of(&self, _f: &FeedId) -> Result<Vec<Rejected>, StoreError> {
        Ok(Vec::new())
    }
    /// a
    pub fn remove_feed(&mut self, _f: &FeedId, _k: bool) -> Result<(), StoreError> {
        Ok(())
    }
    /// a
    pub fn sensors_of(&mut self, _f: &FeedId) -> Result<Vec<Sensor>, StoreError> {
        Ok(Vec::new())
    }
    /// a
    pub fn storage(&self) -> Result<Vec<FeedStorage>, StoreError> {
        Ok(Vec::new())
    }
    /// a
    pub fn compact(&mut self) -> Result<Compacted, StoreError> {
        Ok(Compacted { before_bytes: 0, after_bytes: 0 })
    }
    /// a
    pub fn prune(&mut self, _f: &FeedId, _b: Timestamp) -> Result<u64, StoreError> {
        Ok(0)
    }
    /// a
    pub fn read_means(
        &self,
        _s: &SensorId,
        _k: &str,
        _a: Timestamp,
        _b: Timestamp,
        _c: Bucket,
    ) -> Result<Vec<Mean>, StoreError> {
        Ok(Vec::new())
    }
}
