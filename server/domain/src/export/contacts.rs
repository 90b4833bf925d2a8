//! `contacts.csv`.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::names::joined;
use super::{Exporter, ROWS, Table, Values, date};
use crate::failure::Outcome;
use crate::tables::{contact_companies, contacts};

pub struct Contacts(pub Values);

impl Table for Contacts {
    const NAME: &'static str = "contacts";
    type Cursor = i64;

    fn headers(&self) -> Vec<String> {
        let own = [
            "Record ID",
            "First Name",
            "Last Name",
            "Email",
            "Phone Number",
            "Language",
            "Associated Company IDs",
            "Primary company",
            "Create Date",
        ];
        own.into_iter().map(str::to_owned).chain(self.0.headers()).collect()
    }

    async fn page(&self, exporter: &Exporter, after: i64) -> Outcome<Vec<(i64, Vec<String>)>> {
        let rows = contacts::Entity::find()
            .filter(contacts::Column::Id.gt(after))
            .filter(contacts::Column::ArchivedAt.is_null())
            .order_by_asc(contacts::Column::Id)
            .limit(ROWS)
            .all(&exporter.tx)
            .await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let values = self.0.cells(&exporter.tx, &ids).await?;
        let (companies, primary) = companies_of(exporter, &ids).await?;
        let company_names = exporter.companies(companies.values().flatten().copied()).await?;
        let names = exporter.names("contacts", ids).await?;
        let cells = |row: contacts::Model, values: Vec<String>| {
            let first = primary.get(&row.id).and_then(|company| company_names.get(company));
            let own = [
                names.get(&row.id).cloned().unwrap_or_default(),
                row.first_name,
                row.last_name,
                row.email.unwrap_or_default(),
                row.phone.unwrap_or_default(),
                row.language.unwrap_or_default(),
                joined(&company_names, companies.get(&row.id).into_iter().flatten()),
                first.cloned().unwrap_or_default(),
                date(Some(row.created_at)),
            ];
            (row.id, own.into_iter().chain(values).collect())
        };
        Ok(rows.into_iter().zip(values).map(|(row, values)| cells(row, values)).collect())
    }
}

/// The companies of these contacts, and the primary one of each that has one.
async fn companies_of(exporter: &Exporter, ids: &[i64]) -> Outcome<(HashMap<i64, Vec<i64>>, HashMap<i64, i64>)> {
    let rows = contact_companies::Entity::find()
        .filter(contact_companies::Column::ContactId.is_in(ids.iter().copied()))
        .order_by_asc(contact_companies::Column::ContactId)
        .order_by_asc(contact_companies::Column::CompanyId)
        .all(&exporter.tx)
        .await?;
    let (mut all, mut primary) = (HashMap::<i64, Vec<i64>>::new(), HashMap::new());
    for row in rows {
        all.entry(row.contact_id).or_default().push(row.company_id);
        if row.is_primary {
            primary.insert(row.contact_id, row.company_id);
        }
    }
    Ok((all, primary))
}
