//! A file's bytes as UTF-8 text with `\n` line ends, a piece at a time.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use encoding_rs::{CoderResult, Decoder, Encoding};

use super::error::{Flaw, ImportError};

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
    bytes: Box<dyn Read>,
    decoder: Decoder,
    raw: Vec<u8>,
    decoded: Vec<u8>,
    unread: String,
    taken: usize,
    /// The last piece ended with `\r`, which has become `\n` already.
    after_return: bool,
    line: u64,
    ended: bool,
    watch: Rc<Watch>,
}

impl Text {
    /// `bytes` begin behind the byte order mark.
    pub fn new(bytes: Box<dyn Read>, encoding: &'static Encoding, watch: Rc<Watch>) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self {
            bytes,
            decoder,
            raw: vec![0; PIECE],
            decoded: Vec::new(),
            unread: String::new(),
            taken: 0,
            after_return: false,
            line: 1,
            ended: false,
            watch,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.bytes.read(&mut self.raw)?;
        let room = self.decoder.max_utf8_buffer_length(PIECE).unwrap_or(PIECE * 3) + 16;
        let mut decoded = std::mem::take(&mut self.decoded);
        decoded.resize(room.max(decoded.len()), 0);
        let (result, _, written, malformed) = self.decoder.decode_to_utf8(&self.raw[..count], &mut decoded, count == 0);
        debug_assert!(result == CoderResult::InputEmpty);
        let text = std::str::from_utf8(&decoded[..written]).map_err(io::Error::other)?;
        if malformed {
            return Err(self.broken(text, '\u{FFFD}', Flaw::NoText));
        }
        if text.contains('\0') {
            return Err(self.broken(text, '\0', Flaw::ZeroByte));
        }
        let unified = unify_line_ends(text, self.after_return);
        self.after_return = text.chars().next_back().map_or(self.after_return, |last| last == '\r');
        self.line += unified.matches('\n').count() as u64;
        self.unread.clear();
        self.unread.push_str(&unified);
        self.taken = 0;
        // The room is kept: clearing it again for every piece takes longer than decoding.
        self.decoded = decoded;
        if count == 0 && !self.ended {
            self.ended = true;
            self.unread.push('\n');
            self.unread.push_str(END);
        }
        Ok(())
    }

    fn broken(&self, text: &str, by: char, flaw: Flaw) -> io::Error {
        let before = text.split(by).next().unwrap_or_default();
        let lines = unify_line_ends(before, self.after_return).matches('\n').count() as u64;
        io::Error::other(ImportError::broken(self.line + lines, flaw))
    }
}

/// `\r\n` and `\r` become `\n`, in quotes too. `after_return`: a `\r` stood just before, and has become `\n` already.
fn unify_line_ends(text: &str, after_return: bool) -> Cow<'_, str> {
    let text = if after_return { text.strip_prefix('\n').unwrap_or(text) } else { text };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

impl Read for Text {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.unread.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let count = out.len().min(self.unread.len() - self.taken);
        out[..count].copy_from_slice(&self.unread.as_bytes()[self.taken..self.taken + count]);
        self.taken += count;
        let read = self.watch.read.get() + count as u64;
        self.watch.read.set(read);
        if read > ROW_MAX {
            let line = self.watch.row_line.get();
            return Err(io::Error::other(ImportError::broken(line, Flaw::EndlessRow)));
        }
        Ok(count)
    }
}
