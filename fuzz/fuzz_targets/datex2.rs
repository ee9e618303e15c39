#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::Datex2, "/datex2/status", &[("static_url", "http://localhost/datex2/table")]);
    regioscope_fuzz::read(&feed, "application/xml", data);
});
