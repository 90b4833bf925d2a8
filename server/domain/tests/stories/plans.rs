//! How the database finds what pages show: never by reading a large table from end to end.

use domain::testing::World;
use domain::tickets::testing::{Watch, plan_of, plant_many};
use model::StageId;
use model::access::{AccessGroups, Registrations};
use model::api_tokens::ApiTokens;
use model::archive::ArchivedRecords;
use model::companies::Companies;
use model::contacts::Contacts;
use model::helpdesk::{HelpDesk, QueueQuery, QueueView};
use model::imports::Imports;
use model::mail::{MailDesk, OutboxView};
use model::portals::TicketPermission;
use model::properties::{Condition, ListQuery, Operator, RecordKind};
use model::sessions::OwnSessions;
use model::tickets::{ListView, SortBy, Tab, Tickets};
use model::webhooks::Webhooks;

use crate::tickets::{mine, new_ticket, reply};

/// Tables that grow with the business.
const LARGE: [&str; 20] = [
    "tickets",
    "messages",
    "ticket_contacts",
    "ticket_companies",
    "search_documents",
    "ticket_reads",
    "contacts",
    "companies",
    "contact_companies",
    "property_values",
    "access_group_members",
    "one_time_tokens",
    "sessions",
    "outbox",
    "audit_events",
    "import_problems",
    "import_changes",
    "webhook_deliveries",
    "files",
    "message_attachments",
];

/// Indexes of the rows that something is still to be done about, which do not grow with the table.
const OF_SOME_ROWS: [&str; 3] = ["INDEX outbox_due", "INDEX outbox_failed", "INDEX outbox_held"];

/// Every statement of every page, on 100,000 tickets: none reads a large table from end to end, none of the staff's
/// pages sorts, and there is a handful of them however many rows there are.
#[tokio::test]
async fn no_page_scans_a_large_table() {
    let world = World::with(TicketPermission::Company).await;
    if !world.portico.store().is_sqlite() {
        return;
    }
    plant_many(&world.portico, world.contact("ana"), world.acme, 100_000, 20_000).await.unwrap();
    let watch = Watch::default();
    let ana = watch.contact(&world.contact_desk("ana").await);
    let agent = watch.user(&world.user_desk("agent").await);
    let ticket = mine(&world, "ana").await[0];
    for tab in [Tab::Mine, Tab::Organization] {
        for (search, open, status, sort) in [
            ("", None, None, SortBy::LastActivity),
            ("", Some(true), None, SortBy::LastActivity),
            ("", Some(false), Some(StageId(4)), SortBy::Created),
            ("", None, Some(StageId(2)), SortBy::Subject),
            ("", None, None, SortBy::Status),
            ("", None, None, SortBy::Id),
            ("printer", None, None, SortBy::LastActivity),
            ("printer 100", Some(true), None, SortBy::LastActivity),
        ] {
            let view = ListView { tab, search: search.into(), open, status, sort, ..ListView::default() };
            let first = ana.tickets(&view).await.unwrap();
            ana.tickets(&ListView { after: first.next, ..view.clone() }).await.unwrap();
            check(&world, &watch, &format!("{view:?}"), 24, false).await;
        }
    }
    ana.ticket(ticket, None).await.unwrap();
    check(&world, &watch, "a ticket", 14, false).await;
    ana.reply(ticket, &reply("hello", "reply-key-1")).await.unwrap();
    check(&world, &watch, "a reply", 24, false).await;
    ana.open(&new_ticket("hello", "reply-key-1")).await.unwrap();
    check(&world, &watch, "a new ticket", 20, false).await;
    for view in QueueView::ALL {
        let first = agent.queue(&QueueQuery { view, ..QueueQuery::default() }).await.unwrap();
        agent.queue(&QueueQuery { view, after: first.next, ..QueueQuery::default() }).await.unwrap();
        check(&world, &watch, &format!("{view:?}"), 18, true).await;
        agent.queue(&QueueQuery { view, search: "printer 77".into(), ..QueueQuery::default() }).await.unwrap();
        check(&world, &watch, &format!("{view:?} searched"), 12, false).await;
    }
    agent.staff_ticket(ticket).await.unwrap();
    check(&world, &watch, "a ticket for staff", 16, false).await;
}

async fn check(world: &World, watch: &Watch, what: &str, statements: usize, in_order: bool) {
    let taken = watch.taken();
    assert!(!taken.is_empty() && taken.len() <= statements, "{what}: {} statements", taken.len());
    for statement in taken {
        // An empty list that a column is to be in: the constant is looked at before any row is.
        if statement.sql.contains("WHERE ? = ?") {
            continue;
        }
        let steps = plan_of(&world.portico, &statement).await.unwrap();
        // In an index's order until the page is full: that is the beginning of the table, and not all of it.
        let until_full = statement.sql.contains(" DESC LIMIT") && !steps.iter().any(|step| step.contains("TEMP B-TREE"));
        for step in steps {
            let scanned =
                LARGE.iter().any(|table| step == format!("SCAN {table}") || step.starts_with(&format!("SCAN {table} ")));
            let few = OF_SOME_ROWS.iter().any(|index| step.ends_with(index));
            assert!(!scanned || until_full || few, "{what}: {step}\n{}", statement.sql);
            let sorts = in_order && statement.sql.contains("FROM \"tickets\"") && step.contains("TEMP B-TREE");
            assert!(!sorts, "{what}: {step}\n{}", statement.sql);
        }
    }
}

/// The desk's other pages and those of administration. Plans do not depend on how much there is: nothing counts the rows.
#[tokio::test]
async fn no_page_of_records_or_administration_scans_a_large_table() {
    let world = World::with(TicketPermission::Company).await;
    if !world.portico.store().is_sqlite() {
        return;
    }
    plant_many(&world.portico, world.contact("ana"), world.acme, 300, 100).await.unwrap();
    super::properties::add_all(&world).await;
    let watch = Watch::default();
    let admin = watch.user(&world.user_desk("admin").await);
    for search in ["", "ana"] {
        admin.contacts(&search.into()).await.unwrap();
        check(&world, &watch, &format!("contacts, {search:?}"), 12, false).await;
        admin.companies(&search.into()).await.unwrap();
        check(&world, &watch, &format!("companies, {search:?}"), 12, false).await;
    }
    let conditions = vec![Condition { property: "colour".into(), operator: Operator::Is, value: "red".into() }];
    let columns = vec!["colour".to_owned()];
    let filtered = QueueQuery { conditions: conditions.clone(), columns: columns.clone(), ..QueueQuery::default() };
    admin.queue(&filtered).await.unwrap();
    check(&world, &watch, "a queue that is filtered", 12, false).await;
    admin.contacts(&ListQuery { conditions, columns, ..ListQuery::default() }).await.unwrap();
    check(&world, &watch, "contacts that are filtered", 12, false).await;
    admin.contact(world.contact("ana")).await.unwrap();
    check(&world, &watch, "a contact", 24, false).await;
    admin.contact_mail(world.contact("ana")).await.unwrap();
    check(&world, &watch, "a contact's letters", 6, false).await;
    admin.company(world.acme).await.unwrap();
    check(&world, &watch, "a company", 18, false).await;
    administration(&world, &watch).await;
}

async fn administration(world: &World, watch: &Watch) {
    let admin = watch.user(&world.user_desk("admin").await);
    for view in OutboxView::EVERY {
        admin.outbox(view, None).await.unwrap();
        check(world, watch, &format!("the outbox, {view:?}"), 8, false).await;
    }
    admin.registrations(None).await.unwrap();
    check(world, watch, "registrations", 8, false).await;
    let groups = admin.access_groups().await.unwrap();
    // Counts the members of each, an index from end to end: the one page that takes longer with the business.
    watch.taken();
    assert!(!groups.is_empty());
    for group in groups {
        admin.access_group(group.id, None, None, None).await.unwrap();
        check(world, watch, "a group", 16, false).await;
    }
    for kind in RecordKind::ALL {
        admin.archived_records(kind, None).await.unwrap();
        check(world, watch, &format!("archived {}", kind.word()), 4, true).await;
    }
    admin.imports(None).await.unwrap();
    check(world, watch, "imports", 6, false).await;
    admin.webhook_apps().await.unwrap();
    check(world, watch, "webhooks", 8, false).await;
    admin.api_tokens().await.unwrap();
    check(world, watch, "tokens", 4, false).await;
    admin.sessions().await.unwrap();
    check(world, watch, "where one is signed in", 4, false).await;
}
