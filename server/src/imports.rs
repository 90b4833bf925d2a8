//! Works on imports, one at a time, until the server stops.

use domain::import::Working;
use domain::{Outcome, Portico};
use tokio::sync::watch;

use crate::work::{Work, work};

struct Imports {
    portico: Portico,
    stopping: watch::Receiver<bool>,
}

impl Work for Imports {
    type Due = Working;
    const TROUBLE: &'static str = "imports cannot be looked for";

    async fn next(&mut self) -> Outcome<Option<Working>> {
        self.portico.next_import().await
    }

    fn finish(&self, working: Working) -> impl Future<Output = ()> + Send + 'static {
        let (portico, mut stopping) = (self.portico.clone(), self.stopping.clone());
        async move {
            let outcome = tokio::select! {
                outcome = portico.work_on_import(&working) => outcome,
                // An import may take long: the next server goes on behind the last batch of rows.
                () = stopped(&mut stopping) => portico.leave_import(&working).await,
            };
            // Its lease runs out, and it is gone on with.
            if let Err(failure) = outcome {
                tracing::error!(import = %working.id(), %failure, "an import could not be worked on");
            }
        }
    }
}

/// Ends once `stopping` says so, between two batches of rows.
pub async fn run(portico: Portico, stopping: watch::Receiver<bool>) {
    let imports = Imports { portico, stopping: stopping.clone() };
    work(imports, 1, stopping).await;
}

/// Also where whoever would say so is gone.
async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}
