//! What the command line calls: the same verbs and checks as the pages', for who runs the machine.

use model::access::{AccessMode, InvitationMade, SignInMethods};
use model::api_tokens::{NewToken, TokenRow};
use model::contacts::ContactFields;
use model::domains::{Domain, Verification};
use model::fault::FieldErrors;
use model::passwords::check_password;
use model::people::Role;
use model::portals::{PortalRow, PortalSettings, TicketPermission};
use model::text::{EmailAddress, line};
use model::{DomainId, Fault, InboxId, Language, PortalId, Problem, Timestamp, TokenId, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::audit::Actor;
use crate::failure::Outcome;
use crate::people::{self, NewUser};
use crate::portals::{self, Builder};
use crate::portico::Portico;
use crate::tables::{contacts, domains, inboxes, portals as portal_rows};
use crate::{contacts as contact_feature, domains as domain_feature, secrets, tokens, webhooks};

/// A portal as the command line asks for it.
#[derive(Clone, Debug)]
pub struct NewPortal {
    pub name: String,
    pub host: String,
    pub slug: String,
    /// The name of an inbox, its id, or a kind (`inbox`, `help-desk`), of which the first is taken.
    pub inbox: String,
    pub permission: TicketPermission,
    pub access: AccessMode,
    /// Of the domain. `None` leaves it as it is.
    pub primary_language: Option<Language>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum PortalMade {
    Live(PortalSettings),
    /// The domain's ownership is not proven yet: the portal is a draft, complete but for that. The record to create is
    /// in the domain; finish the portal in the browser once it is there.
    WaitsForDomain {
        portal: PortalSettings,
        domain: Domain,
    },
}

/// Creates a staff member. An owner made so ends the first run: the setup address is worth nothing from then on.
pub async fn create_user(portico: &Portico, email: &str, name: &str, role: Role, password: &str) -> Outcome<UserId> {
    let mut errors = FieldErrors::default();
    let email = errors.check("email", EmailAddress::parse(email));
    let name = errors.check("name", line(name, 1, 100));
    let password_fits = errors.check("password", check_password(password));
    let (Some(email), Some(name), Some(())) = (email, name, password_fits) else {
        return Err(errors.into_fault().into());
    };
    people::check_new_password(password, "password", &[email.as_str(), &name])?;
    portico.ensure_installation().await?;
    let hash = secrets::hash_password(password).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let user = people::insert_user(&tx, now, Actor::Operator, NewUser { name, email, role, hash }).await?;
    if role == Role::Owner {
        people::end_first_run(&tx, now).await?;
    }
    tx.commit().await?;
    Ok(user)
}

/// Sets the password of a staff member who has neither the old one nor a mailbox to get a link in; their sessions end. An
/// address that no staff member has is `Unknown`.
pub async fn set_password(portico: &Portico, email: &str, password: &str) -> Outcome<UserId> {
    people::set_staff_password(portico, email, password).await
}

/// Makes a token for an integration and answers it: this once.
pub async fn create_token(portico: &Portico, new: &NewToken) -> Outcome<(TokenId, String)> {
    tokens::create(portico, Actor::Operator, new).await
}

/// When a token ends: `90d`, `12h`, `2030-12-31` (midnight UTC) or a moment in ISO 8601.
pub fn end_of_token(portico: &Portico, text: &str) -> Outcome<Timestamp> {
    tokens::end_of(portico.now(), text).ok_or_else(|| Fault::invalid("expires", Problem::Malformed).into())
}

/// All tokens, the newest first.
pub async fn list_tokens(portico: &Portico) -> Outcome<Vec<TokenRow>> {
    tokens::list(portico).await
}

/// Makes a token worth nothing, from the next request on.
pub async fn revoke_token(portico: &Portico, token: TokenId) -> Outcome<()> {
    tokens::revoke(portico, Actor::Operator, token).await
}

/// Another client secret for the webhooks of a token, which must have a target. Answers it, this once.
pub async fn replace_webhook_secret(portico: &Portico, token: TokenId) -> Outcome<String> {
    webhooks::replace_secret_of(portico, Actor::Operator, token).await
}

/// Takes the second factor of a staff member away who lost it. An address that no staff member has is `Unknown`.
pub async fn reset_second_factor(portico: &Portico, email: &str) -> Outcome<UserId> {
    people::reset_second_factor(portico, email).await
}

/// The wizard for scripts: the same steps and checks, then live. A host that is neither the system's nor known is
/// connected, pending. What is refused before the first save leaves nothing behind; a slug that is taken leaves a draft.
pub async fn create_portal(portico: &Portico, new: &NewPortal) -> Outcome<PortalMade> {
    portico.ensure_installation().await?;
    let mut errors = FieldErrors::default();
    errors.check("name", model::portals::check_name(&new.name));
    errors.check("slug", model::text::Slug::parse(&new.slug));
    let inbox = errors.check("inbox", find_inbox(portico, &new.inbox).await?.ok_or(Problem::Unknown));
    if new.access == AccessMode::SingleSignOn {
        errors.add("access", Problem::Unknown);
    }
    let Some(inbox) = inbox.filter(|_| errors.is_empty()) else {
        return Err(errors.into_fault().into());
    };
    let domain = find_domain(portico, &new.host, new.primary_language).await?;
    address_is_free(portico, &domain, &new.slug).await?;
    let builder = Builder { portico, actor: Actor::Operator };
    let portal = builder.create(&new.name).await?;
    builder.save_domain(portal, DomainId(domain.id), &new.slug).await?;
    builder.save_tickets(portal, inbox, new.permission).await?;
    let groups = portals::settings(portico, portal).await?.groups;
    builder.save_access(portal, new.access, &groups, SignInMethods::default()).await?;
    let shown = domain_feature::shown(&domain, &portico.settings);
    if shown.verification != Verification::Verified {
        return Ok(PortalMade::WaitsForDomain { portal: portals::settings(portico, portal).await?, domain: shown });
    }
    builder.finish(portal).await?;
    Ok(PortalMade::Live(portals::settings(portico, portal).await?))
}

/// A friendly answer before anything is made; the constraint decides all the same.
async fn address_is_free(portico: &Portico, domain: &domains::Model, slug: &str) -> Outcome<()> {
    let taken = portal_rows::Entity::find()
        .filter(portal_rows::Column::DomainId.eq(domain.id))
        .filter(portal_rows::Column::Slug.eq(slug))
        .filter(portal_rows::Column::Status.ne("ARCHIVED"))
        .one(portico.store.reader())
        .await?;
    if taken.is_some() { Err(Fault::invalid("slug", Problem::Taken).into()) } else { Ok(()) }
}

async fn find_inbox(portico: &Portico, wanted: &str) -> Outcome<Option<InboxId>> {
    let all = inboxes::Entity::find()
        .filter(inboxes::Column::ArchivedAt.is_null())
        .order_by_asc(inboxes::Column::Id)
        .all(portico.store.reader())
        .await?;
    let kind = wanted.trim().to_ascii_uppercase().replace(['-', ' '], "_");
    let named = all.iter().find(|inbox| inbox.name.eq_ignore_ascii_case(wanted.trim()));
    let numbered = || all.iter().find(|inbox| inbox.id.to_string() == wanted.trim());
    let found = named.or_else(numbered).or_else(|| all.iter().find(|inbox| inbox.kind == kind));
    Ok(found.map(|inbox| InboxId(inbox.id)))
}

async fn find_domain(portico: &Portico, host: &str, language: Option<Language>) -> Outcome<domains::Model> {
    let system = domains::Entity::find().filter(domains::Column::Kind.eq("SYSTEM")).one(portico.store.reader()).await?;
    let domain = match system.filter(|_| portico.is_system_host(host)) {
        Some(system) => system,
        None => domain_feature::find_or_connect(portico, Actor::Operator, host, language.unwrap_or_default())
            .await
            .map_err(as_domain_field)?,
    };
    match language {
        Some(language) if domain.primary_language != language.tag() => {
            domain_feature::write_language(portico, Actor::Operator, DomainId(domain.id), language).await?;
            Ok(domains::Model { primary_language: language.tag().to_owned(), ..domain })
        }
        _ => Ok(domain),
    }
}

/// The wizard calls the field `host`, the command line `domain`.
fn as_domain_field(failure: crate::Failure) -> crate::Failure {
    match failure {
        crate::Failure::Fault(fault) => match fault.problem_of("host") {
            Some(problem) => Fault::invalid("domain", problem.clone()).into(),
            None => fault.into(),
        },
        other => other,
    }
}

pub async fn list_portals(portico: &Portico) -> Outcome<Vec<PortalRow>> {
    portals::list(portico).await
}

/// The portal at `SLUG`, or at `HOST/SLUG` where several domains have one; without a host then the oldest.
pub async fn show_portal(portico: &Portico, slug: &str) -> Outcome<PortalSettings> {
    portals::settings(portico, find_portal(portico, slug).await?).await
}

async fn find_portal(portico: &Portico, slug: &str) -> Outcome<PortalId> {
    let (host, slug) = slug.rsplit_once('/').map_or((None, slug), |(host, slug)| (Some(host), slug));
    let domain = match host {
        Some(host) => {
            let domain = domains::Entity::find().filter(domains::Column::Host.eq(host)).one(portico.store.reader()).await?;
            Some(domain.ok_or(Fault::NotFound)?.id)
        }
        None => None,
    };
    let found =
        portal_rows::Entity::find()
            .filter(portal_rows::Column::Slug.eq(slug))
            .filter(portal_rows::Column::Status.ne("ARCHIVED"))
            .filter(domain.map_or(sea_orm::Condition::all(), |domain| {
                sea_orm::Condition::all().add(portal_rows::Column::DomainId.eq(domain))
            }))
            .order_by_asc(portal_rows::Column::Id)
            .one(portico.store.reader())
            .await?;
    Ok(PortalId(found.ok_or(Fault::NotFound)?.id))
}

/// Invites whoever has the address; a contact is created for an address that none has.
pub async fn invite(portico: &Portico, slug: &str, email: &str) -> Outcome<InvitationMade> {
    let email = EmailAddress::parse(email).map_err(|problem| Fault::invalid("email", problem))?;
    let portal = find_portal(portico, slug).await?;
    let known = contacts::Entity::find().filter(contacts::Column::Email.eq(email.as_str())).one(portico.store.reader()).await?;
    let contact = match known {
        Some(contact) => model::ContactId(contact.id),
        None => {
            let fields = ContactFields { email: email.to_string(), ..Default::default() };
            contact_feature::create(portico, Actor::Operator, &fields).await?
        }
    };
    people::invite(portico, Actor::Operator, portal, contact).await
}
