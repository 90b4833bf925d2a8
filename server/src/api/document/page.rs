//! The document as one page, which needs no script.

use serde_json::{Map, Value};

/// Where the style sheet is, which the pages have too.
const STYLES: &str = "/pkg/portico.css";

/// The page.
pub fn of(document: &Value) -> String {
    let info = &document["info"];
    let about = text(&info["description"]).split("\n\n").map(|part| format!("<p>{}</p>", marked(part))).collect::<String>();
    let calls: Vec<(&str, &str, &Value)> = calls(document);
    let tags: Vec<&str> = document["tags"].as_array().into_iter().flatten().map(|tag| text(&tag["name"])).collect();
    let contents: String = tags.iter().map(|tag| format!("<li><a href=\"#{}\">{}</a></li>", anchor(tag), escaped(tag))).collect();
    let sections: String = tags.iter().map(|tag| section(tag, &calls)).collect();
    let schemas: String = members(&document["components"]["schemas"]).map(|(name, schema)| described(name, schema)).collect();
    format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>API · Portico</title>\
         <link rel=\"stylesheet\" href=\"{STYLES}\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\"></head>\
         <body><main class=\"reference prose\"><h1>The API</h1>{about}\
         <p><a href=\"/crm/openapi.json\">This page as an OpenAPI document</a></p>\
         <nav aria-label=\"Contents\"><ul>{contents}<li><a href=\"#schemas\">Schemas</a></li></ul></nav>{sections}\
         <section aria-labelledby=\"schemas\"><h2 id=\"schemas\">Schemas</h2>{schemas}</section></main></body></html>"
    )
}

/// Path, method and description.
fn calls(document: &Value) -> Vec<(&str, &str, &Value)> {
    let of_path = |(path, methods)| members(methods).map(move |(method, call)| (path, method, call));
    members(&document["paths"]).flat_map(of_path).collect()
}

fn section(tag: &str, calls: &[(&str, &str, &Value)]) -> String {
    let own = calls.iter().filter(|(_, _, call)| call["tags"][0] == tag);
    let all: String = own.map(|(path, method, shown)| call(path, method, shown)).collect();
    let id = anchor(tag);
    format!("<section aria-labelledby=\"{id}\"><h2 id=\"{id}\">{}</h2>{all}</section>", escaped(tag))
}

fn call(path: &str, method: &str, call: &Value) -> String {
    let id = text(&call["operationId"]);
    let method = method.to_uppercase();
    let (summary, note) = (marked(text(&call["summary"])), marked(text(&call["description"])));
    let note = if note.is_empty() { note } else { format!("<p>{note}</p>") };
    let parameters: String = call["parameters"].as_array().into_iter().flatten().map(parameter).collect();
    let parameters = rows("Parameters", &parameters);
    let takes = call["requestBody"]["content"].as_object().and_then(|content| content.iter().next());
    let takes = takes.map(|(media, body)| format!("<p>Takes <code>{}</code>: {}</p>", escaped(media), kind(&body["schema"])));
    let answers: String = members(&call["responses"]).filter(|(status, _)| status.starts_with('2')).map(answer).collect();
    let refused: Vec<&str> =
        members(&call["responses"]).map(|(status, _)| status).filter(|status| !status.starts_with('2')).collect();
    let token = if call["security"].as_array().is_some_and(Vec::is_empty) { " No token is needed." } else { "" };
    format!(
        "<article id=\"{id}\"><h3><code>{method} {}</code></h3><p>{summary}.{token}</p>{note}{parameters}{}{}\
         <p class=\"hint\">Refusals: {}</p></article>",
        escaped(path),
        takes.unwrap_or_default(),
        rows("Answers", &answers),
        refused.join(", ")
    )
}

fn rows(head: &str, rows: &str) -> String {
    if rows.is_empty() {
        return String::new();
    }
    format!("<table><caption>{head}</caption><tbody>{rows}</tbody></table>")
}

fn row(name: &str, kind: &str, about: &str) -> String {
    format!("<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td>{about}</td></tr>", escaped(name))
}

fn parameter(parameter: &Value) -> String {
    match parameter["name"].as_str() {
        Some(name) => row(name, &kind(&parameter["schema"]), &marked(text(&parameter["description"]))),
        // The one that several calls share.
        None => row("Idempotency-Key", "string", "A header: the same key with the same body is done once."),
    }
}

fn answer((status, answer): (&str, &Value)) -> String {
    let content = answer["content"].as_object().and_then(|content| content.iter().next());
    let kind = content.map_or_else(|| "no body".to_owned(), |(_, body)| kind(&body["schema"]));
    row(status, &kind, &marked(text(&answer["description"])))
}

fn described(name: &str, schema: &Value) -> String {
    let required: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let fields: String = members(&schema["properties"])
        .map(|(field, schema)| {
            let always = if required.contains(&field) { "always" } else { "" };
            row(field, &kind(schema), &format!("{always} {}", marked(text(&schema["description"]))))
        })
        .collect();
    let plain = if fields.is_empty() { format!("<p>{}</p>", kind(schema)) } else { rows("Members", &fields) };
    format!("<article id=\"schema-{name}\"><h3><code>{name}</code></h3>{plain}</article>")
}

/// A schema in a few words, with links to those that have a name.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    for (word, between) in [("allOf", " with "), ("anyOf", " or ")] {
        if let Some(parts) = schema[word].as_array() {
            return parts.iter().map(kind).collect::<Vec<_>>().join(between);
        }
    }
    if let Some(words) = schema["enum"].as_array() {
        let words: Vec<String> = words.iter().map(|word| format!("<code>{}</code>", escaped(&word.to_string()))).collect();
        return words.join(", ");
    }
    let items = |schema: &Value| format!("list of {}", kind(schema));
    match &schema["type"] {
        Value::String(word) if word == "array" => items(&schema["items"]),
        Value::String(word) if word == "object" => inline(schema),
        Value::Array(_) if schema.get("items").is_some() => format!("{}, or null", items(&schema["items"])),
        Value::Array(words) => words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
        Value::String(word) => word.clone(),
        _ => "anything".to_owned(),
    }
}

/// An object without a name.
fn inline(schema: &Value) -> String {
    if let Some(values) = schema.get("additionalProperties") {
        return format!("object of {}", kind(values));
    }
    let parts: Vec<String> = members(&schema["properties"])
        .map(|(name, schema)| format!("<code>{}</code>: {}", escaped(name), kind(schema)))
        .collect();
    if parts.is_empty() { "object".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    static NONE: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.as_object().unwrap_or(&NONE).iter().map(|(name, value)| (name.as_str(), value))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn anchor(tag: &str) -> String {
    tag.to_lowercase().replace(' ', "-")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Escaped, with what stands between backticks as code.
fn marked(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(place, part)| if place % 2 == 1 { format!("<code>{}</code>", escaped(part)) } else { escaped(part) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_are_escaped_and_code_is_code() {
        assert_eq!(marked("a `<b>` & c"), "a <code>&lt;b&gt;</code> &amp; c");
    }

    #[test]
    fn kinds_are_short() {
        assert_eq!(
            kind(&json!({ "type": "array", "items": { "$ref": "#/components/schemas/End" } })),
            "list of <a href=\"#schema-End\">End</a>"
        );
        assert_eq!(kind(&json!({ "type": ["string", "null"] })), "string or null");
        assert_eq!(kind(&json!({ "type": ["array", "null"], "items": { "type": "string" } })), "list of string, or null");
        assert_eq!(kind(&json!({ "type": "object", "additionalProperties": { "type": "string" } })), "object of string");
    }
}
