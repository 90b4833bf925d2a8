//! An import from the command line: the file is where it is, and the command does the work.

use std::path::Path;
use std::time::Duration;

use model::imports::{ImportKind, ImportState};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::{Chosen, finish, trouble};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::import::check::Checked;
use crate::import::error::ImportError;
use crate::import::step::{LEASE, Step};
use crate::import::{ImportOptions, ImportReport, Job, Watching};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::imports;

/// How often a lease is renewed while there is nothing to commit.
const RENEWED_EVERY: Duration = Duration::from_secs(5);

/// Runs an import whose file has been checked, and keeps a row of it.
pub async fn run_file(
    portico: &Portico,
    kind: ImportKind,
    path: &Path,
    options: &ImportOptions,
    checked: Checked,
    watching: Watching<'_>,
) -> Result<ImportReport, ImportError> {
    let worker = secrets::capability();
    let row = begin(portico, kind, path, options, &checked, &worker).await?;
    let step = Step { import: row.id, worker: worker.clone(), rehearsal: false };
    let job = Job { kind, step: Some(step), from: 0, dry_run: false };
    let outcome = {
        let _kept = Kept::of(portico, row.id, &worker);
        job.run(portico, checked, watching).await
    };
    conclude(portico, row.id, &worker, kind, &outcome).await?;
    outcome
}

async fn begin(
    portico: &Portico,
    kind: ImportKind,
    path: &Path,
    options: &ImportOptions,
    checked: &Checked,
    worker: &str,
) -> Outcome<imports::Model> {
    let now = portico.now().0;
    let chosen = Chosen { map: options.map.clone(), key: options.key.clone(), ..Chosen::default() };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let row = imports::ActiveModel {
        kind: Set(kind.word().to_owned()),
        file_name: Set(name),
        file_size: Set(std::fs::metadata(path).map(|about| i64::try_from(about.len()).unwrap_or(i64::MAX)).unwrap_or(0)),
        state: Set(ImportState::Running.word().to_owned()),
        actor: Set(Actor::Operator.to_string()),
        stored: Set(false),
        options: Set(chosen.text()?),
        layout: Set("{}".to_owned()),
        total_rows: Set(i64::try_from(checked.rows).unwrap_or(i64::MAX)),
        worker: Set(Some(worker.to_owned())),
        lease_until: Set(Some(now + LEASE)),
        created_at: Set(now),
        started_at: Set(Some(now)),
        ..Default::default()
    };
    Ok(row.insert(portico.store().writer()).await?)
}

/// Notes how an import ended, with its line in the trail. What it wrote until it had to stop stays.
pub async fn conclude(
    portico: &Portico,
    import: i64,
    worker: &str,
    kind: ImportKind,
    outcome: &Result<ImportReport, ImportError>,
) -> Outcome<()> {
    let (state, problem) = match outcome {
        Ok(_) => (ImportState::Done, None),
        Err(error) => (ImportState::Failed, Some(error.problem().unwrap_or_else(trouble))),
    };
    let now = portico.now();
    let tx = portico.store().begin().await?;
    // Whoever stopped it has noted that already.
    finish(&tx, (import, worker), state, problem.as_ref(), now.0).await?;
    let Some(row) = imports::Entity::find_by_id(import).one(&tx).await? else { return Ok(()) };
    let details = json!({
        "kind": kind.word(),
        "state": row.state,
        "rows": row.done_rows,
        "created": row.created_records,
        "updated": row.updated_records,
        "unchanged": row.unchanged_rows,
        "skipped": row.failed_rows,
        "contacts_created": row.contacts_beside,
        "companies_created": row.companies_beside,
    });
    Entry::new(super::actor_of(&row.actor), "import", format!("import:{import}")).with(details).write(&tx, now).await?;
    tx.commit().await?;
    crate::access::properties_changed(portico).await
}

/// Renews the lease until it is dropped.
pub struct Kept(tokio::task::JoinHandle<()>);

impl Kept {
    pub fn of(portico: &Portico, import: i64, worker: &str) -> Self {
        let (portico, worker) = (portico.clone(), worker.to_owned());
        Self(tokio::spawn(async move {
            loop {
                tokio::time::sleep(RENEWED_EVERY).await;
                if let Err(error) = renew(&portico, import, &worker).await {
                    tracing::warn!(import, %error, "the lease of an import could not be renewed");
                }
            }
        }))
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn renew(portico: &Portico, import: i64, worker: &str) -> Outcome<()> {
    imports::Entity::update_many()
        .col_expr(imports::Column::LeaseUntil, Expr::value(portico.now().0 + LEASE))
        .filter(imports::Column::Id.eq(import))
        .filter(imports::Column::Worker.eq(worker))
        .exec(portico.store().writer())
        .await?;
    Ok(())
}
