//! Record ids: positive 64-bit integers, written as decimal strings everywhere outside the database (HubSpot's form).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::fault::Problem;

macro_rules! record_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl FromStr for $name {
            type Err = Problem;

            /// Digits only, no sign, no leading zero unless the id is `0`; at most `i64::MAX`.
            fn from_str(text: &str) -> Result<Self, Problem> {
                let canonical = text == "0" || !text.starts_with('0');
                if canonical && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
                    text.parse().map(Self).map_err(|_| Problem::Malformed)
                } else {
                    Err(Problem::Malformed)
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(|_| serde::de::Error::custom("an id is a decimal number"))
            }
        }
    )+};
}

record_ids!(
    PortalId,
    DomainId,
    InboxId,
    ContactId,
    CompanyId,
    TicketId,
    MessageId,
    PipelineId,
    /// A record of any kind: a contact, a company or a ticket.
    RecordId,
    /// A stage of a pipeline; HubSpot's default ticket pipeline has the stages 1 to 4.
    StageId,
    /// A staff member: owner, admin or agent.
    UserId,
    AccessGroupId,
    /// A list of people that was added to an access group at once.
    BatchId,
    RegistrationId,
    ConsentTextId,
    InvitationId,
    SessionId,
    /// An invitation of a colleague.
    StaffInvitationId,
    PasskeyId,
    /// A row of the outbox.
    LetterId,
    /// An identity provider: of a portal, or of the staff.
    IdentityProviderId,
    /// A token that an integration signs its requests with.
    TokenId,
    /// A type of event that an app is told of.
    SubscriptionId,
    /// A request to an app's target.
    WebhookDeliveryId,
    /// A file that is brought in.
    ImportId,
    /// A file that is kept, and attached to things.
    FileId,
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!("42".parse(), Ok(TicketId(42)));
        for wrong in ["", "-1", "+1", "042", "4 2", "9223372036854775808", "４２", "1e3"] {
            assert_eq!(wrong.parse::<TicketId>(), Err(Problem::Malformed), "{wrong:?}");
        }
        assert_eq!(serde_json::to_string(&TicketId(7)).unwrap(), "\"7\"");
    }
}
