//! The command line that scripts and operators rely on.

mod doctor;
mod imports;
mod output;
mod portals;
mod serve;
mod tokens;
mod undo;
mod users;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use domain::{Clock, Portico, Store};

use crate::config::{Flags, KEYS, Loaded, Settings, sealing_key};

/// A customer portal with the help desk behind it, on your own machine.
#[derive(Parser)]
#[command(name = "portico", version, after_long_help = settings_help(), propagate_version = true)]
pub struct CommandLine {
    #[command(flatten)]
    pub sources: Sources,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the settings come from.
#[derive(Args, Clone)]
pub struct Sources {
    /// Read the settings from this file instead of portico.toml in the current folder
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder of the embedded database and everything else that is kept
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// PostgreSQL database to use instead of the embedded one (postgres://…)
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// Address that people reach the server at, in every link (https://help.example.com)
    #[arg(long, global = true, value_name = "URL")]
    pub url: Option<String>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the web server
    Serve {
        /// Address and port to listen on
        #[arg(long, value_name = "ADDR")]
        listen: Option<String>,
    },
    /// Staff accounts
    #[command(subcommand)]
    Admin(users::AdminCommand),
    /// Tokens for integrations
    #[command(subcommand)]
    Token(tokens::TokenCommand),
    /// Portals: what the wizard does, for scripts
    #[command(subcommand)]
    Portal(portals::PortalCommand),
    /// Invite somebody to a portal and print the invitation's link
    Invite(portals::Invite),
    /// Import companies, contacts, tickets or messages from a CSV file, or undo an import
    #[command(subcommand)]
    Import(imports::Import),
    /// List imports, the newest first
    Imports,
    /// Write everything into CSV files that an import takes back
    Export(imports::Export),
    /// Fill the database with a believable world to try things on
    Demo(imports::Demo),
    /// Check settings, database, disk and the browser's files; the exit code tells
    Doctor,
}

/// What a command can fail with, for people.
pub type CommandError = Box<dyn std::error::Error>;

impl CommandLine {
    /// Runs the command. The exit code is 0 where everything was done.
    pub async fn run(self) -> Result<ExitCode, CommandError> {
        let listen = if let Command::Serve { listen } = &self.command { listen.clone() } else { None };
        let flags = Flags { listen, url: self.sources.url, data: self.sources.data, database_url: self.sources.database_url };
        let loaded = Loaded::read(self.sources.config.as_ref(), &flags)?;
        start_log(&loaded.settings)?;
        if self.command.needs_something() && !loaded.settings.has_database() {
            let folder = loaded.settings.data.display();
            return Err(format!("there is nothing of Portico's in {folder}: is that the data folder? (--data)").into());
        }
        match self.command {
            Command::Serve { .. } => serve::run(&loaded.settings).await,
            Command::Doctor => doctor::run(&loaded).await,
            Command::Admin(command) => command.run(&open(&loaded.settings).await?).await,
            Command::Token(command) => command.run(&open(&loaded.settings).await?).await,
            Command::Portal(command) => command.run(&open(&loaded.settings).await?).await,
            Command::Invite(invite) => invite.run(&open(&loaded.settings).await?).await,
            Command::Import(import) => import.run(&open(&loaded.settings).await?).await,
            Command::Imports => imports::list(&open(&loaded.settings).await?).await,
            Command::Export(export) => export.run(&open(&loaded.settings).await?).await,
            Command::Demo(demo) => demo.run(&open(&loaded.settings).await?).await,
        }
    }
}

impl Command {
    /// Only looks at or changes what is there: of a mistyped folder it makes no data folder.
    fn needs_something(&self) -> bool {
        matches!(
            self,
            Self::Portal(portals::PortalCommand::List | portals::PortalCommand::Show { .. })
                | Self::Token(tokens::TokenCommand::List | tokens::TokenCommand::Revoke { .. })
                | Self::Invite(_)
                | Self::Imports
                | Self::Export(_)
                | Self::Import(imports::Import::Undo { .. })
        )
    }
}

/// The installation, for a command that works beside a running server or without one.
async fn open(settings: &Settings) -> Result<Portico, CommandError> {
    std::fs::create_dir_all(&settings.data).map_err(|error| format!("the data folder {}: {error}", settings.data.display()))?;
    let store = Store::open(&settings.database()?).await.map_err(|error| format!("the database cannot be opened: {error}"))?;
    let sealing = sealing_key(&settings.data).map_err(|error| format!("the data folder {}: {error}", settings.data.display()))?;
    let portico = Portico::new(store, Clock::system(), settings.for_domain()?).sealing_with(sealing);
    portico.read_mail_server().await.map_err(said)?;
    portico.ensure_installation().await.map_err(said)?;
    Ok(portico)
}

/// What was refused, in the operator's language.
fn said(failure: domain::Failure) -> CommandError {
    match failure {
        domain::Failure::Fault(fault) => words(&fault).into(),
        trouble => trouble.to_string().into(),
    }
}

fn words(fault: &model::Fault) -> String {
    match fault {
        model::Fault::Invalid(errors) => {
            let lines: Vec<String> =
                errors.iter().map(|error| format!("--{}: {}", error.field.replace('_', "-"), problem(&error.problem))).collect();
            lines.join("\n         ")
        }
        model::Fault::NotFound => "there is no such record".to_owned(),
        other => other.to_string(),
    }
}

fn problem(problem: &model::Problem) -> String {
    use model::Problem;
    match problem {
        Problem::Missing => "must not be empty".to_owned(),
        Problem::TooLong { max } => format!("is longer than {max} characters"),
        Problem::TooShort { min } => format!("is shorter than {min} characters"),
        Problem::Malformed => "is not in the form that is needed".to_owned(),
        Problem::Reserved => "is a word that Portico keeps for itself".to_owned(),
        Problem::Taken => "is taken already".to_owned(),
        Problem::Unknown => "names something that does not exist".to_owned(),
        Problem::NotVerified => "is a domain that has not been verified yet".to_owned(),
        Problem::TooCommon => "is a password that everybody tries first".to_owned(),
        Problem::Wrong => "is not right".to_owned(),
        Problem::NotAdmitted => "is not taken here".to_owned(),
    }
}

fn start_log(settings: &Settings) -> Result<(), CommandError> {
    // The schema's steps, and what PostgreSQL remarks on them, are of interest when somebody asks for them.
    let filter = format!("sea_orm_migration=warn,sqlx::postgres::notice=warn,{}", settings.log);
    let filter = tracing_subscriber::EnvFilter::try_new(filter).map_err(|error| format!("`log`: {error}"))?;
    let _ = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .try_init();
    Ok(())
}

fn settings_help() -> String {
    let mut help =
        "Settings (portico.toml, or PORTICO_… in the environment; the later of file, environment and flag wins):\n".to_owned();
    for key in KEYS {
        help.push_str(&format!("  {:<16} {}\n", key.name, key.meaning));
    }
    help
}
