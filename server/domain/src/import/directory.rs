//! The contacts and companies that a batch of rows names: which are there, and which are to be made.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use model::{CompanyId, ContactId};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::ImportKind;
use super::bulk::{Rows, reserve};
use super::traces::At;
use super::{marks, told};
use crate::contacts::companies::linked;
use crate::crm::ObjectType;
use crate::failure::Outcome;
use crate::keys::fold_key;
use crate::tables::{companies, contact_companies, contacts};

/// A person as a row names one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
}

/// A company as a row names one: by its domain, else by its name as it is written, apart from case and accents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CompanyName {
    pub name: String,
    pub domain: Option<String>,
}

impl CompanyName {
    /// What names it within a file.
    pub fn key(&self) -> String {
        self.domain.as_ref().map_or_else(|| format!("n:{}", fold_key(&self.name)), |domain| format!("d:{domain}"))
    }
}

/// What a batch names.
#[derive(Default)]
pub(super) struct Named<'a> {
    pub people: Vec<&'a Person>,
    pub companies: Vec<&'a CompanyName>,
    pub contact_ids: Vec<&'a str>,
    pub company_ids: Vec<&'a str>,
}

/// What is known of it.
#[derive(Debug, Default)]
pub(super) struct Directory {
    people: HashMap<String, i64>,
    by_domain: HashMap<String, i64>,
    by_name: HashMap<String, i64>,
    /// Of companies that have no domain yet.
    by_bare_name: HashMap<String, i64>,
    contact_ids: HashMap<String, i64>,
    company_ids: HashMap<String, i64>,
}

/// The contacts that have these addresses.
pub(super) async fn ids_by_email<'a>(
    connection: &impl ConnectionTrait,
    emails: impl IntoIterator<Item = &'a str>,
) -> Outcome<HashMap<String, i64>> {
    let found: Vec<(Option<String>, i64)> = contacts::Entity::find()
        .select_only()
        .columns([contacts::Column::Email, contacts::Column::Id])
        .filter(contacts::Column::Email.is_in(emails))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().filter_map(|(email, id)| Some((email?, id))).collect())
}

impl Directory {
    pub async fn load(connection: &impl ConnectionTrait, named: &Named<'_>) -> Outcome<Self> {
        let mut directory = Self::default();
        directory.load_people(connection, named).await?;
        directory.load_companies(connection, named).await?;
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        directory.contact_ids = marks::by_external_id(connection, ImportKind::Contacts, owned(&named.contact_ids)).await?;
        directory.company_ids = marks::by_external_id(connection, ImportKind::Companies, owned(&named.company_ids)).await?;
        Ok(directory)
    }

    async fn load_people(&mut self, connection: &impl ConnectionTrait, named: &Named<'_>) -> Outcome<()> {
        let emails: BTreeSet<&str> = named.people.iter().map(|person| person.email.as_str()).collect();
        self.people = ids_by_email(connection, emails).await?;
        Ok(())
    }

    async fn load_companies(&mut self, connection: &impl ConnectionTrait, named: &Named<'_>) -> Outcome<()> {
        let domains: BTreeSet<&str> = named.companies.iter().filter_map(|company| company.domain.as_deref()).collect();
        let names: BTreeSet<String> = named.companies.iter().map(|company| fold_key(&company.name)).collect();
        if names.is_empty() {
            return Ok(());
        }
        let names = names.into_iter().filter(|name| !name.is_empty());
        let found: Vec<(i64, String, Option<String>)> = companies::Entity::find()
            .select_only()
            .columns([companies::Column::Id, companies::Column::NameKey, companies::Column::Domain])
            .filter(companies::Column::Domain.is_in(domains).or(companies::Column::NameKey.is_in(names)))
            .filter(companies::Column::ArchivedAt.is_null())
            .order_by_asc(companies::Column::Id)
            .into_tuple()
            .all(connection)
            .await?;
        found.into_iter().for_each(|(id, name, domain)| self.know_company(id, name, domain));
        Ok(())
    }

    /// The oldest of several wins.
    fn know_company(&mut self, id: i64, name_key: String, domain: Option<String>) {
        match domain {
            Some(domain) => {
                self.by_domain.entry(domain).or_insert(id);
            }
            None => {
                self.by_bare_name.entry(name_key.clone()).or_insert(id);
            }
        }
        self.by_name.entry(name_key).or_insert(id);
    }

    pub fn contact(&self, email: &str) -> Option<i64> {
        self.people.get(email).copied()
    }

    pub fn contact_of_id(&self, id: &str) -> Option<i64> {
        self.contact_ids.get(id).copied()
    }

    pub fn company_of_id(&self, id: &str) -> Option<i64> {
        self.company_ids.get(id).copied()
    }

    pub fn company_at(&self, domain: &str) -> Option<i64> {
        self.by_domain.get(domain).copied()
    }

    /// By domain, else by name: a company of another domain is another company, whatever its name.
    pub fn company(&self, company: &CompanyName) -> Option<i64> {
        let name = fold_key(&company.name);
        match &company.domain {
            Some(domain) => self.by_domain.get(domain).or_else(|| self.by_bare_name.get(&name)).copied(),
            None => self.by_name.get(&name).copied(),
        }
    }

    /// Those who are not there, each once, in the order in which they are named.
    pub fn missing_people<'a>(&self, people: impl Iterator<Item = &'a Person>) -> Vec<&'a Person> {
        let mut seen = HashSet::new();
        people.filter(|person| self.contact(&person.email).is_none() && seen.insert(person.email.as_str())).collect()
    }

    pub fn missing_companies<'a>(&self, companies: impl Iterator<Item = &'a CompanyName>) -> Vec<&'a CompanyName> {
        let mut seen = HashSet::new();
        let missing = companies.filter(|company| self.company(company).is_none() && seen.insert(company.key()));
        let missing: Vec<&CompanyName> = missing.collect();
        let with_domain = missing.iter().filter(|company| company.domain.is_some());
        let names: HashSet<String> = with_domain.map(|company| fold_key(&company.name)).collect();
        // A name alone means the one of that name that is made at the same time.
        missing.into_iter().filter(|company| company.domain.is_some() || !names.contains(&fold_key(&company.name))).collect()
    }

    pub async fn create_people(&mut self, tx: &DatabaseTransaction, people: &[&Person], at: At) -> Outcome<()> {
        const COLUMNS: &str = "id, email, first_name, last_name, name_key, last_name_key, phone, created_at, updated_at";
        let mut rows = Rows::of("contacts", COLUMNS);
        let ids = reserve(tx, "contacts", people.len()).await?;
        for (person, id) in people.iter().zip(ids.iter().copied()) {
            self.people.insert(person.email.clone(), id);
            let phone = Some(person.phone.clone()).filter(|phone| !phone.is_empty());
            rows.push([
                id.into(),
                person.email.clone().into(),
                person.first_name.clone().into(),
                person.last_name.clone().into(),
                fold_key(&format!("{} {}", person.first_name, person.last_name)).into(),
                fold_key(&person.last_name).into(),
                phone.into(),
                at.now.0.into(),
                at.now.0.into(),
            ]);
        }
        rows.insert(tx).await?;
        told::made(tx, ObjectType::Contacts, &ids, at).await
    }

    pub async fn create_companies(&mut self, tx: &DatabaseTransaction, names: &[&CompanyName], at: At) -> Outcome<()> {
        let mut rows = Rows::of("companies", "id, name, name_key, domain, created_at, updated_at");
        let ids = reserve(tx, "companies", names.len()).await?;
        for (company, id) in names.iter().zip(ids.iter().copied()) {
            let name = if company.name.is_empty() { company.domain.clone().unwrap_or_default() } else { company.name.clone() };
            self.know_company(id, fold_key(&name), company.domain.clone());
            let key = fold_key(&name);
            rows.push([id.into(), name.into(), key.into(), company.domain.clone().into(), at.now.0.into(), at.now.0.into()]);
        }
        rows.insert(tx).await?;
        told::made(tx, ObjectType::Companies, &ids, at).await
    }
}

/// The primary companies of contacts, of those who have one.
pub(super) async fn primary_companies(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Outcome<HashMap<i64, i64>> {
    let found: Vec<(i64, i64)> = contact_companies::Entity::find()
        .select_only()
        .columns([contact_companies::Column::ContactId, contact_companies::Column::CompanyId])
        .filter(contact_companies::Column::ContactId.is_in(ids))
        .filter(contact_companies::Column::IsPrimary.eq(true))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// Those of the contacts who belong to a company.
pub(super) async fn members(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Outcome<HashSet<i64>> {
    let found: Vec<i64> = contact_companies::Entity::find()
        .select_only()
        .column(contact_companies::Column::ContactId)
        .filter(contact_companies::Column::ContactId.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(found.into_iter().collect())
}

/// Makes contacts members of companies. The first company of a contact who has no primary one becomes it; a member
/// stays what they are, and of those in `without_primary` none does.
pub(super) async fn join(tx: &DatabaseTransaction, pairs: Vec<(i64, i64)>, without_primary: &[i64], at: At) -> Outcome<()> {
    let ids: BTreeSet<i64> = pairs.iter().map(|(contact, _)| *contact).collect();
    let mut settled: HashSet<i64> = primary_companies(tx, ids.iter().copied().collect()).await?.into_keys().collect();
    settled.extend(without_primary);
    let members: Vec<(i64, i64)> = contact_companies::Entity::find()
        .select_only()
        .columns([contact_companies::Column::ContactId, contact_companies::Column::CompanyId])
        .filter(contact_companies::Column::ContactId.is_in(ids))
        .into_tuple()
        .all(tx)
        .await?;
    let members: HashSet<(i64, i64)> = members.into_iter().collect();
    let mut rows = BTreeMap::new();
    for pair in pairs.into_iter().filter(|pair| !members.contains(pair)) {
        rows.entry(pair).or_insert_with(|| settled.insert(pair.0));
    }
    let mut insert = Rows::of("contact_companies", "contact_id, company_id, is_primary");
    let mut links = Vec::new();
    for ((contact, company), primary) in rows {
        insert.push([contact.into(), company.into(), primary.into()]);
        let labels = [false, true].into_iter().filter(|label| !label || primary);
        links.extend(labels.map(|label| linked(ContactId(contact), CompanyId(company), label, false)));
    }
    insert.insert(tx).await?;
    told::linked(tx, at, &links).await
}
