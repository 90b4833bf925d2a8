//! One-time tokens: 256 random bits, stored hashed, each for one purpose, spent once.

use model::{ContactId, Fault, PortalId, Refusal, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::failure::Outcome;
use crate::secrets;
use crate::tables::one_time_tokens;

/// What a token is for. A token of one purpose is nothing to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Invitation,
    View,
    /// To set a new password where the old one is forgotten.
    Reset,
    /// To sign in by a link that was mailed.
    SignIn,
    /// To confirm the address with which somebody registers; of no contact yet.
    Registration,
    /// To join the team.
    StaffInvitation,
    /// To confirm a new address.
    EmailChange,
    /// Between a staff member's password and what they show beside it.
    SecondStep,
}

impl Purpose {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Invitation => "INVITATION",
            Self::View => "VIEW",
            Self::Reset => "RESET",
            Self::SignIn => "SIGN_IN",
            Self::Registration => "REGISTRATION",
            Self::StaffInvitation => "STAFF_INVITATION",
            Self::EmailChange => "EMAIL_CHANGE",
            Self::SecondStep => "SECOND_STEP",
        }
    }

    pub fn lifetime(self) -> i64 {
        match self {
            Self::Invitation => 7 * Timestamp::DAY,
            // Opened at once, in a new tab.
            Self::View => 5 * Timestamp::MINUTE,
            Self::Reset | Self::Registration => 24 * Timestamp::HOUR,
            Self::SignIn => 15 * Timestamp::MINUTE,
            Self::StaffInvitation => 7 * Timestamp::DAY,
            Self::EmailChange => 24 * Timestamp::HOUR,
            Self::SecondStep => 10 * Timestamp::MINUTE,
        }
    }
}

/// Whether earlier ones stay good beside a new one, until one of them is spent. Letters arrive in any order, and whoever
/// asks twice opens the one that came; and anybody can ask for a link to an address, which must not void its owner's.
fn stays(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Reset | Purpose::SignIn | Purpose::Registration)
}

/// What a new token is bound to.
pub struct Binding<'a> {
    pub portal: PortalId,
    pub contact: ContactId,
    pub user: Option<UserId>,
    /// The address at this time; the token dies with a change of it.
    pub email: Option<&'a str>,
}

/// Makes a token and revokes those of the same purpose that the contact has for the portal, unless they stay. The clear
/// text is returned and not kept.
pub async fn issue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    binding: Binding<'_>,
) -> Outcome<(one_time_tokens::Model, String)> {
    if !stays(purpose) {
        let open = revocable(purpose, binding.contact).filter(one_time_tokens::Column::PortalId.eq(binding.portal.0));
        let mine = binding.user.map(|user| one_time_tokens::Column::UserId.eq(user.0));
        let open = mine.into_iter().fold(open, |open, mine| open.filter(mine));
        open.col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0)).exec(tx).await?;
    }
    insert(tx, now, purpose, binding, now.plus(purpose.lifetime())).await
}

/// A token of an address that may be nobody's yet, for what was asked with it (a record's id) at the portal.
pub async fn issue_to_address(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    (portal, about): (PortalId, i64),
    email: &str,
) -> Outcome<(Timestamp, String)> {
    let (token, until) = (secrets::capability(), now.plus(purpose.lifetime()));
    let row = one_time_tokens::ActiveModel {
        purpose: Set(purpose.word().to_owned()),
        token_hash: Set(secrets::fingerprint(&token)),
        portal_id: Set(Some(portal.0)),
        about_id: Set(Some(about)),
        email: Set(Some(email.to_owned())),
        created_at: Set(now.0),
        expires_at: Set(until.0),
        ..Default::default()
    };
    row.insert(tx).await?;
    Ok((until, token))
}

/// Another key to the same door: what a letter carries where the first was handed to somebody already. It ends when that
/// one does.
pub async fn twin(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    first: &one_time_tokens::Model,
) -> Outcome<String> {
    let binding = Binding {
        portal: PortalId(first.portal_id.unwrap_or_default()),
        contact: ContactId(first.contact_id.unwrap_or_default()),
        user: first.user_id.map(UserId),
        email: first.email.as_deref(),
    };
    Ok(insert(tx, now, purpose, binding, Timestamp(first.expires_at)).await?.1)
}

async fn insert(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    binding: Binding<'_>,
    until: Timestamp,
) -> Outcome<(one_time_tokens::Model, String)> {
    let token = secrets::capability();
    let row = one_time_tokens::ActiveModel {
        purpose: Set(purpose.word().to_owned()),
        token_hash: Set(secrets::fingerprint(&token)),
        portal_id: Set(Some(binding.portal.0)),
        contact_id: Set(Some(binding.contact.0)),
        user_id: Set(binding.user.map(|user| user.0)),
        email: Set(binding.email.map(str::to_owned)),
        created_at: Set(now.0),
        expires_at: Set(until.0),
        ..Default::default()
    };
    Ok((row.insert(tx).await?, token))
}

fn revocable(purpose: Purpose, contact: ContactId) -> sea_orm::UpdateMany<one_time_tokens::Entity> {
    one_time_tokens::Entity::update_many()
        .filter(one_time_tokens::Column::Purpose.eq(purpose.word()))
        .filter(one_time_tokens::Column::ContactId.eq(contact.0))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
}

/// A token by its row, neither used nor revoked, though its time may be over.
pub async fn unspent(connection: &impl ConnectionTrait, purpose: Purpose, id: i64) -> Outcome<Option<one_time_tokens::Model>> {
    Ok(one_time_tokens::Entity::find_by_id(id)
        .filter(one_time_tokens::Column::Purpose.eq(purpose.word()))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .one(connection)
        .await?)
}

/// Revokes what the contact holds of a purpose at one portal.
pub async fn revoke_at(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    contact: ContactId,
    portal: PortalId,
) -> Outcome<()> {
    revocable(purpose, contact)
        .filter(one_time_tokens::Column::PortalId.eq(portal.0))
        .col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Revokes everything of a purpose that the contact holds, at all portals.
pub async fn revoke_all(tx: &impl ConnectionTrait, now: Timestamp, purpose: Purpose, contact: ContactId) -> Outcome<()> {
    revocable(purpose, contact).col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0)).exec(tx).await?;
    Ok(())
}

/// Takes back that the contact was asked in to the portal, also where they have come.
pub async fn revoke_invitations(tx: &impl ConnectionTrait, now: Timestamp, contact: ContactId, portal: PortalId) -> Outcome<()> {
    one_time_tokens::Entity::update_many()
        .filter(one_time_tokens::Column::Purpose.eq(Purpose::Invitation.word()))
        .filter(one_time_tokens::Column::ContactId.eq(contact.0))
        .filter(one_time_tokens::Column::PortalId.eq(portal.0))
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(())
}

/// Whether the contact was asked in to the portal and came, and it was not taken back.
pub async fn has_accepted(connection: &impl ConnectionTrait, portal: i64, contact: ContactId) -> Outcome<bool> {
    let accepted = one_time_tokens::Entity::find()
        .filter(one_time_tokens::Column::ContactId.eq(contact.0))
        .filter(one_time_tokens::Column::Purpose.eq(Purpose::Invitation.word()))
        .filter(one_time_tokens::Column::PortalId.eq(portal))
        .filter(one_time_tokens::Column::UsedAt.is_not_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .one(connection)
        .await?;
    Ok(accepted.is_some())
}

/// A token that is good at this portal now. Reads, never spends.
pub async fn find(
    connection: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    portal: PortalId,
    token: &str,
) -> Outcome<one_time_tokens::Model> {
    let found = one_time_tokens::Entity::find()
        .filter(one_time_tokens::Column::TokenHash.eq(secrets::fingerprint(token)))
        .filter(one_time_tokens::Column::Purpose.eq(purpose.word()))
        .filter(one_time_tokens::Column::PortalId.eq(portal.0))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .filter(one_time_tokens::Column::ExpiresAt.gt(now.0))
        .one(connection)
        .await?;
    Ok(found.ok_or(Fault::Refused(Refusal::LinkInvalid))?)
}

/// Spends a token, and with it those of the same purpose that its owner has for the portal; of two at once, one is refused.
pub async fn spend(tx: &impl ConnectionTrait, now: Timestamp, token: &one_time_tokens::Model) -> Outcome<()> {
    let spent = one_time_tokens::Entity::update_many()
        .filter(one_time_tokens::Column::Id.eq(token.id))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .col_expr(one_time_tokens::Column::UsedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if spent.rows_affected != 1 {
        return Err(Fault::Refused(Refusal::LinkInvalid).into());
    }
    let others = one_time_tokens::Entity::update_many();
    let others = match token.contact_id {
        Some(contact) => others.filter(one_time_tokens::Column::ContactId.eq(contact)),
        None => others
            .filter(one_time_tokens::Column::Email.eq(token.email.as_deref()))
            .filter(one_time_tokens::Column::ContactId.is_null()),
    };
    let others = others
        .filter(one_time_tokens::Column::UserId.is_null())
        .filter(one_time_tokens::Column::Purpose.eq(token.purpose.as_str()))
        .filter(one_time_tokens::Column::PortalId.eq(token.portal_id))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null());
    others.col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0)).exec(tx).await?;
    Ok(())
}

/// Whether the contact has an invitation to the portal that can still be accepted.
pub async fn is_invited(connection: &impl ConnectionTrait, now: Timestamp, portal: i64, contact: ContactId) -> Outcome<bool> {
    let open = one_time_tokens::Entity::find()
        .filter(one_time_tokens::Column::ContactId.eq(contact.0))
        .filter(one_time_tokens::Column::Purpose.eq(Purpose::Invitation.word()))
        .filter(one_time_tokens::Column::PortalId.eq(portal))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .filter(one_time_tokens::Column::ExpiresAt.gt(now.0))
        .one(connection)
        .await?;
    Ok(open.is_some())
}
