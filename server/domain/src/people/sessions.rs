//! Sessions: 256 random bits in a cookie, stored hashed, looked at again for every request.
//!
//! | session | idle | at most |
//! |---|---|---|
//! | contact | the portal's `session_minutes` | 30 days |
//! | staff | 8 hours | 12 hours |
//! | staff looking as a contact | – | 30 minutes |
//!
//! A contact's session belongs to one portal; at another it is nothing, though both may share a cookie jar. `seen_at`
//! is written at most once a minute, so an idle limit may come up to a minute early. What began a session has proven who
//! its holder is (`proven_at`); what ended it is kept for 30 days.

use std::net::IpAddr;

use model::people::{Admission, Role};
use model::portals::TicketPermission;
use model::{ContactId, Fault, PortalId, Refusal, SessionId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    RelationDef, Set,
};

use super::devices;
use crate::access;
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::portals::PortalPlace;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{contacts, sessions, users};
use crate::viewer::{ContactViewer, UserViewer};

const CONTACT_LIFETIME: i64 = 30 * Timestamp::DAY;
const STAFF_LIFETIME: i64 = 12 * Timestamp::HOUR;
const STAFF_IDLE: i64 = 8 * Timestamp::HOUR;
const VIEW_LIFETIME: i64 = 30 * Timestamp::MINUTE;
const SEEN_EVERY: i64 = Timestamp::MINUTE;
/// What is kept of what a browser says of itself, in characters.
const AGENT_MAX: usize = 300;

/// What a browser brings to a door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Browser {
    /// The session's secret that it holds for the same jar already, which ends when a new one begins.
    pub secret: Option<String>,
    /// The proof that an account was proven in it before ([`super::devices`]).
    pub known: Option<String>,
    pub address: Option<IpAddr>,
    /// `User-Agent`, as it says.
    pub agent: Option<String>,
}

/// Whose session it is.
pub enum Holder {
    Contact {
        contact: ContactId,
        portal: PortalId,
    },
    /// A staff member who looks at the portal as the contact.
    View {
        contact: ContactId,
        portal: PortalId,
        by: UserId,
    },
    User(UserId),
}

/// Begins a session, with a secret of its own. What the browser held for the same jar until now ends.
pub async fn begin(tx: &impl ConnectionTrait, now: Timestamp, holder: Holder, browser: Option<&Browser>) -> Outcome<Admission> {
    if let Some(held) = browser.and_then(|browser| browser.secret.as_deref()) {
        end_where(tx, now, sessions::Column::TokenHash.eq(secrets::fingerprint(held))).await?;
    }
    let agent = browser.and_then(|browser| browser.agent.as_deref());
    let address = browser.and_then(|browser| browser.address);
    let secret = secrets::capability();
    let account = match holder {
        Holder::Contact { contact, .. } => Some(devices::contact(contact)),
        Holder::User(user) => Some(devices::user(user)),
        Holder::View { .. } => None,
    };
    let (portal, contact, user, viewed_by, lifetime) = match holder {
        Holder::Contact { contact, portal } => (Some(portal.0), Some(contact.0), None, None, CONTACT_LIFETIME),
        Holder::View { contact, portal, by } => (Some(portal.0), Some(contact.0), None, Some(by.0), VIEW_LIFETIME),
        Holder::User(user) => (None, None, Some(user.0), None, STAFF_LIFETIME),
    };
    let row = sessions::ActiveModel {
        token_hash: Set(secrets::fingerprint(&secret)),
        portal_id: Set(portal),
        contact_id: Set(contact),
        user_id: Set(user),
        viewed_by_user_id: Set(viewed_by),
        created_at: Set(now.0),
        seen_at: Set(now.0),
        expires_at: Set(now.plus(lifetime).0),
        user_agent: Set(agent.map(|agent| agent.chars().take(AGENT_MAX).collect())),
        address: Set(address.map(|address| address.to_canonical().to_string())),
        proven_at: Set(Some(now.0)),
        ..Default::default()
    };
    row.insert(tx).await?;
    Ok(Admission { secret, account })
}

/// Gives a session another secret: whoever else knew the old one is out.
pub async fn rotate(tx: &impl ConnectionTrait, session: SessionId) -> Outcome<Admission> {
    let secret = secrets::capability();
    sessions::Entity::update_many()
        .filter(sessions::Column::Id.eq(session.0))
        .filter(sessions::Column::EndedAt.is_null())
        .col_expr(sessions::Column::TokenHash, Expr::value(secrets::fingerprint(&secret)))
        .exec(tx)
        .await?;
    Ok(Admission { secret, account: None })
}

/// Sessions that somebody may still come back with. Idle limits are looked at elsewhere.
pub fn open(now: Timestamp) -> Condition {
    Condition::all().add(sessions::Column::EndedAt.is_null()).add(sessions::Column::ExpiresAt.gt(now.0))
}

/// A staff member's that have not idled out.
pub fn open_staff(now: Timestamp) -> Condition {
    open(now).add(sessions::Column::SeenAt.gte(now.plus(-STAFF_IDLE).0))
}

/// Ends all sessions that the condition names.
pub async fn end_where(
    connection: &impl ConnectionTrait,
    now: Timestamp,
    which: impl sea_orm::sea_query::IntoCondition,
) -> Result<(), DbErr> {
    sessions::Entity::update_many()
        .filter(which)
        .filter(sessions::Column::EndedAt.is_null())
        .col_expr(sessions::Column::EndedAt, Expr::value(now.0))
        .exec(connection)
        .await?;
    Ok(())
}

fn to_contacts() -> RelationDef {
    sessions::Entity::belongs_to(contacts::Entity).from(sessions::Column::ContactId).to(contacts::Column::Id).into()
}

fn to_users() -> RelationDef {
    sessions::Entity::belongs_to(users::Entity).from(sessions::Column::UserId).to(users::Column::Id).into()
}

impl Portico {
    /// The desk of the contact whose session at this portal the secret is. All of it is looked at anew: the session has
    /// neither ended nor expired nor idled, the contact is neither disabled nor archived and may still enter the
    /// portal, and the portal is live. `place` is this request's own, from [`Portico::portal_at`].
    ///
    /// A paused portal refuses everybody ([`Refusal::Paused`]); a contact who may no longer enter is told so
    /// ([`Refusal::NoAccess`]); everything else is [`Fault::SignedOut`].
    pub async fn contact_desk(&self, place: &PortalPlace, secret: Option<&str>) -> Outcome<ContactDesk> {
        if place.is_paused() {
            return Err(Fault::Refused(Refusal::Paused).into());
        }
        let (session, contact) = self.contact_session(place, secret.ok_or(Fault::SignedOut)?).await?;
        let now = self.now();
        let view_only = session.viewed_by_user_id.is_some();
        let idle_since = now.0.saturating_sub(session.seen_at);
        let idles = !view_only && idle_since > place.portal.session_minutes.saturating_mul(Timestamp::MINUTE);
        if idles || contact.disabled_at.is_some() || contact.archived_at.is_some() {
            return Err(Fault::SignedOut.into());
        }
        match session.viewed_by_user_id {
            Some(user) => self.still_staff(user).await?,
            None if access::may_enter(self.store.reader(), &place.portal, ContactId(contact.id)).await? => {}
            None => return Err(Fault::Refused(Refusal::NoAccess).into()),
        }
        self.note_seen(&session).await;
        let viewer = ContactViewer {
            contact: ContactId(contact.id),
            portal: PortalId(place.portal.id),
            permission: TicketPermission::parse(&place.portal.permission).unwrap_or_default(),
            session: SessionId(session.id),
            view_only,
        };
        let (portal, domain) = (place.portal.clone(), place.domain.clone());
        Ok(ContactDesk { portico: self.clone(), viewer, contact, portal, domain })
    }

    async fn contact_session(&self, place: &PortalPlace, secret: &str) -> Outcome<(sessions::Model, contacts::Model)> {
        let found = sessions::Entity::find()
            .select_also(contacts::Entity)
            .join(JoinType::InnerJoin, to_contacts())
            .filter(sessions::Column::TokenHash.eq(secrets::fingerprint(secret)))
            .filter(sessions::Column::PortalId.eq(place.portal.id))
            .filter(sessions::Column::EndedAt.is_null())
            .filter(sessions::Column::ExpiresAt.gt(self.now().0))
            .one(self.store.reader())
            .await?;
        match found {
            Some((session, Some(contact))) => Ok((session, contact)),
            _ => Err(Fault::SignedOut.into()),
        }
    }

    /// Who looks as a contact must still be on the staff.
    async fn still_staff(&self, user: i64) -> Outcome<()> {
        let user = users::Entity::find_by_id(user).one(self.store.reader()).await?;
        match user {
            Some(user) if user.disabled_at.is_none() => Ok(()),
            _ => Err(Fault::SignedOut.into()),
        }
    }

    /// The desk of the staff member whose session the secret is.
    pub async fn user_desk(&self, secret: Option<&str>) -> Outcome<UserDesk> {
        let secret = secret.ok_or(Fault::SignedOut)?;
        let now = self.now();
        let found = sessions::Entity::find()
            .select_also(users::Entity)
            .join(JoinType::InnerJoin, to_users())
            .filter(sessions::Column::TokenHash.eq(secrets::fingerprint(secret)))
            .filter(sessions::Column::PortalId.is_null())
            .filter(open_staff(now))
            .filter(users::Column::DisabledAt.is_null())
            .one(self.store.reader())
            .await?;
        let Some((session, Some(user))) = found else {
            return Err(Fault::SignedOut.into());
        };
        let role = Role::parse(&user.role).ok_or_else(|| Failure::internal(format!("unknown role {}", user.role)))?;
        self.note_seen(&session).await;
        let viewer = UserViewer { user: UserId(user.id), role, session: SessionId(session.id) };
        Ok(UserDesk { portico: self.clone(), viewer, user, proven_at: session.proven_at.map(Timestamp), peer: None })
    }

    /// Not being able to note it, while the database is busy, is no reason to refuse a request that only reads.
    async fn note_seen(&self, session: &sessions::Model) {
        let now = self.now();
        if now.0.saturating_sub(session.seen_at) < SEEN_EVERY {
            return;
        }
        let noted = sessions::Entity::update_many()
            .filter(sessions::Column::Id.eq(session.id))
            .col_expr(sessions::Column::SeenAt, Expr::value(now.0))
            .exec(self.store.writer())
            .await;
        if let Err(error) = noted {
            tracing::warn!(%error, "a session's last use was not noted");
        }
    }
}
