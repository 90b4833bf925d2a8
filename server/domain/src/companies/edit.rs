//! Creating and changing companies. Names and domains need not be unique: two branches may share both.

use model::companies::CompanyFields;
use model::{CompanyId, Fault};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set, Unchanged};

use crate::access;
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::keys::fold_key;
use crate::tables::companies;

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn columns(fields: &CompanyFields) -> companies::ActiveModel {
    companies::ActiveModel {
        name: Set(fields.name.clone()),
        name_key: Set(fold_key(&fields.name)),
        domain: Set(some(&fields.domain)),
        phone: Set(some(&fields.phone)),
        ..Default::default()
    }
}

pub(super) async fn create(desk: &UserDesk, fields: &CompanyFields) -> Outcome<CompanyId> {
    let fields = fields.check()?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let row = companies::ActiveModel { created_at: Set(now.0), updated_at: Set(now.0), ..columns(&fields) };
    let company = row.insert(&tx).await?;
    Entry::new(&desk.viewer, "company_created", format!("company:{}", company.id)).write(&tx, now).await?;
    tx.commit().await?;
    Ok(CompanyId(company.id))
}

pub(super) async fn update(desk: &UserDesk, company: CompanyId, fields: &CompanyFields) -> Outcome<()> {
    let fields = fields.check()?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    companies::Entity::find_by_id(company.0)
        .filter(companies::Column::ArchivedAt.is_null())
        .one(&tx)
        .await?
        .ok_or(Fault::NotFound)?;
    let row = companies::ActiveModel { id: Unchanged(company.0), updated_at: Set(now.0), ..columns(&fields) };
    row.update(&tx).await?;
    Entry::new(&desk.viewer, "company_changed", format!("company:{company}")).write(&tx, now).await?;
    tx.commit().await?;
    access::properties_changed(&desk.portico).await
}
