//! How many tickets a search finds is said from counts that the database keeps, and is what somebody who counts would say.

use domain::TokenDesk;
use domain::crm::{By, Filter, NewRecord, ObjectType, Operator, SearchRequest};
use domain::testing::World;
use model::helpdesk::{HelpDesk, QueueQuery, QueueView};

use crate::crm::{new, properties};

const TICKETS: ObjectType = ObjectType::Tickets;

fn filter(property: &str, operator: Operator, values: &[&str]) -> Filter {
    Filter {
        property: property.to_owned(),
        operator,
        value: values.first().map(|value| (*value).to_owned()),
        high_value: None,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

/// What is said, and what is found page by page.
async fn counted(desk: &TokenDesk, groups: Vec<Vec<Filter>>) -> (u64, u64) {
    let request = SearchRequest { groups, limit: 200, ..SearchRequest::default() };
    let found = desk.search_records(TICKETS, &request).await.unwrap();
    (found.total, found.records.len() as u64)
}

async fn compare(world: &World, desk: &TokenDesk) {
    let agent = world.user("agent").to_string();
    let single = [
        filter("hs_pipeline_stage", Operator::Eq, &["1"]),
        filter("hs_pipeline_stage", Operator::In, &["1", "4"]),
        filter("hs_pipeline_stage", Operator::NotIn, &["1"]),
        filter("hs_pipeline_stage", Operator::Gte, &["3"]),
        filter("hs_pipeline", Operator::Eq, &["0"]),
        filter("hs_pipeline", Operator::Neq, &["0"]),
        filter("hs_ticket_priority", Operator::Eq, &["HIGH"]),
        filter("hs_ticket_priority", Operator::NotHasProperty, &[]),
        filter("hs_ticket_priority", Operator::Neq, &["HIGH"]),
        filter("hubspot_owner_id", Operator::Eq, &[&agent]),
        filter("hubspot_owner_id", Operator::HasProperty, &[]),
        filter("hubspot_owner_id", Operator::NotHasProperty, &[]),
    ];
    let mut searches: Vec<Vec<Vec<Filter>>> = vec![Vec::new()];
    searches.extend(single.iter().map(|one| vec![vec![one.clone()]]));
    searches.push(vec![vec![single[0].clone(), single[6].clone()], vec![single[9].clone()]]);
    // Not kept: this one is counted.
    searches.push(vec![vec![single[0].clone(), filter("subject", Operator::HasProperty, &[])]]);
    for groups in searches {
        let (said, found) = counted(desk, groups.clone()).await;
        assert_eq!(said, found, "{groups:?}");
    }
}

#[tokio::test]
async fn totals_follow_every_change() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    compare(&world, &desk).await;
    let agent = world.user("agent").to_string();
    let mut ids = Vec::new();
    for number in 0..24 {
        let stage = ["1", "2", "3", "4"][number % 4];
        let mut values = vec![("hs_pipeline_stage", stage), ("subject", "One of many")];
        values.extend((number % 3 == 0).then_some(("hs_ticket_priority", "HIGH")));
        values.extend((number % 5 == 0).then_some(("hubspot_owner_id", agent.as_str())));
        let record: NewRecord = new(&values, &[]);
        ids.push(desk.create_record(TICKETS, &record).await.unwrap().id);
    }
    compare(&world, &desk).await;
    for (number, id) in ids.iter().enumerate() {
        let changed = match number % 4 {
            0 => properties(&[("hs_pipeline_stage", "4"), ("hs_ticket_priority", "")]),
            1 => properties(&[("hs_ticket_priority", "LOW")]),
            2 => properties(&[("hubspot_owner_id", "")]),
            _ => properties(&[("hubspot_owner_id", &agent), ("hs_pipeline_stage", "1")]),
        };
        desk.update_record(TICKETS, &By::id(*id), &changed).await.unwrap();
    }
    compare(&world, &desk).await;
    for id in &ids[..7] {
        desk.archive_record(TICKETS, &id.to_string()).await.unwrap();
    }
    desk.merge_records(TICKETS, &ids[8].to_string(), &ids[9].to_string()).await.unwrap();
    compare(&world, &desk).await;
    let staff = world.user_desk("agent").await;
    for view in QueueView::ALL {
        let query = QueueQuery { view, ..QueueQuery::default() };
        let queue = staff.queue(&query).await.unwrap();
        assert_eq!(queue.counts.of(view), queue.rows.len() as u64, "{view:?}");
    }
}
