//! One's own sessions: where one is signed in, and ending what one does not know.

use std::collections::{HashMap, hash_map};

use async_trait::async_trait;
use model::sessions::{OwnSessions, SessionPlace, SessionRow};
use model::{ContactId, Fault, PortalId, SessionId, Timestamp};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};

use super::{browsers, sessions};
use crate::access;
use crate::audit::Entry;
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{portals, sessions as rows};

/// More than anybody looks through.
const MOST: u64 = 100;

/// The contact's own, at all portals; not those in which staff look as them.
fn of_contact(desk: &ContactDesk) -> Condition {
    Condition::all().add(rows::Column::ContactId.eq(desk.contact.id)).add(rows::Column::ViewedByUserId.is_null())
}

fn of_user(desk: &UserDesk) -> Condition {
    Condition::all().add(rows::Column::UserId.eq(desk.user.id))
}

async fn contact_sessions(desk: &ContactDesk) -> Outcome<Vec<SessionRow>> {
    desk.may_write()?;
    let (portico, now) = (&desk.portico, desk.portico.now());
    let open = find(portico, of_contact(desk).add(sessions::open(now))).await?;
    let mut portals: HashMap<i64, Option<portals::Model>> = HashMap::new();
    let mut shown = Vec::new();
    for row in open {
        let id = row.portal_id.unwrap_or_default();
        let portal = match portals.entry(id) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(new) => new.insert(portals::Entity::find_by_id(id).one(portico.store.reader()).await?),
        };
        let Some(portal) = portal.as_ref() else { continue };
        // Idled out: nobody comes back with it.
        if now.0.saturating_sub(row.seen_at) > portal.session_minutes.saturating_mul(Timestamp::MINUTE) {
            continue;
        }
        let at = place(desk, portal).await?;
        shown.push(session_row(&row, desk.viewer.session, at));
    }
    Ok(this_first(shown))
}

/// A portal is named to those who may enter it, and to nobody else.
async fn place(desk: &ContactDesk, portal: &portals::Model) -> Outcome<SessionPlace> {
    if portal.id == desk.portal.id {
        return Ok(SessionPlace::Here);
    }
    let enters =
        portal.status == "LIVE" && access::may_enter(desk.portico.store.reader(), portal, ContactId(desk.contact.id)).await?;
    Ok(if enters { SessionPlace::Portal(portal.name.clone()) } else { SessionPlace::Elsewhere })
}

async fn user_sessions(desk: &UserDesk) -> Outcome<Vec<SessionRow>> {
    let open = find(&desk.portico, of_user(desk).add(sessions::open_staff(desk.portico.now()))).await?;
    Ok(this_first(open.iter().map(|row| session_row(row, desk.viewer.session, SessionPlace::Here)).collect()))
}

async fn find(portico: &Portico, which: Condition) -> Outcome<Vec<rows::Model>> {
    use sea_orm::QuerySelect;
    let newest = rows::Entity::find().filter(which).order_by_desc(rows::Column::SeenAt).order_by_desc(rows::Column::Id);
    Ok(newest.limit(MOST).all(portico.store.reader()).await?)
}

fn session_row(row: &rows::Model, this: SessionId, at: SessionPlace) -> SessionRow {
    let (browser, system) = row.user_agent.as_deref().map_or((None, None), browsers::describe);
    SessionRow {
        id: SessionId(row.id),
        is_this: row.id == this.0,
        began_at: Timestamp(row.created_at),
        seen_at: Timestamp(row.seen_at),
        browser: browser.map(str::to_owned),
        system: system.map(str::to_owned),
        address: row.address.clone(),
        at,
    }
}

fn this_first(mut rows: Vec<SessionRow>) -> Vec<SessionRow> {
    rows.sort_by_key(|row| !row.is_this);
    rows
}

/// Ends what the condition names and writes it down; nothing to end is not found.
async fn end(portico: &Portico, which: Condition, entry: Entry<'_>) -> Outcome<()> {
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let found = rows::Entity::find().filter(which.clone()).filter(sessions::open(now)).one(&tx).await?;
    found.ok_or(Fault::NotFound)?;
    sessions::end_where(&tx, now, which).await?;
    entry.write(&tx, now).await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(())
}

/// As [`end`]; that there is nothing to end is as good.
async fn end_all(portico: &Portico, which: Condition, entry: Entry<'_>) -> Outcome<()> {
    match end(portico, which, entry).await {
        Err(Failure::Fault(Fault::NotFound)) => Ok(()),
        outcome => outcome,
    }
}

fn only(session: SessionId) -> impl Fn(Condition) -> Condition {
    move |mine| mine.add(rows::Column::Id.eq(session.0))
}

fn all_but(session: SessionId) -> impl Fn(Condition) -> Condition {
    move |mine| mine.add(rows::Column::Id.ne(session.0))
}

fn contact_entry<'a>(desk: &ContactDesk, action: &'a str) -> Entry<'a> {
    Entry::new(&desk.viewer, action, format!("contact:{}", desk.contact.id)).at(PortalId(desk.portal.id))
}

fn user_entry<'a>(desk: &UserDesk, action: &'a str) -> Entry<'a> {
    Entry::new(&desk.viewer, action, format!("user:{}", desk.user.id))
}

#[async_trait]
impl OwnSessions for ContactDesk {
    async fn sessions(&self) -> Result<Vec<SessionRow>, Fault> {
        contact_sessions(self).await.map_err(Failure::into_fault)
    }

    async fn end_session(&self, session: SessionId) -> Result<(), Fault> {
        self.may_write()?;
        let entry = contact_entry(self, "session_ended");
        end(&self.portico, only(session)(of_contact(self)), entry).await.map_err(Failure::into_fault)
    }

    async fn end_other_sessions(&self) -> Result<(), Fault> {
        self.may_write()?;
        let entry = contact_entry(self, "other_sessions_ended");
        end_all(&self.portico, all_but(self.viewer.session)(of_contact(self)), entry).await.map_err(Failure::into_fault)
    }
}

#[async_trait]
impl OwnSessions for UserDesk {
    async fn sessions(&self) -> Result<Vec<SessionRow>, Fault> {
        user_sessions(self).await.map_err(Failure::into_fault)
    }

    async fn end_session(&self, session: SessionId) -> Result<(), Fault> {
        let entry = user_entry(self, "session_ended");
        end(&self.portico, only(session)(of_user(self)), entry).await.map_err(Failure::into_fault)
    }

    async fn end_other_sessions(&self) -> Result<(), Fault> {
        let entry = user_entry(self, "other_sessions_ended");
        end_all(&self.portico, all_but(self.viewer.session)(of_user(self)), entry).await.map_err(Failure::into_fault)
    }
}
