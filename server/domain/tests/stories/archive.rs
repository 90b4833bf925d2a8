//! What was archived comes back.

use domain::crm::ObjectType;
use domain::testing::receiver::TARGET;
use domain::testing::{PASSWORD, World, email};
use model::archive::{ArchivedRecords, Restored};
use model::contacts::{ContactFields, Contacts};
use model::helpdesk::{HelpDesk, QueueQuery};
use model::people::PortalDoor;
use model::portals::TicketPermission;
use model::properties::RecordKind;
use model::tickets::{ListView, Tickets};
use model::{Fault, RecordId, Refusal, Timestamp};

use crate::crm::{new, value};
use crate::tickets::{anas_ticket, mine, reply};

fn back(name: &str) -> Restored {
    Restored::Back { name: name.into() }
}

async fn listed(world: &World, kind: RecordKind) -> Vec<(i64, String)> {
    let page = world.user_desk("admin").await.archived_records(kind, None).await.unwrap();
    page.rows.into_iter().map(|record| (record.id.0, record.name)).collect()
}

async fn archive(world: &World, object_type: ObjectType, id: i64) {
    world.token_desk().await.archive_record(object_type, &id.to_string()).await.unwrap();
}

#[tokio::test]
async fn a_ticket_comes_back_as_it_was() {
    let (world, receiver) = World::new().await.with_receiver();
    let desk = world.token_desk().await;
    let app = desk.id().to_string();
    desk.set_webhook_settings(&app, TARGET, None).await.unwrap();
    for event in ["ticket.deletion", "ticket.restore"] {
        let new =
            domain::webhooks::NewSubscription { event_type: event.into(), object_type_id: None, property: None, active: true };
        desk.subscribe_webhook(&app, &new).await.unwrap();
    }
    let ticket = anas_ticket(&world).await;
    let ana = world.contact_desk("ana").await;
    ana.reply(ticket, &reply("It smells", "reply-key-00001")).await.unwrap();
    let admin = world.user_desk("admin").await;
    let (before, queue) = (ana.ticket(ticket, None).await.unwrap(), admin.queue(&QueueQuery::default()).await.unwrap());
    archive(&world, ObjectType::Tickets, ticket.0).await;
    assert_eq!(ana.ticket(ticket, None).await, Err(Fault::NotFound));
    assert_eq!(listed(&world, RecordKind::Tickets).await, [(ticket.0, before.subject.clone())]);
    let record = RecordId(ticket.0);
    assert_eq!(admin.restore_record(RecordKind::Companies, record).await, Err(Fault::NotFound), "another kind");
    let mut changes = world.portico.changes();
    assert_eq!(admin.restore_record(RecordKind::Tickets, record).await, Ok(back(&before.subject)));
    assert_eq!(changes.try_recv().unwrap(), domain::Change::Ticket(ticket));
    assert_eq!(ana.ticket(ticket, None).await.unwrap().entries, before.entries);
    assert_eq!(admin.queue(&QueueQuery::default()).await.unwrap().counts, queue.counts);
    let found = ana.tickets(&ListView { search: "smells".into(), ..ListView::default() }).await.unwrap();
    assert_eq!(found.rows.len(), 1, "it is found by its words");
    assert_eq!(admin.restore_record(RecordKind::Tickets, record).await, Err(Fault::NotFound), "once");
    assert!(listed(&world, RecordKind::Tickets).await.is_empty());
    world.deliver_webhooks().await;
    let told: Vec<_> = receiver.received().into_iter().flat_map(|received| received.events).collect();
    let types: Vec<&str> = told.iter().map(|event| event["subscriptionType"].as_str().unwrap()).collect();
    assert_eq!(types, ["ticket.deletion", "ticket.restore"]);
    assert_eq!((&told[1]["objectId"], &told[1]["changeFlag"]), (&ticket.0.into(), &"RESTORED".into()));
    assert!(world.trail().await.contains(&"ticket_restored".to_owned()));
}

#[tokio::test]
async fn a_contact_comes_back_with_the_address_unless_somebody_has_it() {
    let world = World::new().await;
    let (ana, place) = (world.contact("ana"), world.place().await);
    archive(&world, ObjectType::Contacts, ana.0).await;
    let refused = Err(Fault::Refused(Refusal::WrongCredentials));
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await.map(drop), refused);
    let admin = world.user_desk("admin").await;
    let fields = ContactFields { email: email("ana"), first_name: "Impostor".into(), ..ContactFields::default() };
    let other = admin.create_contact(&fields).await.unwrap();
    let taken = Restored::AddressTaken { email: email("ana"), by: "Impostor".into() };
    assert_eq!(admin.restore_record(RecordKind::Contacts, RecordId(ana.0)).await, Ok(taken));
    assert_eq!(listed(&world, RecordKind::Contacts).await, [(ana.0, "Ana Alves".to_owned())], "nothing was changed");
    archive(&world, ObjectType::Contacts, other.0).await;
    assert_eq!(admin.restore_record(RecordKind::Contacts, RecordId(ana.0)).await, Ok(back("Ana Alves")));
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok());
    let old = world.portico.contact_desk(&place, Some(world.secret("ana"))).await;
    assert!(matches!(old.map(drop).map_err(domain::Failure::into_fault), Err(Fault::SignedOut)), "that session ended");
    let desk = world.token_desk().await;
    assert_eq!(value(&desk, ObjectType::Contacts, ana.0, "email").await, Some(email("ana")));
    assert_eq!(value(&desk, ObjectType::Contacts, ana.0, "associatedcompanyid").await, Some(world.acme.to_string()));
}

#[tokio::test]
async fn a_company_shows_its_tickets_again() {
    let world = World::with(TicketPermission::Company).await;
    let ticket = anas_ticket(&world).await;
    let shared = ListView { tab: model::tickets::Tab::Organization, ..ListView::default() };
    let bruno = world.contact_desk("bruno").await;
    let seen = async || bruno.tickets(&shared).await.unwrap().rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(seen().await, [ticket]);
    archive(&world, ObjectType::Companies, world.acme.0).await;
    assert!(seen().await.is_empty());
    let admin = world.user_desk("admin").await;
    assert_eq!(admin.restore_record(RecordKind::Companies, RecordId(world.acme.0)).await, Ok(back("Acme")));
    assert_eq!(seen().await, [ticket]);
    assert_eq!(mine(&world, "carla").await, []);
}

#[tokio::test]
async fn a_value_that_no_two_may_have_keeps_a_record_out() {
    let world = World::new().await;
    crate::properties::add_all(&world).await;
    let desk = world.token_desk().await;
    let make = async |subject: &str| {
        let pairs = [("subject", subject), ("hs_pipeline_stage", "1"), ("code", "X-1")];
        desk.create_record(ObjectType::Tickets, &new(&pairs, &[])).await.unwrap().id
    };
    let first = make("first").await;
    archive(&world, ObjectType::Tickets, first).await;
    let second = make("second").await;
    let admin = world.user_desk("admin").await;
    let taken = Restored::ValueTaken { property: "Code".into(), value: "X-1".into(), by: RecordId(second) };
    assert_eq!(admin.restore_record(RecordKind::Tickets, RecordId(first)).await, Ok(taken));
    archive(&world, ObjectType::Tickets, second).await;
    assert_eq!(admin.restore_record(RecordKind::Tickets, RecordId(first)).await, Ok(back("first")));
    let by = domain::crm::By { property: Some("code".into()), value: "x-1".into() };
    let found = desk.record(ObjectType::Tickets, &by, &Default::default()).await.unwrap();
    assert_eq!(found.id, first, "it is found by the value again");
}

#[tokio::test]
async fn what_was_merged_is_not_restored_and_agents_restore_nothing() {
    let world = World::new().await;
    let (ana, carla) = (world.contact("ana").0, world.contact("carla").0);
    let desk = world.token_desk().await;
    desk.merge_records(ObjectType::Contacts, &carla.to_string(), &ana.to_string()).await.unwrap();
    assert!(listed(&world, RecordKind::Contacts).await.is_empty());
    let admin = world.user_desk("admin").await;
    assert_eq!(admin.restore_record(RecordKind::Contacts, RecordId(ana)).await, Err(Fault::NotFound));
    archive(&world, ObjectType::Contacts, carla).await;
    let agent = world.user_desk("agent").await;
    let refused = Fault::Refused(Refusal::Role);
    assert_eq!(agent.restore_record(RecordKind::Contacts, RecordId(carla)).await, Err(refused.clone()));
    assert_eq!(agent.archived_records(RecordKind::Contacts, None).await, Err(refused));
}

#[tokio::test]
async fn the_last_ones_are_first_and_pages_lose_none() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let mut made = Vec::new();
    for number in 0..60 {
        let company = desk.create_record(ObjectType::Companies, &new(&[("name", &format!("Firm {number}"))], &[])).await.unwrap();
        if number % 3 == 0 {
            world.advance(Timestamp::MINUTE);
        }
        archive(&world, ObjectType::Companies, company.id).await;
        made.push(company.id);
    }
    let admin = world.user_desk("admin").await;
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = admin.archived_records(RecordKind::Companies, after.as_deref()).await.unwrap();
        assert!(page.rows.len() <= 25);
        seen.extend(page.rows.iter().map(|record| record.id.0));
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    made.reverse();
    assert_eq!(seen, made);
    let odd = admin.archived_records(RecordKind::Companies, Some("nonsense")).await.unwrap();
    assert_eq!(odd.rows[0].id.0, made[0], "from the top");
}
