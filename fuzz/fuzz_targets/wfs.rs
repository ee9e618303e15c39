#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let feed = regioscope_fuzz::feed(Protocol::Wfs, "/realtime/ows", &[("layers", "realtime:pm25_hmean_station")]);
    regioscope_fuzz::read(&feed, "application/json", data);
});
