#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::SensorThings, "/v1.1", &[]);
    regioscope_fuzz::read(&feed, "application/json", data);
});
