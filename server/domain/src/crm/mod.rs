//! Records as integrations see them: contacts, companies and tickets as bags of properties with associations, in the
//! shapes of HubSpot's API.
//!
//! This is a third door to what the desks do, and holds no rule about contacts, companies or tickets: what is written goes
//! through the same verbs as a page's form (`contacts::edit`, `companies::edit`, `helpdesk::change`, `tickets::filing`),
//! with their refusals, events, letters and live updates. What is here is how properties are described and kept, and how
//! records are found.

mod archive;
mod archived;
mod association_labels;
mod associations;
mod batch;
mod create;
mod definitions;
pub(crate) mod desk;
mod draft;
mod erase;
pub(crate) mod facts;
mod links;
mod load;
mod merge;
mod notes;
mod object_types;
mod owners;
mod pipelines;
mod read;
mod record;
mod refused;
mod search;
pub(crate) mod store_values;
pub(crate) mod unique;
mod update;
mod values;
mod versions;
mod work;

pub use crate::pipelines::{NewPipeline, NewStage, StageChange};
pub(crate) use association_labels::add as add_association_label;
pub use association_labels::{NamedLabel, NewLabel};
pub(crate) use associations::PARENT_LABEL;
pub(crate) use associations::{
    Imported as ImportedAssociation, Named as NamedAssociation, State as AssociationState, labels as association_labels_of,
    make as make_association, related, state as association_state, unlabel as unlabel_association, unlink as unlink_same_type,
};
pub use associations::{LinkAnswer, LinkLabel, LinkPage, LinkProblem, LinkRead, LinkWanted, LinkedPair, PairKinds};
pub(crate) use batch::check_batch;
pub use batch::{BatchAnswer, BatchItem, BatchProblem, BatchStep, Keyed};
pub use definitions::{Choice, Definition, NewProperty, PropertyChange, PropertyGroup, PropertyKind};
pub(crate) use definitions::{Definitions, add_property, add_property_group, property_groups};
pub use draft::{NewLink, NewRecord};
pub(crate) use facts::Facts;
pub(crate) use links::types_between;
pub use object_types::ObjectType;
pub use owners::Owner;
pub use pipelines::{Pipeline, PipelineChange, PipelineStage};
pub(crate) use read::parse_id;
pub use read::{By, ListPage};
pub use record::{LinkedBriefly, Record, ValueVersion, Wanted};
pub use refused::{CrmError, Done, PropertyProblem, Refused, ValueProblem};
pub(crate) use search::holding;
pub use search::{Filter, Found, Operator, SearchProblem, SearchRequest, Sort};
pub use values::moment;
pub(crate) use values::{canonical, number_key, text_key};
pub(crate) use versions::source_of;
pub use work::Once;
pub(crate) use work::Work;

/// The number of the one account that there is here, which HubSpot calls a portal.
pub const PORTAL: i64 = 1;
