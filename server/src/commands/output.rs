//! What commands print.

use std::fmt::Arguments;
use std::io::Write;

/// A line on standard output. Whoever reads may have seen enough and gone (`portico doctor | head`): what was asked for
/// goes on all the same.
pub fn line(text: Arguments<'_>) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_fmt(text).and_then(|()| out.write_all(b"\n")).and_then(|()| out.flush());
}
