#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    regioscope_fuzz::read(&regioscope_fuzz::feed(Protocol::SensorThings, "/v1.1", &[]), "application/json", data);
});
