//! Connecting a domain, and asking the DNS whether it is ours.

use model::domains::{Domain, VerificationProblem};
use model::people::Role;
use model::text::HostName;
use model::{DomainId, Fault, Language, Problem, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, Unchanged};
use serde_json::json;

use super::{is_verified, shown, verify};
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::domains;

/// How often the server's own loop looks again: at a young unproven domain every minute, at an older one every hour, at
/// a proven one every day.
const AGAIN_YOUNG: i64 = Timestamp::MINUTE;
const AGAIN_OLD: i64 = Timestamp::HOUR;
const AGAIN_VERIFIED: i64 = Timestamp::DAY;
const YOUNG: i64 = Timestamp::DAY;

/// A host that can be connected: a name in the DNS, and not the system's own. Addresses and the machine's local names
/// are none, as nobody can prove them.
fn check_host(portico: &Portico, host: &str) -> Result<HostName, Problem> {
    let host = HostName::parse(host)?;
    let last = host.as_str().rsplit('.').next().unwrap_or_default();
    if ["localhost", "local", "localdomain", "internal", "invalid", "onion"].contains(&last) {
        Err(Problem::Malformed)
    } else if portico.is_system_host(host.as_str()) {
        Err(Problem::Reserved)
    } else {
        Ok(host)
    }
}

/// Adds a domain, *pending*, with a random value to put into its DNS. An existing one by that name is answered as it
/// is, language included: a second *Connect* is no reason to ask for another proof.
pub(crate) async fn connect(desk: &UserDesk, host: &str, language: Language) -> Outcome<Domain> {
    desk.require(Role::Admin)?;
    let domain = find_or_connect(&desk.portico, Actor::from(&desk.viewer), host, language).await?;
    Ok(shown(&domain, &desk.portico.settings))
}

pub(crate) async fn find_or_connect(portico: &Portico, actor: Actor, host: &str, language: Language) -> Outcome<domains::Model> {
    let host = check_host(portico, host).map_err(|problem| Fault::invalid("host", problem))?;
    let now = portico.now();
    let row = domains::ActiveModel {
        host: Set(host.to_string()),
        kind: Set("CONNECTED".to_owned()),
        verification: Set("PENDING".to_owned()),
        verification_value: Set(Some(verify::new_value())),
        primary_language: Set(language.tag().to_owned()),
        created_at: Set(now.0),
        ..Default::default()
    };
    let tx = portico.store.begin().await?;
    let once = OnConflict::column(domains::Column::Host).do_nothing().to_owned();
    let inserted = domains::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    let domain = domains::Entity::find()
        .filter(domains::Column::Host.eq(host.as_str()))
        .one(&tx)
        .await?
        .ok_or_else(|| Failure::internal("the domain just connected is missing"))?;
    if inserted == 1 {
        Entry::new(actor, "domain_connected", format!("domain:{}", domain.id))
            .with(json!({ "host": host.as_str() }))
            .write(&tx, now)
            .await?;
    }
    tx.commit().await?;
    Ok(domain)
}

/// Looks at the DNS now and keeps what it found. The system domain needs no proof.
pub(crate) async fn check(desk: &UserDesk, domain: DomainId) -> Outcome<Domain> {
    desk.require(Role::Admin)?;
    let portico = &desk.portico;
    let domain = domains::Entity::find_by_id(domain.0).one(portico.store.reader()).await?.ok_or(Fault::NotFound)?;
    let domain = portico.look_and_note(domain).await?;
    Ok(shown(&domain, &portico.settings))
}

pub(crate) async fn set_language(desk: &UserDesk, domain: DomainId, language: Language) -> Outcome<()> {
    desk.require(Role::Admin)?;
    write_language(&desk.portico, Actor::from(&desk.viewer), domain, language).await
}

pub(crate) async fn write_language(portico: &Portico, actor: Actor, domain: DomainId, language: Language) -> Outcome<()> {
    let now = portico.now();
    let tx = portico.store.begin().await?;
    domains::Entity::find_by_id(domain.0).one(&tx).await?.ok_or(Fault::NotFound)?;
    let tag = language.tag().to_owned();
    let row = domains::ActiveModel { id: Unchanged(domain.0), primary_language: Set(tag), ..Default::default() };
    row.update(&tx).await?;
    Entry::new(actor, "domain_language_set", format!("domain:{domain}"))
        .with(json!({ "language": language.tag() }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(())
}

impl Portico {
    /// Looks again at every connected domain whose turn it is. For the server's background loop, once a minute.
    pub async fn recheck_pending_domains(&self) -> Outcome<()> {
        let now = self.now();
        let connected = domains::Entity::find()
            .filter(domains::Column::Kind.eq("CONNECTED"))
            .order_by_asc(domains::Column::Id)
            .all(self.store.reader())
            .await?;
        for domain in connected {
            let is_young = now.0.saturating_sub(domain.created_at) < YOUNG;
            let again = match (is_verified(&domain), is_young) {
                (true, _) => AGAIN_VERIFIED,
                (false, true) => AGAIN_YOUNG,
                (false, false) => AGAIN_OLD,
            };
            if domain.checked_at.is_none_or(|checked| now.0.saturating_sub(checked) >= again) {
                let host = domain.host.clone();
                // One that cannot be looked at is no reason to leave the others.
                if let Err(error) = self.look_and_note(domain).await {
                    tracing::warn!(%error, host, "a domain was not looked at");
                }
            }
        }
        Ok(())
    }

    /// The network first, then one short write. A proven domain whose record has gone stays proven: its portals go on,
    /// because a slip in the DNS, or a resolver that lies for an hour, must not shut customers out of a host that still
    /// leads here; what was found is kept beside it and logged.
    async fn look_and_note(&self, domain: domains::Model) -> Outcome<domains::Model> {
        let Some(value) = domain.verification_value.as_deref() else {
            return Ok(domain);
        };
        let problem = verify::look(&self.settings, &domain.host, value).await?;
        let now = self.now();
        let verification = match &problem {
            None => "VERIFIED",
            Some(problem) if is_verified(&domain) => {
                tracing::warn!(host = domain.host, ?problem, "a verified domain has lost its record");
                "VERIFIED"
            }
            Some(_) => "FAILED",
        };
        let tx = self.store.begin().await?;
        let newly = verification == "VERIFIED" && !is_verified(&domain);
        let row = domains::ActiveModel {
            id: Unchanged(domain.id),
            verification: Set(verification.to_owned()),
            verification_problem: Set(problem.as_ref().map(problem_text).transpose()?),
            checked_at: Set(Some(now.0)),
            verified_at: Set(if newly { Some(now.0) } else { domain.verified_at }),
            ..Default::default()
        };
        let domain = row.update(&tx).await?;
        if newly {
            Entry::new(Actor::System, "domain_verified", format!("domain:{}", domain.id)).write(&tx, now).await?;
        }
        tx.commit().await?;
        Ok(domain)
    }
}

fn problem_text(problem: &VerificationProblem) -> Outcome<String> {
    serde_json::to_string(problem).map_err(|error| Failure::internal(error.to_string()))
}
