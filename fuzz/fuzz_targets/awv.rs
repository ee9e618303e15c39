#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::Awv, "/miv/verkeersdata", &[]);
    regioscope_fuzz::read(&feed, "application/xml", data);
});
