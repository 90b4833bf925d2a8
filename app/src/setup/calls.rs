//! What the forms of a portal ask the server: the wizard's steps, and the settings' sections, which are the same.

use leptos::prelude::*;
use model::domains::Domain;
use model::portals::{PortalSettings, WizardStep};
use model::{AccessGroupId, Answer, DomainId, Fault, PortalId, paths};
use serde::{Deserialize, Serialize};

/// A portal as the pages that change it need it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PortalForms {
    /// `None` for a portal that is not there yet.
    pub settings: Option<PortalSettings>,
    /// The reader may change it; others may look.
    pub may_change: bool,
}

/// Without a portal: what the wizard's first step needs for a new one.
#[server(prefix = "/api", endpoint = "portals/forms")]
pub async fn portal_to_change(portal: Option<PortalId>) -> Result<Answer<PortalForms>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let may_change = desk.staff_profile().role >= model::people::Role::Admin;
        let settings = match portal {
            Some(portal) => Some(desk.portal(portal).await?),
            None => None,
        };
        Ok(PortalForms { settings, may_change })
    })
    .await
}

/// Whoever leaves comes back to the same step, though it is saved.
#[cfg(feature = "ssr")]
async fn remember(desk: &dyn model::desk::StaffDesk, portal: PortalId, step: WizardStep, pressed: &str) -> Result<(), Fault> {
    match pressed {
        "exit" => desk.leave_at(portal, step).await,
        _ => Ok(()),
    }
}

/// Where a form leads once it is saved, by the button that was pressed. `None`: it stays, as the settings do.
pub fn path_after(portal: PortalId, step: WizardStep, pressed: &str) -> Option<String> {
    match pressed {
        "next" => Some(paths::wizard(portal, following(step).word())),
        "back" => Some(paths::wizard(portal, preceding(step).word())),
        "exit" => Some(paths::ADMIN.to_owned()),
        _ => None,
    }
}

fn following(step: WizardStep) -> WizardStep {
    WizardStep::ALL.into_iter().find(|other| *other > step).unwrap_or(WizardStep::Done)
}

fn preceding(step: WizardStep) -> WizardStep {
    WizardStep::ALL.into_iter().rfind(|other| *other < step).unwrap_or_default()
}

/// What would be said of the slug if it were saved now.
#[server(prefix = "/api", endpoint = "portals/check-slug")]
pub async fn slug_checked(portal: PortalId, domain: DomainId, slug: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.check_slug(portal, domain, &slug).await }).await
}

/// Makes the portal if it is not there yet.
#[server(prefix = "/api", endpoint = "portals/name")]
pub async fn save_name(
    #[server(default)] portal: Option<PortalId>,
    name: String,
    #[server(default)] go: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("name", &name)]);
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let portal = match portal {
            Some(portal) => desk.save_name(portal, &name).await.map(|()| portal)?,
            None => desk.create_portal(&name).await?,
        };
        remember(&*desk, portal, WizardStep::Name, &go).await?;
        path_after(portal, WizardStep::Name, &go).iter().for_each(|path| crate::seam::redirect(path));
        Ok(())
    })
    .await
}

/// The language is the one of the domain `language_of`: without script, the two lists cannot follow each other.
#[server(prefix = "/api", endpoint = "portals/place")]
pub async fn save_place(
    portal: PortalId,
    domain: DomainId,
    slug: String,
    language: String,
    #[server(default)] language_of: Option<DomainId>,
    #[server(default)] go: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::keep_typed(&[("slug", &slug)]);
    crate::seam::answer(async move {
        let language = model::Language::parse(&language).map_err(|problem| Fault::invalid("language", problem))?;
        let desk = crate::seam::staff().await?;
        desk.save_domain(portal, domain, &slug).await?;
        if language_of == Some(domain) {
            desk.set_domain_language(domain, language).await?;
        }
        remember(&*desk, portal, WizardStep::Domain, &go).await?;
        path_after(portal, WizardStep::Domain, &go).iter().for_each(|path| crate::seam::redirect(path));
        Ok(())
    })
    .await
}

/// Without script, it goes on at `return_to` with the new domain chosen.
#[server(prefix = "/api", endpoint = "domains/connect")]
pub async fn connect_domain(host: String, host_language: String, return_to: String) -> Result<Answer<Domain>, Fault> {
    crate::seam::keep_typed(&[("host", &host)]);
    crate::seam::answer(async move {
        let language = model::Language::parse(&host_language).map_err(|problem| Fault::invalid("host_language", problem))?;
        let domain = crate::seam::staff().await?.connect_domain(&host, language).await?;
        let page = crate::visit::safe_return(&return_to, paths::ADMIN);
        crate::seam::leave_for(&format!("{page}?domain={}#domain-proof", domain.id));
        Ok(domain)
    })
    .await
}

#[server(prefix = "/api", endpoint = "domains/check")]
pub async fn check_domain(domain: DomainId) -> Result<Answer<Domain>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.check_domain(domain).await }).await
}

#[server(prefix = "/api", endpoint = "portals/tickets")]
pub async fn save_tickets(
    portal: PortalId,
    #[server(default)] inbox: String,
    #[server(default)] permission: String,
    #[server(default)] go: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let inbox = inbox.parse::<model::InboxId>().map_err(|_| Fault::invalid("inbox", model::Problem::Missing))?;
        let permission = model::portals::TicketPermission::parse(&permission);
        let permission = permission.ok_or_else(|| Fault::invalid("permission", model::Problem::Missing))?;
        let desk = crate::seam::staff().await?;
        desk.save_tickets(portal, inbox, permission).await?;
        remember(&*desk, portal, WizardStep::Tickets, &go).await?;
        path_after(portal, WizardStep::Tickets, &go).iter().for_each(|path| crate::seam::redirect(path));
        Ok(())
    })
    .await
}

/// In the wizard, `next` is to finish: every step is checked once more, and the portal is live.
#[server(prefix = "/api", endpoint = "portals/access")]
pub async fn save_access(
    portal: PortalId,
    #[server(default)] access: String,
    #[server(default)] groups: Vec<AccessGroupId>,
    #[server(default)] password: bool,
    #[server(default)] magic_link: bool,
    #[server(default)] single_sign_on: bool,
    #[server(default)] go: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let access =
            model::access::AccessMode::parse(&access).ok_or_else(|| Fault::invalid("access", model::Problem::Missing))?;
        let methods = model::access::SignInMethods { password, magic_link, single_sign_on };
        let desk = crate::seam::staff().await?;
        desk.save_access(portal, access, &groups, methods).await?;
        if go == "next" {
            desk.finish(portal).await?;
        }
        remember(&*desk, portal, WizardStep::Access, &go).await?;
        path_after(portal, WizardStep::Access, &go).iter().for_each(|path| crate::seam::redirect(path));
        Ok(())
    })
    .await
}
