//! Every operator of the search, on generated records, against an oracle that knows nothing of databases.

use std::collections::{BTreeMap, BTreeSet};

use domain::TokenDesk;
use domain::crm::{
    Definition, Filter, NewLink, NewRecord, ObjectType, Operator, PropertyKind, Record, SearchRequest, Sort, Wanted,
};
use domain::testing::World;
use model::Timestamp;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

const RECORDS: usize = 40;
const SEARCHES: u32 = 300;

/// Texts with the signs that mean something to one of the databases, and words that stand in many ways.
const TEXTS: [&str; 18] = [
    "Printer on fire",
    "the printer, again",
    "PRINTER",
    "printers",
    "printer_room 7",
    "printer-room",
    "«printer»",
    "write to ana@acme.com, please",
    "ana@acme.com.au",
    "<ana@acme.com>",
    "50% of 100",
    "x*y [z] a?b",
    "it's a_b",
    "axb",
    "back\\slash",
    "$1 and ?",
    "émoji 🦊 fox",
    "!",
];

const VALUES: [&str; 22] = [
    "printer",
    "Printer On Fire",
    "print*",
    "*inter",
    "*@acme.com",
    "ana@acme.com",
    "ana@*",
    "acme",
    "50%",
    "%",
    "_",
    "a_b",
    "x*y",
    "[z]",
    "a?b",
    "*",
    "fire printer",
    "back\\slash",
    "émoji",
    "🦊",
    "$1",
    "!",
];

const NUMBERS: [&str; 6] = ["0", "1", "42", "42.5", "-3", "1000000"];
const MOMENTS: [&str; 4] = ["2026-01-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z", "2026-02-01T00:00:00.001Z", "1767225600000"];
const OPERATORS: [Operator; 13] = [
    Operator::Eq,
    Operator::Neq,
    Operator::Lt,
    Operator::Lte,
    Operator::Gt,
    Operator::Gte,
    Operator::Between,
    Operator::In,
    Operator::NotIn,
    Operator::HasProperty,
    Operator::NotHasProperty,
    Operator::ContainsToken,
    Operator::NotContainsToken,
];

/// The properties that are tried: some in columns, some not.
fn tried(object_type: ObjectType) -> &'static [&'static str] {
    match object_type {
        ObjectType::Contacts => {
            &["firstname", "lastname", "email", "jobtitle", "hs_lead_status", "lastmodifieddate", "associatedcompanyid"]
        }
        ObjectType::Companies => &["name", "city", "description", "numberofemployees", "createdate", "hs_object_id"],
        ObjectType::Notes => &["hs_timestamp", "hubspot_owner_id", "hs_createdate"],
        ObjectType::Tickets => &[
            "subject",
            "content",
            "hs_resolution",
            "hs_ticket_priority",
            "hs_ticket_category",
            "source_type",
            "hs_pipeline_stage",
            "hubspot_owner_id",
            "closed_date",
            "first_agent_reply_date",
        ],
    }
}

/// Values to write, and to compare with.
fn values(definition: &Definition) -> Vec<&str> {
    match definition.kind {
        PropertyKind::Number => NUMBERS.to_vec(),
        PropertyKind::Date | PropertyKind::DateTime => MOMENTS.to_vec(),
        PropertyKind::Enumeration if definition.name == "hubspot_owner_id" => vec!["1", "2", "999"],
        PropertyKind::Enumeration if definition.name == "hs_pipeline_stage" => vec!["1", "2", "4"],
        PropertyKind::Enumeration => definition.options.iter().map(|option| option.value.as_str()).collect(),
        _ => TEXTS.to_vec(),
    }
}

/// Some of the properties, each with one of its values.
fn record(
    definitions: &[Definition],
    object_type: ObjectType,
    runner: &mut TestRunner,
    number: usize,
) -> BTreeMap<String, String> {
    let mut sample = |max: usize| (0..max).new_tree(runner).unwrap().current();
    let mut properties = BTreeMap::new();
    for definition in definitions {
        let name = &definition.name;
        if definition.read_only || name == "email" || sample(3) == 0 {
            continue;
        }
        let values = values(definition);
        let mut value = values[sample(values.len())].to_owned();
        if name == "hs_ticket_category" && sample(2) == 0 {
            value = format!("{value};{}", values[sample(values.len())]);
        }
        if name == "hubspot_owner_id" && value == "999" {
            continue;
        }
        properties.insert(name.clone(), value);
    }
    match object_type {
        ObjectType::Contacts => {
            let host = ["acme.com", "acme.com.au", "example.org"][sample(3)];
            properties.insert("email".to_owned(), format!("person{number}@{host}"));
        }
        ObjectType::Companies => {
            properties.entry("name".to_owned()).or_insert_with(|| format!("Company {number}"));
        }
        ObjectType::Tickets => {
            properties.entry("hs_pipeline_stage".to_owned()).or_insert_with(|| "1".to_owned());
        }
        ObjectType::Notes => {
            properties.remove("hs_attachment_ids");
            properties.entry("hs_timestamp".to_owned()).or_insert_with(|| MOMENTS[0].to_owned());
        }
    }
    properties
}

fn word_character(character: char) -> bool {
    match character {
        '_' => true,
        _ if character.is_ascii() => character.is_ascii_alphanumeric(),
        _ => !"«»\u{a0}–—‘’“”…、。「」".contains(character),
    }
}

/// Whether a piece stands in a text, both in lower case.
fn stands(text: &str, piece: &str) -> bool {
    let inner = piece.trim_start_matches('*');
    let literal = inner.trim_end_matches('*');
    let (open_start, open_end) = (inner.len() < piece.len(), literal.len() < inner.len());
    if literal.is_empty() {
        return true;
    }
    let word = literal.chars().all(|character| character.is_alphanumeric() || character == '_');
    let parts = |beside: Option<char>| match beside {
        None => true,
        Some(beside) if word => !word_character(beside),
        Some(beside) => " \t\r\n,;:()<>[]{}\"'!?".contains(beside),
    };
    text.match_indices(literal).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + literal.len()..].chars().next());
        (open_start || parts(before)) && (open_end || parts(after))
    }) || overlapping(text, literal, open_start, open_end, &parts)
}

/// `match_indices` does not see a place that overlaps with the one before.
fn overlapping(text: &str, literal: &str, open_start: bool, open_end: bool, parts: &impl Fn(Option<char>) -> bool) -> bool {
    text.char_indices().map(|(at, _)| at).filter(|at| text[*at..].starts_with(literal)).any(|at| {
        let (before, after) = (text[..at].chars().next_back(), text[at + literal.len()..].chars().next());
        (open_start || parts(before)) && (open_end || parts(after))
    })
}

fn contains(text: &str, value: &str) -> bool {
    let (text, value) = (text.to_lowercase(), value.to_lowercase());
    value.split_whitespace().all(|piece| stands(&text, piece))
}

fn moment(text: &str) -> f64 {
    if let Ok(milliseconds) = text.parse::<i64>() {
        return milliseconds as f64;
    }
    iso(text)
}

/// The moment that is so written, by halving.
fn iso(text: &str) -> f64 {
    let (mut low, mut high) = (0_i64, 4_102_444_800_000_i64);
    while low < high {
        let middle = (low + high) / 2;
        if Timestamp(middle).iso().as_str() < text { low = middle + 1 } else { high = middle }
    }
    low as f64
}

/// What both sides of a comparison are.
#[derive(PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

fn key(definition: &Definition, text: &str) -> Key {
    match definition.kind {
        PropertyKind::Number => Key::Number(text.parse().unwrap()),
        PropertyKind::Date | PropertyKind::DateTime => Key::Number(moment(text)),
        // The ids of other records are compared as the numbers that they are.
        PropertyKind::Enumeration if definition.external_options => Key::Number(text.parse().unwrap()),
        _ => Key::Text(text.to_lowercase()),
    }
}

fn equal(definition: &Definition, value: &str, wanted: &str) -> bool {
    if definition.name == "hs_ticket_category" {
        return value.split(';').any(|one| one.eq_ignore_ascii_case(wanted));
    }
    key(definition, value) == key(definition, wanted)
}

/// What the filter says of a record, by the product's rule.
fn holds(definition: &Definition, filter: &Filter, record: &Record) -> bool {
    let value = record.properties[&filter.property].as_deref();
    let Some(value) = value else {
        return filter.operator == Operator::NotHasProperty;
    };
    let wanted = filter.value.as_deref().unwrap_or_default();
    match filter.operator {
        Operator::HasProperty => true,
        Operator::NotHasProperty => false,
        Operator::Eq => equal(definition, value, wanted),
        Operator::Neq => !equal(definition, value, wanted),
        Operator::In => filter.values.iter().any(|wanted| equal(definition, value, wanted)),
        Operator::NotIn => !filter.values.iter().any(|wanted| equal(definition, value, wanted)),
        Operator::Lt => key(definition, value) < key(definition, wanted),
        Operator::Lte => key(definition, value) <= key(definition, wanted),
        Operator::Gt => key(definition, value) > key(definition, wanted),
        Operator::Gte => key(definition, value) >= key(definition, wanted),
        Operator::Between => {
            let high = filter.high_value.as_deref().unwrap_or_default();
            key(definition, value) >= key(definition, wanted) && key(definition, value) <= key(definition, high)
        }
        Operator::ContainsToken => contains(value, wanted),
        Operator::NotContainsToken => !contains(value, wanted),
    }
}

/// Words are looked for in texts only: numbers and moments have none that people type.
fn makes_sense(definition: &Definition, operator: Operator) -> bool {
    let tokens = matches!(operator, Operator::ContainsToken | Operator::NotContainsToken);
    !tokens || matches!(definition.kind, PropertyKind::String)
}

fn filters(definitions: &[Definition]) -> impl Strategy<Value = Filter> + use<> {
    let choices: Vec<(Definition, Operator)> = definitions
        .iter()
        .flat_map(|definition| OPERATORS.map(|operator| (definition.clone(), operator)))
        .filter(|(definition, operator)| makes_sense(definition, *operator))
        .collect();
    (prop::sample::select(choices), prop::collection::vec(any::<prop::sample::Index>(), 4)).prop_map(
        |((definition, operator), picks)| {
            let known: Vec<&str> = match definition.kind {
                PropertyKind::String => VALUES.iter().chain(&TEXTS).copied().collect(),
                _ => values(&definition),
            };
            let pick = |number: usize| picks[number].get(&known).to_string();
            Filter {
                property: definition.name.clone(),
                operator,
                value: Some(pick(0)),
                high_value: Some(pick(1)),
                values: vec![pick(2), pick(3)],
            }
        },
    )
}

fn wanted(object_type: ObjectType) -> Wanted {
    Wanted { properties: Some(tried(object_type).iter().map(|name| (*name).to_owned()).collect()), ..Wanted::default() }
}

async fn made(
    world: &World,
    desk: &TokenDesk,
    definitions: &[Definition],
    object_type: ObjectType,
    runner: &mut TestRunner,
) -> Vec<Record> {
    for number in 0..RECORDS {
        world.advance(977);
        let properties = record(definitions, object_type, runner, number);
        let links = match object_type {
            ObjectType::Contacts if number % 3 == 0 => vec![NewLink { to: world.acme.to_string(), types: vec![1] }],
            _ => Vec::new(),
        };
        let new = NewRecord { properties, links };
        let made = desk.create_record(object_type, &new).await.unwrap_or_else(|error| panic!("{error}: {new:?}"));
        if number % 9 == 0 {
            desk.archive_record(object_type, &made.id.to_string()).await.unwrap();
        }
    }
    desk.records(object_type, &wanted(object_type), None, 100).await.unwrap().records
}

async fn compare(world: &World, desk: &TokenDesk, object_type: ObjectType) {
    let mut runner = TestRunner::new(Config { cases: SEARCHES, ..Config::default() });
    let all = desk.properties(object_type, false).await.unwrap();
    let definitions: Vec<Definition> =
        all.into_iter().filter(|definition| tried(object_type).contains(&definition.name.as_str())).collect();
    let records = made(world, desk, &definitions, object_type, &mut runner).await;
    let named = |name: &str| definitions.iter().find(|definition| definition.name == name).unwrap();
    let group = prop::collection::vec(filters(&definitions), 0..3);
    let groups = prop::collection::vec(group, 0..4);
    for _ in 0..SEARCHES {
        let groups = groups.new_tree(&mut runner).unwrap().current();
        let expected: BTreeSet<i64> = records
            .iter()
            .filter(|record| {
                let all = |group: &Vec<Filter>| group.iter().all(|filter| holds(named(&filter.property), filter, record));
                groups.is_empty() || groups.iter().any(all)
            })
            .map(|record| record.id)
            .collect();
        let request = SearchRequest { groups: groups.clone(), limit: 200, ..SearchRequest::default() };
        let found = desk.search_records(object_type, &request).await.unwrap_or_else(|error| panic!("{error}: {groups:?}"));
        let ids: BTreeSet<i64> = found.records.iter().map(|record| record.id).collect();
        assert_eq!((found.total, &ids), (expected.len() as u64, &expected), "{groups:#?}");
    }
    for definition in &definitions {
        sorted(desk, object_type, definition, &records).await;
    }
}

/// Pages of a sorted search are the sorted whole; what has no value comes last.
async fn sorted(desk: &TokenDesk, object_type: ObjectType, definition: &Definition, records: &[Record]) {
    for descending in [false, true] {
        let sort = Some(Sort { property: definition.name.clone(), descending });
        let (mut seen, mut after) = (Vec::new(), 0);
        loop {
            let wanted = wanted(object_type);
            let request = SearchRequest { sort: sort.clone(), limit: 7, after, wanted, ..SearchRequest::default() };
            let page = desk.search_records(object_type, &request).await.unwrap();
            assert_eq!(page.total, records.len() as u64);
            seen.extend(page.records);
            match page.next {
                Some(next) => after = next,
                None => break,
            }
        }
        let ids: BTreeSet<i64> = seen.iter().map(|record| record.id).collect();
        assert_eq!((ids.len(), seen.len()), (records.len(), records.len()), "{}", definition.name);
        let keys: Vec<Option<Key>> = seen
            .iter()
            .map(|record| record.properties[&definition.name].as_deref().map(|value| key(definition, value)))
            .collect();
        for pair in keys.windows(2) {
            let in_order = match (&pair[0], &pair[1]) {
                (Some(first), Some(second)) => {
                    if descending {
                        first >= second
                    } else {
                        first <= second
                    }
                }
                (None, Some(_)) => false,
                _ => true,
            };
            assert!(in_order, "{} {descending}", definition.name);
        }
    }
}

#[tokio::test]
async fn every_operator_finds_what_the_oracle_finds() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    for object_type in [ObjectType::Companies, ObjectType::Tickets, ObjectType::Contacts, ObjectType::Notes] {
        compare(&world, &desk, object_type).await;
    }
}

#[tokio::test]
async fn words_find_records_by_their_main_properties() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let ticket = |subject: &str, content: &str| {
        let properties = [("subject", subject), ("content", content), ("hs_pipeline_stage", "1")];
        NewRecord {
            properties: properties.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            links: Vec::new(),
        }
    };
    let first = desk.create_record(ObjectType::Tickets, &ticket("Printer", "It burns")).await.unwrap().id;
    let second = desk.create_record(ObjectType::Tickets, &ticket("Burning", "a printer")).await.unwrap().id;
    let found = async |object_type: ObjectType, query: &str| -> Vec<i64> {
        let request = SearchRequest { query: Some(query.to_owned()), limit: 200, ..SearchRequest::default() };
        let found = desk.search_records(object_type, &request).await.unwrap();
        assert_eq!(found.total, found.records.len() as u64);
        found.records.iter().map(|record| record.id).collect()
    };
    assert_eq!(found(ObjectType::Tickets, "PRINTER bur").await, [first, second]);
    assert_eq!(found(ObjectType::Tickets, "printer burns").await, [first]);
    assert_eq!(found(ObjectType::Tickets, &second.to_string()).await, [second]);
    assert!(found(ObjectType::Tickets, "nothing").await.is_empty());
    let ana = world.contact("ana").0;
    assert_eq!(found(ObjectType::Contacts, "alves ANA@example").await, [ana]);
    assert!(found(ObjectType::Contacts, "100%").await.is_empty());
    assert_eq!(found(ObjectType::Companies, "acme.ex").await, [world.acme.0]);
    assert_eq!(found(ObjectType::Contacts, " ").await.len(), 3);
}
