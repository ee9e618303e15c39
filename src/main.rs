//! Regioscope.
fn main() {}
