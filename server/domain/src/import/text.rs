//! A file's bytes as UTF-8 text with `\n` line ends, a piece at a time.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder, Encoding};

use super::error::ImportError;

/// A row of its own after the file's last: if it does not arrive as one, a quote was left open.
pub(super) const END: &str = "\u{10FFFF}end";

/// More than any row of tickets holds: a quote that is not closed would take the rest of the file into memory.
const ROW_MAX: u64 = 8 << 20;
const PIECE: usize = 64 << 10;

/// What the reader of rows tells the reader of bytes: the line on which the present row begins. `read` counts since then.
#[derive(Default)]
pub(super) struct Watch {
    pub row_line: Cell<u64>,
    pub read: Cell<u64>,
}

pub(super) struct Text {
    file: File,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    taken: usize,
    /// The last piece ended with `\r`, which has become `\n` already.
    after_return: bool,
    line: u64,
    ended: bool,
    watch: Rc<Watch>,
}

impl Text {
    /// `file` stands behind the byte order mark.
    pub fn new(file: File, encoding: &'static Encoding, watch: Rc<Watch>) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        let (raw, decoded) = (vec![0; PIECE], Vec::new());
        Self { file, decoder, raw, decoded, taken: 0, after_return: false, line: 1, ended: false, watch }
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.file.read(&mut self.raw)?;
        let room = self.decoder.max_utf8_buffer_length(PIECE).unwrap_or(PIECE * 3) + 16;
        self.decoded.resize(room, 0);
        let (result, _, written, malformed) = self.decoder.decode_to_utf8(&self.raw[..count], &mut self.decoded, count == 0);
        debug_assert!(result == CoderResult::InputEmpty);
        self.decoded.truncate(written);
        self.taken = 0;
        if malformed {
            let at = self.decoded.windows(3).position(|bytes| bytes == "\u{FFFD}".as_bytes()).unwrap_or(written);
            return Err(self.broken(at, "bytes that are no text in the file's own encoding"));
        }
        if let Some(at) = self.decoded.iter().position(|byte| *byte == 0).filter(|_| self.decoded.contains(&0)) {
            return Err(self.broken(at, "a zero byte, so this is not a text file"));
        }
        self.unify_line_ends();
        self.line += count_line_ends(&self.decoded);
        if count == 0 && !self.ended {
            self.ended = true;
            self.decoded.extend_from_slice(format!("\n{END}").as_bytes());
        }
        Ok(())
    }

    fn broken(&self, at: usize, what: &str) -> io::Error {
        io::Error::other(ImportError::broken(self.line + count_line_ends(&self.decoded[..at]), what))
    }

    /// `\r\n` and `\r` become `\n`, in quotes too.
    fn unify_line_ends(&mut self) {
        if self.after_return && self.decoded.first() == Some(&b'\n') {
            self.decoded.remove(0);
            self.after_return = false;
        }
        self.after_return = self.decoded.last().map_or(self.after_return, |byte| *byte == b'\r');
        if self.decoded.contains(&b'\r') {
            let mut previous = 0;
            let mut unified = Vec::with_capacity(self.decoded.len());
            for &byte in &self.decoded {
                match byte {
                    b'\n' if previous == b'\r' => {}
                    b'\r' => unified.push(b'\n'),
                    other => unified.push(other),
                }
                previous = byte;
            }
            self.decoded = unified;
        }
    }
}

fn count_line_ends(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.decoded.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = out.len().min(self.decoded.len() - self.taken);
        out[..count].copy_from_slice(&self.decoded[self.taken..self.taken + count]);
        self.taken += count;
        let read = self.watch.read.get() + count as u64;
        self.watch.read.set(read);
        if read > ROW_MAX {
            let line = self.watch.row_line.get();
            return Err(io::Error::other(ImportError::broken(line, "a row that begins here does not end: a quote is left open")));
        }
        Ok(count)
    }
}
