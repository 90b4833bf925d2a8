//! Works on imports, one at a time, until the server stops.

use std::time::Duration;

use domain::Portico;
use tokio::sync::watch;

/// How often it is looked for something to do when there was nothing.
const IDLE: Duration = Duration::from_secs(1);
/// How long imports are left alone when they could not be looked at.
const TROUBLED: Duration = Duration::from_secs(10);

/// Ends once `stopping` says so, between two batches of rows: the next server goes on behind the last one.
pub async fn work(portico: Portico, mut stopping: watch::Receiver<bool>) {
    loop {
        let wait = match portico.next_import().await {
            Ok(Some(working)) => {
                let outcome = tokio::select! {
                    outcome = portico.work_on_import(&working) => outcome,
                    () = stopped(&mut stopping) => {
                        if let Err(failure) = portico.leave_import(&working).await {
                            tracing::warn!(import = %working.id(), %failure, "an import is left to its lease");
                        }
                        break;
                    }
                };
                match outcome {
                    Ok(()) => Duration::ZERO,
                    // Its lease runs out, and it is gone on with.
                    Err(failure) => {
                        tracing::error!(import = %working.id(), %failure, "an import could not be worked on");
                        TROUBLED
                    }
                }
            }
            Ok(None) => IDLE,
            Err(failure) => {
                tracing::warn!(%failure, "imports cannot be looked for");
                TROUBLED
            }
        };
        tokio::select! {
            () = stopped(&mut stopping) => break,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

/// Also where whoever would say so is gone.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}
