#![no_main]

use libfuzzer_sys::fuzz_target;
use regioscope::model::Protocol;

fuzz_target!(|data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    // The first byte chooses how the page is written.
    let kinds = ["text/turtle", "application/trig", "application/n-quads", "application/ld+json"];
    let kind = kinds[usize::from(*first) % kinds.len()];
    regioscope_fuzz::read(&regioscope_fuzz::feed(Protocol::Ldes, "/ldes/by-time", &[]), kind, rest);
});
