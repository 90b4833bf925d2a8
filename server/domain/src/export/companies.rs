//! `companies.csv`.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Exporter, ROWS, Table, Values, date};
use crate::failure::Outcome;
use crate::tables::companies;

pub struct Companies(pub Values);

impl Table for Companies {
    const NAME: &'static str = "companies";
    type Cursor = i64;

    fn headers(&self) -> Vec<String> {
        let own = ["Record ID", "Company name", "Company Domain Name", "Phone Number", "Create Date"];
        own.into_iter().map(str::to_owned).chain(self.0.headers()).collect()
    }

    async fn page(&self, exporter: &Exporter, after: i64) -> Outcome<Vec<(i64, Vec<String>)>> {
        let rows = companies::Entity::find()
            .filter(companies::Column::Id.gt(after))
            .filter(companies::Column::ArchivedAt.is_null())
            .order_by_asc(companies::Column::Id)
            .limit(ROWS)
            .all(&exporter.tx)
            .await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let values = self.0.cells(&exporter.tx, &ids).await?;
        let names = exporter.names("companies", ids).await?;
        let cells = |row: companies::Model, values: Vec<String>| {
            let own = [
                names.get(&row.id).cloned().unwrap_or_default(),
                row.name,
                row.domain.unwrap_or_default(),
                row.phone.unwrap_or_default(),
                date(Some(row.created_at)),
            ];
            (row.id, own.into_iter().chain(values).collect())
        };
        Ok(rows.into_iter().zip(values).map(|(row, values)| cells(row, values)).collect())
    }
}
