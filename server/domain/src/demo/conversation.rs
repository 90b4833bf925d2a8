//! A ticket of a world and what is said in it.

use model::Timestamp;
use model::tickets::{Priority, Turn};

use super::random::{Chance, Kind};
use super::topics::{GOODBYES, THANKS, TOPICS, Topic};
use crate::import::bulk::{WholeMessage, WholeTicket};
use crate::tickets::events::StoredEvent;
use crate::tickets::stages::turn_word;

/// The default pipeline and its stages, which migrations make.
const PIPELINE: i64 = 0;
const SPREAD: i64 = 730 * Timestamp::DAY;

/// A contact with what a ticket needs of them.
pub(super) struct Requester {
    pub id: i64,
    pub first_name: &'static str,
    /// The primary one first.
    pub companies: Vec<i64>,
}

pub(super) struct Agent {
    pub id: i64,
    pub name: String,
}

/// What all tickets of a world have in common.
pub(super) struct Setting {
    pub seed: u64,
    pub now: Timestamp,
    pub tickets: u64,
    pub messages: u64,
    pub inbox: Option<i64>,
    /// Who answers, where there is nobody in particular.
    pub team: String,
    pub agents: Vec<Agent>,
    pub requesters: Vec<Requester>,
}

fn stage(turn: Turn) -> i64 {
    match turn {
        Turn::New => 1,
        Turn::Contact => 2,
        Turn::Us => 3,
        Turn::Closed => 4,
    }
}

/// Where a ticket of this age stands: old ones are closed, but for a few.
fn turn(chance: &mut Chance, age: i64) -> Turn {
    let (closed, contact, us) = match age / Timestamp::DAY {
        0..3 => (20, 20, 35),
        3..14 => (55, 20, 20),
        14..60 => (85, 10, 5),
        _ => (97, 2, 1),
    };
    match chance.below(100) {
        roll if roll < closed => Turn::Closed,
        roll if roll < closed + contact => Turn::Contact,
        roll if roll < closed + contact + us => Turn::Us,
        _ => Turn::New,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Line {
    Question,
    Details,
    Solution,
    Thanks,
    Goodbye,
}

/// Who says what after the description. The last word is with whoever the ticket does not wait for.
fn lines(turn: Turn, count: usize) -> Vec<Line> {
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
struct Words<'a> {
    item: &'a str,
    number: u64,
    count: u64,
    name: &'a str,
    agent: &'a str,
}

impl Words<'_> {
    fn fill(&self, text: &str) -> String {
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

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The ticket with this number. They are in the order of their creation, which spreads over two years before now.
pub(super) fn ticket(setting: &Setting, number: u64) -> WholeTicket {
    let mut chance = Chance::of(setting.seed, Kind::Ticket, number);
    let created = created_at(setting, number, &mut chance);
    let turn = turn(&mut chance, setting.now.0 - created.0);
    let topic = &TOPICS[chance.index(TOPICS.len())];
    let requester = match setting.requesters.len() as u64 {
        0 => None,
        count => setting.requesters.get(usize::try_from(chance.skewed(count)).unwrap_or(0)),
    };
    let owned = if turn == Turn::New { 30 } else { 88 };
    let agent = if setting.agents.is_empty() || !chance.percent(owned) {
        None
    } else {
        setting.agents.get(chance.index(setting.agents.len()))
    };
    let agent_name = agent.map_or(setting.team.as_str(), |agent| agent.name.split(' ').next().unwrap_or_default());
    let words = Words {
        item: chance.pick(topic.items),
        number: 10_000 + chance.below(89_999),
        count: 2 + chance.below(7),
        name: requester.map_or("", |requester| requester.first_name),
        agent: agent_name,
    };
    let subject = capitalised(&words.fill(chance.pick(topic.subjects)));
    let content = words.fill(chance.pick(topic.openings));
    let (messages, last) = messages(setting, &mut chance, topic, &words, (turn, created), (requester, agent));
    let companies = match requester {
        Some(requester) if chance.percent(92) => requester.companies.clone(),
        _ => Vec::new(),
    };
    WholeTicket {
        subject,
        content,
        pipeline: PIPELINE,
        stage: stage(turn),
        turn: turn_word(turn).to_owned(),
        priority: priority(&mut chance),
        category: Some(topic.category.to_owned()),
        source: chance.pick(&["PORTAL", "PORTAL", "PORTAL", "EMAIL", "EMAIL", "FORM", "CHAT", "PHONE"]),
        owner: agent.map(|agent| agent.id),
        requester: requester.map(|requester| requester.id),
        inbox: setting.inbox,
        properties: "{}".to_owned(),
        external_key: None,
        created,
        last_activity: last,
        closed: (turn == Turn::Closed).then_some(last),
        contacts: requester.map(|requester| requester.id).into_iter().collect(),
        companies: companies.into_iter().take(1).collect(),
        messages,
        // What was answered in the last days may still be new to its reader.
        read: setting.now.0 - last.0 > 5 * Timestamp::DAY || chance.percent(60),
    }
}

fn created_at(setting: &Setting, number: u64, chance: &mut Chance) -> Timestamp {
    let slot = SPREAD / i64::try_from(setting.tickets.max(1)).unwrap_or(i64::MAX);
    let start = setting.now.0 - SPREAD + i64::try_from(number).unwrap_or(0).saturating_mul(slot);
    let within = chance.below(u64::try_from(slot).unwrap_or(1).max(1));
    Timestamp(start + i64::try_from(within).unwrap_or(0))
}

fn priority(chance: &mut Chance) -> Option<&'static str> {
    match chance.below(100) {
        0..25 => None,
        25..50 => Some(Priority::Low.word()),
        50..80 => Some(Priority::Medium.word()),
        80..95 => Some(Priority::High.word()),
        _ => Some(Priority::Urgent.word()),
    }
}

/// The conversation, and when the last thing in it happened.
fn messages(
    setting: &Setting,
    chance: &mut Chance,
    topic: &'static Topic,
    words: &Words<'_>,
    (turn, created): (Turn, Timestamp),
    (requester, agent): (Option<&Requester>, Option<&Agent>),
) -> (Vec<WholeMessage>, Timestamp) {
    let lines = lines(turn, usize::try_from(setting.messages).unwrap_or(0));
    // The gaps fit between the beginning and now, also on a ticket of this morning.
    let longest = (2 * Timestamp::DAY).min((setting.now.0 - created.0) / (i64::try_from(lines.len()).unwrap_or(0) + 2));
    let mut at = created;
    let mut gap = |chance: &mut Chance| {
        at = at.plus(i64::try_from(chance.below(u64::try_from(longest).unwrap_or(1).max(1))).unwrap_or(0));
        at
    };
    let from_agent = |kind: &'static str, direction, text: String, at| WholeMessage {
        kind,
        direction,
        user: agent.map(|agent| agent.id),
        author_name: agent.is_none().then(|| setting.team.clone()),
        text,
        at,
        ..WholeMessage::default()
    };
    let comment_after = if chance.percent(18) { chance.index(lines.len().max(1)) } else { usize::MAX };
    let (mut asked, mut told) = (chance.index(8), chance.index(8));
    let mut messages = Vec::with_capacity(lines.len() + 2);
    for (index, line) in lines.into_iter().enumerate() {
        let text = match line {
            Line::Question => next(topic.questions, &mut asked),
            Line::Details => next(topic.details, &mut told),
            Line::Solution => chance.pick(topic.solutions),
            Line::Thanks => chance.pick(&THANKS),
            Line::Goodbye => chance.pick(&GOODBYES),
        };
        let (text, at) = (words.fill(text), gap(chance));
        messages.push(match line {
            Line::Details | Line::Thanks => WholeMessage {
                kind: "MESSAGE",
                direction: Some("INCOMING"),
                contact: requester.map(|requester| requester.id),
                text,
                at,
                ..WholeMessage::default()
            },
            _ => from_agent("MESSAGE", Some("OUTGOING"), text, at),
        });
        if index == comment_after {
            messages.push(from_agent("COMMENT", None, words.fill(chance.pick(topic.comments)), gap(chance)));
        }
    }
    if turn == Turn::Closed {
        let event = StoredEvent::StageChanged { from: stage(Turn::Us), to: stage(Turn::Closed) };
        let closed = from_agent("EVENT", None, String::new(), gap(chance));
        messages.push(WholeMessage { event: Some(event.json()), ..closed });
    }
    (messages, at)
}

/// Goes through the texts in turn, so that nobody says the same twice in a row.
fn next<'a>(of: &[&'a str], place: &mut usize) -> &'a str {
    *place += 1;
    of[*place % of.len()]
}

#[cfg(test)]
mod tests {
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
