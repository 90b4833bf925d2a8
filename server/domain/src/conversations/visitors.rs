//! Who a visitor of somebody's site is, said by a program of theirs that knows: a token that their page hands on.
//!
//! The token is signed and says itself what it stands for, so that nothing is kept of visitors who never come.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::Timestamp;
use model::text::EmailAddress;
use serde::{Deserialize, Serialize};

use crate::crm::{Done, PropertyProblem, Refused, ValueProblem, Work};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets::SigningKey;

const PURPOSE: &str = "visitors";
/// How long a token is good, as at HubSpot.
const GOOD_FOR: i64 = 12 * Timestamp::HOUR;
const NAME_MAX: usize = 100;

/// A visitor, as they were said to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visitor {
    /// In lower case.
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    visitor: Visitor,
    expires: i64,
}

/// Text that stands for a visitor until its time is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisitorToken {
    pub text: String,
    pub expires_at: Timestamp,
}

impl TokenDesk {
    /// Makes a token, good for 12 hours. An address that is none is refused, and so are names of more than 100 characters.
    pub async fn visitor_token(&self, email: &str, first_name: &str, last_name: &str) -> Done<VisitorToken> {
        let wrong = |property: &str, value: &str, problem: ValueProblem| {
            Refused::Properties(vec![PropertyProblem { property: property.to_owned(), value: value.to_owned(), problem }])
        };
        let address = EmailAddress::parse(email).map_err(|_| wrong("email", email, ValueProblem::NotAnEmail))?;
        let name = |property: &str, text: &str| {
            model::text::line(text, 0, NAME_MAX).map_err(|_| wrong(property, text, ValueProblem::TooLong(NAME_MAX)))
        };
        let visitor = Visitor {
            email: address.to_string(),
            first_name: name("firstName", first_name)?,
            last_name: name("lastName", last_name)?,
        };
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return self.signed_visitor(visitor, before).await,
        };
        let expires_at = work.finish(self.portico.now().plus(GOOD_FOR)).await?;
        self.signed_visitor(visitor, expires_at).await
    }

    /// The same for the same visitor and time, so that nothing but the time is kept for a request that comes again.
    async fn signed_visitor(&self, visitor: Visitor, expires_at: Timestamp) -> Done<VisitorToken> {
        let claims = serde_json::to_vec(&Claims { visitor, expires: expires_at.0 });
        let claims = claims.map_err(|error| crate::failure::Failure::internal(error.to_string()))?;
        let claims = URL_SAFE_NO_PAD.encode(claims);
        let tx = self.portico.store.begin().await?;
        let key = SigningKey::of(&tx, PURPOSE).await?;
        tx.commit().await?;
        let text = format!("{claims}.{}", key.sign(&claims));
        Ok(VisitorToken { text, expires_at })
    }
}

impl Portico {
    /// Whom a token stands for. `None`: for nobody, or nobody any more.
    pub async fn identified_visitor(&self, token: &str) -> Outcome<Option<Visitor>> {
        let Some((claims, signature)) = token.split_once('.') else {
            return Ok(None);
        };
        let Some(key) = SigningKey::known(self.store.reader(), PURPOSE).await? else {
            return Ok(None);
        };
        if !key.is_signed(claims, signature) {
            return Ok(None);
        }
        let read = URL_SAFE_NO_PAD.decode(claims).ok().and_then(|bytes| serde_json::from_slice::<Claims>(&bytes).ok());
        Ok(read.filter(|claims| claims.expires > self.now().0).map(|claims| claims.visitor))
    }
}
