//! `portico doctor`: is everything in place, and where does each setting come from?

use std::path::Path;
use std::process::ExitCode;

use domain::Store;

use super::CommandError;
use super::output::line;
use crate::config::{KEYS, Loaded};
use crate::http::{Assets, site_options};
use crate::mail::Mailer;

/// Free space below which the disk is reported, in bytes.
const RESERVE: u64 = 1024 * 1024 * 1024;

pub async fn run(loaded: &Loaded) -> Result<ExitCode, CommandError> {
    line(format_args!("Settings"));
    for key in KEYS {
        line(format_args!("  {:<16} {:<40} ({})", key.name, loaded.shown(key.name), loaded.source_of(key.name)));
    }
    line(format_args!("Checks"));
    let mut healthy = true;
    for (name, outcome) in [
        ("address", address(loaded)),
        ("data folder", folder(&loaded.settings.data)),
        ("disk", disk(&loaded.settings.data)),
        ("database", database(loaded).await),
        ("mail", mail(loaded).await),
        ("browser files", assets().await),
    ] {
        match outcome {
            Ok(text) => line(format_args!("  ok      {name:<14} {text}")),
            Err(text) => {
                healthy = false;
                line(format_args!("  FAILED  {name:<14} {text}"));
            }
        }
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn address(loaded: &Loaded) -> Result<String, String> {
    loaded.settings.for_domain().map(|settings| settings.address.origin()).map_err(|error| error.to_string())
}

/// Writes a file and takes it away again.
fn folder(data: &Path) -> Result<String, String> {
    let probe = data.join(".probe");
    std::fs::create_dir_all(data)
        .and_then(|()| std::fs::write(&probe, b"probe"))
        .and_then(|()| std::fs::remove_file(&probe))
        .map(|()| format!("{} can be written", data.display()))
        .map_err(|error| format!("{}: {error}", data.display()))
}

fn disk(data: &Path) -> Result<String, String> {
    let free = fs4::available_space(data).map_err(|error| error.to_string())?;
    let text = format!("{:.1} GB free", free as f64 / 1e9);
    if free < RESERVE { Err(format!("{text}, which is too little to go on safely")) } else { Ok(text) }
}

async fn database(loaded: &Loaded) -> Result<String, String> {
    let url = loaded.settings.database().map_err(|error| error.to_string())?;
    let store = Store::open(&url).await.map_err(|error| error.to_string())?;
    store.check().await
}

/// Asks the mail server that is in force, without sending anything.
async fn mail(loaded: &Loaded) -> Result<String, String> {
    let fixed = loaded.settings.mail_server().map_err(|error| error.to_string())?;
    let source =
        if fixed.is_some() { loaded.source_of("smtp_url") } else { format!("page {}", model::paths::ADMIN_MAIL_SETTINGS) };
    let server = match fixed {
        Some(server) => Some(server),
        None => {
            let portico = super::open(&loaded.settings).await.map_err(|error| error.to_string())?;
            portico.mail_server()
        }
    };
    let Some(server) = server else { return Ok("no mail server is set, so letters wait".to_owned()) };
    let said = format!("{}:{} answers; letters come from {} ({source})", server.host, server.port, server.from_address);
    Mailer::of(server, 0).await.check().await.map(|()| said)
}

async fn assets() -> Result<String, String> {
    let options = site_options()?;
    if Assets::find(options.site_root.as_ref().into()).are_complete(&options).await {
        Ok("present".to_owned())
    } else {
        Err(format!("not built: there is no {}/{}/{}.js", options.site_root, options.site_pkg_dir, options.output_name))
    }
}
