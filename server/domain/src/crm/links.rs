//! How records of two kinds can be associated, and how they are: the tables that the desks use, seen from either side.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, IntoIden, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult, IdenStatic};

use super::object_types::ObjectType;
use crate::failure::Outcome;
use crate::tables::{
    companies, contact_companies, contacts, messages, note_companies, note_contacts, notes, same_type_associations,
    ticket_companies, ticket_contacts, tickets,
};

/// HubSpot's numbers of the associations from one kind to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairTypes {
    /// Without a label.
    pub plain: i64,
    /// With the label *Primary*, where there is one.
    pub primary: Option<i64>,
}

/// The numbers from one kind to another. `None`: these cannot be associated.
pub fn types_between(from: ObjectType, to: ObjectType) -> Option<PairTypes> {
    use ObjectType::{Companies, Contacts, Notes, Tickets};
    let (plain, primary) = match (from, to) {
        (Contacts, Companies) => (279, Some(1)),
        (Companies, Contacts) => (280, Some(2)),
        (Tickets, Contacts) => (16, None),
        (Contacts, Tickets) => (15, None),
        (Tickets, Companies) => (339, Some(26)),
        (Companies, Tickets) => (340, Some(25)),
        (Notes, Tickets) => (228, None),
        (Tickets, Notes) => (227, None),
        (Notes, Contacts) => (202, None),
        (Contacts, Notes) => (201, None),
        (Notes, Companies) => (190, None),
        (Companies, Notes) => (189, None),
        (Contacts, Contacts) => (449, None),
        (Companies, Companies) => (450, None),
        (Tickets, Tickets) => (452, None),
        (Notes, Notes) => return None,
    };
    Some(PairTypes { plain, primary })
}

/// The kind at the other end of a numbered association from this kind, and whether it is the primary one.
pub fn target_of(from: ObjectType, type_id: i64) -> Option<(ObjectType, bool)> {
    ObjectType::ALL.into_iter().find_map(|to| {
        let types = types_between(from, to)?;
        match type_id {
            id if id == types.plain => Some((to, false)),
            id if Some(id) == types.primary => Some((to, true)),
            _ => None,
        }
    })
}

/// One association, seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Link {
    pub to_id: i64,
    pub is_primary: bool,
}

/// Where associations between two kinds are: the table, the columns of this end and of the other one, and whether one of
/// them can be primary.
struct Place {
    table: &'static str,
    from: &'static str,
    to: &'static str,
    has_primary: bool,
    /// The kind whose rows are meant, in a table that has those of several.
    only: Option<ObjectType>,
}

fn place(from: ObjectType, to: ObjectType) -> Option<Place> {
    let column = |kind: ObjectType| match kind {
        ObjectType::Contacts => "contact_id",
        ObjectType::Companies => "company_id",
        ObjectType::Tickets => "ticket_id",
        ObjectType::Notes => "note_id",
    };
    if from == to {
        let table = same_type_associations::Entity.as_str();
        let there = types_between(from, to).is_some();
        return there.then_some(Place { table, from: "from_id", to: "to_id", has_primary: false, only: Some(from) });
    }
    let (table, has_primary) = match (from.min(to), from.max(to)) {
        (ObjectType::Contacts, ObjectType::Companies) => (contact_companies::Entity.as_str(), true),
        (ObjectType::Contacts, ObjectType::Tickets) => (ticket_contacts::Entity.as_str(), false),
        (ObjectType::Companies, ObjectType::Tickets) => (ticket_companies::Entity.as_str(), true),
        (ObjectType::Contacts, ObjectType::Notes) => (note_contacts::Entity.as_str(), false),
        (ObjectType::Companies, ObjectType::Notes) => (note_companies::Entity.as_str(), false),
        // On a ticket, a note is a comment.
        (ObjectType::Tickets, ObjectType::Notes) => (messages::Entity.as_str(), false),
        _ => return None,
    };
    Some(Place { table, from: column(from), to: column(to), has_primary, only: None })
}

/// The table of a kind.
pub fn table_of(object_type: ObjectType) -> &'static str {
    match object_type {
        ObjectType::Contacts => contacts::Entity.as_str(),
        ObjectType::Companies => companies::Entity.as_str(),
        ObjectType::Tickets => tickets::Entity.as_str(),
        ObjectType::Notes => notes::Entity.as_str(),
    }
}

/// Live records of the other kind that a record is associated with, by id, after an id: at most `limit` of them.
pub async fn of(
    connection: &impl ConnectionTrait,
    (from, id): (ObjectType, i64),
    to: ObjectType,
    after: Option<i64>,
    limit: u64,
) -> Outcome<Vec<Link>> {
    let Some(place) = place(from, to) else {
        return Ok(Vec::new());
    };
    let (links, other) = (Alias::new(place.table), Alias::new(table_of(to)));
    let column = |name: &str| Expr::col((links.clone(), Alias::new(name)));
    let primary = if place.has_primary { column("is_primary") } else { Expr::value(false) };
    let live = Expr::col((other.clone(), Alias::new("archived_at"))).is_null();
    let same = Expr::col((other.clone(), Alias::new("id"))).equals((links.clone(), Alias::new(place.to)));
    let mut select = Query::select();
    select
        .expr_as(column(place.to), "to_id")
        .expr_as(primary, "is_primary")
        .from(links.clone())
        .inner_join(other, same)
        .and_where(column(place.from).eq(id))
        .and_where(live)
        .order_by((links.clone(), Alias::new(place.to)), Order::Asc)
        .limit(limit);
    if let Some(only) = place.only {
        select.and_where(column("object_type").eq(only.word()));
    }
    if let Some(after) = after {
        select.and_where(column(place.to).gt(after));
    }
    Ok(Link::find_by_statement(connection.get_database_backend().build(&select)).all(connection).await?)
}

/// Ids of records of one kind that are associated with any of these of another kind, or, without any named, with one at
/// all. `None`: the kinds cannot be associated.
pub fn ids_linked_to(from: ObjectType, to: ObjectType, ids: Option<&[i64]>) -> Option<SelectStatement> {
    let place = place(from, to)?;
    let links = Alias::new(place.table).into_iden();
    let mut select = Query::select();
    select.column((links.clone(), Alias::new(place.from))).from(links.clone());
    let to_column = || Expr::col((links.clone(), Alias::new(place.to)));
    if let Some(only) = place.only {
        select.and_where(Expr::col((links.clone(), Alias::new("object_type"))).eq(only.word()));
    }
    if let Some(ids) = ids {
        select.and_where(to_column().is_in(ids.iter().copied()));
    }
    let other = Alias::new(table_of(to));
    let column = |name: &'static str| Expr::col((other.clone(), Alias::new(name)));
    let mut live = Query::select();
    live.expr(column("id")).from(other.clone()).and_where(column("archived_at").is_null());
    // With ids named there are few to look at, one by one; without, the live ones are looked up in a list of all.
    match ids {
        Some(_) => select.and_where(Expr::exists(live.and_where(column("id").eq(to_column())).to_owned())),
        None => select.and_where(to_column().in_subquery(live.to_owned())),
    };
    Some(select.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_association_has_an_inverse() {
        for from in ObjectType::ALL {
            for to in ObjectType::ALL {
                let (there, back) = (types_between(from, to), types_between(to, from));
                assert_eq!(there.is_some(), back.is_some(), "{from:?} {to:?}");
                assert_eq!(there.map(|types| types.primary.is_some()), back.map(|types| types.primary.is_some()));
                assert_eq!(there.is_some(), place(from, to).is_some());
                if let Some(types) = there {
                    assert_eq!(target_of(from, types.plain), Some((to, false)));
                }
            }
        }
        assert_eq!(target_of(ObjectType::Tickets, 26), Some((ObjectType::Companies, true)));
        assert_eq!(target_of(ObjectType::Tickets, 339), Some((ObjectType::Companies, false)));
        assert_eq!(target_of(ObjectType::Tickets, 15), None);
    }
}
