//! A company's columns, put back.

use model::{CompanyId, Fault};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, Set};

use super::{Left, Undoing, still_so};
use crate::companies as company_feature;
use crate::crm::facts;
use crate::failure::{Failure, Outcome};
use crate::history::{self, ValueChange};
use crate::keys::fold_key;
use crate::tables::companies;

pub async fn company<'a>(
    undoing: &Undoing<'_>,
    tx: &DatabaseTransaction,
    id: i64,
    changes: &'a [ValueChange],
) -> Outcome<Left<'a>> {
    let before = company_feature::edit::present(tx, CompanyId(id)).await?;
    let (mut back, mut left) =
        still_so(&facts::of_company(&before), &["name", "domain", "phone", "hs_parent_company_id"], changes);
    left.1 |= !company_parent(tx, id, &mut back).await?;
    if back.is_empty() {
        return Ok(left);
    }
    let mut row: companies::ActiveModel = before.clone().into();
    for change in back {
        let value = change.before.clone();
        match change.property.as_str() {
            "name" => {
                let name = value.unwrap_or_default();
                row.name_key = Set(fold_key(&name));
                row.name = Set(name);
            }
            "domain" => row.domain = Set(value),
            "hs_parent_company_id" => row.parent_id = Set(value.and_then(|id| id.parse().ok())),
            _ => row.phone = Set(value),
        }
    }
    row.updated_at = Set(undoing.portico.now().0);
    let after = row.update(tx).await?;
    history::company(tx, undoing.actor, &before, &after).await?;
    Ok(left)
}

/// Answers whether the company can be below the one again that it was below: that may be gone, or below it by now. If not,
/// this is none of the changes that are put back.
async fn company_parent(tx: &DatabaseTransaction, id: i64, back: &mut Vec<&ValueChange>) -> Outcome<bool> {
    let wanted = back.iter().find(|change| change.property == "hs_parent_company_id").and_then(|change| change.before.as_ref());
    let Some(parent) = wanted.and_then(|text| text.parse().ok()).map(CompanyId) else { return Ok(true) };
    let there = match company_feature::edit::present(tx, parent).await {
        Err(Failure::Fault(Fault::NotFound)) => false,
        Err(failure) => return Err(failure),
        Ok(_) => !company_feature::parent::is_circle(tx, CompanyId(id), parent).await?,
    };
    if !there {
        back.retain(|change| change.property != "hs_parent_company_id");
    }
    Ok(there)
}
