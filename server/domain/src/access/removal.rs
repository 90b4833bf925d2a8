//! Taking a contact's way into one portal away, however they got in.

use model::access::AccessMode;
use model::people::Role;
use model::{ContactId, Fault, PortalId, Refusal, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{added_groups_of, is_member, may_enter, registrations};
use crate::audit::Entry;
use crate::contacts::edit::present;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::people;
use crate::tables::{access_group_members, portals};

/// Whether [`remove`] would shut somebody out who may enter: not whom a rule or an identity provider lets in.
pub(crate) async fn is_possible(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    Ok(match AccessMode::parse(&portal.access) {
        Some(AccessMode::SingleSignOn) => false,
        Some(AccessMode::Register) => true,
        _ => is_member(connection, portal, contact).await?,
    })
}

/// The contact leaves the portal's groups, which may admit to other portals as well; invitations that are open come to
/// nothing; where people register, they are refused from now on. An invitation lets them in again. The next request is
/// refused and open streams end. Refused ([`Refusal::InUse`]) where a rule or an identity provider lets them in all the same.
pub(super) async fn remove(desk: &UserDesk, portal: PortalId, contact: ContactId) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let (portal, _) = crate::portals::public(&tx, portal).await?;
    let known = present(&tx, contact).await?;
    leave_groups(&tx, now, &portal, contact).await?;
    if AccessMode::parse(&portal.access) == Some(AccessMode::Register) {
        registrations::shut_out(&tx, now, &portal, &known).await?;
    }
    if may_enter(&tx, &portal, contact).await? {
        return Err(Fault::Refused(Refusal::InUse).into());
    }
    Entry::new(&desk.viewer, "access_removed", format!("contact:{contact}")).at(PortalId(portal.id)).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

async fn leave_groups(tx: &impl ConnectionTrait, now: Timestamp, portal: &portals::Model, contact: ContactId) -> Outcome<()> {
    access_group_members::Entity::delete_many()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.in_subquery(added_groups_of(portal.id)))
        .exec(tx)
        .await?;
    people::revoke_invitations(tx, now, contact, PortalId(portal.id)).await
}
