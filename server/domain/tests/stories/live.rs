//! Who hears that something changed.

use domain::Change;
use domain::testing::World;
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::portals::Portals;
use model::portals::TicketPermission;
use model::tickets::Tickets;
use model::{StageId, TicketId};

use crate::tickets::{anas_ticket, reply};

async fn hears(world: &World, name: &str, change: Change) -> bool {
    world.contact_desk(name).await.may_hear(&change).await.unwrap()
}

#[tokio::test]
async fn changes_are_told_after_they_happened() {
    let world = World::new().await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let mut changes = world.portico.changes();
    let ticket = anas_ticket(&world).await;
    assert_eq!(changes.recv().await, Ok(Change::Ticket(ticket)));
    ana.reply(ticket, &reply("x", "reply-key-1")).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Ticket(ticket)));
    agent.answer(ticket, "x", "answer-key-1", None).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Ticket(ticket)));
    agent.comment(ticket, "x", "comment-key-1").await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Internal(ticket)));
    agent.assign(ticket, Some(world.user("agent")), None).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Internal(ticket)));
    agent.set_stage(ticket, StageId(4), None).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Ticket(ticket)));
    agent.remove_contact(ticket, world.contact("ana")).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Ticket(ticket)));
    assert_eq!(changes.recv().await, Ok(Change::Access));
    assert!(ana.reply(ticket, &reply("x", "reply-key-2")).await.is_err());
    assert!(agent.set_stage(ticket, StageId(4), Some(1)).await.is_err());
    assert!(changes.try_recv().is_err(), "what was refused is not told");
}

#[tokio::test]
async fn only_those_hear_who_may_see() {
    let world = World::with(TicketPermission::Company).await;
    let agent = world.user_desk("agent").await;
    let ticket = anas_ticket(&world).await;
    for (name, expected) in [("ana", true), ("bruno", true), ("carla", false)] {
        assert_eq!(hears(&world, name, Change::Ticket(ticket)).await, expected, "{name}");
        assert!(!hears(&world, name, Change::Internal(ticket)).await, "{name}");
        assert!(!hears(&world, name, Change::Ticket(TicketId(123_456))).await, "{name}");
    }
    agent.remove_company(ticket, world.acme).await.unwrap();
    assert!(!hears(&world, "bruno", Change::Ticket(ticket)).await);
    assert!(hears(&world, "ana", Change::Ticket(ticket)).await);
    agent.remove_contact(ticket, world.contact("ana")).await.unwrap();
    assert!(!hears(&world, "ana", Change::Ticket(ticket)).await);
}

/// The streams of whoever can see less now are looked at again at once, not with the next heartbeat.
#[tokio::test]
async fn whatever_decides_who_sees_what_is_told() {
    let world = World::with(TicketPermission::Company).await;
    let admin = world.user_desk("admin").await;
    let (bruno, carla) = (world.contact("bruno"), world.contact("carla"));
    let mut changes = world.portico.changes();
    admin.leave_company(bruno, world.acme).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Access));
    admin.join_company(bruno, world.acme, true).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Access));
    for disabled in [true, false] {
        admin.set_contact_disabled(carla, disabled).await.unwrap();
        assert_eq!(changes.recv().await, Ok(Change::Access));
    }
    admin.pause(world.portal).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Access));
    admin.resume(world.portal).await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Access));
    admin.save_name(world.portal, "Another name").await.unwrap();
    assert_eq!(changes.recv().await, Ok(Change::Access));
    let draft = admin.create_portal("A draft").await.unwrap();
    admin.save_name(draft, "Still a draft").await.unwrap();
    assert!(changes.try_recv().is_err(), "a draft is seen by nobody");
}

/// On PostgreSQL; on SQLite there is one server.
#[tokio::test]
async fn servers_hear_each_other() {
    let world = World::new().await;
    if world.portico.store().is_sqlite() {
        world.portico.hear_other_servers().await;
        return;
    }
    let settings = world.portico.settings().clone();
    let other = domain::Portico::new(world.portico.store().clone(), domain::Clock::system(), settings);
    let listening = other.clone();
    let task = tokio::spawn(async move { listening.hear_other_servers().await });
    let (mut there, mut here) = (other.changes(), world.portico.changes());
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let ticket = anas_ticket(&world).await;
    let heard = tokio::time::timeout(std::time::Duration::from_secs(10), there.recv()).await.unwrap();
    assert_eq!(heard, Ok(Change::Ticket(ticket)));
    assert_eq!(here.recv().await, Ok(Change::Ticket(ticket)));
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert!(here.try_recv().is_err(), "nobody hears themselves twice");
    task.abort();
}
