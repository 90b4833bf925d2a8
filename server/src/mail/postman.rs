//! What the domain asks of somebody who speaks to mail servers.

use std::time::Duration;

use async_trait::async_trait;
use domain::Clock;
use domain::outbox::{MailServer, Postman};
use model::letters::{Content, Envelope};
use model::mail::{ConversationLine, MailDiagnosis};
use tokio::time::timeout;

use super::address::addresses;
use super::conversation::Hand;
use super::message::message;

/// How long a whole conversation may take: somebody is looking at the page.
const PATIENCE: Duration = Duration::from_secs(45);

/// Speaks to them itself, line by line.
pub struct Conversing {
    pub clock: Clock,
}

#[async_trait]
impl Postman for Conversing {
    async fn may_call(&self, host: &str) -> Result<(), MailDiagnosis> {
        // Any port: only the address is looked at.
        addresses(host, 25).await.map(|_| ())
    }

    async fn hand_over(
        &self,
        server: &MailServer,
        envelope: &Envelope,
        content: &Content,
    ) -> (Vec<ConversationLine>, Option<MailDiagnosis>) {
        let letter = app::letters::write(envelope, content, self.clock.now());
        let Ok(message) = message(server, envelope, content, letter) else {
            return (Vec::new(), Some(MailDiagnosis::RecipientRefused));
        };
        let bytes = message.formatted();
        let hand = Hand { server, to: &envelope.to, message: &bytes };
        match timeout(PATIENCE, hand.over()).await {
            Ok(outcome) => outcome,
            Err(_) => (Vec::new(), Some(MailDiagnosis::TimedOut)),
        }
    }
}
