//! What stories about letters need.

use model::TicketId;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use super::{SLUG, World};
use crate::portals::{PortalFound, PortalPlace};
use crate::tables::{domains, outbox, portals};

impl World {
    /// Moves the portal to a domain of its own, from which invitations are mailed; answers it at its new address.
    pub async fn connect_domain(&self) -> PortalPlace {
        let (writer, host) = (self.portico.store.writer(), "help.example.com");
        let domain = domains::ActiveModel {
            host: Set(host.to_owned()),
            kind: Set("CONNECTED".to_owned()),
            verification: Set("VERIFIED".to_owned()),
            primary_language: Set("en".to_owned()),
            created_at: Set(self.now().0),
            ..Default::default()
        };
        let domain = domain.insert(writer).await.expect("a connected domain");
        portals::Entity::update_many()
            .col_expr(portals::Column::DomainId, Expr::value(domain.id))
            .exec(writer)
            .await
            .expect("a portal that moved");
        match self.portico.portal_at(host, SLUG).await.expect("an answer") {
            PortalFound::Live(place) => PortalPlace::clone(&place),
            _ => panic!("no portal at {host}"),
        }
    }

    /// A letter of a kind that this version does not know, about the ticket, before all others.
    pub async fn letter_of_another_version(&self, ticket: TicketId) {
        let letter = outbox::ActiveModel {
            letter: Set("of_the_future".to_owned()),
            mail_id: Set("future@example.com".to_owned()),
            contact_id: Set(Some(self.contact("ana").0)),
            ticket_id: Set(Some(ticket.0)),
            details: Set("{}".to_owned()),
            held: Set(false),
            next_attempt_at: Set(self.now().0),
            created_at: Set(self.now().0),
            ..Default::default()
        };
        letter.insert(self.portico.store.writer()).await.expect("a letter");
    }
}
