//! The worlds to measure on, and who visits them.

use std::path::{Path, PathBuf};
use std::process::Command;

use domain::operator::{self, NewPortal};
use domain::{Clock, Portico, PublicAddress, Store};
use model::access::AccessMode;
use model::people::{Role, StaffDoor};
use model::portals::TicketPermission;
use model::second_factor::StaffEntry;

use crate::Failed;
use crate::client::{Body, By, Request, agent, send};
use crate::integrations::Integrations;
use crate::process::{Server, binary};

const PASSWORD: &str = "a password for measuring";
const OWNER: &str = "owner@bench.example";
/// Contacts who visit. Signing in costs an argon2 each, so not all do.
const VISITORS: usize = 12;

pub struct World {
    pub data: PathBuf,
}

/// What is measured, and who asks for it.
pub type Scenario = (&'static str, Vec<Request>);

pub struct Visitors {
    contacts: Vec<(String, String)>,
    staff: String,
}

impl World {
    /// The world with so many tickets; made once.
    pub async fn of(tickets: u64) -> Result<Self, Failed> {
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../target/bench/{tickets}"));
        let done = data.join("complete");
        if !done.exists() {
            if data.exists() {
                std::fs::remove_dir_all(&data)?;
            }
            std::fs::create_dir_all(&data)?;
            fill(&data, tickets).await?;
            std::fs::write(&done, "")?;
        }
        Ok(Self { data })
    }

    /// What integrations ask on this world.
    pub async fn integrations(&self, server: &Server) -> Result<Integrations, Failed> {
        Integrations::of(&open(&self.data).await?, server).await
    }

    /// Signs everybody in who visits.
    pub async fn visitors(&self, server: &Server) -> Result<Visitors, Failed> {
        let portico = open(&self.data).await?;
        let door = portico.staff_door();
        let StaffEntry::Signed(admission) = door.staff_sign_in(OWNER, PASSWORD).await? else {
            return Err("the owner has a second factor".into());
        };
        let desk = portico.user_desk(Some(&admission.secret)).await.map_err(|failure| failure.to_string())?;
        let agent = agent();
        let mut contacts = Vec::new();
        let page = model::contacts::Contacts::contacts(&desk, &"".into()).await?;
        for contact in page.rows.into_iter().filter_map(|row| row.email).take(VISITORS) {
            let form = format!("slug=bench&email={}&password={}&return_to=", escaped(&contact), escaped(PASSWORD));
            let sign_in =
                Request { path: "/api/portal/sign-in".to_owned(), by: By::Cookie(String::new()), body: Body::Form(form) };
            let cookie = send(&agent, &server.origin, &sign_in)?.cookie.ok_or("no cookie: the contact was not let in")?;
            let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
            let list = Request { path: "/bench".to_owned(), by: By::Cookie(cookie.clone()), body: Body::None };
            let list = send(&agent, &server.origin, &list)?.body;
            let links = list.split("href=\"/bench/").filter_map(|rest| rest.split(['"', '?']).next());
            if let Some(ticket) = links.into_iter().find(|id| id.parse::<i64>().is_ok()) {
                contacts.push((cookie, ticket.to_owned()));
            }
        }
        Ok(Visitors { contacts, staff: format!("portico-staff={}", admission.secret) })
    }
}

impl Visitors {
    pub fn scenarios(&self) -> Vec<Scenario> {
        let each = |path: &dyn Fn(&str) -> String| -> Vec<Request> {
            self.contacts
                .iter()
                .map(|(cookie, ticket)| Request { path: path(ticket), by: By::Cookie(cookie.clone()), body: Body::None })
                .collect()
        };
        let posts = |path: &str, form: &dyn Fn(&str) -> String| -> Vec<Request> {
            let request = |(cookie, ticket): &(String, String)| Request {
                path: path.to_owned(),
                by: By::Cookie(cookie.clone()),
                body: Body::Form(form(ticket)),
            };
            self.contacts.iter().map(request).collect()
        };
        let staff = |path: &str| vec![Request { path: path.to_owned(), by: By::Cookie(self.staff.clone()), body: Body::None }];
        vec![
            ("list (page)", each(&|_| "/bench".to_owned())),
            ("open a ticket (page)", each(&|ticket| format!("/bench/{ticket}"))),
            ("search (page)", each(&|_| "/bench?q=invoice".to_owned())),
            ("queue with counts (page)", staff("/desk")),
            ("search the queue (page)", staff("/desk?q=invoice")),
            (
                "list (data)",
                posts("/api/tickets/list", &|_| {
                    "slug=bench&view[tab]=Mine&view[search]=&view[sort]=LastActivity&view[ascending]=false".to_owned()
                }),
            ),
            ("reply", posts("/api/tickets/reply", &|ticket| format!("slug=bench&ticket={ticket}&text=Measured&key={{key}}"))),
            (
                "file a ticket",
                posts("/api/tickets/file", &|_| {
                    "slug=bench&subject=Measured&description=Measured&priority=&key={key}".to_owned()
                }),
            ),
        ]
    }
}

fn escaped(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

async fn open(data: &Path) -> Result<Portico, Failed> {
    let store = Store::open(&Store::url_in(data)).await?;
    let address = PublicAddress { secure: false, host: "127.0.0.1".to_owned(), port: Some(3000) };
    Ok(Portico::new(store, Clock::system(), domain::Settings { address, dns_resolver: None, mail_from: None }))
}

/// A portal, an owner, and the demo world with a contact for every ten tickets and a company for every hundred.
async fn fill(data: &Path, tickets: u64) -> Result<(), Failed> {
    let portico = open(data).await?;
    let refused = |failure: domain::Failure| Failed::from(failure.to_string());
    operator::create_user(&portico, OWNER, "Owner", Role::Owner, PASSWORD).await.map_err(refused)?;
    let portal = NewPortal {
        name: "Bench".to_owned(),
        host: "127.0.0.1".to_owned(),
        slug: "bench".to_owned(),
        inbox: "Support".to_owned(),
        permission: TicketPermission::Company,
        access: AccessMode::Invited,
        primary_language: None,
    };
    operator::create_portal(&portico, &portal).await.map_err(refused)?;
    portico.store().clone().close().await?;
    let numbers = [("--companies", tickets / 100), ("--contacts", tickets / 10), ("--tickets", tickets), ("--messages", 3)];
    let mut command = Command::new(binary()?);
    command.arg("demo").arg("--data").arg(data).args(["--password", PASSWORD]);
    for (name, number) in numbers {
        command.arg(name).arg(number.max(1).to_string());
    }
    let started = std::time::Instant::now();
    if !command.status()?.success() {
        return Err("the demo world could not be made".into());
    }
    eprintln!("{tickets} tickets made in {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}
