//! The letters that people do without: chosen in the profile, by staff, or by the address in a letter.

use domain::testing::email;
use model::contacts::Contacts;
use model::helpdesk::HelpDesk;
use model::letters::Content;
use model::mail::{LetterKind, MailChoices, MailDesk, MailProblem, Notification, UnsubscribeDoor};
use model::people::PortalDoor;
use model::{Fault, Refusal};

use crate::doors::token_of;
use crate::letters::{deliver, files, next, problem, world};

const INVALID: Fault = Fault::Refused(Refusal::LinkInvalid);

#[tokio::test]
async fn what_is_turned_off_is_not_sent_even_if_it_was_on_when_it_was_caused() {
    let world = world().await;
    let ticket = files(&world, "ana").await;
    deliver(&world).await;
    let ana = world.contact_desk("ana").await;
    assert_eq!(ana.notifications_off().await, Ok(Vec::new()));
    world.user_desk("agent").await.answer(ticket, "Try again", "key-of-answer", None).await.unwrap();
    ana.set_notifications_off(&[Notification::Answers, Notification::Answers]).await.unwrap();
    assert_eq!(ana.notifications_off().await, Ok(vec![Notification::Answers]));
    assert!(next(&world).await.is_none());
    assert_eq!(problem(&world, LetterKind::AgentReplied).await, Some(MailProblem::TurnedOff));

    world.place().await.ask_reset(&email("ana")).await.unwrap();
    ana.set_notifications_off(&Notification::ALL).await.unwrap();
    let sent = deliver(&world).await;
    assert!(matches!(sent[0].content, Content::Reset { .. }), "what somebody waits for always goes");
    assert_eq!(sent[0].envelope.unsubscribe, None);
    assert!(world.trail().await.contains(&"notifications_changed".to_owned()));
}

#[tokio::test]
async fn staff_see_and_change_what_a_contact_does_without() {
    let world = world().await;
    let agent = world.user_desk("agent").await;
    let ana = world.contact("ana");
    files(&world, "ana").await;
    agent.set_contact_notifications_off(ana, &[Notification::Closed]).await.unwrap();
    let mail = agent.contact_mail(ana).await.unwrap();
    assert_eq!(mail.off, [Notification::Closed]);
    assert_eq!(mail.letters[0].kind, Some(LetterKind::TicketReceived));
    assert_eq!(world.contact_desk("ana").await.notifications_off().await, Ok(vec![Notification::Closed]));
    let nobody = model::ContactId(999_999);
    assert_eq!(agent.contact_mail(nobody).await.err(), Some(Fault::NotFound));
    assert_eq!(agent.set_contact_notifications_off(nobody, &[]).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn an_address_in_a_notification_turns_off_its_sort_and_opens_nothing() {
    let world = world().await;
    let ticket = files(&world, "ana").await;
    deliver(&world).await;
    world.user_desk("agent").await.answer(ticket, "Try again", "key-of-answer", None).await.unwrap();
    let sent = deliver(&world).await;
    let link = sent[0].envelope.unsubscribe.clone().unwrap();
    assert!(link.contains("/recovery/unsubscribe/"), "{link}");
    let (token, place) = (token_of(&link), world.place().await);
    for _ in 0..3 {
        let shown = place.unsubscribe_link(token).await.unwrap();
        assert_eq!((shown.notification, shown.is_off), (Notification::Answers, false), "looking changes nothing");
    }
    for way in [place.reset_link(token).await.err(), place.invitation(token).await.err()] {
        assert_eq!(way, Some(INVALID), "it is no login");
    }
    let signature = token.rsplit('.').next().unwrap();
    for garbage in [
        "",
        ".",
        "..",
        signature,
        &token.to_uppercase(),
        &format!("{token}{token}"),
        &format!("{token}="),
        &token.replace("answers", "closed"),
        &format!("{}.answers.{signature}", world.contact("bruno")),
        &format!("{}.answers.", world.contact("ana")),
    ] {
        assert_eq!(place.unsubscribe(garbage, true).await, Err(INVALID), "{garbage:?}");
    }
    world.second_portal("second").await;
    assert_eq!(world.place_at("second").await.unsubscribe(token, false).await, Err(INVALID), "of another portal");

    place.unsubscribe(token, false).await.unwrap();
    place.unsubscribe(token, false).await.unwrap();
    assert!(place.unsubscribe_link(token).await.unwrap().is_off);
    assert_eq!(world.contact_desk("ana").await.notifications_off().await, Ok(vec![Notification::Answers]));
    place.unsubscribe(token, true).await.unwrap();
    assert!(place.unsubscribe_link(token).await.unwrap().all_off);
    assert_eq!(world.contact_desk("bruno").await.notifications_off().await, Ok(Vec::new()), "nobody else's");
}

#[tokio::test]
async fn who_only_looks_as_a_contact_turns_nothing_off() {
    let world = world().await;
    let agent = world.user_desk("agent").await;
    let link = agent.view_as(world.portal, world.contact("ana")).await.unwrap();
    let place = world.place().await;
    let admission = place.begin_view(token_of(&link)).await.unwrap();
    let desk = world.portico.contact_desk(&place, Some(&admission.secret)).await.unwrap();
    assert_eq!(desk.set_notifications_off(&Notification::ALL).await, Err(Fault::Refused(Refusal::ViewOnly)));
}
