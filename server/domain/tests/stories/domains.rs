//! Domains, proven through a real resolver that asks a DNS server in this process.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use domain::testing::{Bare, HOST, PASSWORD, World, email, settings};
use domain::{PortalFound, Portico, Settings};
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::rdata::TXT;
use hickory_resolver::proto::rr::{RData, Record};
use model::contacts::Contacts;
use model::domains::{Domain, DomainKind, Verification, VerificationProblem};
use model::people::PortalDoor;
use model::portals::{Portals, TicketPermission};
use model::{DomainId, Fault, Language, Problem, Timestamp};
use tokio::net::UdpSocket;

use crate::doors::{enters, token_of};

const HELP: &str = "help.example.com";

/// What the server says, whatever it is asked for.
#[derive(Clone)]
enum Says {
    Texts(Vec<String>),
    NoSuchName,
    Refused,
    Nothing,
}

struct Dns {
    address: SocketAddr,
    says: Arc<Mutex<Says>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Dns {
    async fn start() -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let says = Arc::new(Mutex::new(Says::NoSuchName));
        let asked = Arc::new(Mutex::new(Vec::new()));
        let dns = Self { address, says: says.clone(), asked: asked.clone() };
        tokio::spawn(async move {
            let mut buffer = [0; 4096];
            while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
                let Ok(question) = Message::from_vec(&buffer[..length]) else { continue };
                asked.lock().unwrap().push(question.queries[0].name().to_string());
                let says = says.lock().unwrap().clone();
                if let Some(answer) = answer_to(&question, says) {
                    socket.send_to(&answer.to_vec().unwrap(), from).await.unwrap();
                }
            }
        });
        dns
    }

    fn say(&self, says: Says) {
        *self.says.lock().unwrap() = says;
    }

    fn text(&self, text: &str) {
        self.say(Says::Texts(vec!["v=spf1 -all".to_owned(), text.to_owned()]));
    }

    fn settings(&self) -> Settings {
        Settings { dns_resolver: Some(self.address), ..settings() }
    }
}

fn answer_to(question: &Message, says: Says) -> Option<Message> {
    let query = question.queries[0].clone();
    let mut answer = Message::response(question.metadata.id, question.metadata.op_code);
    answer.metadata.recursion_available = true;
    match says {
        Says::Nothing => return None,
        Says::Refused => answer.metadata.response_code = ResponseCode::Refused,
        Says::NoSuchName => answer.metadata.response_code = ResponseCode::NXDomain,
        Says::Texts(texts) => {
            for text in texts {
                let record = Record::from_rdata(query.name().clone(), 60, RData::TXT(TXT::new(vec![text])));
                answer.add_answer(record);
            }
        }
    }
    answer.add_query(query);
    Some(answer)
}

async fn world(dns: &Dns) -> World {
    World::with_settings(TicketPermission::Own, dns.settings()).await
}

fn value_of(domain: &Domain) -> String {
    domain.record.as_ref().unwrap().value.clone()
}

async fn connected(world: &World) -> Domain {
    world.user_desk("admin").await.connect_domain(HELP, Language::Italian).await.unwrap()
}

#[tokio::test]
async fn the_dns_proves_a_domain() {
    let dns = Dns::start().await;
    let world = world(&dns).await;
    let admin = world.user_desk("admin").await;
    let domain = admin.connect_domain(" Help.Example.COM ", Language::Italian).await.unwrap();
    assert_eq!((domain.host.as_str(), domain.kind, &domain.verification), (HELP, DomainKind::Connected, &Verification::Pending));
    let record = domain.record.clone().unwrap();
    assert_eq!((record.name.as_str(), record.target.as_str()), ("_portico.help.example.com", HOST));
    assert!(record.value.starts_with("portico-verification=") && record.value.len() == 21 + 43, "{}", record.value);
    assert_eq!(admin.connect_domain(HELP, Language::English).await.unwrap(), domain, "once is enough");
    assert!(!world.portico.is_known_host(HELP).await.unwrap());

    let state = async || admin.check_domain(domain.id).await.unwrap().verification;
    let failed = Verification::Failed;
    assert_eq!(state().await, failed(VerificationProblem::NoRecord));
    dns.say(Says::Texts(vec![]));
    assert_eq!(state().await, failed(VerificationProblem::NoRecord));
    dns.say(Says::Texts(vec!["portico-verification=other".into()]));
    assert_eq!(state().await, failed(VerificationProblem::OtherValue { found: "portico-verification=other".into() }));
    dns.say(Says::Refused);
    assert_eq!(state().await, failed(VerificationProblem::NoAnswer));
    assert!(!world.portico.is_known_host(HELP).await.unwrap());
    dns.text(&record.value);
    assert_eq!(state().await, Verification::Verified);
    assert!(world.portico.is_known_host(HELP).await.unwrap());
    assert!(dns.asked.lock().unwrap().iter().all(|name| name == "_portico.help.example.com."));

    dns.say(Says::NoSuchName);
    assert_eq!(state().await, Verification::Verified, "a record that goes later shuts nobody out");
    assert!(world.trail().await.contains(&"domain_verified".to_owned()));
}

#[tokio::test]
async fn a_resolver_that_is_silent_is_no_answer() {
    let dns = Dns::start().await;
    let world = world(&dns).await;
    let domain = connected(&world).await;
    dns.say(Says::Nothing);
    let checked = world.user_desk("admin").await.check_domain(domain.id).await.unwrap();
    assert_eq!(checked.verification, Verification::Failed(VerificationProblem::NoAnswer));
    assert_eq!(checked.checked_at, Some(world.now()));
}

#[tokio::test]
async fn hosts_that_nobody_can_prove_are_refused() {
    let world = World::new().await;
    let admin = world.user_desk("admin").await;
    for host in ["", "localhost", "127.0.0.1", "::1", "[::1]", "10.0.0.1", "a.localhost", "printer.local", "2130706433", "x y.de"]
    {
        let refused = admin.connect_domain(host, Language::English).await.unwrap_err();
        assert!(matches!(refused.problem_of("host"), Some(Problem::Malformed | Problem::Missing)), "{host}: {refused:?}");
    }
    assert_eq!(admin.check_domain(DomainId(99)).await.err(), Some(Fault::NotFound));
    assert_eq!(admin.set_domain_language(DomainId(99), Language::Italian).await, Err(Fault::NotFound));
    let system = admin.portal(world.portal).await.unwrap().choices.domains.remove(0);
    assert_eq!((system.kind, &system.verification, &system.record), (DomainKind::System, &Verification::Verified, &None));
    assert_eq!(admin.check_domain(system.id).await.unwrap(), system, "the system domain needs no proof");
}

#[tokio::test]
async fn the_systems_own_host_is_not_connected() {
    let mut own = settings();
    own.address.host = "portal.example.com".to_owned();
    let world = Bare::with(own).await;
    let admin = {
        use domain::operator;
        use model::people::{Role, StaffDoor};
        operator::create_user(&world.portico, &email("admin"), "Ada", Role::Admin, PASSWORD).await.unwrap();
        let entry = world.portico.staff_door().staff_sign_in(&email("admin"), PASSWORD).await.unwrap();
        let admission = domain::testing::signed(entry);
        world.portico.user_desk(Some(&admission.secret)).await.unwrap()
    };
    let refused = admin.connect_domain("PORTAL.example.com", Language::English).await.unwrap_err();
    assert_eq!(refused, Fault::invalid("host", Problem::Reserved));
    assert!(!world.portico.is_system_host("localhost"), "only a loopback host has other names");
    assert!(world.portico.is_system_host("Portal.Example.Com:443"));
}

#[tokio::test]
async fn the_loop_looks_again_when_it_is_time() {
    let dns = Dns::start().await;
    let world = world(&dns).await;
    let domain = connected(&world).await;
    let looks = async |world: &World| {
        world.portico.recheck_pending_domains().await.unwrap();
        std::mem::take(&mut *dns.asked.lock().unwrap()).is_empty()
    };
    assert!(!looks(&world).await, "never looked at");
    assert!(looks(&world).await, "just looked at");
    world.advance(Timestamp::MINUTE);
    dns.text(&value_of(&domain));
    assert!(!looks(&world).await);
    assert!(world.portico.is_known_host(HELP).await.unwrap());
    world.advance(Timestamp::HOUR);
    assert!(looks(&world).await, "a proven domain once a day");
    world.advance(Timestamp::DAY);
    assert!(!looks(&world).await);
}

#[tokio::test]
async fn a_portal_goes_live_on_a_proven_domain_only() {
    let dns = Dns::start().await;
    let world = world(&dns).await;
    let admin = world.user_desk("admin").await;
    let domain = connected(&world).await;
    let not_verified = Err(Fault::invalid("domain", Problem::NotVerified));
    assert_eq!(admin.save_domain(world.portal, domain.id, "support").await, not_verified.clone());
    let draft = admin.create_portal("Aiuto").await.unwrap();
    admin.save_domain(draft, domain.id, "aiuto").await.unwrap();
    let inbox = admin.portal(draft).await.unwrap().choices.inboxes[0].id;
    admin.save_tickets(draft, inbox, TicketPermission::Own).await.unwrap();
    assert_eq!(admin.finish(draft).await, not_verified);
    dns.text(&value_of(&domain));
    admin.check_domain(domain.id).await.unwrap();
    admin.finish(draft).await.unwrap();

    let PortalFound::Live(place) = world.portico.portal_at(HELP, "aiuto").await.unwrap() else { panic!("not live") };
    assert_eq!(place.face().language, Language::Italian);
    assert!(matches!(world.portico.portal_at(HOST, "aiuto").await.unwrap(), PortalFound::None), "not on another host");
    assert!(!world.portico.is_system_host(HELP));

    let made = admin.invite(draft, world.contact("ana")).await.unwrap();
    assert!(!made.held, "mail goes out from a connected domain");
    assert!(made.link.starts_with("http://help.example.com:3000/aiuto/invitation/"), "{}", made.link);
    let (letter, details, held) = world.letters().await.pop().unwrap();
    assert!(letter == "invitation" && !held && !details.contains(token_of(&made.link)));
    let admission = place.accept_invitation(token_of(&made.link), PASSWORD).await.unwrap();
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));
}

#[tokio::test]
async fn a_live_portal_that_moves_to_another_domain_is_followed() {
    let dns = Dns::start().await;
    let world = world(&dns).await;
    let admin = world.user_desk("admin").await;
    let domain = connected(&world).await;
    dns.text(&value_of(&domain));
    admin.check_domain(domain.id).await.unwrap();
    admin.save_domain(world.portal, domain.id, "support").await.unwrap();
    let PortalFound::Redirect { to_origin, to_slug } = world.portico.portal_at(HOST, "support").await.unwrap() else {
        panic!("no redirect");
    };
    assert_eq!((to_origin.as_deref(), to_slug.as_str()), (Some("http://help.example.com:3000"), "support"));
}

#[tokio::test]
async fn the_system_domain_follows_the_setting() {
    let world = World::new().await;
    let moved = |host: &str| {
        let mut settings = settings();
        settings.address.host = host.to_owned();
        let clock = domain::Clock::of({
            let now = world.now();
            move || now
        });
        Portico::new(world.portico.store().clone(), clock, settings)
    };
    let elsewhere = moved("portal.example.com");
    assert_eq!(elsewhere.install().await.unwrap(), None);
    assert!(elsewhere.is_known_host("portal.example.com").await.unwrap());
    assert!(!elsewhere.is_known_host(HOST).await.unwrap());
    assert!(matches!(elsewhere.portal_at("portal.example.com", "support").await.unwrap(), PortalFound::Live(_)));

    world.portico.install().await.unwrap();
    world.user_desk("admin").await.connect_domain(HELP, Language::English).await.unwrap();
    let error = moved(HELP).install().await.unwrap_err().to_string();
    assert!(error.contains(HELP), "{error}");
}
