//! Threads: which there are, and how each stands.

use model::{TicketId, Timestamp, UserId};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::crm::{Done, ObjectType, Refused};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::{inboxes, ticket_contacts, tickets};
use crate::tickets::access;

/// How a conversation came about, by HubSpot's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Chat = 1000,
    Email = 1002,
    Form = 1003,
}

impl Channel {
    pub const ALL: [Self; 3] = [Self::Chat, Self::Email, Self::Form];

    pub fn number(self) -> i64 {
        self as i64
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Chat => "Live chat",
            Self::Email => "Email",
            Self::Form => "Forms and customer portal",
        }
    }

    pub(super) fn of(source: &str) -> Self {
        match source {
            "CHAT" => Self::Chat,
            "EMAIL" => Self::Email,
            _ => Self::Form,
        }
    }
}

/// A conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The ticket's.
    pub id: TicketId,
    pub open: bool,
    pub created_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    /// When something happened that customers see.
    pub latest_at: Timestamp,
    pub assigned_to: Option<UserId>,
    pub inbox: Option<i64>,
    /// Who asked; else a customer on the ticket.
    pub contact: Option<i64>,
    pub channel: Channel,
    pub archived: bool,
}

/// What threads are listed in the order of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThreadSort {
    #[default]
    Id,
    /// By what was said last, with the oldest first.
    Latest,
}

/// Which threads are wanted.
#[derive(Clone, Debug, Default)]
pub struct ThreadQuery {
    pub inbox: Option<i64>,
    pub open: Option<bool>,
    pub contact: Option<i64>,
    pub ticket: Option<i64>,
    /// Something was said after this.
    pub latest_after: Option<Timestamp>,
    pub archived: bool,
    pub sort: ThreadSort,
    /// The last thread of the page before: when something was said last, and its number.
    pub after: Option<(i64, i64)>,
    pub limit: u64,
}

impl ThreadQuery {
    fn condition(&self) -> Condition {
        use tickets::Column as C;
        let mut all = Condition::all().add(if self.archived { C::ArchivedAt.is_not_null() } else { C::ArchivedAt.is_null() });
        if let Some(open) = self.open {
            all = all.add(C::IsOpen.eq(open));
        }
        if let Some(inbox) = self.inbox {
            all = all.add(C::InboxId.eq(inbox));
        }
        if let Some(ticket) = self.ticket {
            all = all.add(C::Id.eq(ticket));
        }
        if let Some(at) = self.latest_after {
            all = all.add(C::LastActivityAt.gt(at.0));
        }
        if let Some(contact) = self.contact {
            let on = Query::select()
                .column(ticket_contacts::Column::TicketId)
                .from(ticket_contacts::Entity)
                .and_where(ticket_contacts::Column::ContactId.eq(contact))
                .to_owned();
            all = all.add(C::Id.in_subquery(on));
        }
        match (self.sort, self.after) {
            (_, None) => all,
            (ThreadSort::Id, Some((_, id))) => all.add(C::Id.gt(id)),
            (ThreadSort::Latest, Some((at, id))) => all.add(
                Expr::tuple([Expr::col(C::LastActivityAt), Expr::col(C::Id)]).gt(Expr::tuple([Expr::value(at), Expr::value(id)])),
            ),
        }
    }
}

impl TokenDesk {
    async fn shown(&self, ticket: tickets::Model) -> Outcome<Thread> {
        let reader = self.portico.store.reader();
        let contact = match ticket.created_by_id {
            Some(contact) => Some(contact),
            None => {
                let on = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket.id));
                on.order_by_asc(ticket_contacts::Column::ContactId).one(reader).await?.map(|row| row.contact_id)
            }
        };
        let inbox = match ticket.inbox_id {
            Some(inbox) => Some(inbox),
            None => inboxes::Entity::find().order_by_asc(inboxes::Column::Id).one(reader).await?.map(|inbox| inbox.id),
        };
        Ok(Thread {
            id: TicketId(ticket.id),
            open: ticket.is_open,
            created_at: Timestamp(ticket.created_at),
            closed_at: ticket.closed_at.map(Timestamp),
            latest_at: Timestamp(ticket.last_activity_at),
            assigned_to: ticket.owner_id.map(UserId),
            inbox,
            contact,
            channel: Channel::of(&ticket.source),
            archived: ticket.archived_at.is_some(),
        })
    }

    /// Threads, and whether there are more.
    pub async fn threads(&self, query: &ThreadQuery) -> Done<(Vec<Thread>, bool)> {
        let mut find = tickets::Entity::find().filter(query.condition());
        find = match query.sort {
            ThreadSort::Id => find.order_by_asc(tickets::Column::Id),
            ThreadSort::Latest => find.order_by_asc(tickets::Column::LastActivityAt).order_by_asc(tickets::Column::Id),
        };
        let mut rows = find.limit(query.limit + 1).all(self.portico.store.reader()).await?;
        let size = usize::try_from(query.limit).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let mut threads = Vec::with_capacity(rows.len());
        for row in rows {
            threads.push(self.shown(row).await?);
        }
        Ok((threads, more))
    }

    /// The live ticket of a thread's number, as clients write numbers.
    pub(super) async fn ticket_of(&self, thread: &str) -> Done<access::Visible<tickets::Model>> {
        let not_found = || Refused::NotFound { object_type: ObjectType::Tickets, id: thread.to_owned() };
        let ticket: TicketId = thread.parse().map_err(|_| not_found())?;
        match access::find(self.portico.store.reader(), &self.viewer(), ticket).await {
            Err(Failure::Fault(model::Fault::NotFound)) => Err(not_found().into()),
            other => Ok(other?),
        }
    }

    /// A thread whose ticket is not archived.
    pub async fn thread(&self, thread: &str) -> Done<Thread> {
        let ticket = self.ticket_of(thread).await?;
        Ok(self.shown((*ticket).clone()).await?)
    }

    /// A thread that was archived with its ticket.
    pub async fn archived_thread(&self, thread: &str) -> Done<Thread> {
        let not_found = || Refused::NotFound { object_type: ObjectType::Tickets, id: thread.to_owned() };
        let ticket: TicketId = thread.parse().map_err(|_| not_found())?;
        let archived = tickets::Entity::find_by_id(ticket.0).filter(tickets::Column::ArchivedAt.is_not_null());
        let found = archived.one(self.portico.store.reader()).await?;
        Ok(self.shown(found.ok_or_else(not_found)?).await?)
    }

    /// Brings an archived thread back, and its ticket with it; one that is not archived stays as it is.
    pub async fn restore_thread(&self, thread: &str) -> Done<Thread> {
        if let Ok(archived) = self.archived_thread(thread).await {
            self.restore_ticket(archived.id).await?;
        }
        self.thread(thread).await
    }
}
