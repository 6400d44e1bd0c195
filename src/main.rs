//! Arguments in, the board or an answer out.
fn main() {}
