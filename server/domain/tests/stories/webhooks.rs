//! Integrations are told of what happens, by whichever door it does.

use domain::crm::{By, CrmError, NewRecord, ObjectType, Refused};
use domain::import::{ImportKind, ImportOptions, import};
use domain::testing::receiver::{FakeReceiver, Received, TARGET};
use domain::testing::{START, World};
use domain::webhooks::{NewSubscription, WebhookRefusal};
use domain::{TokenDesk, WebAnswer, WebProblem};
use model::api_tokens::Scope;
use model::companies::{Companies, CompanyFields};
use model::contacts::{ContactFields, Contacts};
use model::helpdesk::{HelpDesk, StaffNewTicket};
use model::second_factor::OwnSecondFactor;
use model::tickets::{NewReply, Tickets};
use model::webhooks::{DeliveryState, WebhookTest, Webhooks};
use model::{Fault, Problem, Refusal, StageId, TicketId, Timestamp};
use serde_json::{Value, json};

use crate::tickets::{anas_ticket, new_ticket};

/// An app that is told of these; a property stands behind a blank.
async fn told_of(world: &World, events: &[&str]) -> TokenDesk {
    let desk = world.token_desk().await;
    let app = desk.id().to_string();
    desk.set_webhook_settings(&app, TARGET, None).await.unwrap();
    for event in events {
        desk.subscribe_webhook(&app, &new(event)).await.unwrap();
    }
    desk
}

fn new(event: &str) -> NewSubscription {
    let (event_type, property) = event.split_once(' ').map_or((event, None), |(event, property)| (event, Some(property)));
    NewSubscription {
        event_type: event_type.to_owned(),
        object_type_id: None,
        property: property.map(str::to_owned),
        active: true,
    }
}

async fn begin(events: &[&str]) -> (World, FakeReceiver, TokenDesk) {
    let (world, receiver) = World::new().await.with_receiver();
    let desk = told_of(&world, events).await;
    (world, receiver, desk)
}

/// All events that came, in order.
async fn events(world: &World, receiver: &FakeReceiver) -> Vec<Value> {
    world.deliver_webhooks().await;
    receiver.received().into_iter().flat_map(|received| received.events).collect()
}

/// A ticket of nobody's.
async fn phoned(world: &World, key: &str) -> TicketId {
    let (subject, description) = ("Phone".into(), "It rang".into());
    let ticket =
        StaffNewTicket { subject, description, priority: None, contact: None, values: Default::default(), key: key.into() };
    world.user_desk("agent").await.file(&ticket).await.unwrap()
}

fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["subscriptionType"].as_str().unwrap()).collect()
}

fn refused<T: std::fmt::Debug>(outcome: Result<T, CrmError>) -> WebhookRefusal {
    match outcome {
        Err(CrmError::Refused(Refused::Webhook(refusal))) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn answer(status: u16) -> Result<WebAnswer, WebProblem> {
    Ok(WebAnswer { status, body: b"no".to_vec(), ..WebAnswer::default() })
}

#[tokio::test]
async fn a_customers_ticket_is_told_with_numbers_and_its_maker() {
    let (world, receiver, desk) = begin(&["ticket.creation", "ticket.propertyChange hs_pipeline_stage"]).await;
    let ticket = anas_ticket(&world).await;
    let came = events(&world, &receiver).await;
    assert_eq!(types(&came), ["ticket.creation", "ticket.propertyChange"]);
    let event = came[0].as_object().unwrap();
    assert_eq!(event["objectId"], ticket.0);
    assert_eq!((&event["appId"], &event["portalId"], &event["occurredAt"]), (&json!(desk.id().0), &json!(1), &json!(START.0)));
    assert_eq!((&event["attemptNumber"], &event["changeFlag"]), (&json!(0), &json!("CREATED")));
    assert_eq!(event["sourceId"], format!("contactId:{}", world.contact("ana")));
    assert!(event["eventId"].is_i64() && event["subscriptionId"].is_i64());
    assert_eq!((&came[1]["propertyName"], &came[1]["propertyValue"]), (&json!("hs_pipeline_stage"), &json!("1")));
    world.user_desk("agent").await.set_stage(ticket, StageId(4), None).await.unwrap();
    let came = events(&world, &receiver).await;
    assert_eq!(types(&came), ["ticket.propertyChange"]);
    assert_eq!((&came[0]["propertyValue"], &came[0]["changeSource"]), (&json!("4"), &json!("CRM_UI")));
    assert!(events(&world, &receiver).await.is_empty(), "told once");
}

#[tokio::test]
async fn every_door_tells_and_every_kind() {
    let all = ["contact.creation", "company.creation", "ticket.creation", "contact.propertyChange phone", "ticket.deletion"];
    let (world, receiver, desk) = begin(&all).await;
    let owner = world.user_desk("owner").await;
    let fields = ContactFields { email: "dora@example.com".into(), first_name: "Dora".into(), ..ContactFields::default() };
    let dora = owner.create_contact(&fields).await.unwrap();
    owner.update_contact(dora, &ContactFields { phone: "555".into(), ..fields.clone() }).await.unwrap();
    let umbrella = CompanyFields { name: "Umbrella".into(), ..CompanyFields::default() };
    owner.create_company(&umbrella).await.unwrap();
    assert_eq!(types(&events(&world, &receiver).await), ["contact.creation", "contact.propertyChange", "company.creation"]);
    let properties = [("subject", "One"), ("hs_pipeline_stage", "1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let record = NewRecord { properties: properties.into(), links: Vec::new() };
    let made = desk.create_record(ObjectType::Tickets, &record).await.unwrap();
    desk.archive_record(ObjectType::Tickets, &made.id.to_string()).await.unwrap();
    let came = events(&world, &receiver).await;
    assert_eq!(types(&came), ["ticket.creation", "ticket.deletion"]);
    assert_eq!((&came[0]["changeSource"], &came[1]["changeFlag"]), (&json!("INTEGRATION"), &json!("DELETED")));
    assert_eq!(came[0]["sourceId"], desk.id().to_string());
}

#[tokio::test]
async fn imports_tell_in_requests_of_a_hundred() {
    let (world, receiver, _) = begin(&["contact.creation", "contact.propertyChange firstname"]).await;
    let mut rows = "Email,First name\n".to_owned();
    for number in 0..250 {
        rows.push_str(&format!("p{number}@example.com,Person {number}\n"));
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, rows.as_bytes()).unwrap();
    let report = import(&world.portico, ImportKind::Contacts, file.path(), ImportOptions::default(), &|_| {}).await.unwrap();
    assert_eq!(report.created, 250);
    assert_eq!(world.deliver_webhooks().await, 5);
    let received = receiver.received();
    let sizes: Vec<usize> = received.iter().map(|request| request.events.len()).collect();
    assert_eq!(sizes, [100; 5]);
    let came: Vec<&Value> = received.iter().flat_map(|request| &request.events).collect();
    assert_eq!(came.iter().filter(|event| event["subscriptionType"] == "contact.creation").count(), 250);
    assert!(came.iter().all(|event| event["changeSource"] == "IMPORT"));
    let changed = "Email,First name\np7@example.com,Ada\n";
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, changed.as_bytes()).unwrap();
    import(&world.portico, ImportKind::Contacts, file.path(), ImportOptions::default(), &|_| {}).await.unwrap();
    let came = events(&world, &receiver).await;
    assert_eq!((types(&came), &came[0]["propertyValue"]), (vec!["contact.propertyChange"], &json!("Ada")));
}

#[tokio::test]
async fn an_association_is_told_at_both_ends_and_a_primary_one_twice() {
    let (world, receiver, _) =
        begin(&["ticket.associationChange", "company.associationChange", "contact.associationChange"]).await;
    let agent = world.user_desk("agent").await;
    let ticket = phoned(&world, "key-of-phone").await;
    assert!(events(&world, &receiver).await.is_empty());
    agent.add_company(ticket, world.acme).await.unwrap();
    let came = events(&world, &receiver).await;
    let seen: Vec<(&str, bool, bool)> = came
        .iter()
        .map(|event| {
            let of = |name: &str| event[name].as_bool().unwrap();
            (event["associationType"].as_str().unwrap(), of("isPrimaryAssociation"), of("associationRemoved"))
        })
        .collect();
    let (there, back) = ("TICKET_TO_COMPANY", "COMPANY_TO_TICKET");
    assert_eq!(seen, [(there, false, false), (back, false, false), (there, true, false), (back, true, false)]);
    assert_eq!((&came[0]["fromObjectId"], &came[0]["toObjectId"]), (&json!(ticket.0), &json!(world.acme.0)));
    agent.remove_company(ticket, world.acme).await.unwrap();
    assert!(events(&world, &receiver).await.iter().all(|event| event["associationRemoved"] == true));
    world.user_desk("owner").await.join_company(world.contact("ana"), world.globex, true).await.unwrap();
    let came = events(&world, &receiver).await;
    let moved: Vec<(&Value, &Value)> = came
        .iter()
        .filter(|event| event["associationType"] == "CONTACT_TO_COMPANY" && event["isPrimaryAssociation"] == true)
        .map(|event| (&event["toObjectId"], &event["associationRemoved"]))
        .collect();
    assert_eq!(moved, [(&json!(world.acme.0), &json!(true)), (&json!(world.globex.0), &json!(false))]);
}

#[tokio::test]
async fn a_conversation_is_told_when_it_begins_and_goes_on() {
    let (world, receiver, _) = begin(&["conversation.creation", "conversation.newMessage"]).await;
    let ticket = anas_ticket(&world).await;
    assert!(events(&world, &receiver).await.is_empty());
    let reply = NewReply { text: "And smoke".into(), key: "key-of-smoke".into() };
    world.contact_desk("ana").await.reply(ticket, &reply).await.unwrap();
    world.user_desk("agent").await.comment(ticket, "Bring water", "key-of-water").await.unwrap();
    let came = events(&world, &receiver).await;
    assert_eq!(types(&came), ["conversation.creation", "conversation.newMessage", "conversation.newMessage"]);
    assert_eq!((&came[1]["messageType"], &came[2]["messageType"]), (&json!("MESSAGE"), &json!("COMMENT")));
    assert_eq!(came[0]["objectId"], came[2]["objectId"]);
    assert!(came.iter().all(|event| !event.to_string().contains("smoke")), "never what is said");
}

#[tokio::test]
async fn a_conversation_bears_its_tickets_number_and_tells_whose_it_is_and_whether_it_is_open() {
    let all = [
        "conversation.newMessage",
        "conversation.propertyChange status",
        "conversation.propertyChange assignedTo",
        "conversation.deletion",
    ];
    let (world, receiver, desk) = begin(&all).await;
    phoned(&world, "key-of-another").await;
    let (ticket, agent) = (anas_ticket(&world).await, world.user_desk("agent").await);
    agent.comment(ticket, "Bring water", "key-of-water").await.unwrap();
    agent.set_stage(ticket, StageId(2), None).await.unwrap();
    agent.set_stage(ticket, StageId(4), None).await.unwrap();
    agent.assign(ticket, Some(world.user("agent")), None).await.unwrap();
    agent.assign(ticket, None, None).await.unwrap();
    desk.archive_record(ObjectType::Tickets, &ticket.to_string()).await.unwrap();
    let came = events(&world, &receiver).await;
    assert!(came.iter().all(|event| event["objectId"] == ticket.0), "{came:?}");
    let changes: Vec<(&str, &str)> =
        came.iter().filter_map(|event| Some((event["propertyName"].as_str()?, event["propertyValue"].as_str()?))).collect();
    let assigned = format!("A-{}", world.user("agent"));
    assert_eq!(changes, [("status", "CLOSED"), ("assignedTo", assigned.as_str()), ("assignedTo", "")]);
    assert_eq!(types(&came).last(), Some(&"conversation.deletion"));
    let unknown = desk.subscribe_webhook(&desk.id().to_string(), &new("conversation.propertyChange subject")).await;
    assert_eq!(refused(unknown), WebhookRefusal::UnknownProperty("subject".into()));
}

#[tokio::test]
async fn merging_and_erasing_are_told_and_nothing_remembers_who_was_erased() {
    let all = [
        "contact.merge",
        "contact.privacyDeletion",
        "contact.propertyChange phone",
        "ticket.merge",
        "company.merge",
        "conversation.privacyDeletion",
    ];
    let (world, receiver, desk) = begin(&all).await;
    let said = anas_ticket(&world).await;
    let (ana, bruno) = (world.contact("ana").0, world.contact("bruno").0);
    let phone = [("phone".to_owned(), "0039 555 remembered".to_owned())].into();
    desk.update_record(ObjectType::Contacts, &By::id(bruno), &phone).await.unwrap();
    desk.merge_records(ObjectType::Contacts, &ana.to_string(), &bruno.to_string()).await.unwrap();
    let (one, other) = (phoned(&world, "key-of-one").await, phoned(&world, "key-of-two").await);
    desk.merge_records(ObjectType::Tickets, &one.to_string(), &other.to_string()).await.unwrap();
    assert!(world.traces_of("remembered").await.contains(&"webhook_events".to_owned()));
    desk.erase_contact(&By::id(ana)).await.unwrap();
    assert_eq!(world.traces_of("remembered").await, Vec::<String>::new());
    let came = events(&world, &receiver).await;
    let merged: Vec<&Value> = came.iter().filter(|event| event["changeFlag"] == "MERGED").collect();
    assert_eq!(merged.len(), 2);
    assert_eq!((&merged[0]["primaryObjectId"], &merged[0]["mergedObjectIds"]), (&json!(ana), &json!([bruno])));
    assert_eq!((&merged[0]["newObjectId"], &merged[0]["subscriptionType"]), (&json!(ana), &json!("contact.merge")));
    assert_eq!((&merged[1]["primaryObjectId"], &merged[1]["mergedObjectIds"]), (&json!(one.0), &json!([other.0])));
    let erased: Vec<&Value> = came.iter().filter(|event| event["subscriptionType"] == "contact.privacyDeletion").collect();
    assert!(erased.iter().any(|event| event["objectId"] == ana), "{came:?}");
    let words: Vec<&Value> = came.iter().filter(|event| event["subscriptionType"] == "conversation.privacyDeletion").collect();
    assert_eq!(words.iter().map(|event| &event["objectId"]).collect::<Vec<_>>(), [&json!(said.0)], "where she wrote");
}

#[tokio::test]
async fn what_is_not_committed_is_not_told() {
    let (world, receiver, desk) = begin(&["ticket.creation"]).await;
    let properties = [("subject", "One"), ("hs_pipeline_stage", "1")].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let links = vec![domain::crm::NewLink { to: "999999".into(), types: vec![16] }];
    let outcome = desk.create_record(ObjectType::Tickets, &NewRecord { properties: properties.into(), links }).await;
    assert!(outcome.is_err());
    assert!(events(&world, &receiver).await.is_empty());
}

#[tokio::test]
async fn nobody_is_told_without_a_subscription_that_is_on() {
    let (world, receiver, desk) = begin(&["ticket.creation"]).await;
    let app = desk.id().to_string();
    let id = desk.webhook_subscriptions(&app).await.unwrap()[0].id.to_string();
    desk.set_webhook_subscriptions(&app, &[(id.clone(), false)]).await.unwrap();
    anas_ticket(&world).await;
    assert!(events(&world, &receiver).await.is_empty());
    desk.set_webhook_subscriptions(&app, &[(id.clone(), true)]).await.unwrap();
    world.contact_desk("ana").await.open(&new_ticket("Again", "key-of-again")).await.unwrap();
    assert_eq!(events(&world, &receiver).await.len(), 1);
    world.contact_desk("ana").await.open(&new_ticket("Thrice", "key-of-thrice")).await.unwrap();
    domain::operator::revoke_token(&world.portico, desk.id()).await.unwrap();
    assert!(events(&world, &receiver).await.is_empty(), "a revoked token is told nothing, not even what waits");
    assert_eq!(world.portico.forget_old_webhooks().await.unwrap(), 1);
}

#[tokio::test]
async fn a_request_is_signed_anew_for_each_attempt() {
    let (world, receiver, _) = begin(&["ticket.creation"]).await;
    receiver.answers(answer(500));
    anas_ticket(&world).await;
    world.deliver_webhooks().await;
    world.advance(Timestamp::MINUTE);
    world.deliver_webhooks().await;
    let [first, second]: [Received; 2] = receiver.received().try_into().unwrap();
    assert_eq!((&first.events[0]["attemptNumber"], &second.events[0]["attemptNumber"]), (&json!(0), &json!(1)));
    assert_eq!(first.events[0]["eventId"], second.events[0]["eventId"]);
    assert_eq!(second.header("x-hubspot-request-timestamp"), world.now().0.to_string());
    assert_ne!(first.header("x-hubspot-signature-v3"), second.header("x-hubspot-signature-v3"));
    assert_eq!(first.header("x-hubspot-signature-version"), "v1");
    assert_eq!(first.header("x-hubspot-signature").len(), 64);
}

#[tokio::test]
async fn a_server_that_dies_leaves_its_delivery_to_others() {
    let (world, receiver, _) = begin(&["ticket.creation"]).await;
    anas_ticket(&world).await;
    let lost = world.portico.next_webhook_delivery().await.unwrap().unwrap();
    assert_eq!(world.deliver_webhooks().await, 0, "leased");
    world.advance(2 * Timestamp::MINUTE);
    assert_eq!(world.deliver_webhooks().await, 1);
    assert_eq!(receiver.received()[0].events[0]["attemptNumber"], 1);
    // The slow one comes back after all, and is not heard.
    receiver.answers(answer(500));
    world.portico.send_webhook(&lost).await.unwrap();
    world.advance(Timestamp::DAY);
    assert_eq!(world.deliver_webhooks().await, 0);
}

#[tokio::test]
async fn a_target_is_asked_no_more_at_once_than_it_takes() {
    let (world, _, desk) = begin(&["ticket.creation"]).await;
    desk.set_webhook_settings(&desk.id().to_string(), TARGET, Some(2)).await.unwrap();
    let mut leased = Vec::new();
    for number in 0..3 {
        world.contact_desk("ana").await.open(&new_ticket("Many", &format!("key-number-{number}"))).await.unwrap();
        leased.extend(world.portico.next_webhook_delivery().await.unwrap());
    }
    assert_eq!(leased.len(), 2);
    world.portico.send_webhook(&leased[0]).await.unwrap();
    assert!(world.portico.next_webhook_delivery().await.unwrap().is_some());
}

#[tokio::test]
async fn a_target_that_takes_nothing_for_a_day_is_paused_and_the_team_is_told() {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..domain::testing::settings() };
    let world = World::with_settings(model::portals::TicketPermission::Own, settings).await;
    let (world, receiver) = world.with_receiver();
    let desk = told_of(&world, &["ticket.creation"]).await;
    receiver.always(Err(WebProblem::Unreachable("refused".to_owned())));
    anas_ticket(&world).await;
    let mut attempts = world.deliver_webhooks().await;
    // Each wait is a little longer or shorter, and is looked at every hour.
    for _ in 0..40 {
        world.advance(Timestamp::HOUR);
        attempts += world.deliver_webhooks().await;
    }
    assert_eq!(attempts, 11, "once, and ten times again");
    let owner = world.user_desk("owner").await;
    let app = owner.webhook_app(desk.id()).await.unwrap();
    assert!(app.target.unwrap().paused_at.is_some());
    assert!(matches!(app.deliveries[0].state, DeliveryState::Failed { .. }));
    let told = world.letters().await.into_iter().filter(|letter| letter.0 == "webhooks_paused").count();
    assert_eq!(told, 2, "the owner and the admin");
    while let Some(letter) = world.portico.next_letter().await.unwrap() {
        if let model::letters::Content::WebhooksPaused { name, target, .. } = &letter.content {
            assert_eq!((name.as_str(), target.as_str()), ("Sync", TARGET));
        }
        world.portico.letter_sent(letter.id).await.unwrap();
    }
    phoned(&world, "key-of-unheard").await;
    receiver.received();
    receiver.always(answer(204));
    owner.resume_webhooks(desk.id()).await.unwrap();
    phoned(&world, "key-of-heard").await;
    assert_eq!(events(&world, &receiver).await.len(), 1, "what happened meanwhile is not told later");
    owner.replay_webhook_delivery(app.deliveries[0].id).await.unwrap();
    assert_eq!(events(&world, &receiver).await.len(), 1);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let (world, receiver, _) = begin(&["ticket.creation"]).await;
    receiver.answers(Ok(WebAnswer { status: 429, retry_after: Some(600), ..WebAnswer::default() }));
    anas_ticket(&world).await;
    world.deliver_webhooks().await;
    world.advance(5 * Timestamp::MINUTE);
    assert_eq!(world.deliver_webhooks().await, 0);
    world.advance(6 * Timestamp::MINUTE);
    assert_eq!(world.deliver_webhooks().await, 1);
}

#[tokio::test]
async fn what_was_delivered_is_forgotten_after_a_week() {
    let (world, _, desk) = begin(&["ticket.creation"]).await;
    anas_ticket(&world).await;
    world.deliver_webhooks().await;
    world.advance(6 * Timestamp::DAY);
    assert_eq!(world.portico.forget_old_webhooks().await.unwrap(), 0);
    world.advance(2 * Timestamp::DAY);
    assert_eq!(world.portico.forget_old_webhooks().await.unwrap(), 1);
    assert!(world.user_desk("owner").await.webhook_app(desk.id()).await.unwrap().deliveries.is_empty());
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let (world, _, desk) = begin(&["ticket.creation"]).await;
    let app = desk.id().to_string();
    for (url, refusal) in [
        ("not an address", WebhookRefusal::UrlMalformed),
        ("ftp://hooks.acme.example/", WebhookRefusal::UrlMalformed),
        ("https://user:secret@hooks.acme.example/", WebhookRefusal::UrlMalformed),
        ("https://hooks.acme.example/#there", WebhookRefusal::UrlMalformed),
        ("https://127.0.0.1/", WebhookRefusal::UrlNotAllowed),
        ("https://hooks.acme.example/?to=a%2fb", WebhookRefusal::UrlEscaped { escape: "%2F".into() }),
    ] {
        assert_eq!(refused(desk.set_webhook_settings(&app, url, None).await), refusal, "{url}");
    }
    for max in [0, 101, u32::MAX] {
        assert_eq!(refused(desk.set_webhook_settings(&app, TARGET, Some(max)).await), WebhookRefusal::RequestsOutOfRange);
    }
    for (event, refusal) in [
        ("ticket.birthday", WebhookRefusal::UnknownEvent("ticket.birthday".into())),
        ("ticket.propertyChange", WebhookRefusal::PropertyMissing),
        ("ticket.propertyChange nothing", WebhookRefusal::UnknownProperty("nothing".into())),
        ("ticket.propertyChange hs_lastmodifieddate", WebhookRefusal::PropertyNotTold("hs_lastmodifieddate".into())),
        ("object.creation", WebhookRefusal::UnknownObjectType(String::new())),
    ] {
        assert_eq!(refused(desk.subscribe_webhook(&app, &new(event)).await), refusal, "{event}");
    }
    assert!(matches!(refused(desk.subscribe_webhook(&app, &new("ticket.creation")).await), WebhookRefusal::Subscribed { .. }));
    assert!(matches!(refused(desk.webhook_settings("999").await), WebhookRefusal::NotYours { .. }));
    assert!(matches!(refused(desk.webhook_subscription(&app, "x").await), WebhookRefusal::NoSubscription { .. }));
    let reader = world.token(&[Scope::ReadContacts], None).await;
    let reader = world.portico.token_desk(&reader).await.unwrap().unwrap();
    let own = reader.id().to_string();
    assert_eq!(refused(reader.subscribe_webhook(&own, &new("contact.creation")).await), WebhookRefusal::NoTarget);
    reader.set_webhook_settings(&own, TARGET, None).await.unwrap();
    reader.subscribe_webhook(&own, &new("contact.creation")).await.unwrap();
    for (event, scope) in [("ticket.creation", Scope::Tickets), ("conversation.newMessage", Scope::ReadConversations)] {
        let outcome = reader.subscribe_webhook(&own, &new(event)).await;
        assert_eq!(refused(outcome), WebhookRefusal::ScopeMissing(vec![scope]), "{event}");
    }
}

#[tokio::test]
async fn the_general_form_names_the_kind() {
    let (world, receiver, desk) = begin(&[]).await;
    let general = NewSubscription { object_type_id: Some("0-5".into()), ..new("object.creation") };
    desk.subscribe_webhook(&desk.id().to_string(), &general).await.unwrap();
    anas_ticket(&world).await;
    let came = events(&world, &receiver).await;
    assert_eq!((&came[0]["subscriptionType"], &came[0]["objectTypeId"]), (&json!("object.creation"), &json!("0-5")));
}

#[tokio::test]
async fn administrators_set_targets_up_after_a_proof() {
    let (world, receiver) = World::new().await.with_receiver();
    let app = world.token_desk().await.id();
    let agent = world.user_desk("agent").await;
    assert_eq!(agent.webhook_apps().await, Err(Fault::Refused(Refusal::Role)));
    assert_eq!(agent.set_webhook_target(app, TARGET, 10).await, Err(Fault::Refused(Refusal::Role)));
    world.advance(Timestamp::HOUR);
    let owner = world.user_desk("owner").await;
    assert_eq!(owner.set_webhook_target(app, TARGET, 10).await, Err(Fault::Refused(Refusal::ProofNeeded)));
    owner.prove(domain::testing::PASSWORD).await.unwrap();
    let owner = world.user_desk("owner").await;
    assert_eq!(owner.set_webhook_target(app, "https://127.0.0.1/", 10).await, Err(Fault::invalid("url", Problem::Reserved)));
    let secret = owner.set_webhook_target(app, TARGET, 10).await.unwrap().expect("a secret");
    assert_eq!(owner.set_webhook_target(app, TARGET, 20).await.unwrap(), None, "shown once");
    owner.subscribe_webhook(app, "ticket.creation", "").await.unwrap();
    assert!(owner.subscribe_webhook(app, "ticket.propertyChange", "").await.unwrap_err().problem_of("property").is_some());
    receiver.answers(answer(418));
    let tested = owner.test_webhook(app).await.unwrap();
    assert_eq!(tested, WebhookTest::Answered { status: 418, body: "no".into() });
    assert_eq!(receiver.received()[0].events[0]["objectId"], 0);
    assert!(world.details().await.iter().all(|details| !details.contains(&secret)), "the trail knows no secret");
    assert_ne!(owner.replace_webhook_secret(app).await.unwrap(), secret);
    anas_ticket(&world).await;
    world.deliver_webhooks().await;
    let shown = owner.webhook_app(app).await.unwrap();
    let delivery = owner.webhook_delivery(shown.deliveries[0].id).await.unwrap();
    assert!(delivery.payload.contains("ticket.creation"));
    owner.remove_webhook_target(app).await.unwrap();
    assert_eq!(owner.webhook_app(app).await.unwrap().target, None);
}
