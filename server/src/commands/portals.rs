//! `portico portal …` and `portico invite`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use domain::Portico;
use domain::operator::{self, NewPortal, PortalMade};
use model::Language;
use model::access::AccessMode;
use model::portals::{PortalSettings, TicketPermission};

use super::output::line;
use super::{CommandError, said};

#[derive(Subcommand)]
pub enum PortalCommand {
    /// Make a live portal
    Create {
        /// 1 to 100 characters; the title of its pages
        #[arg(long)]
        name: String,
        /// Host name that the portal lives on
        #[arg(long)]
        domain: String,
        /// End of its address: a-z, 0-9 and single hyphens
        #[arg(long)]
        slug: String,
        /// Inbox for new tickets, by name or id
        #[arg(long)]
        inbox: String,
        /// Which tickets contacts see: own, or company (all of their primary company)
        #[arg(long, value_parser = permission)]
        tickets: TicketPermission,
        /// Who may enter: invited or register
        #[arg(long, value_parser = access)]
        access: AccessMode,
        /// Language that the domain's pages speak (en, it)
        #[arg(long, value_parser = language)]
        primary_language: Option<Language>,
    },
    /// List all portals
    List,
    /// Show one portal's settings
    Show {
        /// Its slug, or HOST/SLUG where several domains have one
        slug: String,
    },
}

fn permission(word: &str) -> Result<TicketPermission, String> {
    TicketPermission::parse(word).ok_or_else(|| "must be own or company".to_owned())
}

fn access(word: &str) -> Result<AccessMode, String> {
    AccessMode::parse(word)
        .filter(|mode| *mode != AccessMode::SingleSignOn)
        .ok_or_else(|| "must be invited or register".to_owned())
}

fn language(tag: &str) -> Result<Language, String> {
    Language::parse(tag).map_err(|_| {
        let known: Vec<&str> = Language::ALL.iter().map(|language| language.tag()).collect();
        format!("must be one of {}", known.join(", "))
    })
}

impl PortalCommand {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        match self {
            Self::Create { name, domain, slug, inbox, tickets, access, primary_language } => {
                let portal = NewPortal { name, host: domain, slug, inbox, permission: tickets, access, primary_language };
                return made(operator::create_portal(portico, &portal).await.map_err(said)?);
            }
            Self::List => {
                for portal in operator::list_portals(portico).await.map_err(said)? {
                    line(format_args!("{}\t{:?}\t{}\t{}", portal.id, portal.status, portal.url.unwrap_or_default(), portal.name));
                }
            }
            Self::Show { slug } => {
                refuse_unclear(portico, &slug).await?;
                show(&operator::show_portal(portico, &slug).await.map_err(said)?);
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A slug that no portal has, or that portals on several domains have, names none of them.
async fn refuse_unclear(portico: &Portico, slug: &str) -> Result<(), CommandError> {
    if slug.contains('/') {
        return Ok(());
    }
    let end = format!("/{slug}");
    let rows = operator::list_portals(portico).await.map_err(said)?;
    let found: Vec<String> = rows.into_iter().filter_map(|row| row.url).filter(|url| url.ends_with(&end)).collect();
    match found.len() {
        0 => Err(format!("there is no portal at {slug:?}; `portico portal list` names those that there are").into()),
        1 => Ok(()),
        _ => Err(format!("several portals have the slug {slug} ({}): name one as HOST/SLUG", found.join(", ")).into()),
    }
}

/// Prints the address of a live portal. One whose domain is not proven yet is not live, which is not success.
fn made(portal: PortalMade) -> Result<ExitCode, CommandError> {
    match portal {
        PortalMade::Live(portal) => {
            line(format_args!("{}", portal.url.unwrap_or_default()));
            Ok(ExitCode::SUCCESS)
        }
        PortalMade::WaitsForDomain { portal, domain } => {
            let record = domain.record.map(|record| format!("\n  {} TXT \"{}\"", record.name, record.value)).unwrap_or_default();
            Err(format!(
                "{} has not been proven to be yours, so portal {} is kept as a draft. Create this record, then finish the portal in the browser:{record}",
                domain.host, portal.id
            )
            .into())
        }
    }
}

fn show(portal: &PortalSettings) {
    let domain = portal.choices.domains.iter().find(|domain| Some(domain.id) == portal.domain);
    let inbox = portal.choices.inboxes.iter().find(|inbox| Some(inbox.id) == portal.inbox);
    let groups: Vec<&str> =
        portal.choices.groups.iter().filter(|group| portal.groups.contains(&group.id)).map(|group| group.name.as_str()).collect();
    for (name, value) in [
        ("id", portal.id.to_string()),
        ("name", portal.name.clone()),
        ("status", format!("{:?}", portal.status).to_lowercase()),
        ("url", portal.url.clone().unwrap_or_default()),
        ("domain", domain.map(|domain| domain.host.clone()).unwrap_or_default()),
        ("primary-language", domain.map(|domain| domain.primary_language.tag().to_owned()).unwrap_or_default()),
        ("slug", portal.slug.clone()),
        ("inbox", inbox.map(|inbox| inbox.name.clone()).unwrap_or_default()),
        ("tickets", portal.permission.word().to_owned()),
        ("access", portal.access.word().to_owned()),
        ("groups", groups.join(", ")),
        ("session-minutes", portal.session_minutes.to_string()),
    ] {
        line(format_args!("{name:<17} {value}"));
    }
}

#[derive(Args)]
pub struct Invite {
    /// The portal's slug, or HOST/SLUG where several domains have one
    #[arg(long)]
    portal: String,
    /// Whom to invite; a contact is made where there is none
    #[arg(long)]
    email: String,
}

impl Invite {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        refuse_unclear(portico, &self.portal).await?;
        let invitation = operator::invite(portico, &self.portal, &self.email).await.map_err(said)?;
        line(format_args!("{}", invitation.link));
        Ok(ExitCode::SUCCESS)
    }
}
