//! `portico admin …`.

use std::io::Read;
use std::process::ExitCode;

use clap::Subcommand;
use domain::{Portico, operator};
use model::people::Role;

use super::output::line;
use super::{CommandError, said};

#[derive(Subcommand)]
pub enum AdminCommand {
    /// Make a staff account
    Create {
        /// E-mail address that they sign in with
        #[arg(long)]
        email: String,
        /// Name that customers see
        #[arg(long)]
        name: String,
        /// owner, admin or agent
        #[arg(long, value_parser = role)]
        role: Role,
        /// Read the password from standard input (a line break at its end is not part of it)
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Set the password of a staff member who forgot it; their sessions end
    SetPassword {
        /// E-mail address that they sign in with
        #[arg(long)]
        email: String,
        /// Read the password from standard input (a line break at its end is not part of it)
        #[arg(long, required = true)]
        password_stdin: bool,
    },
    /// Take the second factor of a staff member away who lost it; their password alone opens the account then
    ResetSecondFactor {
        /// E-mail address that they sign in with
        #[arg(long)]
        email: String,
    },
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| "must be owner, admin or agent".to_owned())
}

impl AdminCommand {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        match self {
            Self::Create { email, name, role, .. } => create(portico, &email, &name, role).await,
            Self::SetPassword { email, .. } => {
                let id = operator::set_password(portico, &email, &typed_password()?).await.map_err(said)?;
                line(format_args!("The password of {email}, id {id}, is set, and their sessions have ended"));
                Ok(ExitCode::SUCCESS)
            }
            Self::ResetSecondFactor { email } => {
                let id = operator::reset_second_factor(portico, &email).await.map_err(said)?;
                line(format_args!("The second factor of {email}, id {id}, is gone, and their sessions have ended"));
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn create(portico: &Portico, email: &str, name: &str, role: Role) -> Result<ExitCode, CommandError> {
    let id = operator::create_user(portico, email, name, role, &typed_password()?).await.map_err(said)?;
    line(format_args!("Created {} {name} <{email}>, id {id}", role.word()));
    Ok(ExitCode::SUCCESS)
}

/// All of standard input, but for a line break at its end.
fn typed_password() -> Result<String, CommandError> {
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).map_err(|error| format!("the password cannot be read: {error}"))?;
    let password = password.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text)).unwrap_or(&password);
    Ok(password.to_owned())
}
