//! Markdown as people write it in tickets, to HTML that is safe to insert and to plain text.
//!
//! No HTML that was typed is ever HTML: tags come out as the text they are. Links lead to `http`, `https` and `mailto`
//! only; images become links, since loading one would tell its sender who reads. Nothing nests deeper than 24, and the
//! output is bounded, whatever comes in.

use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html};

/// Bytes of Markdown that are looked at; 50,000 characters of any script fit.
const INPUT_MAX: usize = 200_000;
/// Bytes of HTML, nearly: what is open is closed.
const OUTPUT_MAX: usize = 1_000_000;
const DEPTH_MAX: usize = 24;

/// Markdown as HTML, safe to insert.
pub fn to_html(text: &str) -> String {
    let mut writer = Writer { events: Vec::new(), open: Vec::new(), in_link: false, in_code: false, budget: OUTPUT_MAX };
    for event in TextMergeStream::new(parser(text)) {
        writer.take(event);
    }
    let mut rendered = String::with_capacity(text.len() * 2);
    html::push_html(&mut rendered, writer.events.into_iter());
    rendered
}

/// The words alone, in one line.
pub fn to_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len().min(INPUT_MAX));
    for event in parser(text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => plain.push_str(&text),
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) => {}
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of the text, at most `max` characters.
pub fn excerpt(text: &str, max: usize) -> String {
    // Markup takes room too: enough is read that the excerpt is full.
    let plain = to_text(cut(text, max * 20));
    if plain.chars().count() <= max {
        return plain;
    }
    let kept: String = plain.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(cut(text, INPUT_MAX), Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

fn cut(text: &str, max: usize) -> &str {
    let mut end = text.len().min(max);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Goes between the parser and the renderer and lets through what may be seen.
struct Writer<'a> {
    events: Vec<Event<'a>>,
    /// For everything that is open in the text, what closes it in the output.
    open: Vec<Close<'a>>,
    in_link: bool,
    in_code: bool,
    budget: usize,
}

enum Close<'a> {
    /// It was not let through.
    Nothing,
    Tag(TagEnd),
    Link,
    /// A link in the place of an image; without a description, its address is shown.
    Image {
        address: CowStr<'a>,
        begun_at: usize,
    },
}

impl<'a> Writer<'a> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => {
                let close = if self.spend(32) && self.open.len() < DEPTH_MAX { self.start(tag) } else { Close::Nothing };
                self.open.push(close);
            }
            Event::End(_) => self.end(),
            Event::Text(text) if self.in_link || self.in_code => self.text(text),
            Event::Text(text) => self.linked_text(&text),
            Event::Html(text) | Event::InlineHtml(text) => self.text(text),
            Event::Code(text) if self.spend(text.len() + 13) => self.events.push(Event::Code(text)),
            Event::SoftBreak | Event::HardBreak if self.spend(7) => self.events.push(Event::HardBreak),
            Event::Rule if self.spend(7) => self.events.push(Event::Rule),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>) -> Close<'a> {
        let tag = match tag {
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => return self.start_link(&format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => return self.start_link(&dest_url),
            Tag::Image { dest_url, .. } => {
                return match self.start_link(&dest_url) {
                    Close::Link => Close::Image { address: dest_url, begun_at: self.events.len() },
                    other => other,
                };
            }
            Tag::HtmlBlock => Tag::Paragraph,
            // The page has its own first and second headings.
            Tag::Heading { level, .. } => {
                let level = HeadingLevel::try_from(level as usize + 2).unwrap_or(HeadingLevel::H6);
                Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() }
            }
            // Alignment would be a style attribute, which the content security policy refuses.
            Tag::Table(_) => Tag::Table(Vec::new()),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                Tag::CodeBlock(kind)
            }
            tag => tag,
        };
        let end = tag.to_end();
        self.events.push(Event::Start(tag));
        Close::Tag(end)
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Close::Tag(end)) => {
                if end == TagEnd::CodeBlock {
                    self.in_code = false;
                }
                self.events.push(Event::End(end));
            }
            Some(Close::Link) => self.end_link(),
            Some(Close::Image { address, begun_at }) => {
                if self.events.len() == begun_at {
                    self.text(address);
                }
                self.end_link();
            }
            Some(Close::Nothing) | None => {}
        }
    }

    fn start_link(&mut self, address: &str) -> Close<'a> {
        if self.in_link || !is_safe(address) || !self.spend(address.len() + 48) {
            return Close::Nothing;
        }
        self.in_link = true;
        self.events.push(Event::InlineHtml(format!("<a href=\"{}\" rel=\"noopener nofollow\">", escaped(address)).into()));
        Close::Link
    }

    fn end_link(&mut self) {
        self.in_link = false;
        self.events.push(Event::InlineHtml("</a>".into()));
    }

    fn text(&mut self, text: CowStr<'a>) {
        if self.spend(text.len()) {
            self.events.push(Event::Text(text));
        }
    }

    /// Text in which addresses that somebody just wrote become links.
    fn linked_text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = next_address(rest) {
            let length = rest[at..].find(|c: char| c.is_whitespace() || "<>\"".contains(c)).unwrap_or(rest.len() - at);
            let address = rest[at..at + length].trim_end_matches(|c: char| ".,;:!?)]}'*".contains(c));
            let (before, after) = (&rest[..at], &rest[at + address.len()..]);
            self.text(before.to_owned().into());
            let close = self.start_link(address);
            self.text(address.to_owned().into());
            if matches!(close, Close::Link) {
                self.end_link();
            }
            rest = after;
        }
        self.text(rest.to_owned().into());
    }

    fn spend(&mut self, bytes: usize) -> bool {
        let enough = self.budget >= bytes;
        self.budget = if enough { self.budget - bytes } else { 0 };
        enough
    }
}

/// Where the next `http://` or `https://` of at least one more character begins.
fn next_address(text: &str) -> Option<usize> {
    text.match_indices("://").find_map(|(at, mark)| {
        let scheme = ["https", "http"].into_iter().find(|scheme| text[..at].ends_with(scheme))?;
        let begins = at - scheme.len();
        let alone = !text[..begins].chars().next_back().is_some_and(char::is_alphanumeric);
        let goes_on = text[at + mark.len()..].chars().next().is_some_and(char::is_alphanumeric);
        (alone && goes_on).then_some(begins)
    })
}

fn is_safe(address: &str) -> bool {
    let lower = address.get(..8).unwrap_or(address).to_ascii_lowercase();
    let scheme = ["http://", "https://", "mailto:"].into_iter().any(|scheme| lower.starts_with(scheme));
    scheme && !address.chars().any(char::is_control)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
