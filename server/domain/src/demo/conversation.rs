//! A ticket of a world and what is said in it.

use model::Timestamp;
use model::tickets::{Priority, Turn};

use super::lines::{Line, Words, lines};
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
    let requester = requester(setting, &mut chance);
    let agent = agent(setting, &mut chance, turn);
    let words = words(setting, &mut chance, topic, requester, agent);
    let subject = capitalised(&words.fill(chance.pick(topic.subjects)));
    let content = words.fill(chance.pick(topic.openings));
    let talk = Talk { setting, requester, agent, pause: 0, at: created, messages: Vec::new() };
    let (messages, last) = messages(&mut chance, talk, topic, &words, turn);
    // A few tickets are nobody's but their customer's.
    let company = requester.filter(|_| chance.percent(92)).and_then(|requester| requester.companies.first().copied());
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
        companies: company.into_iter().collect(),
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

fn requester<'a>(setting: &'a Setting, chance: &mut Chance) -> Option<&'a Requester> {
    match setting.requesters.len() as u64 {
        0 => None,
        count => setting.requesters.get(usize::try_from(chance.skewed(count)).unwrap_or(0)),
    }
}

/// Most tickets have an owner, new ones mostly not yet.
fn agent<'a>(setting: &'a Setting, chance: &mut Chance, turn: Turn) -> Option<&'a Agent> {
    let owned = if turn == Turn::New { 30 } else { 88 };
    let agent = chance.index(setting.agents.len());
    if chance.percent(owned) { setting.agents.get(agent) } else { None }
}

fn words<'a>(
    setting: &'a Setting,
    chance: &mut Chance,
    topic: &Topic,
    requester: Option<&'a Requester>,
    agent: Option<&'a Agent>,
) -> Words<'a> {
    Words {
        item: chance.pick(topic.items),
        number: 10_000 + chance.below(89_999),
        count: 2 + chance.below(7),
        name: requester.map_or("", |requester| requester.first_name),
        agent: agent.map_or(setting.team.as_str(), |agent| agent.name.split(' ').next().unwrap_or_default()),
    }
}

/// A conversation as it goes on.
struct Talk<'a> {
    setting: &'a Setting,
    requester: Option<&'a Requester>,
    agent: Option<&'a Agent>,
    /// The longest time between two messages.
    pause: i64,
    at: Timestamp,
    messages: Vec<WholeMessage>,
}

impl Talk<'_> {
    fn pass(&mut self, chance: &mut Chance) {
        let pause = u64::try_from(self.pause).unwrap_or(0);
        self.at = self.at.plus(i64::try_from(chance.below(pause)).unwrap_or(0));
    }

    fn customer(&mut self, text: String) {
        self.messages.push(WholeMessage {
            kind: "MESSAGE",
            direction: Some("INCOMING"),
            contact: self.requester.map(|requester| requester.id),
            text,
            at: self.at,
            ..WholeMessage::default()
        });
    }

    fn team(&mut self, kind: &'static str, text: String, event: Option<StoredEvent>) {
        self.messages.push(WholeMessage {
            kind,
            direction: (kind == "MESSAGE").then_some("OUTGOING"),
            user: self.agent.map(|agent| agent.id),
            author_name: self.agent.is_none().then(|| self.setting.team.clone()),
            text,
            event: event.map(|event| event.json()),
            at: self.at,
            ..WholeMessage::default()
        });
    }
}

/// The conversation, and when the last thing in it happened.
fn messages(
    chance: &mut Chance,
    mut talk: Talk<'_>,
    topic: &Topic,
    words: &Words<'_>,
    turn: Turn,
) -> (Vec<WholeMessage>, Timestamp) {
    let lines = lines(turn, usize::try_from(talk.setting.messages).unwrap_or(0));
    // The pauses fit between the beginning and now, also in a ticket of this morning.
    talk.pause = (2 * Timestamp::DAY).min((talk.setting.now.0 - talk.at.0) / (i64::try_from(lines.len()).unwrap_or(0) + 3));
    let comment_after = if chance.percent(18) { chance.index(lines.len()) } else { usize::MAX };
    let (mut asked, mut told) = (chance.index(8), chance.index(8));
    for (index, line) in lines.into_iter().enumerate() {
        talk.pass(chance);
        match line {
            Line::Question => talk.team("MESSAGE", words.fill(next(topic.questions, &mut asked)), None),
            Line::Solution => talk.team("MESSAGE", words.fill(chance.pick(topic.solutions)), None),
            Line::Goodbye => talk.team("MESSAGE", words.fill(chance.pick(&GOODBYES)), None),
            Line::Details => talk.customer(words.fill(next(topic.details, &mut told))),
            Line::Thanks => talk.customer(words.fill(chance.pick(&THANKS))),
        }
        if index == comment_after {
            talk.pass(chance);
            talk.team("COMMENT", words.fill(chance.pick(topic.comments)), None);
        }
    }
    if turn == Turn::Closed {
        talk.pass(chance);
        let closed = StoredEvent::StageChanged { from: stage(Turn::Us), to: stage(Turn::Closed) };
        talk.team("EVENT", String::new(), Some(closed));
    }
    (talk.messages, talk.at)
}

/// Goes through the texts in turn, so that nobody says the same twice in a row.
fn next<'a>(of: &[&'a str], place: &mut usize) -> &'a str {
    *place += 1;
    of[*place % of.len()]
}
