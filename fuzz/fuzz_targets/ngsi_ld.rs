#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::NgsiLd, "/ngsi-ld/v1", &[("type", "AirQualityObserved")]);
    regioscope_fuzz::read(&feed, "application/json", data);
});
