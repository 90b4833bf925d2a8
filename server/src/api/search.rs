//! `/crm/v3/objects/{kind}/search`.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::Portico;
use domain::crm::{Filter, Operator, SearchRequest, Sort, Wanted};
use serde_json::{Value, json};

use super::body::{Input, lacking, list, member, objects, optional_text, required_text, text, texts, whole};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::{kind, origin};
use super::shown;

const PAGE: u64 = 10;
const PAGE_MAX: u64 = 200;

pub async fn search(
    State(portico): State<Portico>,
    Path(name): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    let kind = kind(&name)?;
    caller.require_all(kind.reading())?;
    let request = request_of(&input.json)?;
    let found = caller.0.search_records(kind, &request).await?;
    let origin = origin(&portico);
    let results: Vec<Value> = found.records.iter().map(|record| shown::record(&origin, kind, record)).collect();
    let mut body = json!({ "total": found.total, "results": results });
    if let Some(next) = found.next {
        body["paging"] = json!({ "next": { "after": next.to_string() } });
    }
    Ok(shown::ok(&body))
}

/// Everything may be left out. Filters that stand outside of any group are a group.
fn request_of(body: &Value) -> Result<SearchRequest, Envelope> {
    let mut groups: Vec<Vec<Filter>> = objects(body, "filterGroups")?.iter().map(filters).collect::<Result<_, _>>()?;
    if member(body, "filters").is_some() {
        groups.push(filters(body)?);
    }
    let limit = whole(body, "limit")?.unwrap_or(PAGE);
    if !(1..=PAGE_MAX).contains(&limit) {
        return Err(invalid(format!("limit must be between 1 and {PAGE_MAX}, but was {limit}")));
    }
    Ok(SearchRequest {
        groups,
        query: optional_text(body, "query")?,
        sort: sort(list(body, "sorts")?)?,
        wanted: Wanted {
            properties: Some(texts(body, "properties")?).filter(|names| !names.is_empty()),
            history: texts(body, "propertiesWithHistory")?,
            ..Wanted::default()
        },
        limit,
        after: whole(body, "after")?.unwrap_or(0),
    })
}

fn filters(group: &Value) -> Result<Vec<Filter>, Envelope> {
    objects(group, "filters")?.iter().map(filter).collect()
}

fn filter(filter: &Value) -> Result<Filter, Envelope> {
    let word = required_text(filter, "operator")?;
    let operator = Operator::parse(&word).ok_or_else(|| invalid(format!("There is no search operator {word}.")))?;
    Ok(Filter {
        property: required_text(filter, "propertyName")?,
        operator,
        value: optional_text(filter, "value")?,
        high_value: optional_text(filter, "highValue")?,
        values: texts(filter, "values")?,
    })
}

/// `"-createdate"`, or `{ "propertyName", "direction" }`; one at most.
fn sort(sorts: &[Value]) -> Result<Option<Sort>, Envelope> {
    match sorts {
        [] => Ok(None),
        [Value::Object(_)] => {
            let direction = optional_text(&sorts[0], "direction")?.unwrap_or_default();
            let descending = match direction.to_ascii_uppercase().as_str() {
                "" | "ASCENDING" | "ASC" => false,
                "DESCENDING" | "DESC" => true,
                _ => return Err(invalid(format!("direction must be ASCENDING or DESCENDING, but was {direction}"))),
            };
            Ok(Some(Sort { property: required_text(&sorts[0], "propertyName")?, descending }))
        }
        [one] => {
            let name = text(one).filter(|name| !name.is_empty()).ok_or_else(|| lacking(&["propertyName"]))?;
            let property = name.trim_start_matches('-').to_owned();
            Ok(Some(Sort { descending: name.starts_with('-'), property }))
        }
        _ => Err(invalid("A search may have at most one sort.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_may_say_nothing() {
        let request = request_of(&json!({})).unwrap();
        assert_eq!((request.groups.len(), request.limit, request.after), (0, 10, 0));
        let null = json!({ "filterGroups": null, "sorts": null, "properties": null, "query": null, "after": null });
        assert!(request_of(&null).is_ok());
    }

    #[test]
    fn sorts_have_three_spellings_and_after_has_two() {
        let sort_of = |sort: Value| request_of(&json!({ "sorts": [sort] })).unwrap().sort.unwrap();
        assert_eq!(sort_of(json!("-subject")), Sort { property: "subject".into(), descending: true });
        assert_eq!(sort_of(json!("subject")), Sort { property: "subject".into(), descending: false });
        let object = json!({ "propertyName": "subject", "direction": "DESCENDING" });
        assert_eq!(sort_of(object), Sort { property: "subject".into(), descending: true });
        assert!(request_of(&json!({ "sorts": ["a", "b"] })).is_err());
        assert_eq!(request_of(&json!({ "after": "20" })).unwrap().after, 20);
        assert_eq!(request_of(&json!({ "after": 20 })).unwrap().after, 20);
    }

    #[test]
    fn filters_without_a_group_are_one() {
        let filter = json!({ "propertyName": "createdate", "operator": "BETWEEN", "value": 1, "highValue": 2 });
        let request = request_of(&json!({ "filters": [filter] })).unwrap();
        assert_eq!(request.groups.len(), 1);
        assert_eq!(request.groups[0][0].high_value.as_deref(), Some("2"));
        assert!(request_of(&json!({ "filters": [{ "propertyName": "a", "operator": "LIKE" }] })).is_err());
        assert!(request_of(&json!({ "filters": [{ "operator": "EQ" }] })).is_err());
        assert!(request_of(&json!({ "limit": 201 })).is_err());
    }
}
