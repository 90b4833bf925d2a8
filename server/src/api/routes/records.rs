//! Records and how they are associated.

use super::{NOTHING, page};
use crate::api::document::Shape::{Batch, Found, One};
use crate::api::document::parameters::{AFTER, ARCHIVED, ASSOCIATIONS, HISTORY, ID_PROPERTY, PROPERTIES, Parameter};
use crate::api::document::{Table, delete, get, patch, post, put, says};
use crate::api::{associations as links, associations_v3 as older, batch, objects, search};

const PARTLY: &str = "All or nothing; with an `objectWriteTraceId` of its own on every input, what can be done is done, and `errors` \
    names the others.";

pub fn table() -> Table {
    let list = page("List records by id", "Record");
    let list = list.asks(&[Parameter::limit(100), AFTER, PROPERTIES, HISTORY, ASSOCIATIONS, ARCHIVED]);
    let read = says("Read a record").asks(&[PROPERTIES, HISTORY, ASSOCIATIONS, ARCHIVED, ID_PROPERTY]);
    let create = says("Make a record, with its associations").takes("NewRecord").once().answers(201, One("Record"));
    let update = says("Write over properties of a record").asks(&[ID_PROPERTY]).takes("Values").answers(200, One("Record"));
    let archive = says("Archive a record").note("One that is not there changes nothing.").answers(NOTHING.0, NOTHING.1);
    let search = says("Search records").takes("Search").answers(200, Found("Record"));
    let merge = says("Make two records one").takes("Merge").once().answers(200, One("Record"));
    let erase = says("Erase a contact for good").takes("Erasure").once().answers(NOTHING.0, NOTHING.1);
    Table::about("Records")
        .at("/crm/v3/objects/{kind}", [get(objects::list, list), post(objects::create, create)])
        .at(
            "/crm/v3/objects/{kind}/{id}",
            [
                get(objects::read, read.answers(200, One("Record"))),
                patch(objects::update, update),
                delete(objects::archive, archive),
            ],
        )
        .at("/crm/v3/objects/{kind}/search", [post(search::search, search)])
        .at("/crm/v3/objects/{kind}/merge", [post(objects::merge, merge)])
        .at("/crm/v3/objects/{kind}/gdpr-delete", [post(objects::erase, erase)])
        .and(batches())
}

fn batches() -> Table {
    let read = says("Read up to 100 records").asks(&[ARCHIVED]).takes("WantedRecords");
    let create = says("Make up to 100 records").note(PARTLY).takes("NewRecords").once();
    let update = says("Change up to 100 records").note(PARTLY).takes("ChangedRecords").once();
    let upsert = says("Change up to 100 records, or make those that are not there").note(PARTLY).takes("ChangedRecords").once();
    let archive = says("Archive up to 100 records").takes("Ids").once().answers(NOTHING.0, NOTHING.1);
    Table::about("Records")
        .at("/crm/v3/objects/{kind}/batch/read", [post(batch::read, read.answers_partly(200, Batch("Record")))])
        .at("/crm/v3/objects/{kind}/batch/create", [post(batch::create, create.answers_partly(201, Batch("Record")))])
        .at("/crm/v3/objects/{kind}/batch/update", [post(batch::update, update.answers_partly(200, Batch("Record")))])
        .at("/crm/v3/objects/{kind}/batch/upsert", [post(batch::upsert, upsert.answers_partly(200, Batch("Record")))])
        .at("/crm/v3/objects/{kind}/batch/archive", [post(batch::archive, archive)])
}

pub fn associations() -> Table {
    let plainly = says("Associate two records plainly").answers(200, Batch("PlainPair"));
    let labelled = says("Associate two records with labels").takes("TypesOfAssociation").answers(201, One("LabelledPair"));
    let apart = says("Take an association away, with all labels").answers(NOTHING.0, NOTHING.1);
    let list = page("List what a record is associated with", "Association").asks(&[Parameter::limit(500), AFTER]);
    let create = says("Associate up to 2,000 pairs").takes("LabelledPairs").once().answers_partly(201, Batch("LabelledPair"));
    let default = says("Associate up to 2,000 pairs plainly").takes("Pairs").once().answers_partly(200, Batch("PlainPair"));
    let read = says("Read the associations of up to 1,000 records").takes("WantedAssociations");
    let read = read.answers_partly(200, Batch("AssociationsOfOne"));
    let archive = says("Take up to 2,000 associations away").takes("PairsToPart").once().answers(NOTHING.0, NOTHING.1);
    Table::about("Associations")
        .at("/crm/v4/objects/{from}/{id}/associations/default/{to}/{other}", [put(links::put_default, plainly)])
        .at(
            "/crm/v4/objects/{from}/{id}/associations/{to}/{other}",
            [put(links::put_labelled, labelled), delete(links::delete, apart)],
        )
        .at("/crm/v4/objects/{from}/{id}/associations/{to}", [get(links::list, list)])
        .at("/crm/v4/associations/{from}/{to}/batch/create", [post(links::batch_create, create)])
        .at("/crm/v4/associations/{from}/{to}/batch/associate/default", [post(links::batch_default, default)])
        .at("/crm/v4/associations/{from}/{to}/batch/read", [post(links::batch_read, read)])
        .at("/crm/v4/associations/{from}/{to}/batch/archive", [post(links::batch_archive, archive)])
}

pub fn older_associations() -> Table {
    let create = says("Associate pairs").takes("NamedPairs").once().answers_partly(201, Batch("NamedPair"));
    let read = says("Read associations").takes("WantedNamedAssociations");
    let read = read.answers_partly(200, Batch("NamedAssociationsOfOne"));
    let archive = says("Take associations away").takes("Pairs").once().answers(NOTHING.0, NOTHING.1);
    let together = says("Associate two records, and answer the first").answers(200, One("Record"));
    let apart = says("Take an association away").answers(NOTHING.0, NOTHING.1);
    let list = page("List what a record is associated with", "NamedEnd").asks(&[Parameter::limit(500), AFTER]);
    Table::about("Associations, older calls")
        .at("/crm/v3/associations/{from}/{to}/batch/create", [post(older::batch_create, create)])
        .at("/crm/v3/associations/{from}/{to}/batch/read", [post(older::batch_read, read)])
        .at("/crm/v3/associations/{from}/{to}/batch/archive", [post(older::batch_archive, archive)])
        .at("/crm/v3/associations/{from}/{to}/types", [get(older::types, page("List types of associations", "AssociationType"))])
        .at("/crm/v3/objects/{from}/{id}/associations/{to}", [get(older::list, list)])
        .at(
            "/crm/v3/objects/{from}/{id}/associations/{to}/{other}/{type_name}",
            [put(older::put, together), delete(older::delete, apart)],
        )
}
