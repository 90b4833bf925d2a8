//! The one rule, on generated worlds, against an oracle written on its own: whatever shows, finds, exports, counts or
//! tells of a ticket agrees with it.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::testing::World;
use domain::tickets::testing::{Plan, Planted, TicketPlan, count_tickets, desk_with, plant, read_through};
use domain::{Change, ContactDesk};
use futures::TryStreamExt;
use model::helpdesk::{HelpDesk, QueueQuery};
use model::portals::TicketPermission;
use model::tickets::{ListView, SortBy, Tab, Tickets};
use model::{Fault, TicketId};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::tickets::walk;

/// What contact `contact` of a plan sees, by the product's rule.
fn sees(plan: &Plan, contact: usize, permission: TicketPermission, ticket: &TicketPlan) -> bool {
    if ticket.archived {
        return false;
    }
    let own = ticket.contacts.contains(&contact);
    let primary = plan.members.iter().find(|(member, _, primary)| *member == contact && *primary).map(|(_, company, _)| *company);
    let company = primary.is_some_and(|company| !plan.companies[company] && ticket.companies.contains(&company));
    own || (permission == TicketPermission::Company && company)
}

fn plans() -> impl Strategy<Value = Plan> {
    (1..4_usize, prop::collection::vec(prop::bool::weighted(0.2), 1..4)).prop_flat_map(|(contacts, companies)| {
        let count = companies.len();
        let members = prop::collection::vec(
            (prop::collection::btree_set(0..count, 0..=count), prop::option::weighted(0.8, 0..count)),
            contacts,
        );
        let ticket = (
            prop::bool::weighted(0.15),
            1..5_i64,
            prop::collection::btree_set(0..contacts, 0..=contacts),
            prop::collection::btree_set(0..count, 0..=count),
        );
        (Just(contacts), Just(companies), members, prop::collection::vec(ticket, 1..6)).prop_map(
            |(contacts, companies, members, tickets)| {
                let members = members.into_iter().enumerate().flat_map(|(contact, (belongs, primary))| {
                    let all: BTreeSet<usize> = belongs.into_iter().chain(primary).collect();
                    all.into_iter().map(move |company| (contact, company, Some(company) == primary))
                });
                let tickets = tickets.into_iter().map(|(archived, stage, contacts, companies)| TicketPlan {
                    archived,
                    stage,
                    contacts: contacts.into_iter().collect(),
                    companies: companies.into_iter().collect(),
                    subject: String::new(),
                    message: String::new(),
                    comment: String::new(),
                });
                Plan { contacts, companies, members: members.collect(), tickets: tickets.collect() }
            },
        )
    })
}

#[test]
fn everything_agrees_with_the_rule() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let case = AtomicUsize::new(0);
    let config = Config { cases: 200, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let outcome = TestRunner::new(config).run(&plans(), |mut plan| {
        let number = case.fetch_add(1, Ordering::SeqCst);
        for (place, ticket) in plan.tickets.iter_mut().enumerate() {
            ticket.subject = format!("world{number} ticket{place}");
            ticket.message = format!("world{number} letter{place}");
            ticket.comment = format!("canary{number} world{number}");
        }
        runtime.block_on(agrees(&world, &plan, number))
    });
    outcome.unwrap();
    let agent = runtime.block_on(world.user_desk("agent"));
    let counts = runtime.block_on(agent.queue(&QueueQuery::default())).unwrap().counts;
    assert_eq!((counts.open, counts.closed), runtime.block_on(count_tickets(&world.portico)).unwrap());
    runtime.block_on(async { drop(world) });
}

async fn agrees(world: &World, plan: &Plan, number: usize) -> Result<(), TestCaseError> {
    read_through(if number.is_multiple_of(2) { 0 } else { 400 });
    let planted = plant(&world.portico, world.user("agent"), plan).await.unwrap();
    for contact in 0..plan.contacts {
        let permission = [TicketPermission::Company, TicketPermission::Own][(number + contact) % 2];
        let desk = desk_with(&world.portico, world.portal, planted.contacts[contact], permission).await.unwrap();
        let visible = |permission| -> BTreeSet<TicketId> {
            let tickets = plan.tickets.iter().zip(&planted.tickets);
            tickets.filter(|(ticket, _)| sees(plan, contact, permission, ticket)).map(|(_, id)| *id).collect()
        };
        lists_agree(&desk, number, visible(permission), visible(TicketPermission::Own)).await?;
        finds_agree(&desk, plan, &planted, number, &visible(permission)).await?;
    }
    Ok(())
}

async fn lists_agree(
    desk: &ContactDesk,
    number: usize,
    all: BTreeSet<TicketId>,
    own: BTreeSet<TicketId>,
) -> Result<(), TestCaseError> {
    for (tab, expected) in [(Tab::Organization, &all), (Tab::Mine, &own)] {
        let view = ListView { tab, sort: SortBy::ALL[number % 5], ascending: number.is_multiple_of(2), ..ListView::default() };
        prop_assert_eq!(&listed(desk, &view).await?, expected, "listed, {:?}", tab);
        let (open, closed) = (ListView { open: Some(true), ..view.clone() }, ListView { open: Some(false), ..view.clone() });
        let parted: BTreeSet<TicketId> = &listed(desk, &open).await? | &listed(desk, &closed).await?;
        prop_assert_eq!(&parted, expected, "open and closed, {:?}", tab);
        let exported = desk.export(view.clone()).try_collect::<Vec<_>>().await.unwrap().concat();
        let exported: BTreeSet<TicketId> =
            exported.lines().skip(1).map(|line| line.split(',').next().unwrap().parse().unwrap()).collect();
        prop_assert_eq!(&exported, expected, "exported, {:?}", tab);
        let words = format!("world{number} {}", if number.is_multiple_of(3) { "tick" } else { "letter" });
        let searched = listed(desk, &ListView { search: words.clone(), ..view.clone() }).await?;
        prop_assert_eq!(&searched, expected, "searched for {:?}, {:?}", words, tab);
        let canary = listed(desk, &ListView { search: format!("canary{number}"), ..view }).await?;
        prop_assert!(canary.is_empty(), "a comment was found");
    }
    Ok(())
}

/// The tickets of a view; each once, and no comment in what came.
async fn listed(desk: &ContactDesk, view: &ListView) -> Result<BTreeSet<TicketId>, TestCaseError> {
    let rows = walk(desk, view).await;
    prop_assert!(!serde_json::to_string(&rows).unwrap().contains("canary"));
    let ids: BTreeSet<TicketId> = rows.iter().map(|row| row.id).collect();
    prop_assert_eq!(ids.len(), rows.len(), "a ticket twice");
    Ok(ids)
}

async fn finds_agree(
    desk: &ContactDesk,
    plan: &Plan,
    planted: &Planted,
    number: usize,
    visible: &BTreeSet<TicketId>,
) -> Result<(), TestCaseError> {
    let missing = desk.ticket(TicketId(i64::MAX), None).await.unwrap_err();
    for (place, ticket) in planted.tickets.iter().enumerate() {
        let expected = visible.contains(ticket);
        let found = desk.ticket(*ticket, None).await;
        prop_assert_eq!(found.is_ok(), expected, "found {} of {:?}", place, plan);
        match &found {
            Ok(shown) => {
                let json = serde_json::to_string(shown).unwrap();
                let (letter, leaks) = (format!("letter{place}"), json.contains("canary") || json.contains("Assigned"));
                prop_assert!(json.contains(&letter) && !leaks);
            }
            Err(fault) => prop_assert_eq!(fault, &missing, "hidden is not missing"),
        }
        let draft = desk.save_reply_draft(*ticket, "x").await;
        prop_assert_eq!(draft, if expected { Ok(()) } else { Err(Fault::NotFound) });
        prop_assert_eq!(desk.may_hear(&Change::Ticket(*ticket)).await.unwrap(), expected, "heard of {}", place);
        prop_assert!(!desk.may_hear(&Change::Internal(*ticket)).await.unwrap());
        let by_number = ListView { tab: Tab::Organization, search: ticket.to_string(), ..ListView::default() };
        prop_assert_eq!(listed(desk, &by_number).await?.contains(ticket), expected, "by number {} in world {}", place, number);
    }
    Ok(())
}
