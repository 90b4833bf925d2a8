//! A schema brought into an installation: what is missing is made, and what is there stays as it is.

use std::fmt;
use std::path::Path;

use model::Timestamp;
use sea_orm::{DatabaseTransaction, TransactionTrait};

use super::read::{KINDS, read};
use super::{FORMAT, GroupSchema, LabelSchema, ObjectSchema, PropertySchema, Schema};
use crate::audit::Actor;
use crate::crm::{
    Choice, CrmError, NewLabel, NewProperty, ObjectType, PairKinds, PropertyGroup, Refused, add_association_label, add_property,
    add_property_group,
};
use crate::failure::Outcome;
use crate::import::ImportError;
use crate::portico::Portico;

/// What became of a schema.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemaReport {
    pub dry_run: bool,
    /// What was made, by a word for each: `property contacts.customer_number`.
    pub made: Vec<String>,
    /// What was there already, and is the same.
    pub unchanged: u64,
    /// What is there and is not the same, or could not be made, and why.
    pub left: Vec<(String, String)>,
}

impl fmt::Display for SchemaReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.made.iter().try_for_each(|made| writeln!(out, "  + {made}"))?;
        self.left.iter().try_for_each(|(what, why)| writeln!(out, "{what}: {why}"))?;
        let would = if self.dry_run { "Dry run, nothing was written. Would be: " } else { "" };
        let (made, left) = (self.made.len(), self.left.len());
        writeln!(out, "{would}{made} made, {} there already, {left} left as they are.", self.unchanged)
    }
}

/// Makes what a `schema.json` has and this installation does not, in one transaction.
pub async fn import(portico: &Portico, path: &Path, dry_run: bool) -> Result<SchemaReport, ImportError> {
    let text = std::fs::read_to_string(path).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let schema: Schema = serde_json::from_str(&text).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    if schema.format != FORMAT {
        return Err(ImportError::Unreadable(format!("its format is {}, and this version reads {FORMAT}", schema.format)));
    }
    let tx = portico.store().begin().await?;
    let present = read(&tx).await?;
    let mut step = Step { tx: &tx, by: (Actor::Operator, portico.now()), report: SchemaReport { dry_run, ..Default::default() } };
    step.objects(&schema.objects, &present.objects).await?;
    step.labels(&schema.association_labels, &present.association_labels).await?;
    step.pipelines(&schema.pipelines).await?;
    let report = step.report;
    match dry_run {
        true => tx.rollback().await?,
        false => tx.commit().await?,
    }
    Ok(report)
}

pub(super) struct Step<'a> {
    pub tx: &'a DatabaseTransaction,
    pub by: (Actor, Timestamp),
    pub report: SchemaReport,
}

fn refusal(refused: &Refused) -> String {
    match refused {
        Refused::FieldUnfit(field) => format!("its {field} is not one that can be"),
        Refused::NoSuchGroup(group) => format!("there is no group {group}"),
        Refused::TooManyProperties { max, .. } | Refused::TooManyLabels { max } => format!("there are {max} already"),
        other => format!("{other:?}"),
    }
}

impl Step<'_> {
    /// Notes what became of something that was to be made, each in a savepoint of its own.
    fn note(&mut self, what: String, outcome: Result<(), CrmError>) -> Outcome<()> {
        match outcome {
            Ok(()) => self.report.made.push(what),
            Err(CrmError::Refused(refused)) => self.report.left.push((what, refusal(&refused))),
            Err(CrmError::Failure(failure)) => return Err(failure),
        }
        Ok(())
    }

    /// What is there by the same name: the same, or another.
    fn compare(&mut self, what: String, is_same: bool) {
        match is_same {
            true => self.report.unchanged += 1,
            false => self.report.left.push((what, "there is another one of that name, which stays".to_owned())),
        }
    }

    async fn objects(&mut self, wanted: &[ObjectSchema], present: &[ObjectSchema]) -> Outcome<()> {
        for object in wanted {
            let Some(kind) = ObjectType::parse(&object.object_type).filter(|kind| KINDS.contains(kind)) else {
                self.report.left.push((object.object_type.clone(), "there are no such records".to_owned()));
                continue;
            };
            let there = present.iter().find(|there| there.object_type == kind.word());
            for group in &object.groups {
                let known = there.and_then(|there| there.groups.iter().find(|known| known.name == group.name));
                self.group(kind, group, known).await?;
            }
            for property in &object.properties {
                let known = there.and_then(|there| there.properties.iter().find(|known| known.name == property.name));
                self.property(kind, property, known).await?;
            }
        }
        Ok(())
    }

    async fn group(&mut self, kind: ObjectType, wanted: &GroupSchema, known: Option<&GroupSchema>) -> Outcome<()> {
        let what = format!("group {}.{}", kind.word(), wanted.name);
        if let Some(known) = known {
            self.compare(what, known == wanted);
            return Ok(());
        }
        let new = PropertyGroup {
            name: wanted.name.clone(),
            label: wanted.label.clone(),
            display_order: wanted.display_order,
            archived: false,
        };
        let inner = self.tx.begin().await?;
        let outcome = add_property_group(self.by, &inner, kind, &new).await.map(drop);
        settle(inner, outcome.is_ok()).await?;
        self.note(what, outcome)
    }

    async fn property(&mut self, kind: ObjectType, wanted: &PropertySchema, known: Option<&PropertySchema>) -> Outcome<()> {
        let what = format!("property {}.{}", kind.word(), wanted.name);
        if let Some(known) = known {
            self.compare(what, known == wanted);
            return Ok(());
        }
        let option = |option: &super::OptionSchema| Choice {
            value: option.value.clone(),
            label: option.label.clone(),
            display_order: option.display_order,
            hidden: option.hidden,
            description: option.description.clone(),
        };
        let new = NewProperty {
            name: wanted.name.clone(),
            label: wanted.label.clone(),
            kind: wanted.kind.clone(),
            field: wanted.field_type.clone(),
            group: wanted.group_name.clone(),
            description: wanted.description.clone(),
            options: wanted.options.iter().map(option).collect(),
            display_order: wanted.display_order,
            unique: wanted.has_unique_value,
            hidden: wanted.hidden,
            form_field: wanted.form_field,
        };
        let inner = self.tx.begin().await?;
        let outcome = add_property(self.by, &inner, kind, &new).await;
        settle(inner, outcome.is_ok()).await?;
        self.note(what, outcome)
    }

    async fn labels(&mut self, wanted: &[LabelSchema], present: &[LabelSchema]) -> Outcome<()> {
        for label in wanted {
            let what = format!("label {} to {}: {}", label.from_object_type, label.to_object_type, label.label);
            let between = |known: &&LabelSchema| {
                known.from_object_type == label.from_object_type && known.to_object_type == label.to_object_type
            };
            if let Some(known) = present.iter().filter(between).find(|known| known.name == label.name) {
                self.compare(what, known == label);
                continue;
            }
            let kinds = (ObjectType::parse(&label.from_object_type), ObjectType::parse(&label.to_object_type));
            let (Some(from), Some(to)) = kinds else {
                self.report.left.push((what, "there are no such records".to_owned()));
                continue;
            };
            let new = NewLabel { name: label.name.clone(), label: label.label.clone(), inverse: label.inverse_label.clone() };
            let inner = self.tx.begin().await?;
            let outcome = add_association_label(self.by, &inner, PairKinds { from, to }, &new).await.map(drop);
            settle(inner, outcome.is_ok()).await?;
            self.note(what, outcome)?;
        }
        Ok(())
    }
}

/// Keeps or forgets what was done since a savepoint.
pub(super) async fn settle(inner: DatabaseTransaction, done: bool) -> Outcome<()> {
    match done {
        true => inner.commit().await?,
        false => inner.rollback().await?,
    }
    Ok(())
}
