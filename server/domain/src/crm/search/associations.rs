//! Filters by what records are associated with, before they are compiled.

use sea_orm::ConnectionTrait;

use super::SearchRequest;
use crate::crm::merge::resolve_all;
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::refused::Done;
use crate::desks::TokenDesk;

/// Associations as a property: `associations.contact`.
pub const PREFIX: &str = "associations.";

/// The request with the numbers of merged records replaced by what they find. Kinds that may not be
/// named are refused.
pub async fn resolved(desk: &TokenDesk, connection: &impl ConnectionTrait, request: &SearchRequest) -> Done<SearchRequest> {
    let mut request = request.clone();
    for filter in request.groups.iter_mut().flatten() {
        let Some(object_type) = filter.property.strip_prefix(PREFIX).and_then(ObjectType::parse) else { continue };
        desk.may_name(object_type, false)?;
        let values = filter.value.iter_mut().chain(&mut filter.values);
        let numbers: Vec<(i64, &mut String)> = values.filter_map(|value| Some((parse_id(value)?, value))).collect();
        let merged = resolve_all(connection, object_type, numbers.iter().map(|(number, _)| *number)).await?;
        for (number, value) in numbers {
            if let Some(primary) = merged.get(&number) {
                *value = primary.to_string();
            }
        }
    }
    Ok(request)
}
