//! Who speaks in a conversation, and how a template becomes what they say.

use model::tickets::Turn;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Line {
    Question,
    Details,
    Solution,
    Thanks,
    Goodbye,
}

/// Who says what after the description. The last word is with whoever the ticket does not wait for.
pub(super) fn lines(turn: Turn, count: usize) -> Vec<Line> {
    let ending: &[Line] = match turn {
        Turn::New => return vec![Line::Details; count],
        Turn::Us => &[Line::Question, Line::Details],
        Turn::Contact => &[Line::Details, Line::Question],
        Turn::Closed if count < 3 => &[Line::Details, Line::Solution],
        Turn::Closed => &[Line::Solution, Line::Thanks, Line::Goodbye],
    };
    let mut lines: Vec<Line> = ending.iter().rev().copied().take(count).collect();
    while lines.len() < count {
        let from_agent = matches!(lines.last(), Some(Line::Question | Line::Solution | Line::Goodbye));
        lines.push(if from_agent { Line::Details } else { Line::Question });
    }
    lines.reverse();
    lines
}

/// What the placeholders of a text stand for.
pub(super) struct Words<'a> {
    pub item: &'a str,
    pub number: u64,
    pub count: u64,
    pub name: &'a str,
    pub agent: &'a str,
}

impl Words<'_> {
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 40);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let word = after.split('}').next().unwrap_or_default();
            match word {
                "item" => filled.push_str(self.item),
                "number" => filled.push_str(&self.number.to_string()),
                "count" => filled.push_str(&self.count.to_string()),
                "name" => filled.push_str(self.name),
                "agent" => filled.push_str(self.agent),
                // A brace of the text's own.
                _ => {
                    filled.push('{');
                    rest = after;
                    continue;
                }
            }
            rest = &after[word.len() + 1..];
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::super::topics::TOPICS;
    use super::*;

    #[test]
    fn every_placeholder_is_filled() {
        let words = Words { item: "I", number: 1, count: 2, name: "N", agent: "A" };
        for topic in &TOPICS {
            let texts = [topic.subjects, topic.openings, topic.questions, topic.details, topic.solutions, topic.comments];
            for text in texts.into_iter().flatten() {
                let filled = words.fill(text);
                for placeholder in ["{item}", "{number}", "{count}", "{name}", "{agent}"] {
                    assert!(!filled.contains(placeholder), "{filled}");
                }
            }
        }
        assert_eq!(words.fill("```json\n{\"a\": {number}}\n```"), "```json\n{\"a\": 1}\n```");
    }

    #[test]
    fn the_last_word_is_with_whom_it_does_not_wait_for() {
        for count in 0..9 {
            for turn in [Turn::New, Turn::Contact, Turn::Us, Turn::Closed] {
                assert_eq!(lines(turn, count).len(), count);
            }
        }
        assert!(lines(Turn::Us, 4).ends_with(&[Line::Details]));
        assert!(lines(Turn::Contact, 3).ends_with(&[Line::Question]));
        assert!(lines(Turn::Closed, 3) == [Line::Solution, Line::Thanks, Line::Goodbye]);
        assert!(lines(Turn::Closed, 5)[..2] == [Line::Question, Line::Details]);
    }
}
