//! Properties, pipelines and their parts.

use serde_json::{Value, json};

use super::{Named, inputs, list, maybe_text, maybe_truth, object, one_of, reference, text};

fn order() -> Value {
    json!({ "anyOf": [{ "type": ["integer", "null"] }, { "type": "string", "pattern": "^-?[0-9]{1,9}$" }] })
}

pub fn all() -> [Named; 12] {
    let state = json!({ "type": ["object", "null"], "properties": { "ticketState": one_of(&["OPEN", "CLOSED"]) } });
    let choice = object(
        1,
        [
            ("value", text()),
            ("label", maybe_text()),
            ("displayOrder", order()),
            ("hidden", maybe_truth()),
            ("description", maybe_text()),
        ],
    );
    let property = |required: usize| {
        object(
            required,
            [
                ("name", text()),
                ("label", text()),
                ("type", one_of(&["string", "number", "date", "datetime", "enumeration", "bool", "phone_number"])),
                ("fieldType", text()),
                ("groupName", text()),
                ("description", maybe_text()),
                ("options", list(choice.clone())),
                ("displayOrder", order()),
                ("hasUniqueValue", maybe_truth()),
                ("hidden", maybe_truth()),
                ("formField", maybe_truth()),
            ],
        )
    };
    let name = || object(1, [("name", text())]);
    let mut wanted = inputs(100, name());
    wanted["properties"]["archived"] = maybe_truth();
    [
        ("NewProperty", property(5)),
        ("ChangedProperty", property(0)),
        ("NewProperties", inputs(100, reference("NewProperty"))),
        ("WantedProperties", wanted),
        ("PropertyNames", inputs(100, name())),
        ("NewPropertyGroup", object(2, [("name", text()), ("label", text()), ("displayOrder", order())])),
        ("ChangedPropertyGroup", object(0, [("label", maybe_text()), ("displayOrder", order())])),
        ("NewPipeline", new_pipeline()),
        ("ChangedPipeline", object(0, [("label", maybe_text()), ("displayOrder", order())])),
        ("WholePipeline", whole_pipeline(&state)),
        ("NewStage", new_stage(&state)),
        ("ChangedStage", object(0, [("label", maybe_text()), ("metadata", state), ("displayOrder", order())])),
    ]
}

fn new_pipeline() -> Value {
    let stages = list(reference("NewStage"));
    object(2, [("label", text()), ("stages", stages), ("displayOrder", order()), ("pipelineId", maybe_text())])
}

/// Without an id of its own, it gets the next one.
fn new_stage(state: &Value) -> Value {
    object(1, [("label", text()), ("metadata", state.clone()), ("displayOrder", order()), ("stageId", maybe_text())])
}

fn whole_pipeline(state: &Value) -> Value {
    let stages = json!({ "type": ["array", "null"], "items": new_stage(state) });
    object(0, [("label", maybe_text()), ("displayOrder", order()), ("stages", stages)])
}
