//! Access groups: by rule and by hand, whole lists at once, taken back, held, and left.

use domain::testing::{PASSWORD, SLUG, World, email, settings};
use model::access::{
    AccessGroups, AccessMode, Condition, LineProblem, MemberProblem, MemberStatus, Operator, Property, Rule, SignInMethods,
};
use model::companies::{Companies, CompanyFields};
use model::contacts::{ContactFields, Contacts};
use model::mail::{MailDesk, MailProblem};
use model::people::PortalDoor;
use model::portals::{Portals, TicketPermission};
use model::{AccessGroupId, ContactId, Fault, Language, PortalId, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, token_of};

fn when(property: Property, operator: Operator, value: &str) -> Rule {
    Rule { any: vec![vec![Condition { property, operator, value: value.into() }]] }
}

/// The group that the world's portal admits, and whom all of the cast are in.
async fn first_group(world: &World) -> AccessGroupId {
    world.user_desk("admin").await.access_groups().await.unwrap()[0].id
}

async fn admits(world: &World, groups: &[AccessGroupId]) {
    let admin = world.user_desk("admin").await;
    admin.save_access(world.portal, AccessMode::Invited, groups, SignInMethods::default()).await.unwrap();
}

/// A portal on a connected domain, where mail goes out, with a group of its own.
async fn mailing() -> (World, PortalId, AccessGroupId) {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Own, settings).await;
    let admin = world.user_desk("admin").await;
    let group = admin.create_access_group("Clients", None).await.unwrap();
    let portal = admin.create_portal("Clients").await.unwrap();
    let domain = admin.connect_domain("help.acme.example", Language::English).await.unwrap();
    world.verify_domain(domain.id).await;
    let inbox = admin.portal(portal).await.unwrap().choices.inboxes[0].id;
    admin.save_domain(portal, domain.id, "clients").await.unwrap();
    admin.save_tickets(portal, inbox, TicketPermission::Own).await.unwrap();
    admin.save_access(portal, AccessMode::Invited, &[group], SignInMethods::default()).await.unwrap();
    admin.finish(portal).await.unwrap();
    (world, portal, group)
}

#[tokio::test]
async fn a_rule_admits_and_shuts_out_as_properties_change() {
    let world = World::new().await;
    let (admin, agent) = (world.user_desk("admin").await, world.user_desk("agent").await);
    let rule = when(Property::CompanyDomain, Operator::Is, "ACME.example");
    let group = admin.create_access_group("People of Acme", Some(rule)).await.unwrap();
    admits(&world, &[group]).await;
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
    assert_eq!(comes_back(&world, "carla").await, Err(Fault::Refused(Refusal::NoAccess)), "accepted once, in another group");
    assert_eq!(admin.access_groups().await.unwrap().last().map(|group| (group.members, group.by_rule)), Some((2, true)));

    agent.leave_company(world.contact("ana"), world.acme).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::Refused(Refusal::NoAccess)));
    agent.join_company(world.contact("carla"), world.acme, false).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Err(Fault::Refused(Refusal::NoAccess)), "the primary company counts");
    agent.join_company(world.contact("carla"), world.acme, true).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Ok(()));

    let fields = CompanyFields { name: "Acme".into(), domain: "other.example".into(), ..Default::default() };
    agent.update_company(world.acme, &fields).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Err(Fault::Refused(Refusal::NoAccess)));
    admin.change_access_group(group, "People", Some(when(Property::FirstName, Operator::StartsWith, "car"))).await.unwrap();
    assert_eq!(comes_back(&world, "carla").await, Ok(()));
    assert_eq!(comes_back(&world, "bruno").await, Err(Fault::Refused(Refusal::NoAccess)));
}

#[tokio::test]
async fn whoever_is_asked_in_by_hand_stays_when_the_rule_is_true_no_more() {
    let world = World::new().await;
    let (admin, agent) = (world.user_desk("admin").await, world.user_desk("agent").await);
    let by_hand = admin.create_access_group("By hand", None).await.unwrap();
    let rule = when(Property::FirstName, Operator::Is, "Ana");
    let by_rule = admin.create_access_group("Anas", Some(rule)).await.unwrap();
    admits(&world, &[by_hand, by_rule]).await;
    let link = agent.invite(world.portal, world.contact("ana")).await.unwrap().link;
    world.place().await.accept_invitation(token_of(&link), PASSWORD).await.unwrap();
    let fields =
        ContactFields { email: email("ana"), first_name: "Anna".into(), last_name: "Alves".into(), ..Default::default() };
    agent.update_contact(world.contact("ana"), &fields).await.unwrap();
    assert!(world.place().await.sign_in(&email("ana"), PASSWORD).await.is_ok());
    let members = admin.access_group(by_hand, None, None, None).await.unwrap().members.rows;
    assert_eq!(
        members.iter().map(|row| (row.contact.id, row.status)).collect::<Vec<_>>(),
        [(world.contact("ana"), Some(MemberStatus::Accepted))]
    );
}

#[tokio::test]
async fn every_operator_says_what_it_says() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = admin.create_access_group("Tried", Some(Rule::default())).await.unwrap();
    let odd = ContactFields {
        email: "odd_one@mail.example.com".into(),
        first_name: "100%".into(),
        phone: "+39 06".into(),
        ..Default::default()
    };
    admin.create_contact(&odd).await.unwrap();
    let cases: [(Property, Operator, &str, &[&str]); 15] = [
        (Property::Email, Operator::Is, "ANA@example.com", &["ana"]),
        (Property::Email, Operator::IsNot, "ana@example.com", &["bruno", "carla", "odd"]),
        (Property::EmailDomain, Operator::Is, "example.com", &["ana", "bruno", "carla"]),
        (Property::EmailDomain, Operator::EndsWith, "example.com", &["ana", "bruno", "carla", "odd"]),
        (Property::Email, Operator::Contains, "d_o", &["odd"]),
        (Property::FirstName, Operator::Contains, "%", &["odd"]),
        (Property::FirstName, Operator::ContainsNot, "a", &["bruno", "odd"]),
        (Property::LastName, Operator::StartsWith, "bIAN", &["bruno"]),
        (Property::LastName, Operator::Unknown, "", &["odd"]),
        (Property::Phone, Operator::Known, "", &["odd"]),
        (Property::CompanyName, Operator::Known, "", &["ana", "bruno", "carla"]),
        (Property::CompanyName, Operator::IsNot, "Acme", &["carla", "odd"]),
        (Property::CompanyDomain, Operator::Contains, "globex", &["carla"]),
        (Property::Contact("tier".into()), Operator::Known, "", &[]),
        (Property::Company("tier".into()), Operator::IsNot, "gold", &["ana", "bruno", "carla", "odd"]),
    ];
    for (property, operator, value, wanted) in cases {
        let rule = when(property.clone(), operator, value);
        admin.change_access_group(group, "Tried", Some(rule)).await.unwrap();
        let shown = admin.access_group(group, None, None, None).await.unwrap();
        let mut found: Vec<String> = shown
            .members
            .rows
            .iter()
            .filter_map(|row| row.email.as_deref()?.split(['@', '_']).next().map(str::to_owned))
            .collect();
        found.sort();
        assert_eq!(found, wanted, "{property:?} {operator:?} {value}");
        assert_eq!(shown.group.members as usize, wanted.len());
    }
    admin.change_access_group(group, "Tried", Some(Rule::default())).await.unwrap();
    assert_eq!(admin.access_group(group, None, None, None).await.unwrap().group.members, 0, "no condition, nobody");
}

#[tokio::test]
async fn alternatives_are_alternatives() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let rows = [
        (true, "contact.firstname", "", "is", "ana"),
        (false, "company.name", "", "is", "globex"),
        (true, "contact.lastname", "", "is", "costa"),
    ];
    let group = admin.create_access_group("Tried", Some(Rule::from_rows(rows).unwrap())).await.unwrap();
    let shown = admin.access_group(group, None, None, None).await.unwrap();
    assert_eq!(shown.members.rows.iter().map(|row| row.contact.id).collect::<Vec<_>>(), [world.contact("carla")]);
}

#[tokio::test]
async fn a_list_is_added_once_and_its_lines_are_accounted_for() {
    let (world, portal, group) = mailing().await;
    let admin = world.user_desk("admin").await;
    admin.set_contact_disabled(world.contact("carla"), true).await.unwrap();
    let list =
        "First Name;E-Mail\nAna;ANA@example.com\nNew;new@example.com\nNobody;none\n;new@example.com\nCarla;carla@example.com\n";
    let batch = admin.add_members(group, Some(portal), list).await.unwrap();
    let shown = admin.access_group(group, None, None, Some(batch)).await.unwrap();
    let report = shown.batch.unwrap().report;
    assert_eq!((report.added, report.created, report.already, report.wrong_lines), (2, 1, 1, 2));
    let wrong: Vec<_> = report.wrong.iter().map(|line| (line.number, line.problem)).collect();
    assert_eq!(wrong, [(4, LineProblem::NoAddress), (6, LineProblem::Disabled)]);
    assert!(shown.members.rows.iter().all(|row| row.status == Some(MemberStatus::Pending)), "{:?}", shown.members.rows);

    let again = admin.add_members(group, Some(portal), list).await.unwrap();
    let report = admin.access_group(group, None, None, Some(again)).await.unwrap().batch.unwrap().report;
    assert_eq!((report.added, report.created, report.already), (0, 0, 3));
    for (list, problem) in [(" \n", Problem::Missing), (&many(2_001), Problem::TooLong { max: 2_000 })] {
        assert_eq!(admin.add_members(group, Some(portal), list).await, Err(Fault::invalid("list", problem)));
    }
    let foreign = admin.add_members(group, Some(world.portal), "x@example.com").await;
    assert_eq!(foreign, Err(Fault::invalid("portal", Problem::Unknown)), "the portal does not admit the group");
}

fn many(count: usize) -> String {
    (0..count).map(|number| format!("person{number}@example.com\n")).collect()
}

#[tokio::test]
async fn a_list_can_be_taken_back_for_two_minutes_and_nobody_was_written() {
    let (world, portal, group) = mailing().await;
    let admin = world.user_desk("admin").await;
    let batch = admin.add_members(group, Some(portal), &many(600)).await.unwrap();
    assert!(world.portico.next_letter().await.unwrap().is_none(), "they wait as long as it can be taken back");
    world.advance(2 * Timestamp::MINUTE - 1);
    assert!(world.portico.next_letter().await.unwrap().is_none());
    assert_eq!(admin.undo_batch(batch).await, Ok(600));
    assert_eq!(admin.undo_batch(batch).await, Err(Fault::Refused(Refusal::Stale)));
    world.advance(Timestamp::DAY);
    assert!(world.portico.next_letter().await.unwrap().is_none());
    let admin = world.user_desk("admin").await;
    assert_eq!(admin.access_group(group, None, None, None).await.unwrap().group.members, 0);

    let late = admin.add_members(group, Some(portal), &many(3)).await.unwrap();
    world.advance(2 * Timestamp::MINUTE);
    assert_eq!(admin.undo_batch(late).await, Err(Fault::Refused(Refusal::Stale)));
    let letter = world.portico.next_letter().await.unwrap().expect("an invitation");
    assert_eq!(letter.envelope.to, "person0@example.com");
}

#[tokio::test]
async fn who_accepted_meanwhile_stays() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = first_group(&world).await;
    let batch = admin.add_members(group, Some(world.portal), "x@example.com y@example.com").await.unwrap();
    let rows = admin.access_group(group, Some(MemberStatus::Held), None, None).await.unwrap().members.rows;
    let invited = admin.invite_member(group, world.portal, rows[0].contact.id).await.unwrap();
    world.place().await.accept_invitation(token_of(&invited.link), PASSWORD).await.unwrap();
    assert_eq!(admin.undo_batch(batch).await, Ok(1));
}

#[tokio::test]
async fn on_the_system_domain_invitations_are_held_with_the_reason() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = first_group(&world).await;
    admin.add_members(group, Some(world.portal), "held@example.com").await.unwrap();
    let row = admin.access_group(group, Some(MemberStatus::Held), None, None).await.unwrap().members.rows.pop().unwrap();
    assert_eq!(row.problem, Some(MemberProblem::SystemDomain));
    assert!(world.letters().await.iter().filter(|(kind, ..)| kind == "invitation").all(|(.., held)| *held));
    let made = admin.invite_member(group, world.portal, row.contact.id).await.unwrap();
    let admission = world.place().await.accept_invitation(token_of(&made.link), PASSWORD).await.unwrap();
    assert_eq!(enters(&world, &world.place().await, &admission.secret).await, Ok(()));
    let shown = admin.access_group(group, Some(MemberStatus::Accepted), None, None).await.unwrap();
    let row = shown.members.rows.iter().find(|other| other.contact.id == row.contact.id).unwrap();
    assert_eq!((row.status, row.problem), (Some(MemberStatus::Accepted), None));
}

#[tokio::test]
async fn whom_the_letter_does_not_reach_has_failed_and_can_be_invited_again() {
    let (world, portal, group) = mailing().await;
    let admin = world.user_desk("admin").await;
    admin.add_members(group, Some(portal), "gone@example.com").await.unwrap();
    let letter = world.portico.next_letter().await.unwrap().expect("one alone is written at once");
    let problem = MailProblem::Refused { code: 550, said: "no such user".into() };
    world.portico.letter_given_up(letter.id, &problem).await.unwrap();
    let row = admin.access_group(group, Some(MemberStatus::Failed), None, None).await.unwrap().members.rows.pop().unwrap();
    assert_eq!(row.problem, Some(MemberProblem::NotDelivered));
    admin.invite_member(group, portal, row.contact.id).await.unwrap();
    let row = admin.access_group(group, None, None, None).await.unwrap().members.rows.pop().unwrap();
    assert_eq!((row.status, row.problem), (Some(MemberStatus::Pending), None));
}

#[tokio::test]
async fn an_invitation_that_a_newer_one_replaced_says_nothing_about_whom_it_reaches() {
    let (world, portal, group) = mailing().await;
    let admin = world.user_desk("admin").await;
    admin.add_members(group, Some(portal), "twice@example.com").await.unwrap();
    let older = world.portico.next_letter().await.unwrap().expect("an invitation");
    let status = || async { admin.access_group(group, None, None, None).await.unwrap().members.rows.pop().unwrap() };
    let contact = status().await.contact.id;
    admin.invite_member(group, portal, contact).await.unwrap();
    let problem = MailProblem::Refused { code: 550, said: "no such user".into() };
    world.portico.letter_given_up(older.id, &problem).await.unwrap();
    assert_eq!(status().await.status, Some(MemberStatus::Pending), "the newer one is on its way");
    let newer = world.portico.next_letter().await.unwrap().expect("the newer one");
    world.portico.letter_given_up(newer.id, &problem).await.unwrap();
    assert_eq!(status().await.status, Some(MemberStatus::Failed));
    admin.retry_letter(model::LetterId(newer.id)).await.unwrap();
    let again = world.portico.next_letter().await.unwrap().expect("tried again");
    world.portico.letter_sent(again.id).await.unwrap();
    let row = status().await;
    assert_eq!((row.status, row.problem), (Some(MemberStatus::Pending), None), "it went out after all");
}

#[tokio::test]
async fn who_is_taken_out_is_refused_at_once_and_their_invitation_is_void() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = first_group(&world).await;
    let made = admin.invite_member(group, world.portal, world.contact("bruno")).await.unwrap();
    admin.remove_member(group, world.contact("bruno")).await.unwrap();
    assert_eq!(comes_back(&world, "bruno").await, Err(Fault::Refused(Refusal::NoAccess)));
    let invalid = Err(Fault::Refused(Refusal::LinkInvalid));
    assert_eq!(world.place().await.accept_invitation(token_of(&made.link), PASSWORD).await.map(|_| ()), invalid);
    assert_eq!(admin.remove_member(group, world.contact("bruno")).await, Err(Fault::NotFound));
    let stranger = admin.invite_member(group, world.portal, world.contact("bruno")).await.map(|_| ());
    assert_eq!(stranger, Err(Fault::NotFound), "no member, no link");
}

#[tokio::test]
async fn a_portal_that_admits_by_rules_invites_nobody_else() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = admin.create_access_group("Globex", Some(when(Property::CompanyName, Operator::Is, "Globex"))).await.unwrap();
    admits(&world, &[group]).await;
    assert_eq!(admin.invite(world.portal, world.contact("ana")).await.err(), Some(Fault::Refused(Refusal::NoAccess)));
    assert!(admin.invite(world.portal, world.contact("carla")).await.is_ok());
    assert_eq!(
        admin.add_members(group, Some(world.portal), "x@example.com").await,
        Err(Fault::invalid("list", Problem::Unknown)),
        "a rule is not a list"
    );
}

#[tokio::test]
async fn groups_have_names_of_their_own_and_stay_while_they_are_used() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let group = admin.create_access_group(" Partners ", None).await.unwrap();
    for (name, problem) in
        [("", Problem::Missing), ("Partners", Problem::Taken), (&"x".repeat(101), Problem::TooLong { max: 100 })]
    {
        assert_eq!(admin.create_access_group(name, None).await, Err(Fault::invalid("name", problem)));
    }
    let ruled = admin.change_access_group(group, "Partners", Some(when(Property::Email, Operator::Known, ""))).await;
    assert_eq!(ruled, Err(Fault::invalid("rule", Problem::Malformed)), "a group stays of its kind");
    admits(&world, &[group]).await;
    assert_eq!(admin.delete_access_group(group).await, Err(Fault::Refused(Refusal::InUse)));
    admits(&world, &[first_group(&world).await]).await;
    admin.delete_access_group(group).await.unwrap();
    assert_eq!(admin.access_group(group, None, None, None).await.err(), Some(Fault::NotFound));
}

#[tokio::test]
async fn agents_look_and_do_not_touch() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let group = first_group(&world).await;
    assert!(!agent.access_group(group, None, None, None).await.unwrap().may_change);
    let role = Fault::Refused(Refusal::Role);
    assert_eq!(agent.create_access_group("Mine", None).await, Err(role.clone()));
    assert_eq!(agent.change_access_group(group, "Mine", None).await, Err(role.clone()));
    assert_eq!(agent.delete_access_group(group).await, Err(role.clone()));
    assert_eq!(agent.add_members(group, None, "x@example.com").await, Err(role.clone()));
    assert_eq!(agent.undo_batch(model::BatchId(1)).await, Err(role.clone()));
    assert_eq!(agent.remove_member(group, world.contact("ana")).await, Err(role.clone()));
    assert_eq!(agent.invite_member(group, world.portal, world.contact("ana")).await.err(), Some(role));
    assert_eq!(agent.access_group(AccessGroupId(99), None, None, None).await.err(), Some(Fault::NotFound));
    let _ = (ContactId(1), SLUG, email("ana"));
}
