//! What a letter says of a ticket, and of what was said on it.

use model::TicketId;
use model::letters::About;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::attachments::{self, StoredFile};
use crate::contacts::display_name;
use crate::failure::Outcome;
use crate::markdown;
use crate::portico::Portico;
use crate::tables::{contacts, messages, outbox, tickets, users};
use crate::tickets::access;
use crate::tickets::names::title;
use crate::viewer::Viewer;

/// Only a message that customers read is ever passed on, to whomever, and only to who may read it.
pub async fn replied(
    portico: &Portico,
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    (row, ticket, link): (&outbox::Model, &tickets::Model, String),
) -> Outcome<Option<(String, About)>> {
    let message = messages::Entity::find_by_id(row.message_id.unwrap_or_default())
        .filter(messages::Column::Kind.eq("MESSAGE"))
        .filter(messages::Column::TicketId.eq(ticket.id))
        .filter(access::messages_visible_to(viewer))
        .one(tx)
        .await?;
    let Some(message) = message else { return Ok(None) };
    let author = match (message.user_id, message.contact_id) {
        (Some(user), _) => users::Entity::find_by_id(user).one(tx).await?.map(|user| user.name),
        (None, Some(contact)) => contacts::Entity::find_by_id(contact).one(tx).await?.map(|contact| display_name(&contact)),
        (None, None) => message.author_name.clone(),
    };
    let files = attachments::of_one(portico, tx, &message).await?.iter().map(StoredFile::file_name).collect();
    Ok(Some((author.unwrap_or_default(), About { files, ..about(ticket, &message.text, link) })))
}

pub fn about(ticket: &tickets::Model, text: &str, link: String) -> About {
    About {
        ticket: TicketId(ticket.id),
        subject: title(ticket.id, &ticket.subject),
        text: text.to_owned(),
        html: markdown::to_html(text),
        files: Vec::new(),
        link,
    }
}
