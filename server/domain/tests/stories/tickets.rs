//! What customers do with tickets.

use domain::testing::World;
use domain::tickets::testing::{add_messages, letters, only_looking};
use futures::TryStreamExt;
use model::helpdesk::HelpDesk;
use model::people::OwnAccount;
use model::portals::{Portals, TicketPermission};
use model::tickets::{
    Entry, ListView, Message, NewReply, NewTicket, Priority, ReplyAbility, Side, SortBy, Tab, TicketShown, Tickets, Turn,
};
use model::{Fault, Problem, Refusal, StageId, TicketId, Timestamp};

pub fn new_ticket(subject: &str, key: &str) -> NewTicket {
    NewTicket { subject: subject.into(), description: "It **does not** work".into(), priority: None, key: key.into() }
}

pub fn reply(text: &str, key: &str) -> NewReply {
    NewReply { text: text.into(), key: key.into() }
}

/// A ticket of Ana's, filed a minute ago.
pub async fn anas_ticket(world: &World) -> TicketId {
    let ticket = world.contact_desk("ana").await.open(&new_ticket("Printer on fire", "anas-ticket")).await.unwrap();
    world.advance(Timestamp::MINUTE);
    ticket
}

pub async fn mine(world: &World, name: &str) -> Vec<TicketId> {
    ids(world, name, &ListView::default()).await
}

async fn ids(world: &World, name: &str, view: &ListView) -> Vec<TicketId> {
    world.contact_desk(name).await.tickets(view).await.unwrap().rows.iter().map(|row| row.id).collect()
}

fn messages(shown: &TicketShown) -> Vec<&Message> {
    shown.entries.iter().filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None }).collect()
}

#[tokio::test]
async fn a_filed_ticket_is_there_at_once() {
    let world = World::new().await;
    let ana = world.contact_desk("ana").await;
    let ticket = anas_ticket(&world).await;
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.subject.as_str(), shown.status.turn, &shown.status.label), ("Printer on fire", Turn::New, &None));
    assert_eq!((shown.people.as_slice(), shown.company.as_deref()), (&["Ana Alves".to_owned()][..], Some("Acme")));
    let description = messages(&shown)[0];
    assert_eq!((description.id.0, description.side, description.author.as_str()), (0, Side::You, "Ana Alves"));
    assert_eq!(description.html, "<p>It <strong>does not</strong> work</p>\n");
    assert_eq!(mine(&world, "ana").await, [ticket]);
    let expected = ("ticket_received".to_owned(), format!("contact:{}", world.contact("ana")));
    assert_eq!(letters(&world.portico).await.unwrap().last(), Some(&expected));
}

#[tokio::test]
async fn the_same_key_files_one_ticket() {
    let world = World::new().await;
    let (ana, bruno) = (world.contact_desk("ana").await, world.contact_desk("bruno").await);
    let ticket = new_ticket("Twice", "key-12345");
    let (first, second) = tokio::join!(ana.open(&ticket), ana.open(&ticket));
    assert_eq!(first.clone().unwrap(), second.unwrap());
    assert_ne!(bruno.open(&ticket).await.unwrap(), first.unwrap());
    assert_eq!(mine(&world, "ana").await.len(), 1);
    let received = letters(&world.portico).await.unwrap().into_iter().filter(|(letter, _)| letter == "ticket_received");
    assert_eq!(received.count(), 2);
}

#[tokio::test]
async fn a_wrong_form_is_told_all_its_fields() {
    let world = World::new().await;
    let ana = world.contact_desk("ana").await;
    let wrong = NewTicket { subject: " ".into(), description: String::new(), priority: None, key: "short".into() };
    let fault = ana.open(&wrong).await.unwrap_err();
    assert_eq!(fault.problem_of("subject"), Some(&Problem::Missing));
    assert_eq!(fault.problem_of("description"), Some(&Problem::Missing));
    assert_eq!(fault.problem_of("key"), Some(&Problem::Malformed));
    let ticket = anas_ticket(&world).await;
    let fault = ana.reply(ticket, &reply(&"x".repeat(50_001), "key-12345")).await.unwrap_err();
    assert_eq!(fault.problem_of("text"), Some(&Problem::TooLong { max: 50_000 }));
}

#[tokio::test]
async fn a_reply_is_posted_once() {
    let world = World::with(TicketPermission::Company).await;
    let (ana, bruno) = (world.contact_desk("ana").await, world.contact_desk("bruno").await);
    let ticket = anas_ticket(&world).await;
    let words = reply("still burning", "reply-key-1");
    let (first, second, third) = tokio::join!(ana.reply(ticket, &words), ana.reply(ticket, &words), ana.reply(ticket, &words));
    let first = first.unwrap();
    assert_eq!((first, first), (second.unwrap(), third.unwrap()));
    assert_eq!(ana.reply(ticket, &words).await.unwrap(), first);
    assert_ne!(bruno.reply(ticket, &words).await.unwrap().message, first.message);
    let shown = bruno.ticket(ticket, None).await.unwrap();
    let sides: Vec<Side> = messages(&shown).iter().map(|message| message.side).collect();
    assert_eq!(sides, [Side::Colleague, Side::Colleague, Side::You]);
    assert_eq!(shown.last_activity_at, world.now());
}

#[tokio::test]
async fn a_reply_gives_the_turn_back_and_tells_who_should_know() {
    let world = World::new().await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let ticket = anas_ticket(&world).await;
    ana.reply(ticket, &reply("more", "reply-key-0")).await.unwrap();
    assert_eq!(ana.ticket(ticket, None).await.unwrap().status.turn, Turn::New);
    agent.assign(ticket, Some(world.user("agent")), None).await.unwrap();
    agent.add_contact(ticket, world.contact("bruno")).await.unwrap();
    agent.answer(ticket, "On our way", "answer-key", None).await.unwrap();
    assert_eq!(ana.ticket(ticket, None).await.unwrap().status.turn, Turn::Contact);
    let before = letters(&world.portico).await.unwrap().len();
    ana.save_reply_draft(ticket, "half a th").await.unwrap();
    assert_eq!(ana.ticket(ticket, None).await.unwrap().draft, "half a th");
    ana.reply(ticket, &reply("half a thought", "reply-key-1")).await.unwrap();
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.status.turn, shown.draft.as_str()), (Turn::Us, ""));
    let letters = letters(&world.portico).await.unwrap();
    let expected = [
        ("customer_replied".to_owned(), format!("user:{}", world.user("agent"))),
        ("colleague_replied".to_owned(), format!("contact:{}", world.contact("bruno"))),
    ];
    assert_eq!(&letters[before..], expected);
}

#[tokio::test]
async fn a_closed_ticket_reopens_for_a_while_and_is_then_followed() {
    let world = World::new().await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let ticket = anas_ticket(&world).await;
    agent.set_stage(ticket, StageId(4), None).await.unwrap();
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.abilities.reply, shown.closed_at), (ReplyAbility::PostsAndReopens, Some(world.now())));
    let posted = ana.reply(ticket, &reply("no!", "reopening-1")).await.unwrap();
    assert!(posted.reopened && posted.ticket == ticket);
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.status.turn, shown.closed_at), (Turn::Us, None));
    let events: Vec<_> = shown
        .entries
        .iter()
        .filter_map(|entry| if let Entry::Event(event) = entry { Some((event.status.turn, event.author.clone())) } else { None })
        .collect();
    assert_eq!(events, [(Turn::Closed, None), (Turn::Us, Some("Ana Alves".to_owned()))]);

    agent.set_stage(ticket, StageId(4), None).await.unwrap();
    assert!(ana.reply(ticket, &reply("no!", "reopening-1")).await.unwrap().reopened, "the first answer again");
    assert_eq!(ana.ticket(ticket, None).await.unwrap().status.turn, Turn::Closed);

    world.advance(14 * Timestamp::DAY + 1);
    let ana = sign_in_again(&world).await;
    assert_eq!(ana.ticket(ticket, None).await.unwrap().abilities.reply, ReplyAbility::FilesLinkedTicket);
    assert_eq!(ana.reopen(ticket).await, Err(Fault::Refused(Refusal::MayNotReopen)));
    let posted = ana.reply(ticket, &reply("again", "following-1")).await.unwrap();
    assert_eq!(ana.reply(ticket, &reply("again", "following-1")).await.unwrap(), posted);
    assert_ne!(posted.ticket, ticket);
    let shown = ana.ticket(posted.ticket, None).await.unwrap();
    assert_eq!((shown.subject.as_str(), shown.status.turn), ("Re: Printer on fire", Turn::New));
    assert_eq!((shown.people, shown.company.as_deref()), (vec!["Ana Alves".to_owned()], Some("Acme")));
    assert_eq!(ana.ticket(ticket, None).await.unwrap().status.turn, Turn::Closed);
}

#[tokio::test]
async fn the_same_words_from_another_window_are_one_message() {
    let world = World::new().await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let ticket = anas_ticket(&world).await;
    let first = ana.reply(ticket, &reply("It works", "window-one")).await.unwrap();
    ana.save_reply_draft(ticket, "It works").await.unwrap();
    assert_eq!(ana.reply(ticket, &reply(" It works ", "window-two")).await.unwrap(), first);
    assert_eq!(ana.ticket(ticket, None).await.unwrap().draft, "", "what was sent is no draft");
    assert_ne!(ana.reply(ticket, &reply("It works, thanks", "window-two")).await.unwrap(), first, "other words are another");
    agent.answer(ticket, "Good", "agent-window-one", None).await.unwrap();
    agent.answer(ticket, "Good", "agent-window-two", None).await.unwrap();
    assert_eq!(messages(&ana.ticket(ticket, None).await.unwrap()).len(), 4);
    assert_ne!(ana.reply(ticket, &reply("It works", "window-three")).await.unwrap(), first, "somebody has said something since");
    world.advance(10 * Timestamp::MINUTE);
    ana.reply(ticket, &reply("It works", "window-four")).await.unwrap();
    assert_eq!(messages(&ana.ticket(ticket, None).await.unwrap()).len(), 6, "said again later, it is said again");
}

async fn sign_in_again(world: &World) -> domain::ContactDesk {
    use model::people::PortalDoor;
    let place = world.place().await;
    let admission = place.sign_in(&domain::testing::email("ana"), domain::testing::PASSWORD).await.unwrap();
    world.portico.contact_desk(&place, Some(&admission.secret)).await.unwrap()
}

#[tokio::test]
async fn customers_close_and_reopen_where_they_may() {
    let world = World::new().await;
    let (ana, admin) = (world.contact_desk("ana").await, world.user_desk("admin").await);
    let ticket = anas_ticket(&world).await;
    admin.save_session(world.portal, 60, false).await.unwrap();
    let ana_later = world.contact_desk("ana").await;
    assert_eq!(ana_later.close(ticket).await, Err(Fault::Refused(Refusal::MayNotClose)));
    admin.save_session(world.portal, 60, true).await.unwrap();
    let ana_later = world.contact_desk("ana").await;
    ana_later.close(ticket).await.unwrap();
    ana_later.close(ticket).await.unwrap();
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.status.turn, shown.closed_at, shown.abilities.reopen), (Turn::Closed, Some(world.now()), true));
    ana_later.reopen(ticket).await.unwrap();
    ana_later.reopen(ticket).await.unwrap();
    let shown = ana.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.status.turn, shown.closed_at), (Turn::Us, None));
}

#[tokio::test]
async fn another_persons_ticket_is_one_that_does_not_exist() {
    let world = World::with(TicketPermission::Company).await;
    let ticket = anas_ticket(&world).await;
    let carla = world.contact_desk("carla").await;
    for id in [ticket, TicketId(987_654_321)] {
        assert_eq!(carla.ticket(id, None).await, Err(Fault::NotFound));
        assert_eq!(carla.reply(id, &reply("me too", "reply-key-1")).await, Err(Fault::NotFound));
        assert_eq!(carla.close(id).await, Err(Fault::NotFound));
        assert_eq!(carla.reopen(id).await, Err(Fault::NotFound));
        assert_eq!(carla.save_reply_draft(id, "x").await, Err(Fault::NotFound));
    }
    assert_eq!(mine(&world, "carla").await, []);
}

#[tokio::test]
async fn who_only_looks_changes_nothing() {
    let world = World::new().await;
    let ticket = anas_ticket(&world).await;
    let ana = world.contact_desk("ana").await;
    world.user_desk("agent").await.answer(ticket, "done", "answer-key", None).await.unwrap();
    ana.save_reply_draft(ticket, "private").await.unwrap();
    ana.save_new_ticket_draft("private", "").await.unwrap();
    let looking = only_looking(&ana);
    let refused = Err(Fault::Refused(Refusal::ViewOnly));
    assert_eq!(looking.reply(ticket, &reply("x", "reply-key-1")).await.map(|_| ()), refused);
    assert_eq!(looking.close(ticket).await, refused);
    assert_eq!(looking.reopen(ticket).await, refused);
    assert_eq!(looking.open(&new_ticket("x", "key-12345")).await.map(|_| ()), refused);
    assert_eq!(looking.save_reply_draft(ticket, "x").await, refused);
    assert_eq!(looking.save_new_ticket_draft("x", "x").await, refused);
    let shown = looking.ticket(ticket, None).await.unwrap();
    assert_eq!((shown.abilities.reply, shown.draft.as_str()), (ReplyAbility::No, ""));
    assert_eq!(looking.new_ticket_form().await.unwrap().draft_subject, "");
    assert!(ana.tickets(&ListView::default()).await.unwrap().rows[0].unread, "it is still unread for the customer");
}

#[tokio::test]
async fn a_paused_portal_takes_nothing() {
    let world = World::new().await;
    let ticket = anas_ticket(&world).await;
    let ana = world.contact_desk("ana").await;
    world.user_desk("admin").await.pause(world.portal).await.unwrap();
    // A request that began before; the next one does not get a desk at all.
    let mut paused = ana.clone();
    if let Ok(desk) =
        domain::tickets::testing::desk_with(&world.portico, world.portal, world.contact("ana"), TicketPermission::Own).await
    {
        paused = desk;
    }
    let refused = Err(Fault::Refused(Refusal::Paused));
    assert_eq!(paused.reply(ticket, &reply("x", "reply-key-1")).await.map(|_| ()), refused);
    assert_eq!(paused.close(ticket).await, refused);
    assert_eq!(paused.open(&new_ticket("x", "key-12345")).await.map(|_| ()), refused);
}

#[tokio::test]
async fn the_list_filters_sorts_and_pages() {
    let world = World::with(TicketPermission::Company).await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let mut tickets = Vec::new();
    for number in 0..60 {
        let who = if number % 3 == 0 { "bruno" } else { "ana" };
        let mut ticket =
            new_ticket(&format!("{} {}", ["Éclair", "apple", "Zebra"][number % 3], number / 10), &format!("key-number-{number}"));
        ticket.priority = (number % 4 == 0).then_some(Priority::High);
        tickets.push(world.contact_desk(who).await.open(&ticket).await.unwrap());
        // Some at the same time, so that the id has to decide.
        world.advance(if number % 5 == 0 { 0 } else { 1000 });
    }
    for (number, ticket) in tickets.iter().enumerate() {
        agent.set_stage(*ticket, StageId(1 + (number % 4) as i64), None).await.unwrap();
    }
    let all = ListView { tab: Tab::Organization, ..ListView::default() };
    for sort in SortBy::ALL {
        for ascending in [false, true] {
            let view = ListView { sort, ascending, ..all.clone() };
            let seen = walk(&ana, &view).await;
            assert_eq!(seen.len(), 60, "{sort:?} {ascending}");
            let mut keys: Vec<_> = seen.iter().map(|row| key(row, sort)).collect();
            if !ascending {
                keys.reverse();
            }
            assert!(keys.is_sorted(), "{sort:?} {ascending}: {keys:?}");
        }
    }
    assert_eq!(walk(&ana, &ListView::default()).await.len(), 40);
    assert_eq!(walk(&ana, &ListView { open: Some(false), ..all.clone() }).await.len(), 15);
    assert_eq!(walk(&ana, &ListView { open: Some(true), ..all.clone() }).await.len(), 45);
    assert_eq!(walk(&ana, &ListView { status: Some(StageId(2)), ..all.clone() }).await.len(), 15);
    assert_eq!(walk(&ana, &ListView { priority: Some(Priority::High), ..all.clone() }).await.len(), 15);
    assert_eq!(walk(&ana, &ListView { status: Some(StageId(77)), ..all.clone() }).await.len(), 60, "no such status");
    for odd in ["x", "W10", "bnVsbA", &"A".repeat(9000)] {
        let view = ListView { after: Some(odd.to_owned()), ..all.clone() };
        assert_eq!(ana.tickets(&view).await.unwrap().rows.len(), 25, "{odd}");
    }
    let list = ana.tickets(&all).await.unwrap();
    assert_eq!(list.organization.as_deref(), Some("Acme"));
    assert_eq!(
        list.statuses.iter().map(|choice| choice.status.turn).collect::<Vec<_>>(),
        [Turn::New, Turn::Contact, Turn::Us, Turn::Closed]
    );
    assert!(list.rows.iter().any(|row| row.requester.as_deref() == Some("Bruno Bianchi")));
}

fn key(row: &model::tickets::TicketRow, sort: SortBy) -> (String, i64) {
    let turns = [Turn::New, Turn::Contact, Turn::Us, Turn::Closed];
    let value = match sort {
        SortBy::LastActivity => format!("{:020}", row.last_activity_at.0),
        SortBy::Created => format!("{:020}", row.created_at.0),
        SortBy::Subject => row.subject.to_lowercase().replace('é', "e"),
        SortBy::Status => turns.iter().position(|turn| *turn == row.status.turn).unwrap().to_string(),
        SortBy::Id => String::new(),
    };
    (value, row.id.0)
}

pub async fn walk(desk: &domain::ContactDesk, view: &ListView) -> Vec<model::tickets::TicketRow> {
    let (mut view, mut rows) = (view.clone(), Vec::new());
    loop {
        let page = desk.tickets(&view).await.unwrap();
        rows.extend(page.rows);
        assert!(rows.len() < 10_000, "a list without end");
        match page.next {
            Some(next) => view.after = Some(next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn without_the_permission_the_organization_is_oneself() {
    let world = World::new().await;
    let ticket = anas_ticket(&world).await;
    let all = ListView { tab: Tab::Organization, ..ListView::default() };
    assert_eq!(ids(&world, "ana", &all).await, [ticket]);
    let list = world.contact_desk("bruno").await.tickets(&all).await.unwrap();
    assert_eq!((list.rows.len(), list.organization), (0, None));
    assert_eq!(world.contact_desk("bruno").await.new_ticket_form().await.unwrap().seen_by_company, None);
}

#[tokio::test]
async fn answers_are_unread_until_looked_at() {
    let world = World::with(TicketPermission::Company).await;
    let (ana, agent) = (world.contact_desk("ana").await, world.user_desk("agent").await);
    let ticket = anas_ticket(&world).await;
    let row = || async { ana.tickets(&ListView::default()).await.unwrap().rows.remove(0) };
    let filed = row().await;
    let description = filed.last_message.unwrap();
    assert_eq!((filed.unread, description.side, description.excerpt.as_str()), (false, Side::You, "It does not work"));
    agent.answer(ticket, "# We\n\nare *coming*", "answer-key-1", None).await.unwrap();
    let unread = row().await;
    let last = unread.last_message.unwrap();
    assert_eq!(
        (unread.unread, last.side, last.author.as_str(), last.excerpt.as_str()),
        (true, Side::Team, "Adam Agent", "We are coming")
    );
    ana.ticket(ticket, None).await.unwrap();
    assert!(!row().await.unread);
    let bruno = world.contact_desk("bruno").await;
    let all = ListView { tab: Tab::Organization, ..ListView::default() };
    assert!(bruno.tickets(&all).await.unwrap().rows[0].unread, "each reads for themselves");
    // At the very same moment: what counts is which message was seen.
    agent.answer(ticket, "and here", "answer-key-2", None).await.unwrap();
    assert!(row().await.unread);
    agent.comment(ticket, "nothing", "comment-key").await.unwrap();
    ana.ticket(ticket, None).await.unwrap();
    assert!(!row().await.unread);
}

#[tokio::test]
async fn long_conversations_come_in_pages() {
    let world = World::new().await;
    let ana = world.contact_desk("ana").await;
    let ticket = anas_ticket(&world).await;
    add_messages(&world.portico, ticket, world.contact("ana"), 450).await.unwrap();
    let mut before = None;
    let mut pages = Vec::new();
    loop {
        let shown = ana.ticket(ticket, before).await.unwrap();
        pages.push(messages(&shown).iter().map(|message| message.html.clone()).collect::<Vec<_>>());
        before = shown.earlier;
        if before.is_none() {
            break;
        }
    }
    assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [200, 200, 51]);
    assert!(pages[0][199].contains("message 449") && pages[2][1].contains("message 0"));
    assert!(pages[2][0].contains("does not"), "the description comes first of all");
}

#[tokio::test]
async fn drafts_are_kept_and_removed() {
    let world = World::with(TicketPermission::Company).await;
    let (ana, bruno) = (world.contact_desk("ana").await, world.contact_desk("bruno").await);
    let ticket = anas_ticket(&world).await;
    ana.save_new_ticket_draft("A subject", "and\nmore").await.unwrap();
    let form = ana.new_ticket_form().await.unwrap();
    assert_eq!((form.draft_subject.as_str(), form.draft_description.as_str()), ("A subject", "and\nmore"));
    assert_eq!(form.seen_by_company.as_deref(), Some("Acme"));
    assert_eq!(bruno.new_ticket_form().await.unwrap().draft_subject, "");
    ana.save_new_ticket_draft(" ", "").await.unwrap();
    assert_eq!(ana.new_ticket_form().await.unwrap().draft_description, "");
    ana.save_reply_draft(ticket, "one").await.unwrap();
    ana.save_reply_draft(ticket, "one two").await.unwrap();
    assert_eq!(ana.ticket(ticket, None).await.unwrap().draft, "one two");
    assert_eq!(bruno.ticket(ticket, None).await.unwrap().draft, "");
    ana.save_reply_draft(ticket, "").await.unwrap();
    assert_eq!(ana.ticket(ticket, None).await.unwrap().draft, "");
    let fault = ana.save_reply_draft(ticket, &"x".repeat(50_001)).await.unwrap_err();
    assert_eq!(fault.problem_of("text"), Some(&Problem::TooLong { max: 50_000 }));
    ana.save_new_ticket_draft("left", "over").await.unwrap();
    ana.open(&new_ticket("left over", "key-12345")).await.unwrap();
    assert_eq!(ana.new_ticket_form().await.unwrap().draft_subject, "");
}

#[tokio::test]
async fn the_export_is_the_list() {
    let world = World::with(TicketPermission::Company).await;
    let ana = world.contact_desk("ana").await;
    ana.open(&new_ticket("=HYPERLINK(\"x\")", "key-number-1")).await.unwrap();
    world.contact_desk("bruno").await.open(&new_ticket("Plain, with comma", "key-number-2")).await.unwrap();
    world.contact_desk("carla").await.open(&new_ticket("Globex canary", "key-number-3")).await.unwrap();
    let view = ListView { tab: Tab::Organization, sort: SortBy::Id, ascending: true, ..ListView::default() };
    let text: String = ana.export(view).try_collect::<Vec<_>>().await.unwrap().concat();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    id,subject,status,priority,created_at,last_activity_at,requester
    1,"'=HYPERLINK(""x"")",new,,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z,Ana Alves
    2,"Plain, with comma",new,,2026-03-02T09:00:00.000Z,2026-03-02T09:00:00.000Z,Bruno Bianchi
    "#);
    let none = ListView { search: "nothing at all".into(), ..ListView::default() };
    assert_eq!(ana.export(none).try_collect::<Vec<_>>().await.unwrap().concat().lines().count(), 1);
    assert_eq!(ana.profile().name, "Ana Alves");
}

#[tokio::test]
async fn markdown_is_previewed_as_it_will_look() {
    let world = World::new().await;
    let ana = world.contact_desk("ana").await;
    assert_eq!(ana.preview("a <b>\nc").await.unwrap(), "<p>a &lt;b&gt;<br />\nc</p>\n");
    assert!(ana.preview(&"x".repeat(50_001)).await.is_err());
}

/// Role × situation × ability, in one table.
#[tokio::test]
async fn who_may_do_what() {
    let world = World::with(TicketPermission::Company).await;
    let ticket = anas_ticket(&world).await;
    let agent = world.user_desk("agent").await;
    let mut table = String::new();
    for situation in ["new", "closed today", "closed 14 days ago", "closed longer ago", "reopened"] {
        match situation {
            "closed today" => agent.set_stage(ticket, StageId(4), None).await.unwrap(),
            "closed 14 days ago" => world.advance(14 * Timestamp::DAY),
            "closed longer ago" => world.advance(1),
            "reopened" => world.user_desk("agent").await.set_stage(ticket, StageId(3), None).await.unwrap(),
            _ => {}
        }
        for role in ["ana", "bruno", "carla", "ana, seen by staff"] {
            let contact = world.contact(role.split(',').next().unwrap());
            let desk = domain::tickets::testing::desk_with(&world.portico, world.portal, contact, TicketPermission::Company)
                .await
                .unwrap();
            let desk = if role.contains(',') { only_looking(&desk) } else { desk };
            let can = match desk.ticket(ticket, None).await {
                Ok(shown) => {
                    format!("{:?}, close: {}, reopen: {}", shown.abilities.reply, shown.abilities.close, shown.abilities.reopen)
                }
                Err(fault) => fault.to_string(),
            };
            table.push_str(&format!("{situation:<18} | {role:<18} | {can}\n"));
        }
    }
    insta::assert_snapshot!(table, @r"
    new                | ana                | Posts, close: true, reopen: false
    new                | bruno              | Posts, close: true, reopen: false
    new                | carla              | not found
    new                | ana, seen by staff | No, close: false, reopen: false
    closed today       | ana                | PostsAndReopens, close: false, reopen: true
    closed today       | bruno              | PostsAndReopens, close: false, reopen: true
    closed today       | carla              | not found
    closed today       | ana, seen by staff | No, close: false, reopen: false
    closed 14 days ago | ana                | PostsAndReopens, close: false, reopen: true
    closed 14 days ago | bruno              | PostsAndReopens, close: false, reopen: true
    closed 14 days ago | carla              | not found
    closed 14 days ago | ana, seen by staff | No, close: false, reopen: false
    closed longer ago  | ana                | FilesLinkedTicket, close: false, reopen: false
    closed longer ago  | bruno              | FilesLinkedTicket, close: false, reopen: false
    closed longer ago  | carla              | not found
    closed longer ago  | ana, seen by staff | No, close: false, reopen: false
    reopened           | ana                | Posts, close: true, reopen: false
    reopened           | bruno              | Posts, close: true, reopen: false
    reopened           | carla              | not found
    reopened           | ana, seen by staff | No, close: false, reopen: false
    ");
}
