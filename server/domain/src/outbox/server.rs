//! The mail server that is in force: the operator's settings, or else what an administrator set.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use async_trait::async_trait;
use model::letters::{Content, Envelope};
use model::mail::{ConversationLine, MailDiagnosis, MailSecurity, MailServerFields, MailServerShown, MailSettings, MailTest};
use model::people::Role;
use model::{Fault, Language, Timestamp, paths};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};
use serde_json::json;

use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{audit_events, mail_server};

/// The one row.
const ID: i64 = 1;
/// What the password is sealed for.
const PURPOSE: &str = "mail server password";
/// Test letters that one administrator has sent in this time, at most.
const TESTS: u64 = 10;
const TEST_PERIOD: i64 = 10 * Timestamp::MINUTE;

/// A mail server, and whom letters come from.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    /// User and password.
    pub login: Option<(String, String)>,
    /// `None`: letters come from the portal's name.
    pub from_name: Option<String>,
    pub from_address: String,
}

/// Without the password: it stands in no log.
impl std::fmt::Debug for MailServer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{} {:?} from {}", self.host, self.port, self.security, self.from_address)
    }
}

impl MailServer {
    fn shown(&self) -> MailServerShown {
        MailServerShown {
            host: self.host.clone(),
            port: self.port,
            security: self.security,
            username: self.login.as_ref().map(|(user, _)| user.clone()).unwrap_or_default(),
            has_password: self.login.is_some(),
            from_name: self.from_name.clone().unwrap_or_default(),
            from_address: self.from_address.clone(),
        }
    }
}

/// Whoever speaks to mail servers: given to the portico, so that stories need none.
#[async_trait]
pub trait Postman: Send + Sync {
    /// Whether the host leads to an address that letters may be handed to.
    async fn may_call(&self, host: &str) -> Result<(), MailDiagnosis>;

    /// Hands one letter over and writes down what was said; see [`MailTest`].
    async fn hand_over(
        &self,
        server: &MailServer,
        envelope: &Envelope,
        content: &Content,
    ) -> (Vec<ConversationLine>, Option<MailDiagnosis>);
}

/// What is known of the mail server. Shared by everything that the portico is cloned into.
#[derive(Default)]
pub struct MailRoom {
    /// The operator's, and where it comes from.
    fixed: OnceLock<(MailServer, String)>,
    stored: RwLock<Option<MailServer>>,
    postman: OnceLock<Arc<dyn Postman>>,
}

impl Portico {
    /// Once, at the start. `fixed` is the operator's mail server, with where that setting comes from.
    pub fn set_up_mail(&self, fixed: Option<(MailServer, String)>, postman: Arc<dyn Postman>) {
        if let Some(fixed) = fixed {
            let _ = self.mail_room.fixed.set(fixed);
        }
        let _ = self.mail_room.postman.set(postman);
    }

    /// The mail server that letters are handed to now; `None`: they wait.
    pub fn mail_server(&self) -> Option<MailServer> {
        let stored = || self.mail_room.stored.read().unwrap_or_else(PoisonError::into_inner).clone();
        self.mail_room.fixed.get().map(|(server, _)| server.clone()).or_else(stored)
    }

    /// Looks up what an administrator set, perhaps at another server. A password that cannot be opened is reported and
    /// taken for none.
    pub async fn read_mail_server(&self) -> Outcome<()> {
        let row = mail_server::Entity::find_by_id(ID).one(self.store.reader()).await?;
        let server = row.map(|row| self.opened(row));
        *self.mail_room.stored.write().unwrap_or_else(PoisonError::into_inner) = server;
        Ok(())
    }

    fn opened(&self, row: mail_server::Model) -> MailServer {
        let password = match row.password.as_deref().map(|sealed| self.sealing.open(PURPOSE, sealed)) {
            Some(Ok(password)) => Some(password),
            Some(Err(failure)) => {
                tracing::warn!(%failure, "the mail server's password cannot be read; set it once more");
                None
            }
            None => None,
        };
        MailServer {
            port: u16::try_from(row.port).unwrap_or_default(),
            security: MailSecurity::parse(&row.security).unwrap_or_default(),
            login: password.map(|password| (row.username, password)),
            from_name: Some(row.from_name).filter(|name| !name.is_empty()),
            from_address: row.from_address,
            host: row.host,
        }
    }
}

pub async fn settings(desk: &UserDesk) -> Outcome<MailSettings> {
    desk.require(Role::Admin)?;
    desk.portico.read_mail_server().await?;
    let fixed = desk.portico.mail_room.fixed.get();
    Ok(MailSettings {
        server: desk.portico.mail_server().map(|server| server.shown()),
        fixed_by: fixed.map(|(_, source)| source.clone()),
    })
}

/// The password stays where none is typed, but only for the server and the user that it was given for: nobody sends it to
/// a server of their own.
pub async fn save(desk: &UserDesk, fields: &MailServerFields) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let portico = &desk.portico;
    let before = mail_server::Entity::find_by_id(ID).one(portico.store.reader()).await?;
    let same =
        |row: &&mail_server::Model| row.host == fields.host.trim().to_lowercase() && row.username == fields.username.trim();
    let kept = before.as_ref().filter(same).and_then(|row| row.password.clone());
    let server = fields.check(kept.is_some())?;
    if let Some(postman) = portico.mail_room.postman.get()
        && postman.may_call(&server.host).await == Err(MailDiagnosis::ForbiddenAddress)
    {
        return Err(Fault::invalid("host", model::Problem::Reserved).into());
    }
    let password = match (server.username.is_empty(), fields.password.as_str()) {
        (true, _) => None,
        (false, "") => kept,
        (false, password) => Some(portico.sealing.seal(PURPOSE, password)?),
    };
    let now = portico.now();
    let row = mail_server::ActiveModel {
        id: Set(ID),
        host: Set(server.host.clone()),
        port: Set(i64::from(server.port)),
        security: Set(server.security.word().to_owned()),
        username: Set(server.username.clone()),
        password: Set(password),
        from_name: Set(server.from_name.clone()),
        from_address: Set(server.from_address.clone()),
        updated_at: Set(now.0),
    };
    let tx = portico.store.begin().await?;
    mail_server::Entity::insert(row).on_conflict(replacing()).exec_without_returning(&tx).await?;
    let details = json!({
        "host": server.host, "port": server.port, "security": server.security.word(), "username": server.username,
        "from": server.from_address, "password_changed": !fields.password.is_empty(),
    });
    Entry::new(&desk.viewer, "mail_server_changed", "mail_server:1".to_owned()).with(details).write(&tx, now).await?;
    tx.commit().await?;
    portico.read_mail_server().await
}

/// Of two administrators at once, the later wins.
fn replacing() -> OnConflict {
    use mail_server::Column as C;
    let columns = [C::Host, C::Port, C::Security, C::Username, C::Password, C::FromName, C::FromAddress, C::UpdatedAt];
    OnConflict::column(C::Id).update_columns(columns).to_owned()
}

pub async fn remove(desk: &UserDesk) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    mail_server::Entity::delete_by_id(ID).exec(&tx).await?;
    Entry::new(&desk.viewer, "mail_server_removed", "mail_server:1".to_owned()).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.read_mail_server().await
}

/// To the administrator's own address and to no other. Counted in the trail, so that a restart forgets nothing.
pub async fn test(desk: &UserDesk) -> Outcome<MailTest> {
    desk.require(Role::Admin)?;
    let portico = &desk.portico;
    let (Some(server), Some(postman)) = (portico.mail_server(), portico.mail_room.postman.get()) else {
        return Err(Fault::NotFound.into());
    };
    count_test(desk).await?;
    let language = desk.user.language.as_deref().and_then(|tag| Language::parse(tag).ok()).unwrap_or_default();
    let envelope = Envelope {
        mail_id: format!("{}@{}", secrets::capability(), portico.settings.address.host),
        to: desk.user.email.clone(),
        to_name: desk.user.name.clone(),
        portal: None,
        language,
        unsubscribe: None,
    };
    let link = format!("{}{}", portico.settings.address.origin(), paths::ADMIN_MAIL_SETTINGS);
    let (lines, problem) = postman.hand_over(&server, &envelope, &Content::Test { link }).await;
    Ok(MailTest { to: desk.user.email.clone(), lines, problem })
}

async fn count_test(desk: &UserDesk) -> Outcome<()> {
    const ACTION: &str = "mail_tested";
    let now = desk.portico.now();
    let object = format!("user:{}", desk.user.id);
    let tx = desk.portico.store.begin().await?;
    if tests_since(&tx, ACTION, &object, now.0 - TEST_PERIOD).await? >= TESTS {
        let seconds = u32::try_from(TEST_PERIOD / Timestamp::SECOND).unwrap_or(u32::MAX);
        return Err(Fault::Busy { retry_after_seconds: seconds }.into());
    }
    Entry::new(&desk.viewer, ACTION, object).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn tests_since(connection: &impl ConnectionTrait, action: &str, object: &str, since: i64) -> Outcome<u64> {
    Ok(audit_events::Entity::find()
        .filter(audit_events::Column::Object.eq(object))
        .filter(audit_events::Column::Action.eq(action))
        .filter(audit_events::Column::At.gt(since))
        .count(connection)
        .await?)
}
