//! Tests of rows on their way out.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use proptest::prelude::*;

use super::*;
use crate::formats::csv::{CsvWriter, Dialect};
use crate::formats::geojson::GeoJsonWriter;

static NEVER: AtomicBool = AtomicBool::new(false);

/// A passage that nobody watches or ends.
fn unwatched() -> Passage<'static> {
    Passage { shaper: Shaper::NONE, expected_count: 0, progress: &|_| {}, cancel: &NEVER }
}

/// Counts the rows that it is given, and fails at one of them.
struct Counting {
    written: Arc<AtomicUsize>,
    fails_at: usize,
}

impl RowWriter for Counting {
    fn row(&mut self, _values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        if self.written.fetch_add(1, Ordering::SeqCst) == self.fails_at {
            return Err(WriteError::TooManyRows { limit: self.fails_at as u64 });
        }
        Ok(())
    }

    fn attach(&mut self, _name: &str, _text: &str) -> Result<(), WriteError> {
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        Ok(())
    }
}

/// Ten thousand rows of one number each through lots of ten; tells what came of it, how many rows were made and how far
/// making was ahead of writing at most.
fn numbers(fails_at: usize, cancel: &AtomicBool, cancel_at: usize) -> (Result<u64, ExportError>, usize, usize) {
    let written = Arc::new(AtomicUsize::new(0));
    let writer = Box::new(Counting { written: Arc::clone(&written), fails_at });
    let (mut made, mut ahead) = (0, 0);
    let passage = Passage { cancel, ..unwatched() };
    let passed = pass_in_lots(writer, passage, 10, |tracked| {
        for number in 0..10_000 {
            if number == cancel_at {
                cancel.store(true, Ordering::SeqCst);
            }
            tracked.row(&[Value::Integer(number as i64)], None)?;
            made += 1;
            ahead = ahead.max(made - written.load(Ordering::SeqCst));
        }
        Ok(())
    });
    (passed.map(|passed| passed.row_count), made, ahead)
}

#[test]
fn making_is_never_far_ahead_of_writing() {
    let (passed, made, ahead) = numbers(usize::MAX, &AtomicBool::new(false), usize::MAX);
    assert_eq!((passed.ok(), made), (Some(10_000), 10_000));
    // One lot is filled, one is written, the others wait.
    assert!(ahead <= 10 * (LOTS_AHEAD + 2), "{ahead}");
}

#[test]
fn a_writer_that_fails_ends_the_making_and_tells_why() {
    let (passed, made, _) = numbers(500, &AtomicBool::new(false), usize::MAX);
    assert!(matches!(passed, Err(ExportError::Write(WriteError::TooManyRows { limit: 500 }))), "{passed:?}");
    assert!(made <= 500 + 10 * (LOTS_AHEAD + 2), "{made}");
    // At the last rows too, when all are made already.
    let (passed, made, _) = numbers(9_999, &AtomicBool::new(false), usize::MAX);
    assert!(matches!(passed, Err(ExportError::Write(WriteError::TooManyRows { limit: 9_999 }))), "{passed:?}");
    assert_eq!(made, 10_000);
}

#[test]
fn what_is_cancelled_ends_soon() {
    let (passed, made, _) = numbers(usize::MAX, &AtomicBool::new(false), 2_345);
    assert!(matches!(passed, Err(ExportError::Cancelled)), "{passed:?}");
    assert_eq!(made, 2_350, "the lot that was begun is filled");
}

#[test]
fn an_error_of_the_making_is_told_and_ends_the_writing() {
    let written = Arc::new(AtomicUsize::new(0));
    let writer = Box::new(Counting { written: Arc::clone(&written), fails_at: usize::MAX });
    let passed = pass_in_lots::<()>(writer, unwatched(), 10, |tracked| {
        for number in 0..25 {
            tracked.row(&[Value::Integer(number)], None)?;
        }
        Err(ExportError::Store("gone".to_owned()))
    });
    assert!(matches!(passed.err(), Some(ExportError::Store(why)) if why == "gone"));
    assert_eq!(written.load(Ordering::SeqCst), 20, "rows that were handed over before are written");
}

#[test]
#[should_panic(expected = "a slip")]
fn a_panic_of_the_writer_is_one_of_the_export() {
    struct Slipping;
    impl RowWriter for Slipping {
        fn row(&mut self, _values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
            panic!("a slip")
        }
        fn attach(&mut self, _name: &str, _text: &str) -> Result<(), WriteError> {
            Ok(())
        }
        fn finish(self: Box<Self>) -> Result<(), WriteError> {
            Ok(())
        }
    }
    let _passed = pass_in_lots(Box::new(Slipping), unwatched(), 1, |tracked| tracked.row(&[Value::Missing], None));
}

/// A value of any kind; texts with all that a format could trip over.
fn value() -> impl Strategy<Value = Value<'static>> {
    prop_oneof![
        Just(Value::Missing),
        "[a-c ,;\"'=\r\n\u{1e}\u{1f}é]{0,6}".prop_map(Value::text),
        any::<i64>().prop_map(Value::Integer),
        (-1e9..1e9_f64).prop_map(Value::Real),
        any::<bool>().prop_map(Value::Boolean),
    ]
}

/// A row: three values, and a place or none.
fn row() -> impl Strategy<Value = (Vec<Value<'static>>, Option<Geometry<f64>>)> {
    let point = (-180.0..180.0_f64, -90.0..90.0_f64).prop_map(|place| Geometry::Point(place.into()));
    (prop::collection::vec(value(), 3), prop::option::of(point))
}

type Begin = fn(&mut Vec<u8>) -> Box<dyn RowWriter + '_>;

fn columns() -> Vec<Column> {
    ["a", "b", "c"].map(|key| Column { key: key.into(), title: key.to_owned(), kind: Kind::Text }).to_vec()
}

proptest! {
    #[test]
    fn bytes_and_hash_do_not_depend_on_lots(rows in prop::collection::vec(row(), 0..40), lot_rows in 1..12_usize) {
        let text = |value: &Value<'_>| match value {
            Value::Moment(time) => time.to_string(),
            Value::Missing => String::new(),
            Value::Text(text) => text.to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
            Value::Boolean(yes) => yes.to_string(),
        };
        let line = |values: &[Value<'_>]| values.iter().map(|value| text(value) + "\u{1f}").collect::<String>();
        let canonical: String = rows.iter().map(|(values, _)| line(values) + "\u{1e}").collect();
        let formats: [Begin; 2] = [
            |out| Box::new(CsvWriter::new(out, Dialect::Rfc4180, &columns()).expect("memory takes it")),
            |out| Box::new(GeoJsonWriter::new(out, "rows", &columns()).expect("memory takes it")),
        ];
        for begin in formats {
            let (mut direct, mut passed) = (Vec::new(), Vec::new());
            let mut writer = begin(&mut direct);
            for (values, geometry) in &rows {
                writer.row(values, geometry.as_ref()).expect("memory takes it");
            }
            writer.finish().expect("memory takes it");
            let told = pass_in_lots(begin(&mut passed), unwatched(), lot_rows, |tracked| {
                rows.iter().try_for_each(|(values, geometry)| tracked.row(values, geometry.as_ref()))
            });
            let Passed { writer, row_count, hash, .. } = told.expect("memory takes it");
            finish(writer, ("", None), Watch { bytes: None, from: 1.0, progress: &|_| {} }).expect("memory takes it");
            prop_assert_eq!(row_count, rows.len() as u64);
            prop_assert_eq!(hash, hash::of_bytes(canonical.as_bytes()));
            prop_assert_eq!(&direct, &passed);
        }
    }
}
