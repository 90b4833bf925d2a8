//! Notes as records.

use std::collections::BTreeMap;

use sea_orm::DatabaseTransaction;

use super::create::Made;
use super::definitions::Definitions;
use super::draft::Draft;
use super::object_types::ObjectType;
use super::refused::{Done, Refused, ValueProblem};
use super::update::{found, write_values};
use crate::attachments::{self, NOTE_FILES};
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::html;
use crate::notes::{self, NoteFields};

/// The files that a note names must be there.
async fn check_files(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<()> {
    let named = draft.get(NOTE_FILES).unwrap_or_default().split(';').map(str::trim).filter(|id| !id.is_empty());
    let ids: Option<Vec<i64>> = named.map(super::read::parse_id).collect();
    match ids {
        Some(ids) if attachments::are_there(tx, desk.portico.now(), &ids).await? => Ok(()),
        _ => Err(draft.problem(NOTE_FILES, ValueProblem::NotAnOption(Vec::new())).into()),
    }
}

/// Makes a note. The time that it says must be there.
pub async fn create(desk: &TokenDesk, tx: &DatabaseTransaction, draft: &Draft) -> Done<Made> {
    let Some(at) = draft.get("hs_timestamp").and_then(super::values::moment) else {
        let properties = vec!["hs_timestamp".to_owned()];
        return Err(Refused::Required { object_type: ObjectType::Notes, properties }.into());
    };
    check_files(desk, tx, draft).await?;
    let fields = NoteFields {
        text: draft.get("hs_note_body").map(html::to_markdown).unwrap_or_default(),
        at,
        owner: draft.owner(tx).await?.flatten(),
    };
    let note = notes::insert(tx, desk.portico.now(), Actor::from(desk.author()), fields).await?;
    Ok(Made::of(note.id, Vec::new()))
}

/// Writes over a live note.
pub async fn update(desk: &TokenDesk, tx: &DatabaseTransaction, id: i64, properties: &BTreeMap<String, String>) -> Done<Made> {
    let object_type = ObjectType::Notes;
    let definitions = Definitions::load(tx, object_type).await?;
    let before = found(notes::present(tx, id).await, object_type, id)?;
    let draft = Draft::read(&definitions, properties, |_| None)?;
    check_files(desk, tx, &draft).await?;
    let at = match draft.get("hs_timestamp") {
        Some(text) => super::values::moment(text).ok_or_else(|| draft.problem("hs_timestamp", ValueProblem::Missing))?,
        None => model::Timestamp(before.noted_at),
    };
    let fields = NoteFields {
        text: draft.get("hs_note_body").map_or_else(|| before.text.clone(), html::to_markdown),
        at,
        owner: draft.owner(tx).await?.unwrap_or(before.owner_id.map(model::UserId)),
    };
    write_values(desk, tx, (object_type, id), &draft, &definitions).await?;
    let told = notes::change(&desk.portico, tx, Actor::from(desk.author()), &before, fields).await?;
    Ok(Made::of(id, told))
}
