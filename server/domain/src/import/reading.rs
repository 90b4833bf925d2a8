//! What a row is read with: the columns, how each writes its dates, and the installation's own words.

use std::collections::HashMap;
use std::sync::Arc;

use csv::StringRecord;
use model::Timestamp;
use model::tickets::Turn;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::Only;
use super::check::Rules;
use super::columns::{Columns, cell_at, normal};
use super::dates::{self, Notation};
use super::key::Key;
use super::marks::OWN_NUMBER;
use super::notes::{Instead, Noted, Remark};
use super::report::Reason;
use super::tickets::ids;
use super::traces::At;
use super::values::clean;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::{inboxes, pipelines, stages, users};
use crate::tickets::stages::turn_word;

/// The default ticket pipeline and its first stage.
const PIPELINE: i64 = 0;
const NEW: i64 = 1;

pub(super) struct Reading {
    pub columns: Columns,
    /// Of the columns of dates.
    pub dates: HashMap<usize, Notation>,
    pub words: Arc<Words>,
}

/// What the installation calls its things.
pub(super) struct Words {
    pub at: At,
    pub now: Timestamp,
    /// What records are recognised by.
    pub key: Key,
    /// Only records that are there already, or only new ones.
    pub only: Option<Only>,
    pub inbox: Option<i64>,
    /// Who answered, where nobody in particular did.
    pub inbox_name: Option<String>,
    stages: Vec<Stage>,
    pipelines: Vec<pipelines::Model>,
    /// E-mail address or name, and the user.
    users: HashMap<String, i64>,
}

/// A stage and the words by which a file can mean it.
struct Stage {
    pipeline: i64,
    id: i64,
    turn: String,
    words: Vec<String>,
}

impl From<stages::Model> for Stage {
    fn from(stage: stages::Model) -> Self {
        let mut words = vec![normal(&stage.label), stage.id.to_string()];
        words.extend(stage.customer_label.as_deref().map(normal));
        Self { pipeline: stage.pipeline_id, id: stage.id, turn: stage.turn, words }
    }
}

impl Words {
    pub async fn load(portico: &Portico, chosen: Rules, import: Option<i64>) -> Outcome<Self> {
        let Rules { key, only, own_numbers } = chosen;
        let reader = portico.store().reader();
        let stages = stages::Entity::find().filter(stages::Column::ArchivedAt.is_null());
        let stages = stages.order_by_asc(stages::Column::Position).order_by_asc(stages::Column::Id).all(reader).await?;
        let pipelines = pipelines::Entity::find().filter(pipelines::Column::ArchivedAt.is_null());
        let pipelines = pipelines.order_by_asc(pipelines::Column::Id).all(reader).await?;
        let inbox = inboxes::Entity::find().filter(inboxes::Column::ArchivedAt.is_null());
        let inbox = inbox.order_by_asc(inboxes::Column::Id).one(reader).await?;
        let mut by_word = HashMap::new();
        for user in users::Entity::find().order_by_desc(users::Column::Id).all(reader).await? {
            by_word.insert(normal(&user.name), user.id);
            if own_numbers {
                by_word.insert(user.id.to_string(), user.id);
            }
            by_word.insert(user.email, user.id);
        }
        let (inbox, inbox_name) = inbox.map(|inbox| (inbox.id, inbox.name)).unzip();
        let stages = stages.into_iter().map(Stage::from).collect();
        let now = portico.now();
        Ok(Self { at: At { now, import }, now, key, only, inbox, inbox_name, stages, pipelines, users: by_word })
    }

    pub fn user(&self, text: &str) -> Option<i64> {
        self.users.get(&text.trim().to_ascii_lowercase()).or_else(|| self.users.get(&normal(text))).copied()
    }

    /// By label or id; the default one if there is nothing by that name.
    pub fn pipeline(&self, text: &str) -> Option<i64> {
        let word = normal(text);
        let found = self.pipelines.iter().find(|pipeline| normal(&pipeline.label) == word || pipeline.id.to_string() == word);
        found.map(|pipeline| pipeline.id)
    }

    pub fn default_pipeline(&self) -> i64 {
        PIPELINE
    }

    /// By the stage's own label, its customers' label or its id, else by a common word for whose turn it is. HubSpot's
    /// exports write the pipeline's label behind it in brackets. Answers the stage's id and turn.
    pub fn stage(&self, pipeline: i64, text: &str) -> Option<(i64, String)> {
        let bare = text.trim().strip_suffix(')').and_then(|text| text.rsplit_once(" (")).map(|(label, _)| label);
        self.stage_called(pipeline, text).or_else(|| self.stage_called(pipeline, bare?))
    }

    /// Whether it is what a stage of another pipeline is called, and none of this one.
    pub fn is_stage_elsewhere(&self, pipeline: i64, text: &str) -> bool {
        let word = normal(text);
        let mut called = self.stages.iter().filter(|stage| stage.words.contains(&word)).peekable();
        called.peek().is_some() && called.all(|stage| stage.pipeline != pipeline)
    }

    fn stage_called(&self, pipeline: i64, text: &str) -> Option<(i64, String)> {
        let word = normal(text);
        let mut stages = self.stages.iter().filter(|stage| stage.pipeline == pipeline);
        let labelled = stages.clone().find(|stage| stage.words.contains(&word));
        let found = labelled.or_else(|| {
            let turn = turn_word(super::values::turn(text)?);
            stages.find(|stage| stage.turn == turn)
        });
        found.map(|stage| (stage.id, stage.turn.clone()))
    }

    /// Where a ticket stands of which no more is known than that it was closed.
    pub fn closed_stage(&self, pipeline: i64) -> Option<(i64, String)> {
        let closed = self.stages.iter().find(|stage| stage.pipeline == pipeline && stage.turn == turn_word(Turn::Closed));
        closed.map(|stage| (stage.id, stage.turn.clone()))
    }

    /// Where a ticket stands of which nothing else is known.
    pub fn first_stage(&self, pipeline: i64) -> (i64, String) {
        let first = self.stages.iter().find(|stage| stage.pipeline == pipeline);
        first.map_or((NEW, turn_word(Turn::New).to_owned()), |stage| (stage.id, stage.turn.clone()))
    }
}

impl Reading {
    pub fn cell<'a>(&self, property: &str, cells: &'a StringRecord) -> &'a str {
        self.columns.cell(property, cells)
    }

    /// A date; one that is not understood is noted and as if it were not there.
    pub fn date(&self, property: &'static str, cells: &StringRecord, notes: &mut Vec<Noted>) -> Option<Timestamp> {
        let text = self.cell(property, cells);
        if text.is_empty() {
            return None;
        }
        let notation = self.columns.index(property).and_then(|index| self.dates.get(&index)).copied();
        let date = dates::parse(text, notation.unwrap_or_default());
        if date.is_none() {
            self.note(property, text, Instead::NoDate, notes);
        }
        date
    }

    /// The text of a cell in one line, as much of it as can be held; what is left out is noted.
    pub fn line(&self, property: &str, max: usize, cells: &StringRecord, notes: &mut Vec<Noted>) -> String {
        let (text, kept) = (self.cell(property, cells), clean(self.cell(property, cells), max));
        self.note_cut(property, text, &kept, notes);
        kept
    }

    /// Notes where what is kept ends with the mark that the end was left out, and the file's text does not.
    pub fn note_cut(&self, property: &str, text: &str, kept: &str, notes: &mut Vec<Noted>) {
        if kept.ends_with('…') && !text.trim_end().ends_with('…') {
            self.note(property, kept, Instead::Cut, notes);
        }
    }

    pub fn note(&self, property: &str, value: &str, instead: Instead, notes: &mut Vec<Noted>) {
        notes.push((self.columns.header(property).to_owned(), value.to_owned(), Remark::NotUnderstood(instead)));
    }

    /// Whether the row is about the record whose number here it has: that one says all that the row does not.
    pub fn is_by_number(&self, cells: &StringRecord) -> bool {
        self.words.key == Key::Record && !self.cell("id", cells).is_empty()
    }

    /// Whether the row has what its record is recognised by, where that is its number here or a property of somebody's
    /// choice: then nothing else has to be there.
    pub fn is_by_key(&self, cells: &StringRecord) -> bool {
        let has = |name: &str| {
            let column = self.columns.values().find(|(definition, _)| definition.name == *name);
            column.is_some_and(|(_, index)| !cell_at(index, cells).is_empty())
        };
        self.is_by_number(cells) || matches!(&self.words.key, Key::Property(name) if has(name))
    }

    /// Ids of contacts or companies (`contact`, `company`) that a row names: those of another system, and numbers here.
    pub fn ids_of(&self, kind: &str, cells: &StringRecord) -> Vec<String> {
        let foreign = ids(self.cell(&format!("{kind}_ids"), cells)).into_iter();
        let own = ids(self.cell(&format!("{kind}_records"), cells)).into_iter().map(|id| format!("{OWN_NUMBER}{id}"));
        foreign.chain(own).collect()
    }

    /// A row without what every record of the kind needs.
    pub fn lacks(&self, needed: &'static str, cells: &StringRecord) -> Reason {
        if cells.iter().all(|cell| cell.trim().is_empty()) { Reason::Empty { needed } } else { Reason::Missing { needed } }
    }
}
