//! A row as a company.

use std::collections::HashMap;

use csv::StringRecord;
use model::Timestamp;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};

use super::ImportKind;
use super::bulk::{Rows, reserve};
use super::directory::{CompanyName, Directory, Named};
use super::draft::{Action, Draft, Found, Numbered, Planned, value_keys};
use super::kept::{self, Value};
use super::key;
use super::marks::{self, Marks};
use super::notes::Noted;
use super::plan::writes;
use super::reading::{Reading, Words};
use super::report::Reason;
use super::told;
use super::values::{clean, domain};
use crate::crm::{ObjectType, facts};
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::tables::companies;

#[derive(Debug, Default)]
pub(super) struct CompanyDraft {
    id: Option<String>,
    company: CompanyName,
    phone: String,
    values: Vec<Value>,
    created: Option<Timestamp>,
    marks: Marks,
}

impl Draft for CompanyDraft {
    const KIND: ImportKind = ImportKind::Companies;

    /// A company needs a name or a domain, which then is its name too.
    fn of(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Result<Self, Reason> {
        let cell = |property| reading.cell(property, cells);
        // Several domains stand in one cell in some exports; the first is the one it is known by.
        let text = cell("domain").split([',', ';', ' ']).next().unwrap_or_default();
        let found = match text {
            "" => None,
            text => Some(domain(text).ok_or_else(|| Reason::BadDomain(clean(cell("domain"), 100)))?),
        };
        let name = match reading.line("name", 200, cells, notes) {
            name if name.is_empty() => found.clone().unwrap_or_default(),
            name => name,
        };
        if name.is_empty() && !reading.is_by_key(cells) {
            return Err(reading.lacks("name or domain", cells));
        }
        let mut marks = Marks::default();
        let phone = reading.line("phone", 50, cells, notes);
        // Where a file has domains alone, names stay what they are.
        marks.note("name", &clean(cell("name"), 200));
        marks.note("domain", found.as_deref().unwrap_or_default());
        marks.note("phone", &phone);
        let values = kept::read(reading, cells, notes);
        values.iter().for_each(|(definition, text)| marks.note(&kept::mark(definition), text));
        Ok(Self {
            id: Some(clean(cell("id"), 200)).filter(|id| !id.is_empty()),
            company: CompanyName { name, domain: found },
            phone,
            values,
            created: reading.date("created", cells, notes),
            marks,
        })
    }

    /// The name too, because a company without a domain is recognised by it.
    fn keys(&self) -> Vec<String> {
        let name = Some(&self.company.name).filter(|name| !name.is_empty()).map(|name| format!("n:{}", fold_key(name)));
        // Two of one name and other ids are two.
        let name = name.filter(|_| self.id.is_none());
        let own = self.company.domain.as_ref().map(|domain| format!("d:{domain}")).or(name);
        let id = self.id.as_ref().map(|id| format!("id:{id}"));
        own.into_iter().chain(id).chain(value_keys(&self.values)).collect()
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn external_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    fn values(&self) -> &[Value] {
        &self.values
    }

    fn named(&self) -> Named<'_> {
        Named::default()
    }

    async fn find<C: ConnectionTrait>(connection: &C, words: &Words, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Found>>> {
        let chosen = match key::found(connection, &words.key, drafts).await? {
            Some(chosen) => chosen,
            None => recognised(connection, drafts).await?,
        };
        let ids: Vec<i64> = chosen.iter().filter_map(|id| *id).collect();
        let marks = marks::load(connection, Self::KIND, ids.clone()).await?;
        let live = companies::Column::ArchivedAt.is_null();
        let rows = companies::Entity::find().filter(companies::Column::Id.is_in(ids)).filter(live).all(connection).await?;
        let found = |id: Option<i64>| {
            let id = id?;
            let row = rows.iter().find(|row| row.id == id)?;
            let stored = marks.get(&id);
            Some(Found { id, marks: stored.cloned().unwrap_or_else(|| present(row)), marked: stored.is_some(), identity: None })
        };
        Ok(chosen.into_iter().map(found).collect())
    }

    async fn write(tx: &DatabaseTransaction, words: &Words, planned: &[Planned<Self>], _: &Directory) -> Outcome<Vec<i64>> {
        let new: Vec<&Self> = planned.iter().filter(|row| matches!(row.action, Action::Create)).map(|row| &row.draft).collect();
        let mut created = create(tx, &new, words).await?.into_iter();
        let mut ids = Vec::new();
        for row in writes(planned) {
            if let Action::Update { id, news, .. } = &row.action {
                update(tx, words, &row.draft, *id, news).await?;
                ids.push(*id);
            } else {
                ids.push(created.next().ok_or_else(|| Failure::internal("a created company has no id"))?);
            }
        }
        Ok(ids)
    }
}

/// By the domain; else by the id of another system, if the row has no domain or the name is the same: two systems may both
/// have a company 1, and one company may have another domain now. Else by the name, unless the company of that name has
/// another id of its own.
async fn recognised(connection: &impl ConnectionTrait, drafts: &[Numbered<CompanyDraft>]) -> Outcome<Vec<Option<i64>>> {
    let named = Named { companies: drafts.iter().map(|row| &row.draft.company).collect(), ..Named::default() };
    let directory = Directory::load(connection, &named).await?;
    let ids = drafts.iter().filter_map(|row| row.draft.id.clone()).collect();
    let by_id = marks::by_external_id(connection, ImportKind::Companies, ids).await?;
    let called: HashMap<i64, String> = companies::Entity::find()
        .select_only()
        .columns([companies::Column::Id, companies::Column::NameKey])
        .filter(companies::Column::Id.is_in(by_id.values().copied()))
        .filter(companies::Column::ArchivedAt.is_null())
        .into_tuple::<(i64, String)>()
        .all(connection)
        .await?
        .into_iter()
        .collect();
    let by_name = |draft: &CompanyDraft| directory.company(&draft.company);
    let others = drafts.iter().filter_map(|row| by_name(&row.draft)).collect();
    let others = marks::external_ids(connection, ImportKind::Companies, others).await?;
    let one = |draft: &CompanyDraft| {
        let domain = draft.company.domain.as_deref();
        let same = |id: &i64| domain.is_none() || called.get(id) == Some(&fold_key(&draft.company.name));
        let of_id = || by_id.get(draft.id.as_deref()?).copied().filter(|id| called.contains_key(id)).filter(same);
        let free = |id: &i64| draft.id.is_none() || others.get(id).is_none_or(|known| Some(known) == draft.id.as_ref());
        domain.and_then(|domain| directory.company_at(domain)).or_else(of_id).or_else(|| by_name(draft).filter(free))
    };
    Ok(drafts.iter().map(|row| one(&row.draft)).collect())
}

/// The marks of a company that no import has written.
fn present(row: &companies::Model) -> Marks {
    let mut marks = Marks::default();
    marks.note("name", &row.name);
    marks.note("domain", row.domain.as_deref().unwrap_or_default());
    marks.note("phone", row.phone.as_deref().unwrap_or_default());
    marks
}

async fn create(tx: &DatabaseTransaction, drafts: &[&CompanyDraft], words: &Words) -> Outcome<Vec<i64>> {
    let now = words.now;
    let ids = reserve(tx, "companies", drafts.len()).await?;
    let mut rows = Rows::of("companies", "id, name, name_key, domain, phone, created_at, updated_at");
    for (draft, id) in drafts.iter().zip(&ids) {
        rows.push([
            (*id).into(),
            draft.company.name.clone().into(),
            fold_key(&draft.company.name).into(),
            draft.company.domain.clone().into(),
            Some(draft.phone.clone()).filter(|phone| !phone.is_empty()).into(),
            draft.created.unwrap_or(now).0.into(),
            now.0.into(),
        ]);
    }
    rows.insert(tx).await?;
    told::made(tx, ObjectType::Companies, &ids, words.at).await?;
    kept::create(tx, ObjectType::Companies, &ids, drafts.iter().map(|draft| &draft.values), words.at).await?;
    Ok(ids)
}

/// Writes the properties that are news.
async fn update(tx: &DatabaseTransaction, words: &Words, draft: &CompanyDraft, id: i64, news: &[String]) -> Outcome<()> {
    let before = companies::Entity::find_by_id(id).one(tx).await?;
    let before = before.ok_or_else(|| Failure::internal("a company to be updated is gone"))?;
    let facts_before = facts::of_company(&before);
    let mut row: companies::ActiveModel = before.into();
    for property in news {
        match property.as_str() {
            "name" => {
                row.name = Set(draft.company.name.clone());
                row.name_key = Set(fold_key(&draft.company.name));
            }
            "domain" => row.domain = Set(draft.company.domain.clone()),
            "phone" => row.phone = Set(Some(draft.phone.clone())),
            _ => {}
        }
    }
    row.updated_at = Set(words.now.0);
    let after = facts::of_company(&row.update(tx).await?);
    told::changed(tx, (ObjectType::Companies, id), words.at, &facts_before, &after).await?;
    kept::update(tx, (ObjectType::Companies, id), &draft.values, news, words.at).await
}
