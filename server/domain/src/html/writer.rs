//! The Markdown that elements become.

use super::tokens::attribute;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 20] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "table",
    "tr",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figure",
];
/// Lists and quotations within each other that are kept; what is deeper stands at this depth.
const DEPTH_MAX: usize = 8;

/// What is open and goes on with the next line.
#[derive(Clone, Copy)]
enum Frame {
    Quotation,
    /// How many items there were; `None`: without numbers.
    List(Option<usize>),
    Item,
}

/// A mark that stands at both ends of a text.
struct Mark {
    element: String,
    mark: &'static str,
    /// Whether it has been written: it stands beside the text, never beside a blank.
    written: bool,
    /// Where a link leads.
    address: Option<String>,
}

/// Writes Markdown as elements begin and end.
#[derive(Default)]
pub struct Writer {
    out: String,
    frames: Vec<Frame>,
    marks: Vec<Mark>,
    /// A blank that stands before the next text of the line.
    blank: bool,
    /// Breaks that stand before the next text: 1 a line, 2 a paragraph.
    breaks: usize,
    /// What the next line begins with instead of its indentation.
    bullet: Option<String>,
    preformatted: bool,
    keeps_breaks: bool,
}

impl Writer {
    /// `keeps_breaks`: line breaks of the text are line breaks.
    pub fn new(keeps_breaks: bool) -> Self {
        Self { keeps_breaks, ..Self::default() }
    }

    pub fn open(&mut self, name: &str, attributes: &str) {
        if BLOCKS.contains(&name) {
            self.part(if matches!(name, "li" | "tr" | "div") { 1 } else { 2 });
        }
        match name {
            "br" => self.breaks = (self.breaks + 1).min(2),
            "hr" => self.part(2),
            "td" | "th" => self.blank = true,
            "ul" => self.enter(Frame::List(None)),
            "ol" => self.enter(Frame::List(Some(0))),
            "li" => self.item(),
            "blockquote" => self.enter(Frame::Quotation),
            "pre" => {
                self.preformatted = true;
                self.line("```");
                self.breaks = 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.mark(name, "**", None),
            "b" | "strong" => self.mark(name, "**", None),
            "i" | "em" => self.mark(name, "*", None),
            "s" | "del" | "strike" => self.mark(name, "~~", None),
            "a" => self.mark(name, "", attribute(attributes, "href").filter(|address| is_plain(address))),
            "img" => {
                if let Some(described) = attribute(attributes, "alt") {
                    self.text(&described);
                }
            }
            _ => {}
        }
    }

    pub fn close(&mut self, name: &str) {
        self.unmark(name);
        match name {
            "ul" | "ol" => self.leave(|frame| matches!(frame, Frame::List(_))),
            "li" => self.leave(|frame| matches!(frame, Frame::Item)),
            "blockquote" => self.leave(|frame| matches!(frame, Frame::Quotation)),
            "pre" if self.preformatted => {
                self.breaks = 1;
                self.line("```");
                self.preformatted = false;
            }
            _ => {}
        }
        if BLOCKS.contains(&name) {
            self.part(if matches!(name, "li" | "tr" | "div") { 1 } else { 2 });
        }
    }

    fn part(&mut self, breaks: usize) {
        self.breaks = self.breaks.max(breaks);
        self.blank = false;
    }

    fn enter(&mut self, frame: Frame) {
        if self.frames.len() < DEPTH_MAX {
            self.frames.push(frame);
        }
    }

    /// Leaves the innermost of the kind, with all that is within it.
    fn leave(&mut self, is_it: impl Fn(&Frame) -> bool) {
        if let Some(at) = self.frames.iter().rposition(is_it) {
            self.frames.truncate(at);
        }
        self.bullet = None;
    }

    fn item(&mut self) {
        let bullet = match self.frames.iter_mut().rev().find(|frame| matches!(frame, Frame::List(_))) {
            Some(Frame::List(Some(number))) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.bullet = Some(bullet);
        self.enter(Frame::Item);
    }

    fn mark(&mut self, element: &str, mark: &'static str, address: Option<String>) {
        let again = self.marks.iter().any(|open| open.mark == mark && address.is_none());
        if !again && !self.preformatted {
            self.marks.push(Mark { element: element.to_owned(), mark, written: false, address });
        }
    }

    /// Ends a mark, with those that were begun within it.
    fn unmark(&mut self, element: &str) {
        let Some(at) = self.marks.iter().rposition(|mark| mark.element == element) else {
            return;
        };
        for mark in self.marks.split_off(at).into_iter().rev().filter(|mark| mark.written) {
            match mark.address {
                Some(address) => self.out.push_str(&format!("](<{address}>)")),
                None => self.out.push_str(mark.mark),
            }
        }
    }

    /// Begins lines that are due; every line says what it stands in.
    fn advance(&mut self) {
        if self.out.is_empty() {
            self.breaks = 0;
            self.indent();
        }
        // Marks do not go over the end of a paragraph.
        let over = self.breaks > 1 && self.marks.iter().any(|mark| mark.written);
        if over {
            let written = self.marks.iter_mut().filter(|mark| mark.written);
            let ends: Vec<(Option<String>, &str)> = written
                .map(|mark| {
                    mark.written = false;
                    (mark.address.clone(), mark.mark)
                })
                .collect();
            for (address, mark) in ends.into_iter().rev() {
                self.out.push_str(&address.map_or_else(|| mark.to_owned(), |address| format!("](<{address}>)")));
            }
        }
        for number in 0..self.breaks {
            self.out.push('\n');
            let last = number + 1 == self.breaks;
            if last { self.indent() } else { self.quote() }
        }
        self.breaks = 0;
    }

    fn quote(&mut self) {
        for _ in self.frames.iter().filter(|frame| matches!(frame, Frame::Quotation)) {
            self.out.push_str("> ");
        }
    }

    fn indent(&mut self) {
        self.quote();
        let items = self.frames.iter().filter(|frame| matches!(frame, Frame::Item)).count();
        match self.bullet.take() {
            Some(bullet) => {
                self.out.push_str(&"   ".repeat(items.saturating_sub(1)));
                self.out.push_str(&bullet);
            }
            None => self.out.push_str(&"   ".repeat(items)),
        }
    }

    fn line(&mut self, text: &str) {
        self.advance();
        self.out.push_str(text);
        self.blank = false;
    }

    pub fn text(&mut self, text: &str) {
        if self.preformatted || self.keeps_breaks {
            for (number, line) in text.replace('\r', "").split('\n').enumerate() {
                self.breaks = (self.breaks + usize::from(number > 0)).min(2);
                if self.preformatted && !line.is_empty() {
                    // A fence within would end the block.
                    self.line(&line.replace("```", "'''"));
                } else {
                    self.words(line);
                }
            }
            return;
        }
        self.words(text);
    }

    fn words(&mut self, text: &str) {
        for (number, word) in text.split_whitespace().enumerate() {
            self.blank |= number > 0 || text.starts_with(char::is_whitespace);
            let begins_line = self.out.is_empty() || self.breaks > 0;
            self.advance();
            if self.blank && !begins_line {
                self.out.push(' ');
            }
            self.blank = false;
            for mark in self.marks.iter_mut().filter(|mark| !mark.written) {
                mark.written = true;
                self.out.push_str(if mark.address.is_some() { "[" } else { mark.mark });
            }
            push_escaped(&mut self.out, word, begins_line);
        }
        self.blank |= text.ends_with(char::is_whitespace);
    }

    pub fn finish(mut self) -> String {
        let open: Vec<String> = self.marks.iter().map(|mark| mark.element.clone()).collect();
        for element in open.iter().rev() {
            self.unmark(element);
        }
        if self.preformatted {
            self.breaks = 1;
            self.line("```");
        }
        self.out
    }
}

/// Addresses that can stand between `<` and `>`.
fn is_plain(address: &str) -> bool {
    !address.is_empty() && !address.chars().any(|character| character.is_control() || "<>\\\n".contains(character))
}

/// A word in which nothing means anything to Markdown.
fn push_escaped(out: &mut String, word: &str, begins_line: bool) {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    for (at, character) in word.char_indices() {
        let anywhere = "\\`*_[]<~|&".contains(character);
        let at_start = begins_line && at == 0 && "#>+-=:".contains(character);
        let numbers = begins_line && digits > 0 && at == digits && ".)".contains(character);
        if anywhere || at_start || numbers {
            out.push('\\');
        }
        out.push(character);
    }
}
