//! Properties that were added to records, at the desk: typed, shown, chosen as columns, filtered by.

use std::collections::BTreeMap;

use domain::crm::{Choice, NewProperty, ObjectType};
use domain::testing::World;
use model::companies::{Companies, CompanyFields};
use model::contacts::{ContactFields, Contacts};
use model::helpdesk::{HelpDesk, QueueQuery, StaffNewTicket};
use model::properties::{Condition, Input, ListQuery, Operator, Properties, RecordKind, Values};
use model::{Fault, Problem, Refusal};

/// A property of its kind's own group; with options, those of colours.
fn property(kind: ObjectType, name: &str, label: &str, (word, field): (&str, &str), unique: bool) -> NewProperty {
    let group = match kind {
        ObjectType::Contacts => "contactinformation",
        ObjectType::Companies => "companyinformation",
        _ => "ticketinformation",
    };
    let colours = ["red", "green", "blue"].map(|value| Choice {
        value: value.into(),
        label: format!("{value} indeed"),
        ..Choice::default()
    });
    NewProperty {
        name: name.into(),
        label: label.into(),
        kind: word.into(),
        field: field.into(),
        group: group.into(),
        description: String::new(),
        options: if word == "enumeration" { colours.to_vec() } else { Vec::new() },
        display_order: -1,
        unique,
        hidden: false,
        form_field: true,
    }
}

async fn world_with_properties() -> World {
    let world = World::new().await;
    add_all(&world).await;
    world
}

/// A colour to choose, colours of which several can be, a number, a day, a moment, a yes or no, and a code of one's own.
pub(super) async fn add_all(world: &World) {
    let token = world.token_desk().await;
    for kind in [ObjectType::Contacts, ObjectType::Companies, ObjectType::Tickets] {
        let all = [
            property(kind, "colour", "Colour", ("enumeration", "select"), false),
            property(kind, "colours", "Colours", ("enumeration", "checkbox"), false),
            property(kind, "seats", "Seats", ("number", "number"), false),
            property(kind, "since", "Since", ("date", "date"), false),
            property(kind, "seen", "Seen", ("datetime", "date"), false),
            property(kind, "vip", "Important", ("bool", "booleancheckbox"), false),
            property(kind, "code", "Code", ("string", "text"), true),
        ];
        token.add_properties(kind, &all).await.unwrap();
    }
}

fn values<const N: usize>(pairs: [(&str, &str); N]) -> Values {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn person(name: &str, values: Values) -> ContactFields {
    ContactFields { first_name: name.into(), values, ..Default::default() }
}

#[tokio::test]
async fn values_are_typed_with_a_record_and_shown_on_its_page() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let typed =
        values([("colour", "red"), ("colours", "blue;red"), ("seats", " 12.50"), ("seen", "2026-01-31T10:00"), ("vip", "true")]);
    let contact = agent.create_contact(&person("Vera", typed)).await.unwrap();
    let shown = agent.contact(contact).await.unwrap().properties;
    let known: BTreeMap<&str, &str> = shown.iter().map(|shown| (shown.property.name.as_str(), shown.value.as_str())).collect();
    let expected = [
        ("code", ""),
        ("colour", "red"),
        ("colours", "blue;red"),
        ("seats", "12.5"),
        ("seen", "2026-01-31T10:00:00.000Z"),
        ("since", ""),
        ("vip", "true"),
    ];
    assert_eq!(known, BTreeMap::from(expected));
    let colour = &shown.iter().find(|shown| shown.property.name == "colour").unwrap().property;
    assert_eq!((colour.label.as_str(), colour.input, colour.options[0].label.as_str()), ("Colour", Input::Choice, "red indeed"));

    // What is not posted stays, and empty text clears.
    agent.update_contact(contact, &person("Vera", values([("colour", ""), ("since", "2026-02-01")]))).await.unwrap();
    let shown = agent.contact(contact).await.unwrap().properties;
    let value = |name: &str| shown.iter().find(|shown| shown.property.name == name).unwrap().value.clone();
    assert_eq!((value("colour"), value("seats"), value("since")), (String::new(), "12.5".to_owned(), "2026-02-01".to_owned()));
    let vela = CompanyFields { name: "Vela".into(), values: values([("vip", "false")]), ..Default::default() };
    let company = agent.create_company(&vela).await.unwrap();
    assert!(agent.company(company).await.unwrap().properties.iter().any(|shown| shown.value == "false"));
}

#[tokio::test]
async fn what_a_property_does_not_take_is_refused_by_its_field_and_nothing_is_written() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let wrong = values([("colour", "mauve"), ("seats", "many"), ("since", "someday"), ("shoe", "42"), ("email", "a@b.example")]);
    let Err(Fault::Invalid(errors)) = agent.create_contact(&person("Wanda", wrong)).await else { panic!("taken") };
    let problems: BTreeMap<&str, Problem> = errors.iter().map(|error| (error.field.as_str(), error.problem.clone())).collect();
    let expected = [
        ("values[colour]", Problem::Unknown),
        ("values[email]", Problem::Unknown),
        ("values[seats]", Problem::Malformed),
        ("values[shoe]", Problem::Unknown),
        ("values[since]", Problem::Malformed),
    ];
    assert_eq!(problems, BTreeMap::from(expected));
    assert!(agent.contacts(&"Wanda".into()).await.unwrap().rows.is_empty(), "nobody was made");

    agent.create_contact(&person("One", values([("code", "A1")]))).await.unwrap();
    let taken = Err(Fault::invalid("values[code]", Problem::Taken));
    assert_eq!(agent.create_contact(&person("Two", values([("code", "a1")]))).await.map(drop), taken);
    let two = agent.create_contact(&person("Two", Values::new())).await.unwrap();
    assert_eq!(agent.update_contact(two, &person("Renamed", values([("code", "A1")]))).await, taken);
    assert_eq!(agent.contact(two).await.unwrap().fields.first_name, "Two", "the rest was not written either");
}

#[tokio::test]
async fn a_ticket_has_them_from_the_start_and_an_old_page_does_not_undo_a_change() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let new = StaffNewTicket {
        subject: "Seats".into(),
        description: "Some are missing".into(),
        contact: Some(world.contact("ana")),
        priority: None,
        values: values([("seats", "3")]),
        key: "seats-key".into(),
    };
    let ticket = agent.file(&new).await.unwrap();
    assert_eq!(agent.file(&new).await.unwrap(), ticket, "the same key gives the same ticket");
    let seats = |shown: &model::helpdesk::StaffTicket| {
        shown.properties.iter().find(|shown| shown.property.name == "seats").map(|shown| shown.value.clone())
    };
    let before = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!(seats(&before).as_deref(), Some("3"));
    agent.set_values(ticket, &values([("seats", "4")]), Some(before.version)).await.unwrap();
    let stale = agent.set_values(ticket, &values([("seats", "5")]), Some(before.version)).await;
    assert_eq!(stale, Err(Fault::Refused(Refusal::Stale)));
    let after = agent.staff_ticket(ticket).await.unwrap();
    assert_eq!((seats(&after).as_deref(), after.version), (Some("4"), before.version + 1));
    agent.set_values(ticket, &values([("seats", "4")]), Some(after.version)).await.unwrap();
    assert_eq!(agent.staff_ticket(ticket).await.unwrap().version, after.version, "the same value is no change");
    assert_eq!(
        agent.set_values(ticket, &values([("seats", "x")]), None).await,
        Err(Fault::invalid("values[seats]", Problem::Malformed))
    );
}

#[tokio::test]
async fn lists_show_the_chosen_columns_and_each_person_chooses_their_own() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    agent.create_contact(&person("Vera", values([("colour", "red"), ("seats", "12")]))).await.unwrap();
    let shape = agent.list_shape(RecordKind::Contacts).await.unwrap();
    let labels: Vec<&str> = shape.properties.iter().map(|property| property.label.as_str()).collect();
    assert_eq!(labels, ["Code", "Colour", "Colours", "Important", "Seats", "Seen", "Since"]);
    assert_eq!(shape.columns, [] as [&str; 0]);
    let wanted = ["seats", "colour", "shoe", "email"].map(str::to_owned);
    agent.set_columns(RecordKind::Contacts, &wanted).await.unwrap();

    let agent = world.user_desk("agent").await;
    let columns = agent.list_shape(RecordKind::Contacts).await.unwrap().columns;
    assert_eq!(columns, ["colour", "seats"], "in the order of forms");
    let rows = agent.contacts(&ListQuery { columns, ..ListQuery::from("Vera") }).await.unwrap().rows;
    assert_eq!(rows[0].values, ["red", "12"]);
    assert!(agent.list_shape(RecordKind::Companies).await.unwrap().columns.is_empty());
    assert!(world.user_desk("admin").await.list_shape(RecordKind::Contacts).await.unwrap().columns.is_empty());
}

#[tokio::test]
async fn lists_are_filtered_by_their_values() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let people = [
        (
            "Red",
            values([
                ("colour", "red"),
                ("seats", "3"),
                ("since", "2026-01-01"),
                ("seen", "2026-01-31T23:30:00Z"),
                ("code", "ab-17"),
            ]),
        ),
        (
            "Blue",
            values([("colour", "blue"), ("colours", "red;green"), ("seats", "12"), ("since", "2026-02-01"), ("vip", "true")]),
        ),
        ("Blank", Values::new()),
    ];
    for (name, values) in people {
        agent.create_contact(&person(name, values)).await.unwrap();
    }
    let cases: [(&str, Operator, &str, &[&str]); 15] = [
        ("colour", Operator::Is, "red", &["Red"]),
        ("colour", Operator::Is, "Red INDEED", &["Red"]),
        ("colour", Operator::IsNot, "red", &["Blank", "Blue"]),
        ("colour", Operator::Is, "mauve", &[]),
        ("colours", Operator::Is, "green", &["Blue"]),
        ("seats", Operator::AtLeast, "12", &["Blue"]),
        ("seats", Operator::AtMost, "3.0", &["Red"]),
        ("seats", Operator::Is, "many", &[]),
        ("since", Operator::AtMost, "2026-01-15", &["Red"]),
        ("seen", Operator::Is, "2026-01-31", &["Red"]),
        ("seen", Operator::AtMost, "2026-01-31", &["Red"]),
        ("code", Operator::Contains, "B-1", &["Red"]),
        ("vip", Operator::Is, "true", &["Blue"]),
        ("vip", Operator::Known, "", &["Blue"]),
        ("gone", Operator::Unknown, "", &[]),
    ];
    for (property, operator, value, expected) in cases {
        let conditions = vec![Condition { property: property.into(), operator, value: value.into() }];
        let rows = agent.contacts(&ListQuery { conditions, ..Default::default() }).await.unwrap().rows;
        let own = ["Red", "Blue", "Blank"];
        let mut names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).filter(|name| own.contains(name)).collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{property} {operator:?} {value:?}");
    }
    let known = |property: &str| Condition { property: property.into(), operator: Operator::Known, value: String::new() };
    let both = ListQuery { conditions: vec![known("seats"), known("vip")], ..Default::default() };
    assert_eq!(agent.contacts(&both).await.unwrap().rows.len(), 1, "all conditions hold");
}

#[tokio::test]
async fn the_queue_is_filtered_too_also_where_words_are_looked_for() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let file = |subject: &str, colour: &str| StaffNewTicket {
        subject: subject.into(),
        description: String::from("About paint"),
        contact: None,
        priority: None,
        values: values([("colour", colour)]),
        key: format!("paint-{colour}"),
    };
    let red = agent.file(&file("Red paint", "red")).await.unwrap();
    agent.file(&file("Green paint", "green")).await.unwrap();
    let conditions = vec![Condition { property: "colour".into(), operator: Operator::Is, value: "red".into() }];
    for search in ["", "paint"] {
        let query = QueueQuery {
            search: search.into(),
            conditions: conditions.clone(),
            columns: vec!["colour".into()],
            ..Default::default()
        };
        let rows = agent.queue(&query).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| (row.id, row.values.clone())).collect::<Vec<_>>(), [(red, vec!["red".to_owned()])]);
    }
}

#[tokio::test]
async fn what_a_form_gives_back_untouched_stays_as_it_was_stored() {
    let world = world_with_properties().await;
    let agent = world.user_desk("agent").await;
    let contact =
        agent.create_contact(&person("Vera", values([("colour", "red"), ("seen", "2026-01-31T10:00:07.123Z")]))).await.unwrap();
    let token = world.token_desk().await;
    let options = Some(vec![Choice { value: "blue".into(), label: "Blue".into(), ..Choice::default() }]);
    let change = domain::crm::PropertyChange { options, ..Default::default() };
    token.change_property(ObjectType::Contacts, "colour", &change).await.unwrap();
    let untouched = values([("colour", "red"), ("seen", "2026-01-31T10:00"), ("seats", "4")]);
    agent.update_contact(contact, &person("Vera", untouched)).await.unwrap();
    let shown = agent.contact(contact).await.unwrap().properties;
    let value = |name: &str| shown.iter().find(|shown| shown.property.name == name).unwrap().value.clone();
    assert_eq!(
        (value("colour").as_str(), value("seen").as_str(), value("seats").as_str()),
        ("red", "2026-01-31T10:00:07.123Z", "4")
    );
}
