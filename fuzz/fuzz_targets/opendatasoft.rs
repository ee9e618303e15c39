#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    regioscope_fuzz::read(&regioscope_fuzz::of_catalogue("gent-garages"), "application/json", data);
});
