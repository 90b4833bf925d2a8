//! How records are described, and whose account it is.

use super::{NOTHING, page};
use crate::api::document::Shape::{Batch, One};
use crate::api::document::parameters::{AFTER, ARCHIVED, EMAIL, OWNER_ID_PROPERTY, PROPERTIES, Parameter};
use crate::api::document::{Table, delete, get, patch, post, put, says};
use crate::api::{
    account as own, labels as label, owners, pipelines as pipeline, properties as property, property_groups as group,
};

pub fn labels() -> Table {
    let create = says("Make a label, for both directions").takes("NewLabel").once();
    let update = says("Call a label something else").takes("LabelChange").answers(NOTHING.0, NOTHING.1);
    let apart = says("Take labels from associations, which stay").takes("LabelledPairs").once().answers(NOTHING.0, NOTHING.1);
    Table::about("Association labels")
        .at(
            "/crm/v4/associations/{from}/{to}/labels",
            [
                get(label::read, page("List labels", "AssociationLabel")),
                post(label::create, create.answers(200, super::Page("AssociationLabel"))),
                put(label::update, update),
            ],
        )
        .at(
            "/crm/v4/associations/{from}/{to}/labels/{number}",
            [delete(label::delete, says("Remove a label in both directions").answers(NOTHING.0, NOTHING.1))],
        )
        .at("/crm/v4/associations/{from}/{to}/batch/labels/archive", [post(label::batch_archive, apart)])
}

pub fn pipelines() -> Table {
    let create = says("Make a pipeline").note("It needs an open and a closed stage.").takes("NewPipeline").once();
    let update = || says("Change a pipeline's name and place").takes("ChangedPipeline").answers(200, One("Pipeline"));
    let replace = says("Replace a pipeline").note("Stages that are not among those that are said are archived.");
    let replace = replace.takes("WholePipeline").answers(200, One("Pipeline"));
    Table::about("Pipelines")
        .at(
            "/crm/v3/pipelines/{kind}",
            [
                get(pipeline::list, page("List pipelines", "Pipeline")),
                post(pipeline::create, create.answers(201, One("Pipeline"))),
            ],
        )
        .at(
            "/crm/v3/pipelines/{kind}/{pipeline}",
            [
                get(pipeline::read, says("Read a pipeline").answers(200, One("Pipeline"))),
                patch(pipeline::update, update()),
                put(pipeline::replace, replace),
                delete(pipeline::archive, says("Archive a pipeline without tickets").answers(NOTHING.0, NOTHING.1)),
            ],
        )
        .at(
            "/crm/v3/pipelines/{kind}/{pipeline}/audit",
            [get(pipeline::audit, page("List a pipeline's changes", "PipelineChange"))],
        )
        .and(stages())
}

fn stages() -> Table {
    let create = says("Make a stage").takes("NewStage").once().answers(201, One("Stage"));
    let update = || says("Change a stage").takes("ChangedStage").answers(200, One("Stage"));
    Table::about("Pipelines")
        .at(
            "/crm/v3/pipelines/{kind}/{pipeline}/stages",
            [get(pipeline::stages, page("List stages", "Stage")), post(pipeline::create_stage, create)],
        )
        .at(
            "/crm/v3/pipelines/{kind}/{pipeline}/stages/{stage}",
            [
                get(pipeline::stage, says("Read a stage").answers(200, One("Stage"))),
                patch(pipeline::update_stage, update()),
                put(pipeline::update_stage, update()),
                delete(pipeline::archive_stage, says("Archive a stage without tickets").answers(NOTHING.0, NOTHING.1)),
            ],
        )
        .at(
            "/crm/v3/pipelines/{kind}/{pipeline}/stages/{stage}/audit",
            [get(pipeline::stage_audit, page("List a stage's changes", "PipelineChange"))],
        )
}

pub fn properties() -> Table {
    let list = page("List properties", "Property").asks(&[ARCHIVED, PROPERTIES]);
    let create = says("Add a property").takes("NewProperty").once().answers(201, One("Property"));
    let read = says("Read a property").asks(&[ARCHIVED]).answers(200, One("Property"));
    let update = says("Change a property that was added").takes("ChangedProperty").answers(200, One("Property"));
    let archive = says("Archive a property that was added").answers(NOTHING.0, NOTHING.1);
    let read_all = says("Read up to 100 properties").takes("WantedProperties").answers_partly(200, Batch("Property"));
    let create_all = says("Add up to 100 properties, all or none").takes("NewProperties").once();
    let archive_all = says("Archive up to 100 properties").takes("PropertyNames").once().answers(NOTHING.0, NOTHING.1);
    Table::about("Properties")
        .at("/crm/v3/properties/{kind}", [get(property::list, list), post(property::create, create)])
        .at(
            "/crm/v3/properties/{kind}/{name}",
            [get(property::read, read), patch(property::update, update), delete(property::archive, archive)],
        )
        .at("/crm/v3/properties/{kind}/batch/read", [post(property::batch_read, read_all)])
        .at("/crm/v3/properties/{kind}/batch/create", [post(property::batch_create, create_all.answers(201, Batch("Property")))])
        .at("/crm/v3/properties/{kind}/batch/archive", [post(property::batch_archive, archive_all)])
        .and(property_groups())
}

fn property_groups() -> Table {
    let create = says("Make a group").takes("NewPropertyGroup").once().answers(201, One("PropertyGroup"));
    let update = says("Change a group").takes("ChangedPropertyGroup").answers(200, One("PropertyGroup"));
    Table::about("Properties")
        .at(
            "/crm/v3/properties/{kind}/groups",
            [get(group::list, page("List groups", "PropertyGroup").asks(&[ARCHIVED])), post(group::create, create)],
        )
        .at(
            "/crm/v3/properties/{kind}/groups/{name}",
            [
                get(group::read, says("Read a group").answers(200, One("PropertyGroup"))),
                patch(group::update, update),
                delete(group::archive, says("Archive a group without properties").answers(NOTHING.0, NOTHING.1)),
            ],
        )
}

pub fn account() -> Table {
    let owners = page("List owners: the team", "Owner").asks(&[Parameter::limit(500), AFTER, EMAIL, ARCHIVED]);
    let owner = says("Read an owner").asks(&[OWNER_ID_PROPERTY, ARCHIVED]).answers(200, One("Owner"));
    Table::about("Account")
        .at("/crm/v3/owners", [get(owners::list, owners)])
        .at("/crm/v3/owners/{owner}", [get(owners::read, owner)])
        .at("/account-info/v3/details", [get(own::details, says("Read about the account").answers(200, One("Account")))])
        .at("/crm-object-schemas/v3/schemas", [get(own::no_schemas, page("List kinds of records of one's own: none", "Record"))])
}
