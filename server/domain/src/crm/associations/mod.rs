//! Associations between records, made and read from either end. Both ends are one row, so that neither can be without the
//! other; only two records of one kind, of which neither is first, have one each.

pub(super) mod family;
mod imported;
mod read;
mod related;
pub(super) mod same_type;
mod take;
mod write;

use serde::{Deserialize, Serialize};

use super::association_labels::NamedLabel;
use super::links::types_between;
use super::object_types::ObjectType;
use super::refused::{Done, Refused};

pub(crate) use family::PARENT_LABEL;
pub(crate) use imported::{Imported, Named, State, labels, make, state, unlabel, unlink};
pub use read::{LinkPage, LinkRead};
pub(crate) use related::related;
pub use write::{LinkAnswer, LinkProblem, LinkWanted};
pub(super) use write::{Target, link, link_further};

/// From which kind to which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairKinds {
    pub from: ObjectType,
    pub to: ObjectType,
}

/// A label that associations of a pair of kinds can bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkLabel {
    pub type_id: i64,
    /// *Primary*; the other one has no label.
    pub primary: bool,
}

/// Two associated records, seen from the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedPair {
    pub from: i64,
    pub to: i64,
    pub primary: bool,
    /// Beside the plain and the primary one.
    #[serde(default)]
    pub labels: Vec<NamedLabel>,
}

impl PairKinds {
    /// Kinds that nothing associates are refused.
    pub fn of(from: ObjectType, to: ObjectType) -> Done<Self> {
        match types_between(from, to) {
            Some(_) => Ok(Self { from, to }),
            None => Err(Refused::NotAssociable { from, to }.into()),
        }
    }

    /// The labels, the plain one last.
    pub fn labels(self) -> Vec<LinkLabel> {
        let types = types_between(self.from, self.to);
        let primary = types.and_then(|types| types.primary).map(|type_id| LinkLabel { type_id, primary: true });
        let plain = types.map(|types| LinkLabel { type_id: types.plain, primary: false });
        primary.into_iter().chain(plain).collect()
    }

    /// The labels of one association: a primary one is a plain one too.
    pub fn labels_of(self, primary: bool) -> Vec<LinkLabel> {
        self.labels().into_iter().filter(|label| primary || !label.primary).collect()
    }

    /// The same, from the other end.
    pub fn inverse(self) -> Self {
        Self { from: self.to, to: self.from }
    }
}
