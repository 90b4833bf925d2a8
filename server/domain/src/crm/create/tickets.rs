//! New tickets. A batch is looked at as a whole first, and then written as a whole, in as many statements as one takes.

use std::collections::HashMap;

use model::tickets::{Priority, SUBJECT_MAX, TEXT_MAX};
use model::{Problem, TicketId, UserId};
use sea_orm::DatabaseTransaction;

use super::targets::{Live, Targets};
use super::{Made, Source, created};
use crate::audit::{self, Actor, Entry};
use crate::crm::associations::{Target, link_further};
use crate::crm::definitions::Definitions;
use crate::crm::draft::{Draft, NewRecord, Owners};
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::refused::{Done, Refused, ValueProblem};
use crate::crm::store_values::{self, NewValues, Values};
use crate::crm::{unique, values};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::tables::stages;
use crate::tickets::filing::{self, Filing, Whose};
use crate::tickets::letters;
use crate::tickets::stages::Stages;

/// A ticket that can be filed: nothing about it is refused.
struct Plan<'a> {
    id: i64,
    draft: Draft,
    subject: Option<String>,
    content: Option<String>,
    stage: &'a stages::Model,
    owner: Option<UserId>,
    targets: Vec<Target>,
    contacts: Vec<i64>,
    companies: Vec<(i64, bool)>,
}

/// What a batch is held against.
struct Facts<'a> {
    stages: &'a Stages,
    owners: Owners,
    live: Live,
}

/// Files tickets, or answers why one cannot be. `whole`: then none is, and that is the answer.
pub async fn create_all(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    definitions: &Definitions,
    new: &[&NewRecord],
    whole: bool,
) -> Done<Vec<Result<Made, Refused>>> {
    let stages = Stages::load(tx).await?;
    let ids = filing::numbers(tx, new.len()).await?;
    let mut plans = plan(desk, tx, definitions, &stages, &ids, new).await?;
    let source = Source::of(desk);
    refuse_taken(tx, definitions, &source, &mut plans).await?;
    if whole && let Some(refused) = plans.iter().find_map(|plan| plan.as_ref().err()) {
        return Err(refused.clone().into());
    }
    let good: Vec<&Plan> = plans.iter().flatten().collect();
    file(desk, tx, &good).await?;
    let values = values_of(definitions, &source, &good);
    store_values::write_new(tx, Actor::from(desk.author()), at(desk), &values).await?;
    let mut kept: HashMap<i64, Values> = values.iter().map(|new| (new.record, new.kept())).collect();
    let mut made = Vec::with_capacity(plans.len());
    for plan in plans {
        made.push(match plan {
            Ok(plan) => Ok(Made { values: kept.remove(&plan.id), ..finish(desk, tx, &plan).await? }),
            Err(refused) => Err(refused),
        });
    }
    Ok(made)
}

fn at(desk: &TokenDesk) -> (ObjectType, i64) {
    (ObjectType::Tickets, desk.portico.now().0)
}

/// Reads what all of them need once, and looks at each.
async fn plan<'a>(
    desk: &TokenDesk,
    tx: &DatabaseTransaction,
    definitions: &Definitions,
    stages: &'a Stages,
    ids: &[i64],
    new: &[&NewRecord],
) -> Done<Vec<Result<Plan<'a>, Refused>>> {
    let mut targets = Targets::from(ObjectType::Tickets, desk);
    let mut read = Vec::with_capacity(new.len());
    for new in new {
        let draft = Draft::read(definitions, &new.properties, |_| None);
        let named = targets.named(tx, &new.links).await?;
        read.push(draft.and_then(|draft| Ok((draft, named?))));
    }
    let live = Live::among_merged(tx, read.iter_mut().flatten().map(|(_, targets)| targets).collect()).await?;
    let owners = Owners::among(tx, read.iter().flatten().map(|(draft, _)| draft)).await?;
    let facts = Facts { stages, owners, live };
    let planned = read.into_iter().zip(ids).map(|(read, id)| read.and_then(|(draft, targets)| look(&facts, *id, draft, targets)));
    Ok(planned.collect())
}

fn look<'a>(facts: &Facts<'a>, id: i64, draft: Draft, targets: Vec<Target>) -> Result<Plan<'a>, Refused> {
    let (subject, content) = ticket_texts(&draft)?;
    let stage = stage_of(facts.stages, &draft, None)?.ok_or_else(lacks_stage)?;
    let owner = draft.owner_among(&facts.owners)?.flatten();
    for target in &targets {
        facts.live.require(target)?;
    }
    let of = |object_type| targets.iter().filter(move |target| target.object_type == object_type);
    let contacts = of(ObjectType::Contacts).map(|target| target.id).collect();
    // The first company of a ticket is its primary one, unless another is said to be.
    let firms: Vec<&Target> = of(ObjectType::Companies).collect();
    let primary = firms.iter().rposition(|target| target.primary).unwrap_or(0);
    let companies = firms.iter().enumerate().map(|(place, target)| (target.id, place == primary)).collect();
    Ok(Plan { id, draft, subject, content, stage, owner, targets, contacts, companies })
}

/// Of the tickets that want a value that another record has, none can be filed.
async fn refuse_taken(
    tx: &DatabaseTransaction,
    definitions: &Definitions,
    source: &Source,
    plans: &mut [Result<Plan<'_>, Refused>],
) -> Outcome<()> {
    let good: Vec<&Plan> = plans.iter().flatten().collect();
    let mut taken = unique::claim(tx, ObjectType::Tickets, &values_of(definitions, source, &good)).await?;
    for plan in plans {
        if let Ok(Plan { id, .. }) = plan
            && let Some(refused) = taken.remove(id)
        {
            *plan = Err(refused);
        }
    }
    Ok(())
}

fn values_of<'a>(definitions: &'a Definitions, source: &'a Source, plans: &[&'a Plan<'_>]) -> Vec<NewValues<'a>> {
    plans.iter().map(|plan| NewValues { record: plan.id, values: source.values(definitions, &plan.draft) }).collect()
}

impl Plan<'_> {
    fn filing(&self) -> Filing<'_> {
        Filing {
            priority: self.draft.get("hs_ticket_priority").and_then(Priority::parse),
            category: self.draft.get("hs_ticket_category").filter(|text| !text.is_empty()),
            owner: self.owner.map(|owner| owner.0),
            whose: Whose::Exactly { contacts: &self.contacts, companies: &self.companies },
            stage: Some(self.stage),
            created: created(&self.draft),
            closed: self.draft.get("closed_date").and_then(values::moment),
            ..Filing::new(
                self.subject.as_deref().unwrap_or_default(),
                self.content.as_deref().unwrap_or_default(),
                self.draft.get("source_type").unwrap_or_default(),
            )
        }
    }
}

/// Files the tickets, tells their contacts, and notes it in the trail.
async fn file(desk: &TokenDesk, tx: &DatabaseTransaction, plans: &[&Plan<'_>]) -> Outcome<()> {
    let portico = &desk.portico;
    let ids: Vec<i64> = plans.iter().map(|plan| plan.id).collect();
    let filings: Vec<Filing> = plans.iter().map(|plan| plan.filing()).collect();
    if !filing::file_all(portico, tx, desk.author(), &ids, &filings).await? {
        return Err(Failure::internal("a ticket without a key was filed before"));
    }
    // A ticket that comes closed is a record of what was, and nobody is told that it arrived.
    let open = plans.iter().filter(|plan| plan.stage.turn != "CLOSED");
    let told: Vec<(TicketId, &[i64])> = open.map(|plan| (TicketId(plan.id), plan.contacts.as_slice())).collect();
    letters::filed_for(portico, tx, &told).await?;
    let entries = ids.iter().map(|id| Entry::new(Actor::from(desk.author()), "ticket_created", format!("ticket:{id}")));
    audit::write_all(tx, portico.now(), entries).await
}

/// What its associations have beside being there.
async fn finish(desk: &TokenDesk, tx: &DatabaseTransaction, plan: &Plan<'_>) -> Done<Made> {
    let mut told = vec![Change::Ticket(TicketId(plan.id))];
    for target in &plan.targets {
        told.extend(link_further(desk, tx, (ObjectType::Tickets, plan.id), target).await?);
    }
    Ok(Made::of(plan.id, told))
}

fn lacks_stage() -> Refused {
    Refused::Required { object_type: ObjectType::Tickets, properties: vec!["hs_pipeline_stage".to_owned()] }
}

/// A subject in one line and a description, as they are stored; either may be empty.
pub fn ticket_texts(draft: &Draft) -> Result<(Option<String>, Option<String>), Refused> {
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
pub fn stage_of<'a>(stages: &'a Stages, draft: &Draft, pipeline: Option<i64>) -> Result<Option<&'a stages::Model>, Refused> {
    let written = draft.get("hs_pipeline").filter(|text| !text.is_empty());
    let wanted = match written {
        None => pipeline.unwrap_or(0),
        Some(text) => parse_id(text).filter(|id| stages.of(*id).next().is_some()).ok_or_else(|| {
            draft.problem("hs_pipeline", ValueProblem::NotAnOption(stages.pipelines().iter().map(i64::to_string).collect()))
        })?,
    };
    match draft.get("hs_pipeline_stage").filter(|text| !text.is_empty()) {
        Some(text) => {
            let found = parse_id(text).and_then(|id| stages.of(wanted).find(|stage| stage.id == id));
            let options = || stages.of(wanted).map(|stage| stage.id.to_string()).collect();
            Ok(Some(found.ok_or_else(|| draft.problem("hs_pipeline_stage", ValueProblem::NotAnOption(options())))?))
        }
        None if pipeline == Some(wanted) && draft.get("hs_pipeline_stage").is_none() => Ok(None),
        None => Err(lacks_stage()),
    }
}
