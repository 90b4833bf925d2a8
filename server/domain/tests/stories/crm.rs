//! What integrations do has the same effects as what people do.

use std::collections::BTreeMap;

use domain::crm::{
    BatchItem, BatchStep, By, CrmError, Keyed, LinkWanted, NewLink, NewRecord, ObjectType, Once, PairKinds, Refused, Wanted,
};
use domain::testing::World;
use domain::tickets::testing::{Watch, letters, plan_of};
use domain::{Change, TokenDesk};
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::portals::TicketPermission;
use model::tickets::{ListView, Tab, Tickets};
use model::{Fault, StageId, TicketId, Timestamp};

use crate::tickets::anas_ticket;

pub fn properties(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

pub fn new(pairs: &[(&str, &str)], links: &[(i64, i64)]) -> NewRecord {
    let links = links.iter().map(|(to, type_id)| NewLink { to: to.to_string(), types: vec![*type_id] }).collect();
    NewRecord { properties: properties(pairs), links }
}

pub fn refused<T: std::fmt::Debug>(outcome: Result<T, CrmError>) -> Refused {
    match outcome {
        Err(CrmError::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}

pub async fn value(desk: &TokenDesk, object_type: ObjectType, id: i64, name: &str) -> Option<String> {
    let wanted = Wanted { properties: Some(vec![name.to_owned()]), ..Wanted::default() };
    desk.record(object_type, &By::id(id), &wanted).await.unwrap().properties[name].clone()
}

async fn anas_request(world: &World, desk: &TokenDesk) -> i64 {
    let printer = [("subject", "Printer on fire"), ("content", "It burns"), ("hs_pipeline_stage", "1")];
    let ana = world.contact("ana").0;
    desk.create_record(ObjectType::Tickets, &new(&printer, &[(ana, 16)])).await.unwrap().id
}

#[tokio::test]
async fn a_ticket_of_an_integration_is_a_ticket_like_any_other() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let mut changes = world.portico.changes();
    let id = anas_request(&world, &desk).await;
    assert_eq!(changes.try_recv().unwrap(), Change::Ticket(TicketId(id)));
    let ana = world.contact_desk("ana").await;
    let list = ana.tickets(&ListView { tab: Tab::Mine, search: "burns".into(), ..ListView::default() }).await.unwrap();
    assert_eq!(list.rows.iter().map(|row| row.id.0).collect::<Vec<_>>(), [id]);
    assert_eq!(list.rows[0].requester.as_deref(), Some("Ana Alves"));
    assert!(world.contact_desk("carla").await.ticket(TicketId(id), None).await.is_err());
    assert_eq!(letters(&world.portico).await.unwrap().last().unwrap().0, "ticket_received");
    let shown = world.user_desk("agent").await.staff_ticket(TicketId(id)).await.unwrap();
    assert_eq!(shown.entries.last().unwrap().author, "Sync");
    assert!(world.trail().await.contains(&"ticket_created".to_owned()));
}

#[tokio::test]
async fn a_stage_that_an_integration_sets_is_told_as_one_that_an_agent_sets() {
    let world = World::new().await;
    let (desk, agent) = (world.token_desk().await, world.user_desk("agent").await);
    let (by_agent, by_token) = (anas_request(&world, &desk).await, anas_request(&world, &desk).await);
    world.advance(Timestamp::MINUTE);
    let before = letters(&world.portico).await.unwrap().len();
    agent.set_stage(TicketId(by_agent), StageId(4), None).await.unwrap();
    let after_agent = letters(&world.portico).await.unwrap()[before..].to_vec();
    let stage = properties(&[("hs_pipeline_stage", "4")]);
    let changed = desk.update_record(ObjectType::Tickets, &By::id(by_token), &stage).await.unwrap();
    let all = letters(&world.portico).await.unwrap();
    assert_eq!(after_agent, all[before + after_agent.len()..], "{all:?}");
    assert_eq!(changed.properties["closed_date"].as_deref(), Some(world.now().iso().as_str()));
    let ana = world.contact_desk("ana").await;
    let (one, other) = (ana.ticket(TicketId(by_agent), None).await.unwrap(), ana.ticket(TicketId(by_token), None).await.unwrap());
    assert_eq!(one.entries.len(), other.entries.len());
    let reopened = desk.update_record(ObjectType::Tickets, &By::id(by_token), &properties(&[("hs_pipeline_stage", "3")])).await;
    assert_eq!(reopened.unwrap().properties.get("closed_date"), None);
}

#[tokio::test]
async fn values_have_a_history_whichever_door_they_came_through() {
    let world = World::new().await;
    let (desk, agent) = (world.token_desk().await, world.user_desk("agent").await);
    let id = anas_request(&world, &desk).await;
    world.advance(1000);
    agent.set_stage(TicketId(id), StageId(3), None).await.unwrap();
    world.advance(1000);
    let both = properties(&[("hs_pipeline_stage", "4"), ("hs_resolution", "Extinguished")]);
    desk.update_record(ObjectType::Tickets, &By::id(id), &both).await.unwrap();
    let history = vec!["hs_pipeline_stage".to_owned(), "hs_resolution".to_owned(), "nothing_of_ours".to_owned()];
    let wanted = Wanted { history, ..Wanted::default() };
    let record = desk.record(ObjectType::Tickets, &By::id(id), &wanted).await.unwrap();
    let history = record.history.unwrap();
    let stages: Vec<(&str, &str)> =
        history["hs_pipeline_stage"].iter().map(|version| (version.value.as_str(), version.source.as_str())).collect();
    assert_eq!(stages, [("4", "INTEGRATION"), ("3", "CRM_UI"), ("1", "INTEGRATION")]);
    assert_eq!(history["hs_pipeline_stage"][0].source_label.as_deref(), Some("Sync"));
    assert_eq!(history["hs_pipeline_stage"][1].user, Some(world.user("agent").0));
    assert_eq!(history["hs_pipeline_stage"][2].at, record.created_at);
    assert_eq!(history["hs_resolution"].len(), 1);
    assert!(!history.contains_key("nothing_of_ours"));
}

#[tokio::test]
async fn what_is_wrong_with_a_record_leaves_nothing_behind() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let count = || async { desk.records(ObjectType::Tickets, &Wanted::default(), None, 100).await.unwrap().records.len() };
    let ghost = new(&[("subject", "Ghost"), ("hs_pipeline_stage", "1"), ("hs_resolution", "x")], &[(987_654_321, 16)]);
    let contacts = ObjectType::Contacts;
    let no_such = Refused::NoSuchTarget { object_type: contacts, id: "987654321".into() };
    assert_eq!(refused(desk.create_record(ObjectType::Tickets, &ghost).await), no_such);
    let wrong_type = new(&[("hs_pipeline_stage", "1")], &[(world.contact("ana").0, 15)]);
    assert_eq!(refused(desk.create_record(ObjectType::Tickets, &wrong_type).await), Refused::NoSuchLinkType { type_id: 15 });
    let no_stage = refused(desk.create_record(ObjectType::Tickets, &new(&[("subject", "x")], &[])).await);
    assert!(matches!(no_stage, Refused::Required { properties, .. } if properties == ["hs_pipeline_stage"]));
    assert_eq!(count().await, 0);
    assert_eq!(world.trail().await.iter().filter(|action| *action == "ticket_created").count(), 0);
}

#[tokio::test]
async fn an_archived_contact_is_out_and_their_address_is_free() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let (ana, ticket) = (world.contact("ana"), anas_ticket(&world).await);
    desk.archive_record(ObjectType::Contacts, &ana.to_string()).await.unwrap();
    desk.archive_record(ObjectType::Contacts, &ana.to_string()).await.unwrap();
    desk.archive_record(ObjectType::Contacts, "987654321").await.unwrap();
    let place = world.place().await;
    assert!(matches!(
        world.portico.contact_desk(&place, Some(world.secret("ana"))).await.map(|_| ()).unwrap_err().into_fault(),
        Fault::SignedOut
    ));
    let archived = Wanted { archived: true, ..Wanted::default() };
    let record = desk.record(ObjectType::Contacts, &By::id(ana), &archived).await.unwrap();
    assert_eq!((record.archived_at, record.properties["email"].as_deref()), (Some(world.now()), Some("ana@example.com")));
    assert!(matches!(
        refused(desk.record(ObjectType::Contacts, &By::id(ana), &Wanted::default()).await),
        Refused::NotFound { .. }
    ));
    let again = desk.create_record(ObjectType::Contacts, &new(&[("email", "Ana@Example.com")], &[])).await.unwrap();
    assert_ne!(again.id, ana.0);
    let kinds = PairKinds::of(ObjectType::Tickets, ObjectType::Contacts).unwrap();
    assert!(desk.links_of(kinds, &ticket.to_string(), None, 10).await.unwrap().links.is_empty());
}

#[tokio::test]
async fn the_primary_company_decides_what_a_contact_sees_from_the_next_request_on() {
    let world = World::with(TicketPermission::Company).await;
    let desk = world.token_desk().await;
    let of_globex = new(&[("subject", "Of Globex"), ("hs_pipeline_stage", "1")], &[(world.globex.0, 339)]);
    let ticket = desk.create_record(ObjectType::Tickets, &of_globex).await.unwrap();
    let sees = || async { world.contact_desk("ana").await.ticket(TicketId(ticket.id), None).await.is_ok() };
    assert!(!sees().await);
    let kinds = PairKinds::of(ObjectType::Contacts, ObjectType::Companies).unwrap();
    let (ana, globex) = (world.contact("ana").to_string(), world.globex.to_string());
    let plain = LinkWanted { from: ana.clone(), to: globex.clone(), types: vec![279] };
    desk.link_records(kinds, &plain).await.unwrap();
    assert!(!sees().await, "a company that is not the primary one shows nothing");
    desk.link_records(kinds, &LinkWanted { types: vec![1], ..plain }).await.unwrap();
    assert!(sees().await);
    let links = desk.links_of(kinds, &ana, None, 10).await.unwrap().links;
    assert_eq!(links.iter().filter(|link| link.primary).map(|link| link.to).collect::<Vec<_>>(), [world.globex.0]);
    assert_eq!(value(&desk, ObjectType::Contacts, world.contact("ana").0, "associatedcompanyid").await, Some(globex.clone()));
    desk.unlink_all(kinds, &[(ana.clone(), globex.clone())]).await.unwrap();
    assert!(!sees().await);
    desk.archive_record(ObjectType::Tickets, &ticket.id.to_string()).await.unwrap();
    let not_found = world.user_desk("agent").await.staff_ticket(TicketId(ticket.id)).await.map(|_| ()).unwrap_err();
    assert_eq!(not_found, Fault::NotFound);
}

#[tokio::test]
async fn the_primary_company_of_a_ticket_moves() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let (acme, globex) = (world.acme.0, world.globex.0);
    let first = new(&[("subject", "x"), ("hs_pipeline_stage", "1")], &[(acme, 339)]);
    let ticket = desk.create_record(ObjectType::Tickets, &first).await.unwrap().id;
    let kinds = PairKinds::of(ObjectType::Tickets, ObjectType::Companies).unwrap();
    let primary = || async {
        let links = desk.links_of(kinds, &ticket.to_string(), None, 10).await.unwrap().links;
        (links.len(), links.iter().find(|link| link.primary).map(|link| link.to))
    };
    assert_eq!(primary().await, (1, Some(acme)), "the first becomes primary, as at the desk");
    let link = |types: Vec<i64>| LinkWanted { from: ticket.to_string(), to: globex.to_string(), types };
    desk.link_records(kinds, &link(Vec::new())).await.unwrap();
    assert_eq!(primary().await, (2, Some(acme)));
    desk.link_records(kinds, &link(vec![26])).await.unwrap();
    assert_eq!(primary().await, (2, Some(globex)));
    desk.link_records(kinds, &link(vec![26])).await.unwrap();
    assert_eq!(primary().await, (2, Some(globex)));
}

#[tokio::test]
async fn a_request_with_a_key_is_done_once_however_often_it_comes() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let once = |body: &str| Some(Once::of("key-1".into(), &[b"POST", body.as_bytes()]));
    let contact = new(&[("firstname", "Only"), ("lastname", "Once")], &[]);
    let (one, other) = (desk.clone().once(once("a")), desk.clone().once(once("a")));
    let (first, second) =
        tokio::join!(one.create_record(ObjectType::Contacts, &contact), other.create_record(ObjectType::Contacts, &contact));
    assert_eq!(first.unwrap(), second.unwrap());
    let found = desk.records(ObjectType::Contacts, &Wanted::default(), None, 100).await.unwrap().records;
    let named = |record: &&domain::crm::Record| record.properties["firstname"].as_deref() == Some("Only");
    assert_eq!(found.iter().filter(named).count(), 1);
    let other_body = desk.clone().once(once("b"));
    assert_eq!(refused(other_body.create_record(ObjectType::Contacts, &contact).await), Refused::KeyOfAnotherRequest);
    let other_token = world.token_desk().await.once(once("a"));
    assert_ne!(other_token.create_record(ObjectType::Contacts, &contact).await.unwrap().id, found.last().unwrap().id);
    // What was refused was not done, and may be tried again under the same key.
    let key = || Some(Once::of("key-2".into(), &[b"x"]));
    let wrong = new(&[("email", "not an address")], &[]);
    assert!(desk.clone().once(key()).create_record(ObjectType::Contacts, &wrong).await.is_err());
    assert!(desk.clone().once(key()).create_record(ObjectType::Contacts, &contact).await.is_ok());
    world.advance(25 * Timestamp::HOUR);
    assert_eq!(world.portico.forget_old_answers().await.unwrap(), 3);
}

#[tokio::test]
async fn an_address_is_one_contacts() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let ana = world.contact("ana").0;
    let taken = new(&[("email", "ANA@example.com")], &[]);
    assert_eq!(refused(desk.create_record(ObjectType::Contacts, &taken).await), Refused::EmailTaken { existing: ana });
    let bruno = By::id(world.contact("bruno"));
    let email = properties(&[("email", "ana@example.com")]);
    let outcome = desk.update_record(ObjectType::Contacts, &bruno, &email).await;
    assert_eq!(refused(outcome), Refused::EmailTaken { existing: ana });
    // Of two that come at once, one gets it, and the other is told whose it is.
    let contact = new(&[("email", "new@example.com")], &[]);
    let (one, other) =
        tokio::join!(desk.create_record(ObjectType::Contacts, &contact), desk.create_record(ObjectType::Contacts, &contact));
    let (made, refusal) = if one.is_ok() { (one, other) } else { (other, one) };
    assert_eq!(refused(refusal), Refused::EmailTaken { existing: made.unwrap().id });
    // Another address is another way in: the session ends.
    desk.update_record(ObjectType::Contacts, &By::id(ana), &properties(&[("email", "ana.b@example.com")])).await.unwrap();
    assert!(world.portico.contact_desk(&world.place().await, Some(world.secret("ana"))).await.is_err());
    assert_eq!(
        desk.record(
            ObjectType::Contacts,
            &By { property: Some("email".into()), value: "ANA.B@example.com".into() },
            &Wanted::default()
        )
        .await
        .unwrap()
        .id,
        ana
    );
}

#[tokio::test]
async fn a_batch_is_whole_or_says_what_is_missing() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let step = |email: &str, trace: Option<&str>| BatchItem {
        step: BatchStep::Create(new(&[("email", email)], &[])),
        trace: trace.map(str::to_owned),
    };
    let count = || async { desk.records(ObjectType::Contacts, &Wanted::default(), None, 100).await.unwrap().records.len() };
    let before = count().await;
    let mixed = [step("one@example.com", None), step("nonsense", None)];
    assert!(matches!(refused(desk.write_records(ObjectType::Contacts, &mixed).await), Refused::Properties(_)));
    assert_eq!(count().await, before, "all or nothing");
    let same_trace = [step("one@example.com", Some("a")), step("nonsense", Some("a"))];
    assert!(desk.write_records(ObjectType::Contacts, &same_trace).await.is_err());
    let traced = [step("one@example.com", Some("a")), step("nonsense", Some("b")), step("ana@example.com", Some("c"))];
    let done = desk.write_records(ObjectType::Contacts, &traced).await.unwrap();
    assert_eq!(done.records.len(), 1);
    let traces: Vec<&str> = done.problems.iter().map(|problem| problem.trace.as_str()).collect();
    assert_eq!(traces, ["b", "c"]);
    assert_eq!(count().await, before + 1);
    let keyed = |id: &str| BatchItem {
        step: BatchStep::Update(Keyed { by: By::id(id), properties: properties(&[("jobtitle", "CTO")]) }),
        trace: None,
    };
    let ana = world.contact("ana").to_string();
    let done = desk.write_records(ObjectType::Contacts, &[keyed(&ana), keyed("987654321")]).await.unwrap();
    assert_eq!((done.records.len(), done.missing), (1, vec!["987654321".to_owned()]));
    assert_eq!(
        refused(desk.write_records(ObjectType::Contacts, &[keyed(&ana), keyed(&ana)]).await),
        Refused::DuplicateIds(vec![ana])
    );
    assert_eq!(refused(desk.write_records(ObjectType::Contacts, &[]).await), Refused::EmptyBatch);
    let many: Vec<BatchItem> = (0..101).map(|number| keyed(&number.to_string())).collect();
    assert_eq!(refused(desk.write_records(ObjectType::Contacts, &many).await), Refused::BatchTooLong { max: 100 });
}

#[tokio::test]
async fn an_integration_may_know_little_of_a_contact_and_staff_still_see_who_it_is() {
    let world = World::new().await;
    let desk = world.token_desk().await;
    let contact = desk.create_record(ObjectType::Contacts, &new(&[("phone", "+47 11")], &[])).await.unwrap();
    let rows = world.user_desk("agent").await.contacts(&"".into()).await.unwrap().rows;
    assert_eq!((rows[0].id.0, rows[0].name.as_str()), (contact.id, "+47 11"));
}

#[tokio::test]
async fn a_revoked_or_ended_token_is_nobodys() {
    let world = World::new().await;
    let token = world.token(&model::api_tokens::Scope::ALL, Some(world.now().plus(1000))).await;
    let desk = world.portico.token_desk(&token).await.unwrap().unwrap();
    let listed = domain::operator::list_tokens(&world.portico).await.unwrap();
    assert_eq!((listed[0].used_at, listed[0].ending.as_str()), (Some(world.now()), &token[token.len() - 4..]));
    world.advance(1000);
    let ended = world.portico.token_desk(&token).await.unwrap().map(|_| ()).unwrap_err();
    assert_eq!(ended, domain::tokens::Denied::Expired { at: world.now() });
    let other = world.token(&model::api_tokens::Scope::ALL, None).await;
    let id = world.portico.token_desk(&other).await.unwrap().unwrap().id();
    domain::operator::revoke_token(&world.portico, id).await.unwrap();
    domain::operator::revoke_token(&world.portico, id).await.unwrap();
    assert_eq!(world.portico.token_desk(&other).await.unwrap().map(|_| ()).unwrap_err(), domain::tokens::Denied::Unknown);
    assert_eq!(world.trail().await.iter().filter(|action| *action == "token_revoked").count(), 1);
    assert_eq!(
        world.portico.token_desk("pat-na1-nothing").await.unwrap().map(|_| ()).unwrap_err(),
        domain::tokens::Denied::Unknown
    );
    drop(desk);
}

/// The usual questions are answered from an index, however many records there are.
#[tokio::test]
async fn the_usual_searches_read_no_whole_table() {
    use domain::crm::{Filter, Operator, SearchRequest, Sort};
    let world = World::new().await;
    if !world.portico.store().is_sqlite() {
        return;
    }
    let watch = Watch::default();
    let token = world.token(&model::api_tokens::Scope::ALL, None).await;
    let desk = watch.over(&world.portico).token_desk(&token).await.unwrap().unwrap();
    let filter = |property: &str, operator: Operator, value: &str| Filter {
        property: property.into(),
        operator,
        value: Some(value.into()),
        high_value: None,
        values: vec![value.into()],
    };
    let sorted = |property: &str| Some(Sort { property: property.into(), descending: true });
    let cases = [
        (ObjectType::Contacts, filter("email", Operator::Eq, "ana@example.com"), None),
        (ObjectType::Contacts, filter("email", Operator::In, "ana@example.com"), None),
        (ObjectType::Contacts, filter("lastname", Operator::Eq, "Alves"), None),
        (ObjectType::Contacts, filter("lastmodifieddate", Operator::Gte, "0"), sorted("lastmodifieddate")),
        (ObjectType::Contacts, filter("jobtitle", Operator::Eq, "CTO"), None),
        (ObjectType::Companies, filter("domain", Operator::Eq, "acme.example"), None),
        (ObjectType::Companies, filter("name", Operator::Eq, "Acme"), None),
        (ObjectType::Companies, filter("numberofemployees", Operator::Gt, "10"), None),
        (ObjectType::Tickets, filter("hs_pipeline_stage", Operator::In, "4"), None),
        (ObjectType::Tickets, filter("hs_object_id", Operator::In, "4"), None),
        (ObjectType::Tickets, filter("subject", Operator::Eq, "Printer"), None),
        (ObjectType::Tickets, filter("subject", Operator::ContainsToken, "print*"), None),
        (ObjectType::Tickets, filter("associations.contact", Operator::Eq, "1"), None),
        (ObjectType::Tickets, filter("hs_lastmodifieddate", Operator::Gt, "0"), sorted("hs_lastmodifieddate")),
        (ObjectType::Tickets, filter("createdate", Operator::Gt, "0"), sorted("createdate")),
    ];
    for (object_type, filter, sort) in cases {
        watch.taken();
        let name = format!("{} {}", filter.property, filter.operator.word());
        let request = SearchRequest { groups: vec![vec![filter]], sort, limit: 10, ..SearchRequest::default() };
        desk.search_records(object_type, &request).await.unwrap();
        for statement in watch.taken() {
            let plan = plan_of(&world.portico, &statement).await.unwrap();
            let table = object_type.word();
            let scans = plan.iter().any(|step| step == &format!("SCAN {table}"));
            assert!(!scans, "{name}: {} {plan:?}", statement.sql);
        }
    }
}
