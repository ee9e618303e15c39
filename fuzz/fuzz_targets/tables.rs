#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::formats::indicator_table::{PlaceBook, apply, detect, odata};
use regioscope::formats::sheet;

// A file as it is dropped: whatever it is, its sheets are guessed at and read; and an OData answer.
fuzz_target!(|data: &[u8]| {
    let book = PlaceBook::default();
    for sheet in sheet::read(data).unwrap_or_default() {
        let mapping = detect::guess(&sheet, &book, &[]);
        let _either = apply::read(&sheet, &mapping, &book, "fuzz");
    }
    let mut pages = odata::Pages::default();
    if pages.add(data).is_ok() {
        let sheet = pages.sheet();
        let mapping = odata::guess(&sheet, Some("x"), &book, &[]);
        let _either = apply::read(&sheet, &mapping, &book, "fuzz");
    }
});
