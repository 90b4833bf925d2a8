//! The wizard, the settings, and where portals are found.

use domain::operator::{self, NewPortal, PortalMade};
use domain::testing::{HOST, SLUG, World};
use domain::{Failure, PortalFound, UserDesk};
use model::access::{AccessMode, SignInMethods};
use model::contacts::{ContactFields, Contacts};
use model::helpdesk::HelpDesk;
use model::inboxes::InboxKind;
use model::portals::{PortalStatus, Portals, TicketPermission, WizardStep};
use model::text::Slug;
use model::tickets::{NewTicket, Tickets};
use model::{AccessGroupId, DomainId, Fault, InboxId, Language, PortalId, Problem, Refusal};

/// What stands at an address, in a word.
async fn stands_at(world: &World, host: &str, slug: &str) -> String {
    match world.portico.portal_at(host, slug).await.unwrap() {
        PortalFound::Live(place) => place.face().name,
        PortalFound::Redirect { to_origin, to_slug } => format!("-> {}/{to_slug}", to_origin.unwrap_or_default()),
        PortalFound::None => "nothing".to_owned(),
    }
}

async fn system_domain(desk: &UserDesk, portal: PortalId) -> DomainId {
    desk.portal(portal).await.unwrap().choices.domains[0].id
}

#[tokio::test]
async fn the_wizard_keeps_a_draft_at_every_step_and_goes_live_at_the_end() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    assert_eq!(admin.create_portal("  ").await, Err(Fault::invalid("name", Problem::Missing)));
    let portal = admin.create_portal(" Orders ").await.unwrap();
    let draft = admin.portal(portal).await.unwrap();
    assert_eq!((draft.name.as_str(), draft.slug.as_str(), draft.step), ("Orders", Slug::DEFAULT, WizardStep::Domain));
    assert_eq!((draft.status, draft.url, draft.domain, draft.inbox), (PortalStatus::Draft, None, None, None));
    assert_eq!((draft.groups.len(), draft.access), (1, AccessMode::Invited), "the first group is chosen already");
    assert_eq!((draft.choices.scheme.as_str(), draft.choices.port), ("http://", Some(3000)));
    let kinds: Vec<_> = draft.choices.inboxes.iter().map(|inbox| inbox.kind).collect();
    assert_eq!(kinds, [InboxKind::Inbox, InboxKind::HelpDesk]);

    let fault = admin.finish(portal).await.unwrap_err();
    assert_eq!(fault.problem_of("domain"), Some(&Problem::Missing));
    assert_eq!(fault.problem_of("inbox"), Some(&Problem::Missing));

    admin.save_domain(portal, system_domain(&admin, portal).await, "orders").await.unwrap();
    let saved = admin.portal(portal).await.unwrap();
    assert_eq!((saved.step, saved.url.as_deref()), (WizardStep::Tickets, Some("http://127.0.0.1:3000/orders")));
    assert_eq!(stands_at(&world, HOST, "orders").await, "nothing", "nothing is public before the end");
    admin.save_tickets(portal, saved.choices.inboxes[1].id, TicketPermission::Company).await.unwrap();
    admin.save_name(portal, "Your orders").await.unwrap();
    assert_eq!(admin.portal(portal).await.unwrap().step, WizardStep::Access, "going back loses no step");
    admin.leave_at(portal, WizardStep::Tickets).await.unwrap();
    assert_eq!(admin.portal(portal).await.unwrap().step, WizardStep::Tickets, "whoever leaves goes on where it was");
    admin.save_access(portal, AccessMode::Invited, &saved.groups, SignInMethods::default()).await.unwrap();
    admin.finish(portal).await.unwrap();
    admin.leave_at(portal, WizardStep::Name).await.unwrap();
    let live = admin.portal(portal).await.unwrap();
    assert_eq!((live.status, live.step), (PortalStatus::Live, WizardStep::Done));
    assert_eq!(stands_at(&world, HOST, "orders").await, "Your orders");
    admin.finish(portal).await.unwrap();
    assert_eq!(world.trail().await.iter().filter(|action| *action == "portal_went_live").count(), 2, "each once");
}

#[tokio::test]
async fn agents_look_and_do_not_touch() {
    let world = World::new().await;
    let (agent, portal) = (world.user_desk("agent").await, world.portal);
    let settings = agent.portal(portal).await.unwrap();
    assert_eq!(agent.portals().await.unwrap().len(), 1);
    let role = Err(Fault::Refused(Refusal::Role));
    assert_eq!(agent.create_portal("Mine").await.map(|_| ()), role);
    assert_eq!(agent.save_name(portal, "Mine").await, role);
    assert_eq!(agent.save_domain(portal, settings.domain.unwrap(), "mine").await, role);
    assert_eq!(agent.save_tickets(portal, settings.inbox.unwrap(), TicketPermission::Company).await, role);
    assert_eq!(agent.save_access(portal, AccessMode::Register, &[], SignInMethods::default()).await, role);
    assert_eq!(agent.save_session(portal, 20, false).await, role);
    assert_eq!(agent.finish(portal).await, role);
    assert_eq!(agent.pause(portal).await, role);
    assert_eq!(agent.resume(portal).await, role);
    assert_eq!(agent.connect_domain("help.example.com", Language::English).await.map(|_| ()), role);
    assert_eq!(agent.check_domain(settings.domain.unwrap()).await.map(|_| ()), role);
    assert_eq!(agent.set_domain_language(settings.domain.unwrap(), Language::Italian).await, role);
    assert_eq!(agent.portal(portal).await.unwrap(), settings);
    for missing in [PortalId(0), PortalId(99)] {
        assert_eq!(agent.portal(missing).await.err(), Some(Fault::NotFound));
        assert_eq!(world.user_desk("admin").await.save_name(missing, "X").await, Err(Fault::NotFound));
    }
}

#[tokio::test]
async fn every_choice_is_checked() {
    let world = World::new().await;
    let (admin, portal) = (world.user_desk("admin").await, world.portal);
    let domain = system_domain(&admin, portal).await;
    let methods = SignInMethods::default();
    let problem = |field: &str, problem| Err(Fault::invalid(field, problem));
    assert_eq!(admin.save_name(portal, &"x".repeat(101)).await, problem("name", Problem::TooLong { max: 100 }));
    assert_eq!(admin.save_domain(portal, domain, "Admin").await, problem("slug", Problem::Malformed));
    assert_eq!(admin.save_domain(portal, domain, "admin").await, problem("slug", Problem::Reserved));
    assert_eq!(admin.save_domain(portal, DomainId(99), "fine").await, problem("domain", Problem::Unknown));
    let own = TicketPermission::Own;
    assert_eq!(admin.save_tickets(portal, InboxId(99), own).await, problem("inbox", Problem::Unknown));
    let unknown = [AccessGroupId(99)];
    assert_eq!(admin.save_access(portal, AccessMode::Invited, &unknown, methods).await, problem("groups", Problem::Unknown));
    assert_eq!(admin.save_access(portal, AccessMode::Invited, &[], methods).await, problem("groups", Problem::Missing));
    let groups = admin.portal(portal).await.unwrap().groups;
    assert_eq!(groups.len(), 1, "what was refused changed nothing");
    let none = SignInMethods { password: false, magic_link: false, single_sign_on: false };
    assert_eq!(admin.save_access(portal, AccessMode::Invited, &groups, none).await, problem("methods", Problem::Missing));
    let sso = admin.save_access(portal, AccessMode::SingleSignOn, &groups, methods).await;
    assert_eq!(sso, problem("access", Problem::NotVerified), "there is no provider to ask");
    assert_eq!(admin.save_session(portal, 21, true).await, problem("session_minutes", Problem::Unknown));
    admin.save_session(portal, 20, false).await.unwrap();
    let settings = admin.portal(portal).await.unwrap();
    assert_eq!((settings.session_minutes, settings.customers_may_close), (20, false));
}

#[tokio::test]
async fn an_address_is_one_portals_drafts_included() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let domain = system_domain(&admin, world.portal).await;
    let (one, two) = (admin.create_portal("One").await.unwrap(), admin.create_portal("Two").await.unwrap());
    let taken = Err(Fault::invalid("slug", Problem::Taken));
    assert_eq!(admin.save_domain(one, domain, SLUG).await, taken);
    let both = tokio::join!(admin.save_domain(one, domain, "same"), admin.save_domain(two, domain, "same"));
    assert!(both == (Ok(()), taken.clone()) || both == (taken, Ok(())), "{both:?}");
}

#[tokio::test]
async fn a_live_portal_that_moves_leaves_a_redirect() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let domain = system_domain(&admin, world.portal).await;
    let other = world.second_portal("second").await;
    admin.save_domain(world.portal, domain, "moved").await.unwrap();
    assert_eq!(stands_at(&world, HOST, SLUG).await, "-> /moved");
    admin.save_domain(world.portal, domain, "again").await.unwrap();
    assert_eq!(stands_at(&world, HOST, SLUG).await, "-> /again", "no chain of redirects");
    assert_eq!(stands_at(&world, HOST, "moved").await, "-> /again");
    assert_eq!(stands_at(&world, HOST, "again").await, "Help center");

    let taken = Err(Fault::invalid("slug", Problem::Taken));
    assert_eq!(admin.save_domain(other, domain, SLUG).await, taken, "it leads to another portal");
    admin.save_domain(world.portal, domain, SLUG).await.unwrap();
    assert_eq!(stands_at(&world, HOST, SLUG).await, "Help center");
    assert_eq!(stands_at(&world, HOST, "again").await, format!("-> /{SLUG}"));

    let draft = admin.create_portal("Draft").await.unwrap();
    admin.save_domain(draft, domain, "draft-1").await.unwrap();
    admin.save_domain(draft, domain, "draft-2").await.unwrap();
    assert_eq!(stands_at(&world, HOST, "draft-1").await, "nothing", "a draft leaves nothing");
}

#[tokio::test]
async fn portals_are_found_by_host_and_slug() {
    let world = World::new().await;
    for host in ["127.0.0.1", "127.0.0.1:3000", "localhost", "LOCALHOST:1", "[::1]:3000", "[::1]"] {
        assert!(world.portico.is_system_host(host), "{host}");
        assert!(world.portico.is_known_host(host).await.unwrap(), "{host}");
        assert_eq!(stands_at(&world, host, SLUG).await, "Help center", "{host}");
    }
    for host in ["", "evil.example", "127.0.0.2", "localhost.evil.example", "good@evil", "127.0.0.1.", "0x7f.1"] {
        assert!(!world.portico.is_known_host(host).await.unwrap(), "{host}");
        assert_eq!(stands_at(&world, host, SLUG).await, "nothing", "{host}");
    }
    for slug in ["", "nothing", "SUPPORT", "support/", "%"] {
        assert_eq!(stands_at(&world, HOST, slug).await, "nothing", "{slug}");
    }
    let faces = world.portico.live_portals_at(HOST).await.unwrap();
    assert_eq!(faces.iter().map(|face| face.slug.as_str()).collect::<Vec<_>>(), [SLUG]);
    assert!(world.portico.live_portals_at("evil.example").await.unwrap().is_empty());
    let admin = world.user_desk("admin").await;
    admin.set_domain_language(system_domain(&admin, world.portal).await, Language::Italian).await.unwrap();
    assert_eq!(world.place().await.face().language, Language::Italian);
    admin.pause(world.portal).await.unwrap();
    assert!(world.portico.live_portals_at(HOST).await.unwrap().is_empty());
    assert_eq!(stands_at(&world, HOST, SLUG).await, "Help center", "paused, and there");
}

#[tokio::test]
async fn pausing_and_resuming() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    let stale = Err(Fault::Refused(Refusal::Stale));
    let draft = admin.create_portal("Draft").await.unwrap();
    assert_eq!(admin.pause(draft).await, stale.clone());
    assert_eq!(admin.resume(draft).await, stale.clone());
    admin.pause(world.portal).await.unwrap();
    admin.pause(world.portal).await.unwrap();
    assert_eq!(admin.portal(world.portal).await.unwrap().status, PortalStatus::Paused);
    assert_eq!(admin.finish(world.portal).await, stale);
    admin.resume(world.portal).await.unwrap();
    assert_eq!(admin.portal(world.portal).await.unwrap().status, PortalStatus::Live);
}

#[tokio::test]
async fn a_permission_means_exactly_so_many_contacts_and_tickets() {
    let world = World::new().await;
    let agent = world.user_desk("agent").await;
    let impact = async || {
        let choices = agent.portal(world.portal).await.unwrap().choices;
        let numbers = |impact: model::portals::Impact| (impact.contacts, impact.tickets);
        (numbers(choices.own), numbers(choices.company))
    };
    assert_eq!(impact().await, ((0, 0), (0, 0)));
    let mut tickets = Vec::new();
    for n in 0..3 {
        let key = format!("ticket-number-{n}");
        let ticket = NewTicket { subject: "S".into(), description: "D".into(), priority: None, key };
        tickets.push(world.contact_desk("ana").await.open(&ticket).await.unwrap());
    }
    // Bruno sees Ana's through Acme; Carla's company has none.
    assert_eq!(impact().await, ((1, 3), (2, 3)));
    agent.join_company(world.contact("carla"), world.acme, false).await.unwrap();
    assert_eq!(impact().await, ((1, 3), (2, 3)), "only the primary company counts");
    agent.join_company(world.contact("carla"), world.acme, true).await.unwrap();
    assert_eq!(impact().await, ((1, 3), (3, 3)));
    let dora = agent.create_contact(&ContactFields { first_name: "Dora".into(), ..Default::default() }).await.unwrap();
    agent.join_company(dora, world.globex, true).await.unwrap();
    assert_eq!(impact().await, ((1, 3), (3, 3)));
    agent.remove_contact(tickets[0], world.contact("ana")).await.unwrap();
    assert_eq!(impact().await, ((1, 2), (3, 3)), "nobody's own, and Acme's still");
    agent.remove_contact(tickets[1], world.contact("ana")).await.unwrap();
    agent.remove_company(tickets[1], world.acme).await.unwrap();
    assert_eq!(impact().await, ((1, 1), (3, 2)), "what belongs to nobody is seen by nobody");
}

fn new_portal(host: &str, slug: &str) -> NewPortal {
    NewPortal {
        name: "By command".into(),
        host: host.into(),
        slug: slug.into(),
        inbox: "Support".into(),
        permission: TicketPermission::Company,
        access: AccessMode::Register,
        primary_language: Some(Language::Italian),
    }
}

async fn made(world: &World, new: &NewPortal) -> Result<PortalMade, Fault> {
    operator::create_portal(&world.portico, new).await.map_err(Failure::into_fault)
}

#[tokio::test]
async fn the_operator_walks_the_wizard_by_command() {
    let world = World::new().await;
    let PortalMade::Live(settings) = made(&world, &new_portal("localhost", "command")).await.unwrap() else {
        panic!("the system domain needs no proof");
    };
    assert_eq!((settings.status, settings.permission), (PortalStatus::Live, TicketPermission::Company));
    assert_eq!(settings.url.as_deref(), Some("http://127.0.0.1:3000/command"));
    let face = world.place_at("command").await.face();
    assert_eq!((face.language, face.may_register), (Language::Italian, false), "nobody registers where no mail goes out");
    assert_eq!(settings.access, model::access::AccessMode::Register);

    let PortalMade::WaitsForDomain { portal, domain } = made(&world, &new_portal("help.example.com", "command")).await.unwrap()
    else {
        panic!("nobody has proven that domain");
    };
    assert_eq!((portal.status, domain.host.as_str()), (PortalStatus::Draft, "help.example.com"));
    assert!(domain.record.is_some());

    let listed = operator::list_portals(&world.portico).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(operator::show_portal(&world.portico, SLUG).await.unwrap().id, world.portal);
    let missing = operator::show_portal(&world.portico, "nowhere").await.map(|_| ()).unwrap_err();
    assert_eq!(missing.into_fault(), Fault::NotFound);
}

#[tokio::test]
async fn what_the_operator_gets_wrong_leaves_nothing_behind() {
    let world = World::new().await;
    let wrong = NewPortal { name: " ".into(), inbox: "Nowhere".into(), ..new_portal(HOST, "-") };
    let fault = made(&world, &wrong).await.unwrap_err();
    assert_eq!(fault.problem_of("name"), Some(&Problem::Missing));
    assert_eq!(fault.problem_of("slug"), Some(&Problem::Malformed));
    assert_eq!(fault.problem_of("inbox"), Some(&Problem::Unknown));
    let taken = made(&world, &new_portal(HOST, SLUG)).await.unwrap_err();
    assert_eq!(taken, Fault::invalid("slug", Problem::Taken));
    let host = made(&world, &new_portal("10.0.0.1", "fine")).await.unwrap_err();
    assert_eq!(host, Fault::invalid("domain", Problem::Malformed));
    assert_eq!(operator::list_portals(&world.portico).await.unwrap().len(), 1);
}
