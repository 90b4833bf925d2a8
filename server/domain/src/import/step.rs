//! How far an import is, noted in the transaction of the rows that it has written by then. So a server that is killed
//! knows where to go on, and the numbers are those of what is there.

use sea_orm::sea_query::Expr;
use sea_orm::sea_query::Value;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter};

use super::bulk::Rows;
use super::error::ImportError;
use super::notes::Noted;
use super::report::Skipped;
use crate::tables::imports;

/// How long nobody else may work on an import, in milliseconds. Whoever does renews it.
pub(super) const LEASE: i64 = 20_000;

/// The import whose rows are written, and who writes them.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub import: i64,
    pub worker: String,
    pub rehearsal: bool,
}

/// What a batch did.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub skipped: Vec<Skipped>,
    pub contacts: u64,
    pub companies: u64,
    /// Values that records were made with or that became others.
    pub values: u64,
    /// Row, line and what is to be said of rows that were written.
    pub noted: Vec<(u64, u64, Noted)>,
}

impl Tally {
    pub fn add(&mut self, one: Self) {
        self.created += one.created;
        self.updated += one.updated;
        self.unchanged += one.unchanged;
        self.contacts += one.contacts;
        self.companies += one.companies;
        self.values += one.values;
        self.skipped.extend(one.skipped);
        self.noted.extend(one.noted);
    }
}

/// What is to be said of the rows up to `cursor`.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub cursor: u64,
    /// Rows that never were records.
    pub skipped: Vec<Skipped>,
    /// Row, line and what is to be said of it.
    pub noted: Vec<(u64, u64, Noted)>,
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

impl Step {
    /// Refused, so that the whole batch is undone, once somebody else works on the import or somebody stopped it.
    pub async fn note(&self, tx: &DatabaseTransaction, now: i64, tally: &Tally, said: &Said) -> Result<(), ImportError> {
        use imports::Column as C;
        let failed = said.skipped.len() + tally.skipped.len();
        let plus = |column: C, count: u64| Expr::col(column).add(number(count));
        let noted = imports::Entity::update_many()
            .col_expr(C::DoneRows, Expr::value(number(said.cursor)))
            .col_expr(C::CreatedRecords, plus(C::CreatedRecords, tally.created))
            .col_expr(C::UpdatedRecords, plus(C::UpdatedRecords, tally.updated))
            .col_expr(C::UnchangedRows, plus(C::UnchangedRows, tally.unchanged))
            .col_expr(C::FailedRows, plus(C::FailedRows, failed as u64))
            .col_expr(C::ContactsBeside, plus(C::ContactsBeside, tally.contacts))
            .col_expr(C::CompaniesBeside, plus(C::CompaniesBeside, tally.companies))
            .col_expr(C::ValuesWritten, plus(C::ValuesWritten, tally.values))
            .col_expr(C::LeaseUntil, Expr::value(now + LEASE))
            .filter(C::Id.eq(self.import))
            .filter(C::Worker.eq(self.worker.as_str()))
            .filter(C::State.eq(if self.rehearsal { "rehearsing" } else { "running" }))
            .exec(tx)
            .await?;
        if noted.rows_affected == 0 {
            return Err(ImportError::Stopped);
        }
        self.note_problems(tx, tally, said).await
    }

    async fn note_problems(&self, tx: &impl ConnectionTrait, tally: &Tally, said: &Said) -> Result<(), ImportError> {
        const COLUMNS: &str = "import_id, file_row, line, column_name, value, reason, message, left_out";
        let mut rows = Rows::of("import_problems", COLUMNS);
        let skipped = said.skipped.iter().chain(&tally.skipped).map(|skipped| {
            let row = [
                self.import.into(),
                number(skipped.row).into(),
                number(skipped.line).into(),
                skipped.column.clone().into(),
                skipped.reason.value().to_owned().into(),
                skipped.reason.kind().into(),
                skipped.reason.to_string().into(),
                true.into(),
            ];
            (skipped.row, row)
        });
        let noted = said.noted.iter().chain(&tally.noted).map(|(file_row, line, (column, value, remark))| {
            let value: String = value.chars().take(200).collect();
            let row = [
                self.import.into(),
                number(*file_row).into(),
                number(*line).into(),
                column.clone().into(),
                value.into(),
                remark.kind().into(),
                remark.to_string().into(),
                false.into(),
            ];
            (*file_row, row)
        });
        let mut all: Vec<(u64, [Value; 8])> = skipped.chain(noted).collect();
        all.sort_by_key(|(row, _)| *row);
        all.into_iter().for_each(|(_, row)| rows.push(row));
        Ok(rows.insert(tx).await?)
    }
}
