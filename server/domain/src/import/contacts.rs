//! A row as a contact.

use std::collections::HashMap;

use csv::StringRecord;
use model::text::EmailAddress;
use model::{Language, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};

use super::ImportKind;
use super::bulk::{Rows, reserve};
use super::directory::{CompanyName, Directory, Named, ids_by_email, join};
use super::draft::{Action, Draft, Found, Numbered, Planned, value_keys};
use super::kept::{self, Value};
use super::key;
use super::marks::{self, Marks};
use super::notes::{Instead, Noted};
use super::plan::writes;
use super::reading::{Reading, Words};
use super::report::Reason;
use super::tickets::{company_names, ids};
use super::told;
use super::values::{clean, split_name};
use crate::contacts::edit;
use crate::crm::{ObjectType, facts};
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::tables::contacts;

#[derive(Debug, Default)]
pub(super) struct ContactDraft {
    id: Option<String>,
    email: Option<String>,
    first_name: String,
    last_name: String,
    phone: String,
    companies: Vec<CompanyName>,
    company_ids: Vec<String>,
    /// Of those; `Some(None)`: the file says that none is primary.
    primary: Option<Option<String>>,
    language: Option<Language>,
    values: Vec<Value>,
    created: Option<Timestamp>,
    marks: Marks,
}

impl ContactDraft {
    fn mark(&mut self) {
        let companies: Vec<String> = self.companies.iter().map(CompanyName::key).collect();
        let mut marks = Marks::default();
        marks.note("email", self.email.as_deref().unwrap_or_default());
        marks.note("first_name", &self.first_name);
        marks.note("last_name", &self.last_name);
        marks.note("phone", &self.phone);
        marks.note("language", self.language.map_or("", Language::tag));
        marks.note("companies", [companies.join(";"), self.company_ids.join(";")].join("/").trim_matches('/'));
        self.values.iter().for_each(|(definition, text)| marks.note(&kept::mark(definition), text));
        self.marks = marks;
    }

    fn company_ids_in(&self, directory: &Directory) -> Vec<i64> {
        let first = self.primary.iter().flatten();
        let by_id = first.chain(&self.company_ids).filter_map(|id| directory.company_of_id(id));
        by_id.chain(self.companies.iter().filter_map(|company| directory.company(company))).collect()
    }
}

impl Draft for ContactDraft {
    const KIND: ImportKind = ImportKind::Contacts;

    /// A contact needs an e-mail address, or an id of another system and a name, because by one of the two the row is
    /// recognised when it comes again.
    fn of(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason> {
        let cell = |property| reading.cell(property, cells);
        let mut first_name = reading.line("first_name", 100, cells, notes);
        let mut last_name = reading.line("last_name", 100, cells, notes);
        if first_name.is_empty() && last_name.is_empty() {
            (first_name, last_name) = split_name(cell("name"));
        }
        let id = Some(clean(cell("id"), 200)).filter(|id| !id.is_empty());
        let email = match cell("email") {
            "" if reading.is_by_key(cells) || id.is_some() && !(first_name.is_empty() && last_name.is_empty()) => None,
            "" => return Err(reading.lacks("e-mail address", cells)),
            text => Some(EmailAddress::parse(text).map_err(|_| Reason::BadEmail(clean(text, 100)))?.to_string()),
        };
        let mut draft = Self {
            id,
            email,
            first_name,
            last_name,
            phone: reading.line("phone", 50, cells, notes),
            companies: company_names(reading, cells, notes),
            company_ids: reading.ids_of("company", cells),
            primary: reading.columns.index("primary_company").map(|_| ids(cell("primary_company")).into_iter().next()),
            language: language(reading, cell("language"), notes),
            values: kept::read(reading, cells, notes),
            created: reading.date("created", cells, notes),
            marks: Marks::default(),
        };
        draft.mark();
        Ok(draft)
    }

    fn keys(&self) -> Vec<String> {
        let email = self.email.as_ref().map(|email| format!("e:{email}"));
        let id = self.id.as_ref().map(|id| format!("id:{id}"));
        email.into_iter().chain(id).chain(value_keys(&self.values)).collect()
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn external_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn address(&self) -> Option<&str> {
        self.email.as_deref()
    }

    fn values(&self) -> &[Value] {
        &self.values
    }

    fn named(&self) -> Named<'_> {
        let company_ids = self.company_ids.iter().chain(self.primary.iter().flatten()).map(String::as_str).collect();
        Named { companies: self.companies.iter().collect(), company_ids, ..Named::default() }
    }

    async fn find<C: ConnectionTrait>(connection: &C, words: &Words, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Found>>> {
        let chosen = match key::found(connection, &words.key, drafts).await? {
            Some(chosen) => chosen,
            None => by_address(connection, drafts).await?,
        };
        let wanted = contacts::Column::Id.is_in(chosen.iter().filter_map(|id| *id));
        let rows = contacts::Entity::find().filter(wanted).filter(contacts::Column::ArchivedAt.is_null()).all(connection).await?;
        let marks = marks::load(connection, Self::KIND, rows.iter().map(|row| row.id).collect()).await?;
        let known: HashMap<i64, Found> = rows
            .into_iter()
            .map(|row| {
                let stored = marks.get(&row.id);
                let own = stored.cloned().unwrap_or_else(|| present(&row));
                (row.id, Found { id: row.id, marks: own, marked: stored.is_some(), identity: None })
            })
            .collect();
        Ok(chosen.into_iter().map(|id| known.get(&id?).cloned()).collect())
    }

    async fn write(
        tx: &DatabaseTransaction,
        words: &Words,
        planned: &[Planned<Self>],
        directory: &Directory,
    ) -> Outcome<Vec<i64>> {
        let new: Vec<&Self> = planned.iter().filter(|row| matches!(row.action, Action::Create)).map(|row| &row.draft).collect();
        let mut created = create(tx, &new, words).await?.into_iter();
        let mut ids = Vec::new();
        let (mut pairs, mut without_primary) = (Vec::new(), Vec::new());
        for row in writes(planned) {
            let id = if let Action::Update { id, news, .. } = &row.action {
                update(tx, words, &row.draft, *id, news).await?;
                *id
            } else {
                created.next().ok_or_else(|| Failure::internal("a created contact has no id"))?
            };
            ids.push(id);
            if row.draft.primary == Some(None) {
                without_primary.push(id);
            }
            pairs.extend(row.draft.company_ids_in(directory).into_iter().map(|company| (id, company)));
        }
        join(tx, pairs, &without_primary, words.at).await?;
        Ok(ids)
    }
}

/// Those who have the row's address; else those of its id of another system, if the row has no address or the name is the
/// same: two systems may both have a contact 1, and one person may have another address now.
async fn by_address(connection: &impl ConnectionTrait, drafts: &[Numbered<ContactDraft>]) -> Outcome<Vec<Option<i64>>> {
    let by_email = ids_by_email(connection, drafts.iter().filter_map(|row| row.draft.email.as_deref())).await?;
    let by_address = |draft: &ContactDraft| by_email.get(draft.email.as_deref()?).copied();
    let others = drafts.iter().filter(|row| by_address(&row.draft).is_none());
    let by_id = marks::by_external_id(connection, ImportKind::Contacts, others.filter_map(|row| row.draft.id.clone()).collect());
    let by_id = by_id.await?;
    let names: HashMap<i64, String> = contacts::Entity::find()
        .select_only()
        .columns([contacts::Column::Id, contacts::Column::NameKey])
        .filter(contacts::Column::Id.is_in(by_id.values().copied()))
        .into_tuple::<(i64, String)>()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let of_id = |draft: &ContactDraft| {
        let id = by_id.get(draft.id.as_deref()?).copied()?;
        let name = fold_key(&format!("{} {}", draft.first_name, draft.last_name));
        let same = !name.trim().is_empty() && names.get(&id) == Some(&name);
        (draft.email.is_none() || same).then_some(id)
    };
    Ok(drafts.iter().map(|row| by_address(&row.draft).or_else(|| of_id(&row.draft))).collect())
}

/// The marks of a contact that no import has written.
fn present(row: &contacts::Model) -> Marks {
    let mut marks = Marks::default();
    marks.note("email", row.email.as_deref().unwrap_or_default());
    marks.note("first_name", &row.first_name);
    marks.note("last_name", &row.last_name);
    marks.note("phone", row.phone.as_deref().unwrap_or_default());
    marks.note("language", row.language.as_deref().unwrap_or_default());
    marks
}

/// One that the product speaks; another one is noted.
fn language(reading: &Reading, text: &str, notes: &mut Vec<Noted>) -> Option<Language> {
    let found = Language::parse(&text.to_lowercase()).ok();
    if found.is_none() && !text.is_empty() {
        reading.note("language", text, Instead::LeftOut, notes);
    }
    found
}

async fn create(tx: &DatabaseTransaction, drafts: &[&ContactDraft], words: &Words) -> Outcome<Vec<i64>> {
    const COLUMNS: &str = "id, email, first_name, last_name, name_key, last_name_key, phone, language, created_at, updated_at";
    let now = words.now;
    let ids = reserve(tx, "contacts", drafts.len()).await?;
    let mut rows = Rows::of("contacts", COLUMNS);
    for (draft, id) in drafts.iter().zip(&ids) {
        rows.push([
            (*id).into(),
            draft.email.clone().into(),
            draft.first_name.clone().into(),
            draft.last_name.clone().into(),
            fold_key(&format!("{} {}", draft.first_name, draft.last_name)).into(),
            fold_key(&draft.last_name).into(),
            Some(draft.phone.clone()).filter(|phone| !phone.is_empty()).into(),
            draft.language.map(|language| language.tag().to_owned()).into(),
            draft.created.unwrap_or(now).0.into(),
            now.0.into(),
        ]);
    }
    rows.insert(tx).await?;
    told::made(tx, ObjectType::Contacts, &ids, words.at).await?;
    kept::create(tx, ObjectType::Contacts, &ids, drafts.iter().map(|draft| &draft.values), words.at).await?;
    Ok(ids)
}

/// Writes the properties that are news. Another address is another way in, as when staff change it.
async fn update(tx: &DatabaseTransaction, words: &Words, draft: &ContactDraft, id: i64, news: &[String]) -> Outcome<()> {
    let before = contacts::Entity::find_by_id(id).one(tx).await?;
    let before = before.ok_or_else(|| Failure::internal("a contact to be updated is gone"))?;
    let facts_before = facts::of_contact(&before);
    let (mut first_name, mut last_name) = (before.first_name.clone(), before.last_name.clone());
    let mut row: contacts::ActiveModel = before.clone().into();
    for property in news {
        match property.as_str() {
            "email" if draft.email.is_some() && draft.email != before.email => {
                let email = draft.email.clone().unwrap_or_default();
                edit::readdress(tx, words.now, &before, &email).await?;
                row.email = Set(Some(email));
            }
            "first_name" => first_name.clone_from(&draft.first_name),
            "last_name" => last_name.clone_from(&draft.last_name),
            "phone" => row.phone = Set(Some(draft.phone.clone())),
            "language" => row.language = Set(draft.language.map(|language| language.tag().to_owned())),
            _ => {}
        }
    }
    row.name_key = Set(fold_key(&format!("{first_name} {last_name}")));
    row.last_name_key = Set(fold_key(&last_name));
    row.first_name = Set(first_name);
    row.last_name = Set(last_name);
    row.updated_at = Set(words.now.0);
    let after = facts::of_contact(&row.update(tx).await?);
    told::changed(tx, (ObjectType::Contacts, id), words.at, &facts_before, &after).await?;
    kept::update(tx, (ObjectType::Contacts, id), &draft.values, news, words.at).await
}
