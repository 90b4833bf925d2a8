//! Listening, and stopping without losing what was asked.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::serve::ListenerExt;
use domain::{Clock, Portico, Store};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::{Web, router};
use crate::api::ApiLimits;
use crate::config::{ConfigError, Settings, installed, remember_address, sealing_key};
use crate::mail::{self, Conversing};
use crate::web::OutboundWeb;
use crate::{imports, webhooks};

/// How long requests under way may take once the server is to stop.
const DRAIN: Duration = Duration::from_secs(30);
/// How often domains whose proof is still awaited are looked up.
const RECHECK_DOMAINS: Duration = Duration::from_secs(30);
/// How often sessions that are long over are looked for.
const FORGET_SESSIONS: Duration = Duration::from_secs(60 * 60);
/// How often it is looked whether the first run is over.
const FIRST_RUN_EVERY: Duration = Duration::from_secs(2);
const BETWEEN_BATCHES: Duration = Duration::from_secs(1);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error("cannot listen on {address}: {error}")]
    Listen { address: String, error: std::io::Error },
    #[error("the data folder {folder} cannot be used: {error}")]
    Data { folder: PathBuf, error: std::io::Error },
    #[error("the database cannot be opened: {0}")]
    Database(String),
    #[error("TLS cannot be set up: {0}")]
    Tls(String),
    #[error("the site's options cannot be read: {0}")]
    Leptos(String),
    #[error(
        "the database has no owner, but Portico was set up on this data folder before: restore the database, or remove \
         {} to begin anew", .0.display()
    )]
    Emptied(PathBuf),
    #[error("the server failed: {0}")]
    Failed(#[from] std::io::Error),
}

/// A server that listens.
pub struct Serving {
    pub portico: Portico,
    /// Where it listens.
    pub bound: SocketAddr,
    /// `…/setup?token=…` while the first run is still to come.
    pub setup_url: Option<String>,
    data: PathBuf,
    listener: TcpListener,
    web: Web,
    stop: watch::Sender<bool>,
}

/// Opens the database and the port. Nothing is answered before [`Serving::run`].
pub async fn serve(settings: &Settings) -> Result<Serving, ServeError> {
    let data = &settings.data;
    std::fs::create_dir_all(data).map_err(|error| ServeError::Data { folder: data.clone(), error })?;
    let listener = TcpListener::bind(&settings.listen)
        .await
        .map_err(|error| ServeError::Listen { address: settings.listen.clone(), error })?;
    let bound = listener.local_addr()?;
    let address = settings.address(Some(bound))?;
    refuse_open_sign_in(settings, &address)?;
    remember_address(data, &address).map_err(|error| ServeError::Data { folder: data.clone(), error })?;
    let store = Store::open(&settings.database()?).await.map_err(|error| ServeError::Database(error.to_string()))?;
    let portico = Portico::new(
        store,
        Clock::system(),
        domain::Settings { address: address.clone(), dns_resolver: settings.dns_resolver, mail_from: None },
    );
    let sealing = sealing_key(data).map_err(|error| ServeError::Data { folder: data.clone(), error })?;
    let calling = |hosts: &[String]| OutboundWeb::new(hosts).map_err(|error| ServeError::Tls(error.to_string()));
    let portico = portico.calling(Arc::new(calling(&settings.private_identity_hosts)?));
    let portico = portico.sending_webhooks_by(Arc::new(calling(&settings.private_webhook_hosts)?)).sealing_with(sealing);
    let fixed = settings.mail_server()?.map(|server| (server, settings.mail_source.clone()));
    portico.set_up_mail(fixed, Arc::new(Conversing { clock: Clock::system() }));
    portico.read_mail_server().await.map_err(|failure| ServeError::Database(failure.to_string()))?;
    let token = portico.install().await.map_err(|failure| ServeError::Database(failure.to_string()))?;
    note_set_up(data, token.is_none())?;
    let leptos = super::assets::options().map_err(ServeError::Leptos)?;
    let (stop, stopping) = watch::channel(false);
    let limits = ApiLimits { requests: settings.api_limit, ..ApiLimits::default() };
    let web = Web::new(portico.clone(), leptos, &settings.trusted_proxies, stopping).limiting_api(limits);
    let setup_url = token.map(|token| format!("{}{}?token={token}", address.origin(), model::paths::SETUP));
    Ok(Serving { portico, bound, setup_url, data: data.clone(), listener, web, stop })
}

fn note_set_up(data: &Path, set_up: bool) -> Result<(), ServeError> {
    match (set_up, installed::is_noted(data)) {
        (false, true) => Err(ServeError::Emptied(installed::path(data))),
        (false, false) => Ok(()),
        (true, _) => installed::note(data).map_err(|error| ServeError::Data { folder: data.to_owned(), error }),
    }
}

/// Waits for the first run to end, and notes it where it survives the database.
async fn note_first_run(portico: Portico, data: PathBuf) {
    loop {
        tokio::time::sleep(FIRST_RUN_EVERY).await;
        match portico.is_set_up().await {
            Ok(true) => break,
            Ok(false) => {}
            Err(failure) => tracing::warn!(%failure, "whether the first run is over"),
        }
    }
    if let Err(error) = installed::note(&data) {
        tracing::error!(%error, "that the first run is over could not be noted");
    }
}

/// Passwords over plain HTTP are for this machine alone, unless the operator says otherwise.
fn refuse_open_sign_in(settings: &Settings, address: &domain::PublicAddress) -> Result<(), ConfigError> {
    let loopback = domain::is_loopback_name(&address.host);
    if address.secure || loopback || settings.plain_http {
        return Ok(());
    }
    let problem = format!(
        "{} would carry passwords in the clear; use https:// (behind a proxy that speaks TLS) or set plain_http = true",
        address.origin()
    );
    Err(ConfigError::Meaning { key: "url", problem })
}

impl Serving {
    /// Where people reach it.
    pub fn url(&self) -> String {
        self.portico.settings().address.origin()
    }

    /// Answers until the process is told to stop, then lets what is under way finish.
    pub async fn run(self) -> Result<(), ServeError> {
        let listener = self.listener.tap_io(|stream| {
            // Small writes must not wait for the client's delayed acknowledgement.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "TCP_NODELAY");
            }
        });
        let rechecking = tokio::spawn(recheck_domains(self.portico.clone()));
        let forgetting = tokio::spawn(forget_old_sessions(self.portico.clone()));
        let noting = self.setup_url.map(|_| tokio::spawn(note_first_run(self.portico.clone(), self.data)));
        let portico = self.portico.clone();
        let hearing = tokio::spawn(async move { portico.hear_other_servers().await });
        let mailing = tokio::spawn(mail::deliver(self.portico.clone(), self.stop.subscribe()));
        let importing = tokio::spawn(imports::run(self.portico.clone(), self.stop.subscribe()));
        let telling = tokio::spawn(webhooks::deliver(self.portico.clone(), self.stop.subscribe()));
        let service = router(self.web).into_make_service_with_connect_info::<SocketAddr>();
        let stop = self.stop.clone();
        let mut told = self.stop.subscribe();
        let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
            told_to_stop().await;
            tracing::info!("stopping");
            stop.send_replace(true);
        });
        tokio::select! {
            outcome = async { serving.await } => outcome?,
            () = async { let _ = told.wait_for(|stopping| *stopping).await; tokio::time::sleep(DRAIN).await } => {
                tracing::warn!("some requests were still under way");
            }
        }
        noting.inspect(tokio::task::JoinHandle::abort);
        rechecking.abort();
        forgetting.abort();
        hearing.abort();
        // What is being sent is sent to its end: a letter that was taken and not noted would go out twice.
        let _ = mailing.await;
        let _ = telling.await;
        let _ = importing.await;
        self.portico.store().clone().close().await.map_err(|error| ServeError::Database(error.to_string()))
    }
}

/// A batch at a time, with a rest between them: others write, too.
async fn forget_old_sessions(portico: Portico) {
    loop {
        if let Err(failure) = portico.remove_expired_files().await {
            tracing::warn!(%failure, "files whose time is over were not removed");
        }
        if let Err(failure) = portico.forget_old_uploads().await {
            tracing::warn!(%failure, "uploads that nobody began with were not removed");
        }
        if let Err(failure) = portico.forget_old_answers().await {
            tracing::warn!(%failure, "old answers could not be deleted");
        }
        let webhooks = portico.forget_old_webhooks().await;
        let rest = match portico.forget_old_sessions().await.and_then(|sessions| Ok(sessions + webhooks?)) {
            Ok(0) => FORGET_SESSIONS,
            Ok(_) => BETWEEN_BATCHES,
            Err(failure) => {
                tracing::warn!(%failure, "old sessions or deliveries could not be deleted");
                FORGET_SESSIONS
            }
        };
        tokio::time::sleep(rest).await;
    }
}

async fn recheck_domains(portico: Portico) {
    let mut clock = tokio::time::interval(RECHECK_DOMAINS);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        if let Err(failure) = portico.recheck_pending_domains().await {
            tracing::warn!(%failure, "domains could not be checked");
        }
    }
}

/// Ctrl-C, or what a supervisor sends.
async fn told_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(terminate) => terminate,
            Err(_) => return interrupt.await.unwrap_or_default(),
        };
        tokio::select! {
            _ = interrupt => {}
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupt.await.unwrap_or_default()
}
