//! Two records become one, and persons are forgotten.

use domain::TokenDesk;
use domain::crm::{By, LinkWanted, NewLabel, ObjectType, PairKinds, Refused, Wanted};
use domain::testing::World;
use domain::tickets::testing::letters;
use model::helpdesk::{HelpDesk, QueueQuery, StaffEntryKind};
use model::portals::TicketPermission;
use model::tickets::{Entry, ListView, Tickets};
use model::{Fault, TicketId, Timestamp};

use crate::crm::{new, properties, refused, value};
use crate::tickets::{anas_ticket, mine, reply};

const CONTACTS: ObjectType = ObjectType::Contacts;

async fn merge(desk: &TokenDesk, kind: ObjectType, primary: i64, merged: i64) -> i64 {
    desk.merge_records(kind, &primary.to_string(), &merged.to_string()).await.unwrap().id
}

#[tokio::test]
async fn a_merged_contacts_tickets_are_the_other_ones_and_nothing_else_is() {
    let world = World::with(TicketPermission::Company).await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    let (ana, carla) = (world.contact("ana").0, world.contact("carla").0);
    world.contact_desk("ana").await.reply(ticket, &reply("It burns", "reply-key-00001")).await.unwrap();
    let filled = properties(&[("jobtitle", "CEO"), ("phone", "+39 1"), ("city", "Rome")]);
    desk.update_record(CONTACTS, &By::id(ana), &filled).await.unwrap();
    desk.update_record(CONTACTS, &By::id(carla), &properties(&[("city", "Milan")])).await.unwrap();
    let bruno_sees = mine(&world, "bruno").await;
    assert_eq!(merge(&desk, CONTACTS, carla, ana).await, carla);
    assert_eq!(mine(&world, "carla").await, [ticket]);
    let shown = world.contact_desk("carla").await.ticket(ticket, None).await.unwrap();
    let authors: Vec<&str> = shown
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.author.as_str()),
            Entry::Event(_) => None,
        })
        .collect();
    assert_eq!(authors, ["Carla Costa", "Carla Costa"]);
    let session = world.portico.contact_desk(&world.place().await, Some(world.secret("ana"))).await;
    assert!(matches!(session.map(drop).map_err(domain::Failure::into_fault), Err(Fault::SignedOut)));
    for (name, wanted) in [("jobtitle", "CEO"), ("phone", "+39 1"), ("city", "Milan"), ("email", "carla@example.com")] {
        assert_eq!(value(&desk, CONTACTS, carla, name).await.as_deref(), Some(wanted), "{name}");
    }
    assert_eq!(value(&desk, CONTACTS, carla, "hs_additional_emails").await.as_deref(), Some("ana@example.com"));
    // Which company's tickets she sees did not become another.
    assert_eq!(value(&desk, CONTACTS, carla, "associatedcompanyid").await, Some(world.globex.to_string()));
    assert_eq!(mine(&world, "bruno").await, bruno_sees);
}

#[tokio::test]
async fn a_merged_number_and_address_find_the_other_record() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let (ana, bruno, carla) = (world.contact("ana").0, world.contact("bruno").0, world.contact("carla").0);
    merge(&desk, CONTACTS, bruno, ana).await;
    merge(&desk, CONTACTS, carla, bruno).await;
    for number in [ana, bruno, carla] {
        assert_eq!(desk.record(CONTACTS, &By::id(number), &Wanted::default()).await.unwrap().id, carla);
    }
    let by = By { property: Some("email".into()), value: "Ana@example.com".into() };
    assert_eq!(desk.record(CONTACTS, &by, &Wanted::default()).await.unwrap().id, carla);
    let again = desk.create_record(CONTACTS, &new(&[("email", "ana@example.com")], &[])).await;
    assert_eq!(refused(again), Refused::EmailTaken { existing: carla });
    let itself = desk.merge_records(CONTACTS, &carla.to_string(), &ana.to_string()).await;
    assert_eq!(refused(itself), Refused::MergedWithItself { id: carla });
    let nobody = desk.merge_records(CONTACTS, &carla.to_string(), "987654").await;
    assert!(matches!(refused(nobody), Refused::NotFound { .. }));
    let archived = Wanted { archived: true, ..Wanted::default() };
    assert_eq!(desk.record(CONTACTS, &By::id(ana), &archived).await.unwrap().id, ana);
}

#[tokio::test]
async fn merged_tickets_are_one_conversation() {
    let world = World::new().await;
    let (desk, agent) = (world.token_desk().await, world.user_desk("agent").await);
    let first = anas_ticket(&world).await;
    let fields = [("subject", "Smoke"), ("content", "Smoke too"), ("hs_pipeline_stage", "1"), ("hs_ticket_priority", "HIGH")];
    let second = desk.create_record(ObjectType::Tickets, &new(&fields, &[(world.contact("carla").0, 16)])).await.unwrap().id;
    world.advance(Timestamp::MINUTE);
    agent.answer(TicketId(second), "Look at the zebra", "answer-key-0001", None).await.unwrap();
    agent.comment(TicketId(second), "Hidden", "comment-key-001").await.unwrap();
    merge(&desk, ObjectType::Tickets, first.0, second).await;
    assert_eq!(mine(&world, "carla").await, [first]);
    let carla = world.contact_desk("carla").await;
    let seen = carla.ticket(first, None).await.unwrap();
    let texts: Vec<&str> = seen
        .entries
        .iter()
        .filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.html.as_str()),
            Entry::Event(_) => None,
        })
        .collect();
    let description = "<p>It <strong>does not</strong> work</p>\n";
    assert_eq!(texts, [description, "<p>Smoke too</p>\n", "<p>Look at the zebra</p>\n"]);
    let found = carla.tickets(&ListView { search: "zebra".into(), ..ListView::default() }).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [first]);
    let staff = agent.staff_ticket(first).await.unwrap();
    assert_eq!(staff.entries.iter().filter(|entry| matches!(entry.kind, StaffEntryKind::Comment { .. })).count(), 1);
    assert_eq!(value(&desk, ObjectType::Tickets, first.0, "hs_ticket_priority").await.as_deref(), Some("HIGH"));
    assert_eq!(value(&desk, ObjectType::Tickets, second, "subject").await.as_deref(), Some("Printer on fire"));
    assert!(agent.staff_ticket(TicketId(second)).await.is_err());
}

#[tokio::test]
async fn merged_companies_show_their_tickets_to_the_same_people() {
    let world = World::with(TicketPermission::Company).await;
    let (desk, ticket) = (world.token_desk().await, anas_ticket(&world).await);
    merge(&desk, ObjectType::Companies, world.globex.0, world.acme.0).await;
    for name in ["ana", "bruno", "carla"] {
        let view = ListView { tab: model::tickets::Tab::Organization, ..ListView::default() };
        let rows = world.contact_desk(name).await.tickets(&view).await.unwrap().rows;
        assert_eq!(rows.iter().map(|row| row.id).collect::<Vec<_>>(), [ticket], "{name}");
    }
    assert_eq!(value(&desk, CONTACTS, world.contact("ana").0, "associatedcompanyid").await, Some(world.globex.to_string()));
}

#[tokio::test]
async fn labels_move_with_a_record_and_go_with_an_association() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let kinds = PairKinds::of(CONTACTS, ObjectType::Companies).unwrap();
    let new_label = NewLabel { name: "billed".into(), label: "Billed through".into(), inverse: Some("Pays for".into()) };
    let made = desk.add_association_label(kinds, &new_label).await.unwrap();
    assert_eq!(refused(desk.add_association_label(kinds, &new_label).await), Refused::LabelTaken("billed".into()));
    let (ana, bruno, globex) = (world.contact("ana").to_string(), world.contact("bruno").to_string(), world.globex.to_string());
    let wanted = LinkWanted { from: ana.clone(), to: globex.clone(), types: vec![made[0].type_id] };
    assert_eq!(desk.link_records(kinds, &wanted).await.unwrap().labels, [made[0].clone()]);
    let borne = |kinds: PairKinds, id: String| {
        let desk = desk.clone();
        async move {
            let page = desk.links_of(kinds, &id, None, 10).await.unwrap();
            page.links.into_iter().flat_map(|pair| pair.labels).map(|label| label.label).collect::<Vec<_>>()
        }
    };
    assert_eq!(borne(kinds.inverse(), globex.clone()).await, ["Pays for"]);
    desk.merge_records(CONTACTS, &bruno, &ana).await.unwrap();
    assert_eq!(borne(kinds, bruno.clone()).await, ["Billed through"]);
    let wrong_way = LinkWanted { from: bruno.clone(), to: globex.clone(), types: vec![made[1].type_id] };
    assert_eq!(refused(desk.link_records(kinds, &wrong_way).await), Refused::NoSuchLinkType { type_id: made[1].type_id });
    desk.unlink_all(kinds, &[(bruno.clone(), globex.clone())]).await.unwrap();
    desk.link_records(kinds, &LinkWanted { from: bruno.clone(), to: globex, types: Vec::new() }).await.unwrap();
    assert!(borne(kinds, bruno).await.is_empty());
    desk.remove_association_label(kinds, made[0].type_id).await.unwrap();
    assert!(desk.association_labels(kinds.inverse()).await.unwrap().is_empty());
}

#[tokio::test]
async fn nothing_of_an_erased_person_is_left() {
    let world = World::new().await;
    let (desk, agent, ticket) = (world.token_desk().await, world.user_desk("agent").await, anas_ticket(&world).await);
    let ana = world.contact("ana");
    world.contact_desk("ana").await.reply(ticket, &reply("My xylophone burns", "reply-key-00001")).await.unwrap();
    world.contact_desk("ana").await.save_reply_draft(ticket, "and my xylophone").await.unwrap();
    agent.answer(ticket, "We are on it", "answer-key-0001", None).await.unwrap();
    let values = properties(&[("jobtitle", "Xylophonist"), ("firstname", "Anxylophone")]);
    desk.update_record(CONTACTS, &By::id(ana), &values).await.unwrap();
    let note = [("hs_timestamp", "0"), ("hs_note_body", "Plays the xylophone")];
    desk.create_record(ObjectType::Notes, &new(&note, &[(ana.0, 202)])).await.unwrap();
    let fields = [("email", "other-xylophone@example.com"), ("lastname", "Alves")];
    let other = desk.create_record(CONTACTS, &new(&fields, &[])).await.unwrap().id;
    merge(&desk, CONTACTS, ana.0, other).await;
    assert!(world.traces_of("xylophone").await.len() > 3);
    let by = By { property: Some("email".into()), value: "ANA@example.com".into() };
    desk.erase_contact(&by).await.unwrap();
    for text in ["xylophone", "xylophonist", "ana@example.com", "alves", "printer on fire"] {
        assert_eq!(world.traces_of(text).await, Vec::<String>::new(), "{text}");
    }
    assert!(letters(&world.portico).await.unwrap().iter().all(|(_, to)| *to != format!("contact:{ana}")));
    let found = agent.queue(&QueueQuery { search: "xylophone".into(), ..QueueQuery::default() }).await.unwrap();
    assert!(found.rows.is_empty());
    let shown = agent.staff_ticket(ticket).await.unwrap();
    assert!(shown.entries.iter().any(|entry| matches!(&entry.kind, StaffEntryKind::Outgoing { html } if html.contains("on it"))));
    assert!(shown.contacts.is_empty());
    for archived in [false, true] {
        let wanted = Wanted { archived, ..Wanted::default() };
        assert!(matches!(refused(desk.record(CONTACTS, &By::id(ana), &wanted).await), Refused::NotFound { .. }));
    }
    assert!(matches!(refused(desk.erase_contact(&By::id(ana)).await), Refused::NotFound { .. }));
    desk.erase_contact(&by).await.unwrap();
    desk.create_record(CONTACTS, &new(&[("email", "ana@example.com")], &[])).await.unwrap();
}
