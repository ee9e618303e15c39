#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::NgsiV2, "/v2", &[("type", "OffStreetParking"), ("history_url", "http://localhost/quantumleap")]);
    regioscope_fuzz::read(&feed, "application/json", data);
});
