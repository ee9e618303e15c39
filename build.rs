//! Packs the bundled data.
fn main() {}
