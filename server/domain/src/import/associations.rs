//! A row as two records that are there already and belong together: related ones of one kind, a company's parent, a
//! label of one's own.
//!
//! Whose a ticket is decides who sees it, so no row of this kind says it: that stands in the file of tickets.

use std::collections::{HashMap, HashSet};

use csv::StringRecord;
use model::{Fault, Problem};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::directory::{Directory, Named, join};
use super::draft::{Action, Draft, Found, Numbered, Planned};
use super::marks::Marks;
use super::notes::Noted;
use super::plan::writes;
use super::reading::{Reading, Words};
use super::report::Reason;
use super::values::clean;
use super::{ImportKind, key, marks, told, traces};
use crate::crm::{
    AssociationState, CrmError, ImportedAssociation, NamedAssociation, NamedLabel, ObjectType, PairKinds, association_labels_of,
    association_state, facts, make_association,
};
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;

/// The columns that a file must have, and what they say.
pub(super) const NEEDED: [(&str, &[&str]); 4] = [
    ("kind of the one record", &["from_object"]),
    ("id of the one record", &["from_id"]),
    ("kind of the other record", &["to_object"]),
    ("id of the other record", &["to_id"]),
];

#[derive(Debug, Clone)]
pub(super) struct AssociationDraft {
    kinds: PairKinds,
    from: String,
    to: String,
    label: String,
    marks: Marks,
}

/// A kind of record that files bring.
fn object(property: &'static str, text: &str) -> Result<ObjectType, Reason> {
    let found = ObjectType::parse(text).filter(|kind| *kind != ObjectType::Notes);
    found.ok_or_else(|| Reason::UnknownObject { property, value: clean(text, 100) })
}

fn kind_of(object_type: ObjectType) -> ImportKind {
    match object_type {
        ObjectType::Contacts => ImportKind::Contacts,
        ObjectType::Companies => ImportKind::Companies,
        ObjectType::Tickets | ObjectType::Notes => ImportKind::Tickets,
    }
}

impl AssociationDraft {
    fn ends(&self) -> [(ObjectType, &str); 2] {
        [(self.kinds.from, &self.from), (self.kinds.to, &self.to)]
    }

    /// Two records of one kind are associated from either end alike.
    fn is_mutual(&self) -> bool {
        self.label.is_empty()
    }
}

impl Draft for AssociationDraft {
    const KIND: ImportKind = ImportKind::Associations;
    const REMEMBERED: bool = false;

    fn of(reading: &Reading, cells: &StringRecord, _: &mut Vec<Noted>) -> Result<Self, Reason> {
        let cell = |property| reading.cell(property, cells);
        for (needed, columns) in NEEDED {
            if cell(columns[0]).is_empty() {
                return Err(reading.lacks(needed, cells));
            }
        }
        let (from, to) = (object("from_object", cell("from_object"))?, object("to_object", cell("to_object"))?);
        let kinds = PairKinds::of(from, to).map_err(|_| Reason::UnfitPair)?;
        let (from, to) = (clean(cell("from_id"), 200), clean(cell("to_id"), 200));
        if kinds.from == kinds.to && from == to {
            return Err(Reason::UnfitPair);
        }
        Ok(Self { kinds, from, to, label: clean(cell("label"), 200), marks: Marks::default() })
    }

    fn keys(&self) -> Vec<String> {
        let mut ends = self.ends().map(|(kind, id)| format!("{}:{id}", kind.word()));
        if self.is_mutual() {
            ends.sort();
        }
        vec![format!("{}\0{}\0{}", ends[0], ends[1], fold_key(&self.label))]
    }

    fn marks(&self) -> &Marks {
        &self.marks
    }

    fn external_id(&self) -> Option<&str> {
        None
    }

    fn named(&self) -> Named<'_> {
        Named::default()
    }

    async fn find<C: ConnectionTrait>(connection: &C, _: &Words, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Found>>> {
        let known = Known::load(connection, drafts.iter().map(|row| &row.draft)).await?;
        let mut found = Vec::new();
        for row in drafts {
            let is_so = match known.named(&row.draft) {
                Ok(named) => is_so(&named, association_state(connection, &named).await?),
                Err(_) => false,
            };
            found.push(is_so.then(|| Found { id: 0, marks: Marks::default(), marked: true, identity: None }));
        }
        Ok(found)
    }

    async fn refusals<C: ConnectionTrait>(connection: &C, drafts: &[Numbered<Self>]) -> Outcome<Vec<Option<Reason>>> {
        let known = Known::load(connection, drafts.iter().map(|row| &row.draft)).await?;
        let mut refusals = Vec::new();
        for row in drafts {
            refusals.push(match known.named(&row.draft) {
                Err(reason) => Some(reason),
                Ok(named) => refusal(&named, association_state(connection, &named).await?),
            });
        }
        Ok(refusals)
    }

    async fn write(tx: &DatabaseTransaction, words: &Words, planned: &[Planned<Self>], _: &Directory) -> Outcome<Vec<i64>> {
        let new: Vec<&Self> = planned.iter().filter(|row| matches!(row.action, Action::Create)).map(|row| &row.draft).collect();
        let known = Known::load(tx, new.iter().copied()).await?;
        for draft in new {
            // Gone since it was looked for.
            let named = known.named(draft).map_err(|_| Fault::invalid("to_id", Problem::Unknown))?;
            write_one(tx, words, &named).await?;
        }
        Ok(writes(planned).map(|_| 0).collect())
    }
}

/// What rows mean by their ids and labels.
struct Known {
    records: HashMap<(ObjectType, String), i64>,
    labels: HashMap<(ObjectType, ObjectType), Vec<NamedLabel>>,
}

impl Known {
    async fn load<'a>(
        connection: &impl ConnectionTrait,
        drafts: impl Iterator<Item = &'a AssociationDraft> + Clone,
    ) -> Outcome<Self> {
        let mut known = Self { records: HashMap::new(), labels: HashMap::new() };
        for kind in [ObjectType::Contacts, ObjectType::Companies, ObjectType::Tickets] {
            let ids: HashSet<&str> =
                drafts.clone().flat_map(AssociationDraft::ends).filter(|end| end.0 == kind).map(|end| end.1).collect();
            let ids = ids.into_iter().map(str::to_owned).collect();
            let found = marks::by_external_id(connection, kind_of(kind), ids).await?;
            let live = key::present(connection, kind_of(kind), found.values().copied().collect()).await?;
            let live: HashSet<i64> = live.into_iter().collect();
            let found = found.into_iter().filter(|(_, id)| live.contains(id));
            known.records.extend(found.map(|(word, id)| ((kind, word), id)));
        }
        let pairs: HashSet<_> =
            drafts.filter(|draft| !draft.label.is_empty()).map(|draft| (draft.kinds.from, draft.kinds.to)).collect();
        for (from, to) in pairs {
            known.labels.insert((from, to), association_labels_of(connection, PairKinds { from, to }).await?);
        }
        Ok(known)
    }

    fn named(&self, draft: &AssociationDraft) -> Result<NamedAssociation, Reason> {
        let kinds = draft.kinds;
        let record = |kind: ObjectType, property: &'static str, id: &str| {
            let found = self.records.get(&(kind, id.to_owned())).copied();
            found.ok_or_else(|| Reason::NoSuchEnd { property, value: id.to_owned() })
        };
        let (from, to) = (record(kinds.from, "from_id", &draft.from)?, record(kinds.to, "to_id", &draft.to)?);
        if kinds.from == kinds.to && from == to {
            return Err(Reason::UnfitPair);
        }
        let word = fold_key(&draft.label);
        let mut labels = self.labels.get(&(kinds.from, kinds.to)).into_iter().flatten();
        let label = match word.is_empty() {
            true => None,
            false => {
                let found = labels.find(|label| fold_key(&label.label) == word || fold_key(&label.name) == word);
                Some(found.cloned().ok_or_else(|| Reason::UnknownLabel(draft.label.clone()))?)
            }
        };
        Ok(NamedAssociation { kinds, from, to, label })
    }
}

fn is_so(named: &NamedAssociation, state: AssociationState) -> bool {
    state.associated && (named.label.is_none() || state.labelled)
}

fn refusal(named: &NamedAssociation, state: AssociationState) -> Option<Reason> {
    if state.circle {
        return Some(Reason::Circle);
    }
    let of_ticket = named.kinds.from != named.kinds.to && [named.kinds.from, named.kinds.to].contains(&ObjectType::Tickets);
    (of_ticket && !state.associated).then_some(Reason::NotAssociated)
}

/// A contact and a company that are not associated yet are, but as what shows nobody a ticket: not as the primary one.
async fn write_one(tx: &DatabaseTransaction, words: &Words, named: &NamedAssociation) -> Outcome<()> {
    let (from, to) = (named.from, named.to);
    let member = match (named.kinds.from, named.kinds.to) {
        (ObjectType::Contacts, ObjectType::Companies) => Some((from, to)),
        (ObjectType::Companies, ObjectType::Contacts) => Some((to, from)),
        _ => None,
    };
    if let Some((contact, company)) = member {
        join(tx, vec![(contact, company)], &[contact], words.at).await?;
    }
    // A row before it may have put the one above the other. Alone it is compared with what that made.
    if association_state(tx, named).await?.circle {
        return Err(Fault::invalid("to_id", Problem::Unknown).into());
    }
    let made = make_association(tx, words.now, named).await.map_err(|error| match error {
        CrmError::Failure(failure) => failure,
        CrmError::Refused(_) => Failure::from(Fault::invalid("label", Problem::Unknown)),
    })?;
    for one in made {
        match one {
            ImportedAssociation::Linked(link) => told::linked(tx, words.at, &[link]).await?,
            ImportedAssociation::Labelled { type_id } => traces::labelled(tx, words.at, named.kinds, (from, to), type_id).await?,
            ImportedAssociation::Parent { before, after } => {
                let (was, is) = (facts::of_company(&before), facts::of_company(&after));
                told::changed(tx, (ObjectType::Companies, after.id), words.at, &was, &is).await?;
            }
        }
    }
    Ok(())
}
