//! `portico serve`.

use std::process::ExitCode;

use super::CommandError;
use super::output::line;
use crate::config::Settings;
use crate::http;

/// Prints where it listens, and before the first run where to begin; scripts read these two lines.
pub async fn run(settings: &Settings) -> Result<ExitCode, CommandError> {
    let serving = http::serve(settings).await?;
    line(format_args!("Portico is listening on {}", serving.url()));
    if let Some(url) = &serving.setup_url {
        line(format_args!("Set up: {url}"));
    }
    serving.run().await?;
    Ok(ExitCode::SUCCESS)
}
