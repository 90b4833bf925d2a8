//! Contacts as staff keep them.

use domain::testing::{World, email};
use model::contacts::{ContactFields, Contacts};
use model::properties::ListQuery;
use model::tickets::{NewTicket, Tickets};
use model::{CompanyId, ContactId, Fault, Language, Problem};

fn named(first: &str, last: &str) -> ContactFields {
    ContactFields { first_name: first.into(), last_name: last.into(), ..Default::default() }
}

async fn names(desk: &impl Contacts, search: &str) -> Vec<String> {
    desk.contacts(&search.into()).await.unwrap().rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn an_address_belongs_to_one_contact() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let taken = ContactFields { email: " ANA@example.com".into(), ..Default::default() };
    assert_eq!(agent.create_contact(&taken).await, Err(Fault::invalid("email", Problem::Taken)));
    let moved = ContactFields { email: email("ana"), ..named("Bruno", "Bianchi") };
    assert_eq!(agent.update_contact(world.contact("bruno"), &moved).await, Err(Fault::invalid("email", Problem::Taken)));
    assert_eq!(agent.contact(world.contact("bruno")).await.unwrap().fields.email, email("bruno"));
    let empty = agent.create_contact(&ContactFields::default()).await;
    assert_eq!(empty, Err(Fault::invalid("email", Problem::Missing)));
    // Without an address there may be any number.
    agent.create_contact(&named("Walk", "In")).await.unwrap();
    agent.create_contact(&named("Walk", "In")).await.unwrap();
}

#[tokio::test]
async fn a_contact_is_kept_as_typed() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let fields = ContactFields {
        email: "Zoë.Smith@Example.com".replace('ë', "e"),
        first_name: "  Zoë ".into(),
        last_name: "Smith".into(),
        phone: "+1 555 0100".into(),
        language: Some(Language::Italian),
        ..Default::default()
    };
    let contact = agent.create_contact(&fields).await.unwrap();
    let shown = agent.contact(contact).await.unwrap();
    assert_eq!(shown.fields, fields.check().unwrap());
    assert_eq!((shown.disabled, shown.created_at), (false, world.now()));
    agent.update_contact(contact, &named("Zoë", "")).await.unwrap();
    assert_eq!(agent.contact(contact).await.unwrap().fields, named("Zoë", ""));
    for missing in [ContactId(0), ContactId(9999), ContactId(i64::MAX)] {
        assert_eq!(agent.contact(missing).await.err(), Some(Fault::NotFound));
        assert_eq!(agent.update_contact(missing, &fields).await, Err(Fault::NotFound));
        assert_eq!(agent.set_contact_disabled(missing, true).await, Err(Fault::NotFound));
        assert_eq!(agent.join_company(missing, world.acme, false).await, Err(Fault::NotFound));
    }
}

#[tokio::test]
async fn contacts_are_found_by_the_company_they_belong_to_first() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    assert_eq!(names(&agent, "acm").await, ["Bruno Bianchi", "Ana Alves"]);
    assert_eq!(names(&agent, "GLOBEX").await, ["Carla Costa"]);
    agent.join_company(world.contact("carla"), world.acme, false).await.unwrap();
    assert_eq!(names(&agent, "acme").await, ["Bruno Bianchi", "Ana Alves"], "of a second company nobody is found");
    assert_eq!(names(&agent, "cme").await, Vec::<String>::new(), "it begins so");
}

#[tokio::test]
async fn the_list_is_newest_first_and_a_page_goes_on_where_the_last_ended() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    for n in 0..57 {
        agent.create_contact(&named("Number", &format!("{n:02}"))).await.unwrap();
    }
    let mut seen = Vec::new();
    let mut after = None;
    for expected in [25, 25, 10] {
        let page = agent.contacts(&ListQuery { after: after.clone(), ..Default::default() }).await.unwrap();
        assert_eq!(page.rows.len(), expected);
        seen.extend(page.rows.into_iter().map(|row| row.name));
        if seen.len() == 25 {
            agent.create_contact(&named("Late", "comer")).await.unwrap();
        }
        after = page.next;
    }
    assert_eq!(after, None);
    assert_eq!((seen[0].as_str(), seen[56].as_str(), seen[59].as_str()), ("Number 56", "Number 00", "Ana Alves"));
    assert_eq!(
        agent.contacts(&ListQuery { after: Some("garbage".into()), ..Default::default() }).await.unwrap().rows[0].name,
        "Late comer"
    );
    assert_eq!(agent.contacts(&"number".into()).await.unwrap().rows.len(), 25);
}

#[tokio::test]
async fn search_finds_names_and_addresses_by_their_beginning() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    agent.create_contact(&named("Ángel", "De la Cruz")).await.unwrap();
    agent.create_contact(&ContactFields { email: "cruz@example.com".into(), ..Default::default() }).await.unwrap();
    assert_eq!(names(&agent, "angel").await, ["Ángel De la Cruz"]);
    assert_eq!(names(&agent, " ÁNGEL   de LA").await, ["Ángel De la Cruz"]);
    assert_eq!(names(&agent, "de la").await, ["Ángel De la Cruz"]);
    assert_eq!(names(&agent, "CRUZ@").await, ["cruz@example.com"]);
    assert_eq!(names(&agent, "alves").await, ["Ana Alves"]);
    assert_eq!(names(&agent, "an").await, ["Ángel De la Cruz", "Ana Alves"]);
    for nothing in ["lves", "%", "_", "'", "\\", "zzz", "\u{10FFFF}"] {
        assert!(names(&agent, nothing).await.is_empty(), "{nothing}");
    }
}

#[tokio::test]
async fn one_company_at_most_is_primary() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let ana = world.contact("ana");
    let companies = async || {
        let shown = agent.contact(ana).await.unwrap();
        shown.companies.into_iter().map(|row| (row.company.id, row.primary)).collect::<Vec<_>>()
    };
    agent.join_company(ana, world.globex, false).await.unwrap();
    assert_eq!(companies().await, [(world.acme, true), (world.globex, false)]);
    agent.join_company(ana, world.globex, true).await.unwrap();
    assert_eq!(companies().await, [(world.globex, true), (world.acme, false)]);
    agent.join_company(ana, world.globex, false).await.unwrap();
    assert_eq!(companies().await, [(world.globex, true), (world.acme, false)], "joining again takes nothing away");
    agent.leave_company(ana, world.globex).await.unwrap();
    assert_eq!(companies().await, [(world.acme, false)], "nothing becomes primary by itself");
    assert_eq!(agent.leave_company(ana, world.globex).await, Err(Fault::NotFound));
    assert_eq!(agent.join_company(ana, CompanyId(99), true).await, Err(Fault::NotFound));
    let at_once = tokio::join!(agent.join_company(ana, world.acme, true), agent.join_company(ana, world.globex, true));
    assert_eq!(at_once, (Ok(()), Ok(())));
    assert_eq!(companies().await.iter().filter(|(_, primary)| *primary).count(), 1);
}

#[tokio::test]
async fn rows_and_pages_tell_of_company_and_tickets() {
    let world = World::new().await;
    let ticket =
        NewTicket { subject: "Printer".into(), description: "It is on fire".into(), priority: None, key: "key-of-ana-1".into() };
    world.contact_desk("ana").await.open(&ticket).await.unwrap();
    let agent = world.user_desk("agent").await;
    let row = agent.contacts(&"ana".into()).await.unwrap().rows.remove(0);
    assert_eq!((row.company.as_deref(), row.open_tickets), (Some("Acme"), 1));
    assert_eq!(agent.contacts(&"carla".into()).await.unwrap().rows[0].open_tickets, 0);
    let shown = agent.contact(world.contact("ana")).await.unwrap();
    assert_eq!(shown.tickets.len(), 1);
    assert_eq!(shown.tickets[0].subject, "Printer");
    assert_eq!((shown.portals.len(), shown.portals[0].may_enter), (1, true));
    agent.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    let shown = agent.contact(world.contact("ana")).await.unwrap();
    assert_eq!((shown.disabled, shown.portals[0].may_enter), (true, false));
}
