//! Finding tickets, and how long that takes.

use domain::testing::World;
use domain::tickets::testing::read_through;
use model::helpdesk::{HelpDesk, QueueQuery, QueueView};
use model::portals::TicketPermission;
use model::tickets::{ListView, NewTicket, Priority, SortBy, Tab, Tickets};
use model::{StageId, TicketId};

use crate::tickets::{anas_ticket, mine, new_ticket, reply, walk};

fn searching(text: &str) -> ListView {
    ListView { search: text.into(), ..ListView::default() }
}

async fn found(world: &World, name: &str, text: &str) -> Vec<TicketId> {
    let list = world.contact_desk(name).await.tickets(&searching(text)).await.unwrap();
    list.rows.iter().map(|row| row.id).collect()
}

async fn snippet(world: &World, name: &str, text: &str) -> String {
    let list = world.contact_desk(name).await.tickets(&searching(text)).await.unwrap();
    let parts = list.rows[0].found.clone().unwrap().0;
    parts.iter().map(|part| if part.found { format!("[{}]", part.text) } else { part.text.clone() }).collect()
}

#[tokio::test]
async fn words_are_found_wherever_a_customer_may_read_them() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let description = "La **stampante** è in fiamme, vedi 請求書 e <b>tag</b>";
    let ticket = NewTicket {
        subject: "Problème à l'étage".into(),
        description: description.into(),
        priority: None,
        key: "key-12345".into(),
    };
    let ticket = world.contact_desk("ana").await.open(&ticket).await.unwrap();
    world.contact_desk("carla").await.open(&new_ticket("Stampante di Carla", "key-12345")).await.unwrap();
    world.contact_desk("ana").await.reply(ticket, &reply("Now with smoke", "reply-key")).await.unwrap();
    agent.answer(ticket, "The extinguisher is on floor 3", "answer-key", None).await.unwrap();
    agent.comment(ticket, "they never pay", "comment-key").await.unwrap();
    // By the index, and by reading the texts.
    for way in [0, 400] {
        read_through(way);
        for text in [
            "stampante",
            "STAMP",
            "probleme etage",
            "étage prob",
            "fiamme in",
            "smoke",
            "exting",
            "floor 3",
            "請求書",
            "求書",
            "b tag",
        ] {
            assert_eq!(found(&world, "ana", text).await, [ticket], "{text}");
        }
        for text in ["书", "求請", "pay", "never", "smoke fiamme", "tampante", "carla", "floor 4", "x", "el"] {
            assert_eq!(found(&world, "ana", text).await, [], "{text}");
        }
    }
    assert_eq!(found(&world, "bruno", "smoke").await, []);
    assert_eq!(snippet(&world, "ana", "stampante fiam").await, "La [stampante] è in [fiamme], vedi 請求書 e <b>tag</b>");
    assert_eq!(snippet(&world, "ana", "求書").await, "La stampante è in fiamme, vedi 請[求書] e <b>tag</b>");
    assert_eq!(snippet(&world, "ana", "etage").await, "Problème à l'[étage]");
    assert_eq!(snippet(&world, "ana", "extinguisher").await, "The [extinguisher] is on floor 3");
    let staff = |text: &str| {
        let query = QueueQuery { search: text.into(), ..QueueQuery::default() };
        let agent = &agent;
        async move { agent.queue(&query).await.unwrap().rows.len() }
    };
    assert_eq!((staff("stampante").await, staff("never pay").await, staff("nothing").await), (2, 1, 0));
    let closed = QueueQuery { view: QueueView::Closed, search: "stampante".into(), ..QueueQuery::default() };
    assert_eq!(agent.queue(&closed).await.unwrap().rows.len(), 0, "the view still holds");
}

#[tokio::test]
async fn a_number_is_a_ticket_if_it_may_be_seen() {
    let world = World::new().await;
    let ticket = anas_ticket(&world).await;
    assert_eq!(found(&world, "ana", &ticket.to_string()).await, [ticket]);
    assert_eq!(found(&world, "ana", &format!("#{ticket}")).await, [ticket]);
    assert_eq!(found(&world, "carla", &ticket.to_string()).await, []);
    assert_eq!(found(&world, "ana", "99999").await, []);
}

#[tokio::test]
async fn hostile_searches_find_nothing_and_break_nothing() {
    let world = World::new().await;
    let ticket = anas_ticket(&world).await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let long = "fire ".repeat(2000);
    for text in [
        "\"",
        "'",
        "''; DROP TABLE tickets; --",
        "*",
        "fire*)",
        "NEAR(fire printer)",
        "words:fire",
        "fire AND NOT",
        "^fire",
        "🔥",
        "%",
        "_",
        "\\",
        "\u{0}",
        "a\u{0}b",
        "fire OR 1=1",
        ":*",
        "fire & | ! <->",
        "(((((",
        "-fire",
        "é\u{301}\u{301}\u{301}",
        &long,
    ] {
        let rows = ana.tickets(&searching(text)).await.unwrap().rows;
        assert!(rows.iter().all(|row| row.id == ticket), "{text:?}");
        agent.queue(&QueueQuery { search: text.into(), ..QueueQuery::default() }).await.unwrap();
    }
    assert_eq!(found(&world, "ana", "🔥 \"").await, []);
    assert_eq!(found(&world, "ana", "  ").await, [ticket], "nothing was typed");
    assert_eq!(mine(&world, "ana").await, [ticket]);
}

#[tokio::test]
async fn a_search_keeps_tab_filters_sort_and_pages() {
    let world = World::with(TicketPermission::Company).await;
    let agent = world.user_desk("agent").await;
    for number in 0..70 {
        let who = if number % 7 == 0 { "bruno" } else { "ana" };
        let subject = if number % 2 == 0 { "Cable" } else { "Plug" };
        let mut ticket = new_ticket(&format!("{subject} {number}"), &format!("key-number-{number}"));
        ticket.priority = (number % 4 == 0).then_some(Priority::Low);
        let ticket = world.contact_desk(who).await.open(&ticket).await.unwrap();
        if number % 10 == 0 {
            agent.set_stage(ticket, StageId(4), None).await.unwrap();
        }
        world.advance(1000);
    }
    let ana = world.contact_desk("ana").await;
    let view = ListView { tab: Tab::Organization, sort: SortBy::Created, ascending: true, ..searching("cab") };
    let rows = walk(&ana, &view).await;
    assert_eq!(rows.len(), 35);
    assert!(rows.iter().map(|row| row.created_at).is_sorted());
    assert!(rows.iter().all(|row| row.found.is_some()));
    assert_eq!(walk(&ana, &ListView { tab: Tab::Mine, ..view.clone() }).await.len(), 30);
    assert_eq!(walk(&ana, &ListView { open: Some(false), ..view.clone() }).await.len(), 7);
    assert_eq!(walk(&ana, &ListView { priority: Some(Priority::Low), ..view.clone() }).await.len(), 18);
    assert_eq!(walk(&ana, &ListView { status: Some(StageId(1)), ..view }).await.len(), 28);
}
