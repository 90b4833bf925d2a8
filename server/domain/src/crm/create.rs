//! Making records, through the verbs that make them at a desk.

use model::companies::CompanyFields;
use model::contacts::ContactFields;
use model::text::HostName;
use model::tickets::{Priority, SUBJECT_MAX, TEXT_MAX};
use model::{Fault, Language, Problem, TicketId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::associations::{Target, link};
use super::definitions::{Definition, Definitions};
use super::draft::{Draft, NewLink, NewRecord};
use super::links::target_of;
use super::object_types::ObjectType;
use super::read::{by_email, parse_id};
use super::record::Record;
use super::refused::{CrmError, Done, Refused, ValueProblem, as_properties};
use super::store_values::Writer;
use super::work::Work;
use super::{association_labels, load, store_values};
use crate::audit::{Actor, Entry};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::tables::{companies, contacts, stages};
use crate::tickets::filing::{self, Filing, Whose};
use crate::tickets::letters;
use crate::tickets::stages::Stages;
use crate::{companies as company_feature, contacts as contact_feature};

/// What verbs call the fields of a contact, and their properties.
pub const CONTACT_FIELDS: [(&str, &str); 4] =
    [("email", "email"), ("first_name", "firstname"), ("last_name", "lastname"), ("phone", "phone")];
pub const COMPANY_FIELDS: [(&str, &str); 3] = [("name", "name"), ("domain", "domain"), ("phone", "phone")];
pub const TICKET_FIELDS: [(&str, &str); 4] =
    [("subject", "subject"), ("description", "content"), ("owner", "hubspot_owner_id"), ("stage", "hs_pipeline_stage")];

/// A record and who is to be told of it.
pub struct Made {
    pub id: i64,
    pub told: Vec<Change>,
}

impl TokenDesk {
    /// Makes a record with its associations, or nothing at all.
    pub async fn create_record(&self, object_type: ObjectType, new: &NewRecord) -> Done<Record> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let made = create(self, &work.tx, object_type, new).await?;
        work.tell(made.told);
        let record = load::written(&work.tx, object_type, &[made.id]).await?.pop();
        work.finish(record.ok_or_else(|| Failure::internal("a record that was just made is gone"))?).await
    }
}

/// Makes a record in the transaction.
pub async fn create(desk: &TokenDesk, tx: &DatabaseTransaction, object_type: ObjectType, new: &NewRecord) -> Done<Made> {
    let definitions = Definitions::load(tx, object_type).await?;
    let draft = Draft::read(&definitions, &new.properties, |_| None)?;
    let targets = targets_of(tx, object_type, &new.links).await?;
    let mut made = match object_type {
        ObjectType::Contacts => contact(desk, tx, &draft).await?,
        ObjectType::Companies => company(desk, tx, &draft).await?,
        ObjectType::Tickets => ticket(desk, tx, &draft, &targets).await?,
        ObjectType::Notes => super::notes::create(desk, tx, &draft).await?,
    };
    keep_values(desk, tx, object_type, made.id, &draft, &definitions).await?;
    for target in &targets {
        made.told.extend(link(desk, tx, (object_type, made.id), target).await?);
    }
    Ok(made)
}

/// What has no column, and that an integration made the record.
async fn keep_values(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    id: i64,
    draft: &Draft,
    definitions: &Definitions,
) -> Done<()> {
    if matches!(object_type, ObjectType::Contacts | ObjectType::Companies) {
        draft.owner(tx).await?;
    }
    let token = desk.viewer.token.to_string();
    let source =
        [("hs_object_source", "INTEGRATION"), ("hs_object_source_id", &token), ("hs_object_source_label", &desk.token.name)];
    let source = source.into_iter().filter_map(|(name, value)| Some((definitions.get(name)?, value)));
    let values: Vec<(&Definition, &str)> = source.chain(draft.without_column(definitions)).collect();
    let maker = Writer::Maker(Actor::from(desk.author()));
    store_values::write(tx, maker, (object_type, id, desk.portico.now().0), &values).await?;
    Ok(())
}

/// The records that a new one is to be associated with. An empty list of types is the plain one between the kinds, of which
/// nothing is said then, so it is refused.
async fn targets_of(tx: &DatabaseTransaction, from: ObjectType, links: &[NewLink]) -> Done<Vec<Target>> {
    let mut targets: Vec<Target> = Vec::new();
    for wanted in links {
        for type_id in &wanted.types {
            let (to, primary, label) = match target_of(from, *type_id) {
                Some((to, primary)) => (to, primary, None),
                None => match association_labels::target_of(tx, from, *type_id).await? {
                    Some(to) => (to, false, Some(*type_id)),
                    None => return Err(Refused::NoSuchLinkType { type_id: *type_id }.into()),
                },
            };
            let no_such = || Refused::NoSuchTarget { object_type: to, id: wanted.to.clone() };
            let id = parse_id(&wanted.to).ok_or_else(no_such)?;
            match targets.iter_mut().find(|target| (target.object_type, target.id) == (to, id)) {
                Some(known) => {
                    known.primary |= primary;
                    known.labels.extend(label);
                }
                None => targets.push(Target { object_type: to, id, primary, labels: label.into_iter().collect() }),
            }
        }
    }
    Ok(targets)
}

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

async fn contact(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<Made> {
    let fields = contact_fields(draft, None)?;
    email_is_free(tx, &fields.email, None).await?;
    let now = desk.portico.now();
    let inserted = contact_feature::insert(tx, now, Actor::from(desk.author()), &fields).await;
    let made = taken_meanwhile(desk, &fields.email, inserted).await?;
    if let Some(created) = created(draft) {
        let mine = contacts::Entity::update_many().filter(contacts::Column::Id.eq(made.id));
        mine.col_expr(contacts::Column::CreatedAt, Expr::value(created.0)).exec(tx).await?;
    }
    Ok(Made { id: made.id, told: Vec::new() })
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
    let fields = CompanyFields { name, domain, phone };
    as_properties(fields.check().map_err(Failure::from), &COMPANY_FIELDS, |name| draft.over(name, None))
}

/// `https://www.example.com/path` as `www.example.com`.
fn host_of(domain: &str) -> &str {
    let rest = domain.trim();
    let rest = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://")).unwrap_or(rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    if HostName::parse(host).is_ok() { host } else { domain }
}

async fn company(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<Made> {
    let fields = company_fields(draft, None)?;
    let made = company_feature::edit::insert(tx, desk.portico.now(), Actor::from(desk.author()), &fields).await?;
    if let Some(created) = created(draft) {
        let mine = companies::Entity::update_many().filter(companies::Column::Id.eq(made.id));
        mine.col_expr(companies::Column::CreatedAt, Expr::value(created.0)).exec(tx).await?;
    }
    Ok(Made { id: made.id, told: Vec::new() })
}

/// When a record is said to have been made.
pub fn created(draft: &Draft) -> Option<Timestamp> {
    draft.get("createdate").and_then(super::values::moment)
}

/// A subject in one line and a description, as they are stored; either may be empty.
pub fn ticket_texts(draft: &Draft) -> Done<(Option<String>, Option<String>)> {
    let checked = |name: &str, outcome: Result<String, Problem>| match outcome {
        Ok(text) => Ok(text),
        Err(Problem::TooLong { max }) => Err(draft.problem(name, ValueProblem::TooLong(max))),
        Err(_) => Err(draft.problem(name, ValueProblem::Malformed)),
    };
    let subject = draft.get("subject").map(|text| checked("subject", model::text::line(text, 0, SUBJECT_MAX))).transpose()?;
    let content = draft.get("content").map(|text| checked("content", model::text::bounded(text, 0, TEXT_MAX))).transpose()?;
    Ok((subject, content))
}

/// The stage that is written, in the pipeline that is written or else in this one. `None`: neither is written. A pipeline
/// alone says not where in it, except the one where the ticket is.
pub fn stage_of<'a>(stages: &'a Stages, draft: &Draft, pipeline: Option<i64>) -> Done<Option<&'a stages::Model>> {
    let written = draft.get("hs_pipeline").filter(|text| !text.is_empty());
    let wanted = match written {
        None => pipeline.unwrap_or(0),
        Some(text) => parse_id(text)
            .filter(|id| stages.of(*id).next().is_some())
            .ok_or_else(|| draft.problem("hs_pipeline", ValueProblem::NotAnOption(Vec::new())))?,
    };
    match draft.get("hs_pipeline_stage").filter(|text| !text.is_empty()) {
        Some(text) => {
            let found = parse_id(text).and_then(|id| stages.of(wanted).find(|stage| stage.id == id));
            let options = || stages.of(wanted).map(|stage| stage.id.to_string()).collect();
            Ok(Some(found.ok_or_else(|| draft.problem("hs_pipeline_stage", ValueProblem::NotAnOption(options())))?))
        }
        None if pipeline == Some(wanted) && draft.get("hs_pipeline_stage").is_none() => Ok(None),
        None => {
            let properties = vec!["hs_pipeline_stage".to_owned()];
            Err(Refused::Required { object_type: ObjectType::Tickets, properties }.into())
        }
    }
}

async fn ticket(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft, targets: &[Target]) -> Done<Made> {
    let portico = &desk.portico;
    let stages = Stages::load(tx).await?;
    let (subject, content) = ticket_texts(draft)?;
    let stage = stage_of(&stages, draft, None)?;
    let owner = draft.owner(tx).await?.flatten();
    // The associations follow as they would at a desk, except whose request it is, which the ticket is filed with.
    let requester = targets.iter().find(|target| target.object_type == ObjectType::Contacts).map(|target| target.id);
    if let Some(contact) = requester {
        let gone = |_| CrmError::from(Refused::NoSuchTarget { object_type: ObjectType::Contacts, id: contact.to_string() });
        contact_feature::edit::present(tx, model::ContactId(contact)).await.map_err(gone)?;
    }
    let filing = Filing {
        priority: draft.get("hs_ticket_priority").and_then(Priority::parse),
        category: draft.get("hs_ticket_category").filter(|text| !text.is_empty()),
        owner: owner.map(|owner| owner.0),
        whose: Whose::Exactly { contacts: requester.as_slice(), companies: &[] },
        stage,
        created: created(draft),
        ..Filing::new(
            desk.author(),
            subject.as_deref().unwrap_or_default(),
            content.as_deref().unwrap_or_default(),
            draft.get("source_type").filter(|text| !text.is_empty()).unwrap_or("FORM"),
        )
    };
    let filed = filing::file(portico, tx, filing).await?;
    let ticket = filed.map_err(|_| Failure::internal("a ticket without a key was filed before"))?;
    if let Some(closed) = draft.get("closed_date").and_then(super::values::moment) {
        close_at(tx, ticket, closed).await?;
    }
    // A ticket that comes closed is a record of what was, and nobody is told that it arrived.
    if stage.is_some_and(|stage| stage.turn != "CLOSED") {
        letters::filed_for(portico, tx, ticket).await?;
    }
    Entry::new(Actor::from(desk.author()), "ticket_created", format!("ticket:{ticket}")).write(tx, portico.now()).await?;
    Ok(Made { id: ticket.0, told: vec![Change::Ticket(ticket)] })
}

async fn close_at(tx: &DatabaseTransaction, ticket: TicketId, closed: Timestamp) -> Outcome<()> {
    use crate::tables::tickets;
    let mine = tickets::Entity::update_many().filter(tickets::Column::Id.eq(ticket.0));
    mine.col_expr(tickets::Column::ClosedAt, Expr::value(closed.0)).exec(tx).await?;
    Ok(())
}
