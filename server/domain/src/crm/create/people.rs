//! New contacts and companies.

use model::companies::CompanyFields;
use model::contacts::ContactFields;
use model::properties::Values;
use model::text::HostName;
use model::{Fault, Language, Problem};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::{COMPANY_FIELDS, CONTACT_FIELDS, Made, created};
use crate::audit::Actor;
use crate::crm::draft::Draft;
use crate::crm::object_types::ObjectType;
use crate::crm::read::by_email;
use crate::crm::refused::{Done, Refused, as_properties};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::{companies, contacts};
use crate::{companies as company_feature, contacts as contact_feature};

/// The fields of a contact: what is written over what was there.
pub fn contact_fields(draft: &Draft, before: Option<&contacts::Model>) -> Done<ContactFields> {
    let before_language = before.and_then(|contact| contact.language.as_deref());
    let language = draft.over("hs_language", before_language);
    let fields = ContactFields {
        email: draft.over("email", before.and_then(|contact| contact.email.as_deref())),
        first_name: draft.over("firstname", before.map(|contact| contact.first_name.as_str())),
        last_name: draft.over("lastname", before.map(|contact| contact.last_name.as_str())),
        phone: draft.over("phone", before.and_then(|contact| contact.phone.as_deref())),
        language: Language::parse(&language).ok(),
        // Written by the property, beside the fields.
        values: Values::new(),
    };
    as_properties(fields.check_each().map_err(Failure::from), &CONTACT_FIELDS, |name| draft.over(name, None))
}

/// The contact who has the address already, unless it is this one.
pub async fn email_is_free(tx: &DatabaseTransaction, email: &str, own: Option<i64>) -> Done<()> {
    if email.is_empty() {
        return Ok(());
    }
    match by_email(tx, email, false).await? {
        Some(existing) if Some(existing) != own => Err(Refused::EmailTaken { existing }.into()),
        _ => Ok(()),
    }
}

/// Somebody took the address between the look and the write: who, is asked outside of the transaction that failed.
pub async fn taken_meanwhile<T>(desk: &TokenDesk, email: &str, outcome: Outcome<T>) -> Done<T> {
    match outcome {
        Err(Failure::Fault(fault)) if fault.problem_of("email") == Some(&Problem::Taken) => {
            match by_email(desk.portico.store.reader(), email, false).await? {
                Some(existing) => Err(Refused::EmailTaken { existing }.into()),
                None => Err(Fault::Busy { retry_after_seconds: 1 }.into()),
            }
        }
        other => Ok(other?),
    }
}

pub async fn contact(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<Made> {
    let fields = contact_fields(draft, None)?;
    email_is_free(tx, &fields.email, None).await?;
    let now = desk.portico.now();
    let inserted = contact_feature::insert(tx, now, Actor::from(desk.author()), &fields).await;
    let made = taken_meanwhile(desk, &fields.email, inserted).await?;
    if let Some(created) = created(draft) {
        let mine = contacts::Entity::update_many().filter(contacts::Column::Id.eq(made.id));
        mine.col_expr(contacts::Column::CreatedAt, Expr::value(created.0)).exec(tx).await?;
    }
    Ok(Made::of(made.id, Vec::new()))
}

/// The fields of a company. One that has a domain alone is called by it; an address of a site is taken for its domain.
pub fn company_fields(draft: &Draft, before: Option<&companies::Model>) -> Done<CompanyFields> {
    let domain = draft.over("domain", before.and_then(|company| company.domain.as_deref()));
    let domain = host_of(&domain).to_owned();
    let name = draft.over("name", before.map(|company| company.name.as_str()));
    let name = if name.trim().is_empty() && before.is_none() { domain.clone() } else { name };
    if name.trim().is_empty() {
        let properties = vec!["name".to_owned()];
        return Err(Refused::Required { object_type: ObjectType::Companies, properties }.into());
    }
    let phone = draft.over("phone", before.and_then(|company| company.phone.as_deref()));
    let fields = CompanyFields { name, domain, phone, values: Values::new() };
    as_properties(fields.check().map_err(Failure::from), &COMPANY_FIELDS, |name| draft.over(name, None))
}

/// `https://www.example.com/path` as `www.example.com`.
fn host_of(domain: &str) -> &str {
    let rest = domain.trim();
    let rest = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")).unwrap_or(rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if HostName::parse(host).is_ok() { host } else { domain }
}

pub async fn company(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<Made> {
    let fields = company_fields(draft, None)?;
    let made = company_feature::edit::insert(tx, desk.portico.now(), Actor::from(desk.author()), &fields).await?;
    if let Some(created) = created(draft) {
        let mine = companies::Entity::update_many().filter(companies::Column::Id.eq(made.id));
        mine.col_expr(companies::Column::CreatedAt, Expr::value(created.0)).exec(tx).await?;
    }
    Ok(Made::of(made.id, Vec::new()))
}
