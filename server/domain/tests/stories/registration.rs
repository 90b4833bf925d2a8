//! Registering oneself: what is said to everybody, what a confirmed address opens, and what it does not.

use domain::outbox::DueLetter;
use domain::testing::{PASSWORD, World, email, settings};
use model::access::{
    AccessGroups, AccessMode, Condition, Operator, Property, Registered, Registrant, RegistrationSettings, Registrations, Rule,
    SignInMethods,
};
use model::contacts::Contacts;
use model::letters::Content;
use model::people::PortalDoor;
use model::portals::{Portals, TicketPermission};
use model::tickets::{ListView, NewTicket, Tab, Tickets};
use model::{Fault, Problem, Refusal, Timestamp};

use crate::doors::{comes_back, enters, token_of};

const INVALID: Fault = Fault::Refused(Refusal::LinkInvalid);

async fn world() -> World {
    let settings = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let world = World::with_settings(TicketPermission::Company, settings).await;
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    admin.save_access(world.portal, AccessMode::Register, &groups, SignInMethods::default()).await.unwrap();
    world
}

async fn set(world: &World, settings: RegistrationSettings, consent: &str) {
    world.user_desk("admin").await.save_registration(world.portal, &settings, consent).await.unwrap();
}

fn who(address: &str) -> Registrant {
    Registrant { email: address.into(), first_name: "Dora".into(), last_name: "Durand".into(), consent: None }
}

async fn next(world: &World) -> Option<DueLetter> {
    let letter = world.portico.next_letter().await.unwrap();
    if let Some(letter) = &letter {
        world.portico.letter_sent(letter.id).await.unwrap();
    }
    letter
}

async fn token(world: &World, registrant: &Registrant) -> String {
    world.place().await.register(registrant).await.unwrap();
    let letter = next(world).await.expect("a letter");
    match letter.content {
        Content::Registration { link, .. } => token_of(&link).to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_address_is_confirmed_before_there_is_anybody() {
    let world = world().await;
    let place = world.place().await;
    let agent = world.user_desk("agent").await;
    let before = agent.contacts(&"".into()).await.unwrap().rows.len();
    let token = token(&world, &who("Dora@New.example")).await;
    assert_eq!(agent.contacts(&"".into()).await.unwrap().rows.len(), before, "asking makes nobody");
    for _ in 0..3 {
        let shown = place.registration_link(&token).await.unwrap();
        assert_eq!((shown.email.as_str(), shown.name.as_str(), shown.sets_password), ("dora@new.example", "Dora Durand", true));
    }
    let weak = place.confirm_registration(&token, "12345678").await;
    assert_eq!(weak, Err(Fault::invalid("password", Problem::TooCommon)));
    let Registered::Entered(admission) = place.confirm_registration(&token, PASSWORD).await.unwrap() else {
        panic!("not let in")
    };
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));
    assert_eq!(place.confirm_registration(&token, PASSWORD).await, Err(INVALID));
    assert!(place.sign_in("dora@new.example", PASSWORD).await.is_ok());
    let trail = world.trail().await;
    assert!(trail.contains(&"registration_asked".to_owned()) && trail.contains(&"registered".to_owned()));
}

#[tokio::test]
async fn known_people_are_told_so_by_mail_alone() {
    let world = world().await;
    let place = world.place().await;
    assert_eq!(place.register(&who(&email("ana"))).await, Ok(()));
    assert!(matches!(next(&world).await.unwrap().content, Content::AlreadyRegistered { .. }));
    world.user_desk("agent").await.set_contact_disabled(world.contact("bruno"), true).await.unwrap();
    assert_eq!(place.register(&who(&email("bruno"))).await, Ok(()), "the same answer");
    assert!(next(&world).await.is_none(), "who was shut out is written nothing");
    for _ in 0..9 {
        assert_eq!(place.register(&who("many@new.example")).await, Ok(()));
    }
    let mut letters = 0;
    while next(&world).await.is_some() {
        letters += 1;
    }
    assert!((1..=3).contains(&letters), "{letters} letters to one address");
}

#[tokio::test]
async fn a_link_dies_with_time_and_what_happens_meanwhile() {
    let world = world().await;
    let place = world.place().await;
    let older = token(&world, &who("dora@new.example")).await;
    let newer = token(&world, &who("dora@new.example")).await;
    assert!(place.registration_link(&older).await.is_ok(), "anybody could void a link by asking for another");
    for garbage in ["", " ", "x", &newer.to_uppercase(), &format!("{newer}{newer}")] {
        assert_eq!(place.confirm_registration(garbage, PASSWORD).await, Err(INVALID), "{garbage:?}");
    }
    assert_eq!(place.accept_invitation(&newer, PASSWORD).await, Err(INVALID), "a token has one purpose");
    world.advance(24 * Timestamp::HOUR);
    assert_eq!(place.confirm_registration(&newer, PASSWORD).await, Err(INVALID));

    let (other, third) = (token(&world, &who("eva@new.example")).await, token(&world, &who("dora@new.example")).await);
    let beside = token(&world, &who("eva@new.example")).await;
    assert!(place.confirm_registration(&other, PASSWORD).await.is_ok());
    assert_eq!(place.registration_link(&beside).await, Err(INVALID), "one is spent, and they all are");
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    admin.save_access(world.portal, AccessMode::Invited, &groups, SignInMethods::default()).await.unwrap();
    let closed = world.place().await;
    assert_eq!(closed.confirm_registration(&third, PASSWORD).await, Err(Fault::NotFound), "nobody registers any more");
    assert_eq!(closed.register(&who("late@new.example")).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn an_account_elsewhere_is_no_registration_here() {
    let world = world().await;
    let admin = world.user_desk("admin").await;
    let second = world.second_portal("second").await;
    let own = admin.create_access_group("Of the second alone", None).await.unwrap();
    admin.save_access(second, AccessMode::Register, &[own], SignInMethods::default()).await.unwrap();
    admin.save_registration(second, &RegistrationSettings::default(), "Be kind.").await.unwrap();
    let place = world.place_at("second").await;
    let wrong = Err(Fault::Refused(Refusal::WrongCredentials));
    assert_eq!(place.sign_in(&email("ana"), PASSWORD).await, wrong, "a customer of the first");
    place.ask_reset(&email("ana")).await.unwrap();
    assert!(next(&world).await.is_none(), "no way in by the mailbox, either");
    let consent = place.consent().await.unwrap().map(|consent| consent.id);
    place.register(&Registrant { consent, ..who(&email("ana")) }).await.unwrap();
    let Content::Registration { link, .. } = next(&world).await.unwrap().content else { panic!("no link") };
    let shown = place.registration_link(token_of(&link)).await.unwrap();
    assert!(!shown.sets_password, "she has one");
    assert!(matches!(place.confirm_registration(token_of(&link), "").await, Ok(Registered::Entered(_))));
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok(), "with the password that she had");
    assert_eq!(world.consents(&email("ana")).await.len(), 1);
    // Once in, a link of before is no way to sign in.
    world.advance(Timestamp::HOUR);
    place.register(&Registrant { consent, ..who(&email("ana")) }).await.unwrap();
    assert!(matches!(next(&world).await.unwrap().content, Content::AlreadyRegistered { .. }));
}

#[tokio::test]
async fn a_domain_is_listed_exactly_or_not_at_all() {
    let world = world().await;
    let listed = RegistrationSettings::parse(false, "acme.example, @Partner.example", false).unwrap();
    set(&world, listed, "").await;
    let place = world.place().await;
    for foreign in ["x@exploitacme.example", "x@sub.acme.example", "x@acme.example.evil.example", "x@acme.exampl"] {
        assert_eq!(place.register(&who(foreign)).await, Err(Fault::invalid("email", Problem::NotAdmitted)), "{foreign}");
    }
    assert_eq!(place.register(&who("x@PARTNER.example")).await, Ok(()));
    assert_eq!(RegistrationSettings::parse(false, "not a domain", false), Err(Fault::invalid("domains", Problem::Malformed)));
    assert_eq!(RegistrationSettings::parse(false, "", true), Err(Fault::invalid("domains", Problem::Missing)));
}

#[tokio::test]
async fn an_address_at_a_companys_domain_shows_nothing_before_staff_agree() {
    let world = world().await;
    let ticket =
        NewTicket { subject: "secret".into(), description: "of Acme".into(), priority: None, key: "key-of-secret-1".into() };
    world.contact_desk("ana").await.open(&ticket).await.unwrap();
    next(&world).await;
    let place = world.place().await;
    let token = token(&world, &who("dora@acme.example")).await;
    let Registered::Entered(admission) = place.confirm_registration(&token, PASSWORD).await.unwrap() else {
        panic!("not let in")
    };
    let dora = || async { world.portico.contact_desk(&place, Some(&admission.secret)).await.unwrap() };
    let seen =
        || async { dora().await.tickets(&ListView { tab: Tab::Organization, ..Default::default() }).await.unwrap().rows.len() };
    assert_eq!(seen().await, 0);

    let agent = world.user_desk("agent").await;
    let row = agent.registrations(None).await.unwrap().rows.pop().unwrap();
    assert_eq!((row.waiting, row.company.as_ref().map(|company| company.id)), (false, Some(world.acme)));
    agent.approve_registration(row.id, true).await.unwrap();
    assert_eq!(seen().await, 1);
    assert!(agent.registrations(None).await.unwrap().rows.is_empty());
    assert_eq!(agent.approve_registration(row.id, true).await, Err(Fault::Refused(Refusal::Stale)));
}

#[tokio::test]
async fn a_listed_domain_joins_its_company_where_the_portal_says_so() {
    let world = world().await;
    set(&world, RegistrationSettings::parse(false, "acme.example", true).unwrap(), "").await;
    let token = token(&world, &who("dora@acme.example")).await;
    world.place().await.confirm_registration(&token, PASSWORD).await.unwrap();
    let agent = world.user_desk("agent").await;
    assert!(agent.registrations(None).await.unwrap().rows.is_empty());
    let contact = agent.contacts(&"dora".into()).await.unwrap().rows.pop().unwrap();
    let shown = agent.contact(contact.id).await.unwrap();
    assert_eq!(
        shown.companies.iter().map(|company| (company.company.id, company.primary)).collect::<Vec<_>>(),
        [(world.acme, true)]
    );
}

#[tokio::test]
async fn the_address_that_letters_come_from_registers_nobody() {
    let world = world().await;
    assert_eq!(world.place().await.register(&who("Help@example.com")).await, Ok(()), "nothing is said");
    assert!(next(&world).await.is_none(), "and nothing is sent");
}

#[tokio::test]
async fn strangers_who_ask_for_one_letter_use_up_no_other() {
    let world = world().await;
    let place = world.place().await;
    let ana = domain::testing::email("ana");
    for _ in 0..6 {
        place.register(&who(&ana)).await.unwrap();
    }
    let mut told = 0;
    while let Some(letter) = next(&world).await {
        assert!(matches!(letter.content, Content::AlreadyRegistered { .. }));
        told += 1;
    }
    assert_eq!(told, 3);
    place.ask_reset(&ana).await.unwrap();
    assert!(matches!(next(&world).await.unwrap().content, Content::Reset { .. }));
}

#[tokio::test]
async fn whoever_else_asks_for_an_address_changes_nothing_of_its_owners_registration() {
    let world = world().await;
    let place = world.place().await;
    let mine = token(&world, &who("dora@new.example")).await;
    let stranger = Registrant { first_name: "Win http://evil.example".into(), ..who("dora@new.example") };
    for _ in 0..5 {
        place.register(&stranger).await.unwrap();
    }
    assert_eq!(place.registration_link(&mine).await.unwrap().name, "Dora Durand");
    place.confirm_registration(&mine, PASSWORD).await.unwrap();
    let contact = world.user_desk("agent").await.contacts(&"dora".into()).await.unwrap().rows.pop().unwrap();
    assert_eq!(contact.name, "Dora Durand");
    assert!(next(&world).await.is_none(), "what else was asked for comes to nothing");
}

#[tokio::test]
async fn where_staff_approve_nobody_enters_before_and_the_refused_stay_out() {
    let world = world().await;
    set(&world, RegistrationSettings { approval: true, ..Default::default() }, "").await;
    let (place, agent) = (world.place().await, world.user_desk("agent").await);
    for (address, agreed) in [("yes@new.example", true), ("no@new.example", false)] {
        let token = token(&world, &who(address)).await;
        assert_eq!(place.confirm_registration(&token, PASSWORD).await, Ok(Registered::Waiting));
        let wrong = Err(Fault::Refused(Refusal::WrongCredentials));
        let waits = Err(Fault::Refused(Refusal::AwaitsApproval));
        assert_eq!(place.sign_in(address, PASSWORD).await.map(|_| ()), waits, "the password is known, so it may be said");
        assert_eq!(place.sign_in(address, "another password").await.map(|_| ()), wrong, "as if it were unknown");
        let row = agent.registrations(None).await.unwrap().rows.pop().unwrap();
        assert!(row.waiting && row.email == address);
        if agreed {
            agent.approve_registration(row.id, false).await.unwrap();
            assert!(matches!(next(&world).await.unwrap().content, Content::Approved { .. }));
            assert!(place.sign_in(address, PASSWORD).await.is_ok());
        } else {
            agent.refuse_registration(row.id).await.unwrap();
            assert!(next(&world).await.is_none());
            assert_eq!(place.sign_in(address, PASSWORD).await.map(|_| ()), wrong);
            assert_eq!(place.register(&who(address)).await, Ok(()), "asking again says nothing new");
            assert!(next(&world).await.is_none(), "and changes nothing");
        }
    }
    set(&world, RegistrationSettings::default(), "").await;
    let place = world.place().await;
    assert!(place.sign_in("no@new.example", PASSWORD).await.is_err(), "refused is refused, also where nobody is asked any more");
}

#[tokio::test]
async fn consent_is_to_the_text_that_holds_and_is_kept_with_its_time() {
    let world = world().await;
    set(&world, RegistrationSettings::default(), "We keep your address.").await;
    let place = world.place().await;
    let missing = Err(Fault::invalid("consent", Problem::Missing));
    assert_eq!(place.register(&who("dora@new.example")).await, missing);
    let first = place.consent().await.unwrap().unwrap();
    set(&world, RegistrationSettings::default(), "We keep your address and your name.").await;
    let stale = Registrant { consent: Some(first.id), ..who("dora@new.example") };
    assert_eq!(world.place().await.register(&stale).await, missing, "that was another text");
    let second = place.consent().await.unwrap().unwrap();
    assert_eq!((first.version, second.version), (1, 2));
    let token = token(&world, &Registrant { consent: Some(second.id), ..who("dora@new.example") }).await;
    world.advance(Timestamp::HOUR);
    place.confirm_registration(&token, PASSWORD).await.unwrap();
    let given = world.consents("dora@new.example").await;
    assert_eq!(given, [(second.id, world.now().plus(-Timestamp::HOUR))]);
    let role = world.user_desk("agent").await.save_registration(world.portal, &RegistrationSettings::default(), "x").await;
    assert_eq!(role, Err(Fault::Refused(Refusal::Role)));
}

#[tokio::test]
async fn without_mail_nobody_registers() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    admin.save_access(world.portal, AccessMode::Register, &groups, SignInMethods::default()).await.unwrap();
    let place = world.place().await;
    assert!(!place.face().may_register);
    assert_eq!(place.register(&who("dora@new.example")).await, Err(Fault::NotFound));
}

#[tokio::test]
async fn who_registered_can_be_shown_the_door_and_asked_in_again() {
    let world = world().await;
    let place = world.place().await;
    let (admin, agent) = (world.user_desk("admin").await, world.user_desk("agent").await);
    let link = token(&world, &who("dora@new.example")).await;
    let Registered::Entered(admission) = place.confirm_registration(&link, PASSWORD).await.unwrap() else { panic!("not let in") };
    let dora = agent.contacts(&"dora".into()).await.unwrap().rows[0].id;
    assert!(!agent.contact(dora).await.unwrap().portals[0].may_remove, "it is for administrators");
    assert_eq!(agent.remove_access(world.portal, dora).await, Err(Fault::Refused(Refusal::Role)));
    assert!(admin.contact(dora).await.unwrap().portals[0].may_remove);

    admin.remove_access(world.portal, dora).await.unwrap();
    assert_eq!(enters(&world, &place, &admission.secret).await, Err(Fault::Refused(Refusal::NoAccess)));
    assert_eq!(
        place.sign_in("dora@new.example", PASSWORD).await.map(drop),
        Err(Fault::Refused(Refusal::WrongCredentials)),
        "and not by a new session"
    );
    assert_eq!(place.register(&who("dora@new.example")).await, Ok(()));
    assert!(next(&world).await.is_none(), "registering again opens nothing");
    let shown = admin.contact(dora).await.unwrap().portals.remove(0);
    assert_eq!((shown.may_enter, shown.may_remove), (false, false));

    let invited = admin.invite(world.portal, dora).await.unwrap().link;
    place.accept_invitation(token_of(&invited), PASSWORD).await.unwrap();
    assert!(place.sign_in("dora@new.example", PASSWORD).await.is_ok());
    // Ana was never registered: she was asked in.
    admin.remove_access(world.portal, world.contact("ana")).await.unwrap();
    assert_eq!(comes_back(&world, "ana").await, Err(Fault::Refused(Refusal::NoAccess)));
    assert!(world.trail().await.contains(&"access_removed".to_owned()));
}

#[tokio::test]
async fn who_is_let_in_by_a_rule_stays_in_and_is_told_of() {
    let world = world().await;
    let admin = world.user_desk("admin").await;
    let condition = Condition { property: Property::CompanyDomain, operator: Operator::Is, value: "acme.example".into() };
    let group = admin.create_access_group("Acme", Some(Rule { any: vec![vec![condition]] })).await.unwrap();
    admin.save_access(world.portal, AccessMode::Invited, &[group], SignInMethods::default()).await.unwrap();
    assert!(!admin.contact(world.contact("ana")).await.unwrap().portals[0].may_remove);
    let refused = admin.remove_access(world.portal, world.contact("ana")).await;
    assert_eq!(refused, Err(Fault::Refused(Refusal::InUse)));
    assert_eq!(comes_back(&world, "ana").await, Ok(()));
}

#[tokio::test]
async fn nobody_registers_as_the_mailbox_that_letters_come_from() {
    let world = world().await;
    for address in ["help@example.com", "Help+anything@example.com"] {
        assert_eq!(world.place().await.register(&who(address)).await, Ok(()), "the same answer");
        assert!(next(&world).await.is_none(), "{address}");
    }
}
