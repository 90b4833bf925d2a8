//! `portico serve`.

use std::process::ExitCode;

use super::CommandError;
use crate::config::Settings;
use crate::http;

/// Prints where it listens, and before the first run where to begin; scripts read these two lines.
pub async fn run(settings: &Settings) -> Result<ExitCode, CommandError> {
    let serving = http::serve(settings).await?;
    println!("Portico is listening on {}", serving.url());
    if let Some(url) = &serving.setup_url {
        println!("Set up: {url}");
    }
    serving.run().await?;
    Ok(ExitCode::SUCCESS)
}
