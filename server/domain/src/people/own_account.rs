//! What signed-in people do with their own account.

use model::people::{Admission, EmailChangeOffer, Profile, StaffProfile};
use model::portals::PortalFace;
use model::{Fault, Language, PortalId, Problem};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, ExprTrait, Set, Unchanged};

use super::tokens::Purpose;
use super::{devices, password, record_tokens, sessions, sign_in};
use crate::audit::Entry;
use crate::contacts::display_name;
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::Outcome;
use crate::live::Change;
use crate::portals::face_of;
use crate::secrets;
use crate::tables::{sessions as session_rows, users};

pub fn profile(desk: &ContactDesk) -> Profile {
    Profile {
        contact: desk.viewer.contact,
        name: display_name(&desk.contact),
        email: desk.contact.email.clone().unwrap_or_default(),
        view_only: desk.viewer.view_only,
    }
}

pub fn portal_face(desk: &ContactDesk) -> PortalFace {
    face_of(&desk.portico, &desk.portal, &desk.domain)
}

pub fn email_change(desk: &ContactDesk) -> Option<EmailChangeOffer> {
    let possible = !desk.viewer.view_only && desk.portico.mails();
    possible.then_some(EmailChangeOffer { by_password: desk.contact.password_hash.is_some() })
}

pub fn staff_profile(desk: &UserDesk) -> StaffProfile {
    StaffProfile { id: desk.viewer.user, name: desk.user.name.clone(), email: desk.user.email.clone(), role: desk.viewer.role }
}

pub fn staff_language(desk: &UserDesk) -> Option<Language> {
    desk.user.language.as_deref().and_then(|tag| Language::parse(tag).ok())
}

/// Sets a new password. The current one is proven, counted like signing in; all other sessions end, at every portal,
/// and the one that asks gets another secret.
pub async fn change_password(desk: &ContactDesk, current: &str, new: &str) -> Outcome<Admission> {
    desk.may_write()?;
    let portico = &desk.portico;
    let email = desk.contact.email.as_deref().unwrap_or_default();
    password::check(new, "new", &[email, &display_name(&desk.contact), &desk.portal.name])?;
    let account = devices::in_session(&devices::contact(desk.viewer.contact));
    let hash = desk.contact.password_hash.as_deref();
    if !sign_in::check_password(portico, account, None, current, hash).await? {
        return Err(Fault::invalid("current", Problem::Wrong).into());
    }
    let hash = secrets::hash_password(new).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    password::set(&tx, now, desk.viewer.contact, hash).await?;
    let others = session_rows::Column::ContactId.eq(desk.contact.id).and(session_rows::Column::Id.ne(desk.viewer.session.0));
    sessions::end_where(&tx, now, others).await?;
    let admission = sessions::rotate(&tx, desk.viewer.session).await?;
    password::tell_changed(&tx, now, PortalId(desk.portal.id), desk.viewer.contact, &desk.domain.host).await?;
    Entry::new(&desk.viewer, "password_changed", format!("contact:{}", desk.contact.id))
        .at(PortalId(desk.portal.id))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(admission)
}

/// Ends the session. A look as a contact may be ended too: it changes nothing of the contact's.
pub async fn sign_out(desk: &ContactDesk) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    sessions::end_where(&tx, now, session_rows::Column::Id.eq(desk.viewer.session.0)).await?;
    let action = if desk.viewer.view_only { "view_as_ended" } else { "signed_out" };
    Entry::new(&desk.viewer, action, format!("contact:{}", desk.contact.id)).at(PortalId(desk.portal.id)).write(&tx, now).await?;
    tx.commit().await?;
    // Other windows of the browser say so at once.
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

pub async fn staff_sign_out(desk: &UserDesk) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let mine = session_rows::Column::Id.eq(desk.viewer.session.0).or(session_rows::Column::ViewedByUserId.eq(desk.user.id));
    sessions::end_where(&tx, now, mine).await?;
    Entry::new(&desk.viewer, "signed_out", format!("user:{}", desk.user.id)).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// As [`change_password`]; looks as a contact that the user began end too.
pub async fn change_staff_password(desk: &UserDesk, current: &str, new: &str) -> Outcome<Admission> {
    let portico = &desk.portico;
    password::check(new, "new", &[&desk.user.email, &desk.user.name])?;
    let account = devices::in_session(&devices::user(desk.viewer.user));
    if !sign_in::check_password(portico, account, desk.peer, current, Some(&desk.user.password_hash)).await? {
        return Err(Fault::invalid("current", Problem::Wrong).into());
    }
    let hash = secrets::hash_password(new).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let row = users::ActiveModel { id: Unchanged(desk.user.id), password_hash: Set(hash), ..Default::default() };
    row.update(&tx).await?;
    let mine = session_rows::Column::UserId.eq(desk.user.id).or(session_rows::Column::ViewedByUserId.eq(desk.user.id));
    let others = mine.and(session_rows::Column::Id.ne(desk.viewer.session.0));
    sessions::end_where(&tx, now, others).await?;
    let admission = sessions::rotate(&tx, desk.viewer.session).await?;
    // A sign-in that is half done began with the old one, and a link that was mailed was to replace it.
    for purpose in [Purpose::SecondStep, Purpose::Reset] {
        record_tokens::revoke(&tx, now, purpose, desk.user.id).await?;
    }
    Entry::new(&desk.viewer, "password_changed", format!("user:{}", desk.user.id)).write(&tx, now).await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(admission)
}

pub async fn set_staff_language(desk: &UserDesk, language: Option<Language>) -> Outcome<()> {
    let tag = language.map(|language| language.tag().to_owned());
    let row = users::ActiveModel { id: Unchanged(desk.user.id), language: Set(tag), ..Default::default() };
    let tx = desk.portico.store.begin().await?;
    users::Entity::update(row).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}
