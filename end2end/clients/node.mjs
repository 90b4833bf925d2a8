// HubSpot's client for Node.js, used as its documentation says, with nothing but another base URL and another token.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { test } from "node:test";

import { Client } from "@hubspot/api-client";

const { HUBSPOT_BASE_URL: basePath, HUBSPOT_ACCESS_TOKEN: accessToken } = process.env;
assert.ok(basePath && accessToken, "HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN say which server is meant");

const hubspot = new Client({ accessToken, basePath });
const run = randomUUID().slice(0, 8);
const defined = (associationTypeId) => [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }];

async function newTicket(subject, associations = []) {
  const properties = { subject: `${subject} ${run}`, hs_pipeline_stage: "1" };
  return hubspot.crm.tickets.basicApi.create({ properties, associations });
}

async function newContact(name) {
  const properties = { email: `${name}-${run}@example.com`, firstname: name };
  return hubspot.crm.contacts.basicApi.create({ properties, associations: [] });
}

/** What the client throws for an answer that is an error. */
async function refused(call, code, category) {
  const error = await call().then(
    () => assert.fail("it was not refused"),
    (error) => error,
  );
  assert.equal(error.code, code, String(error));
  assert.equal(error.body.category, category);
  assert.match(error.body.correlationId, /^[0-9a-f-]{36}$/);
  return error;
}

test("a ticket with its customer is made, read, searched for and archived", async () => {
  const contact = await newContact("lea");
  const ticket = await newTicket("Crane", [{ to: { id: contact.id }, types: defined(16) }]);
  const read = await hubspot.crm.tickets.basicApi.getById(ticket.id, ["subject"], undefined, ["contacts"]);
  assert.equal(read.associations.contacts.results[0].id, contact.id);
  assert.ok(read.createdAt instanceof Date && !Number.isNaN(read.createdAt.getTime()));
  const filter = { propertyName: "associations.contact", operator: "EQ", value: contact.id };
  const search = { filterGroups: [{ filters: [filter] }], properties: ["subject"], limit: 5 };
  const found = await hubspot.crm.tickets.searchApi.doSearch(search);
  assert.deepEqual([found.total, found.results[0].properties.subject], [1, `Crane ${run}`]);
  await hubspot.crm.tickets.basicApi.archive(ticket.id);
  await refused(() => hubspot.crm.tickets.basicApi.getById(ticket.id), 404, "OBJECT_NOT_FOUND");
});

test("an address is taken once, and the error says by whom", async () => {
  const contact = await newContact("max");
  const error = await refused(() => newContact("max"), 409, "CONFLICT");
  assert.equal(error.body.message.match(/Existing ID: (\d+)/)[1], contact.id);
});

test("a list is read to its end", async () => {
  for (const name of ["a", "b", "c"]) await newContact(`list-${name}`);
  const all = await hubspot.crm.contacts.getAll(2, undefined, ["email"]);
  const mine = all.filter((contact) => contact.properties.email?.includes(`-${run}@`));
  assert.ok(mine.length >= 3);
  assert.equal(new Set(all.map((contact) => contact.id)).size, all.length);
});

test("notes are written onto tickets", async () => {
  const ticket = await newTicket("Note");
  const properties = { hs_timestamp: new Date().toISOString(), hs_note_body: `<p>Called <b>twice</b></p>` };
  const associations = [{ to: { id: ticket.id }, types: defined(228) }];
  const note = await hubspot.crm.objects.notes.basicApi.create({ properties, associations });
  const page = await hubspot.crm.associations.v4.basicApi.getPage("tickets", ticket.id, "notes");
  assert.deepEqual(page.results.map((row) => String(row.toObjectId)), [note.id]);
  const body = { hs_note_body: "Called three times" };
  const changed = await hubspot.crm.objects.notes.basicApi.update(note.id, { properties: body });
  assert.equal(changed.properties.hs_note_body, "<p>Called three times</p>");
  const without = { properties: { hs_note_body: "when?" }, associations: [] };
  await refused(() => hubspot.crm.objects.notes.basicApi.create(without), 400, "VALIDATION_ERROR");
});

test("contacts are merged, and the number that is left behind finds the other", async () => {
  const [stays, goes] = [await newContact("stays"), await newContact("goes")];
  const merged = await hubspot.crm.contacts.basicApi.merge({ primaryObjectId: stays.id, objectIdToMerge: goes.id });
  assert.equal(merged.id, stays.id);
  assert.equal((await hubspot.crm.contacts.basicApi.getById(goes.id)).id, stays.id);
});

test("a contact is erased for good", async () => {
  const contact = await newContact("erased");
  const input = { objectId: contact.properties.email, idProperty: "email" };
  await hubspot.crm.contacts.basicApi.purge(input);
  const gone = () => hubspot.crm.contacts.basicApi.getById(contact.id, undefined, undefined, undefined, true);
  await refused(gone, 404, "OBJECT_NOT_FOUND");
});

test("labels are invented, used and removed", async () => {
  const { definitionsApi } = hubspot.crm.associations.v4.schema;
  const label = { label: `Pays ${run}`, name: `pays_${run}`, inverseLabel: `Is paid by ${run}` };
  const made = await definitionsApi.create("contacts", "companies", label);
  const { typeId } = made.results[0];
  const contact = await newContact("label");
  const company = await hubspot.crm.companies.basicApi.create({ properties: { name: `Firm ${run}` }, associations: [] });
  const types = [{ associationCategory: "USER_DEFINED", associationTypeId: typeId }];
  const put = await hubspot.crm.associations.v4.basicApi.create("contacts", contact.id, "companies", company.id, types);
  assert.deepEqual(put.labels, [label.label]);
  const back = await hubspot.crm.associations.v4.basicApi.getPage("companies", company.id, "contacts");
  assert.ok(back.results[0].associationTypes.some((type) => type.label === label.inverseLabel));
  await definitionsApi.remove("contacts", "companies", typeId);
  const left = await definitionsApi.getAll("contacts", "companies");
  assert.ok(left.results.every((type) => type.typeId !== typeId));
});

test("a file that comes in pieces is kept whole", async () => {
  const text = "0123456789".repeat(50_000);
  const data = Readable.from([Buffer.from(text.slice(0, 99_999)), Buffer.from(text.slice(99_999))]);
  const file = { data, name: `pieces-${run}.txt` };
  const options = JSON.stringify({ access: "PRIVATE" });
  const kept = await hubspot.files.filesApi.upload(file, undefined, "/clients", `pieces-${run}.txt`, undefined, options);
  assert.deepEqual([kept.size, kept.extension, kept.access], [text.length, "txt", "PRIVATE"]);
  const { url } = await hubspot.files.filesApi.getSignedUrl(kept.id);
  const fetched = await fetch(url);
  assert.equal(fetched.headers.get("content-disposition").split(";")[0], "attachment");
  assert.equal(await fetched.text(), text);
  await hubspot.files.filesApi.archive(kept.id);
  assert.equal((await fetch(url)).status, 404);
});

test("a message is said in a thread, and a comment beside it", async () => {
  const ticket = await newTicket("Thread");
  const path = `/conversations/v3/conversations/threads/${ticket.id}/messages`;
  const [owner] = (await hubspot.crm.owners.ownersApi.getPage()).results;
  const say = (body) => hubspot.apiRequest({ method: "POST", path, body });
  const message = await say({ type: "MESSAGE", text: "Good morning", senderActorId: `A-${owner.userId}` });
  assert.equal(message.status, 201, await message.clone().text());
  assert.equal((await say({ type: "COMMENT", text: "He is cross" })).status, 201);
  const { results } = await (await hubspot.apiRequest({ path })).json();
  assert.deepEqual(results.map((entry) => entry.type), ["MESSAGE", "COMMENT"]);
});

test("a token that is none is refused as clients expect it", async () => {
  const stranger = new Client({ accessToken: "pat-na1-nobody", basePath });
  await refused(() => stranger.crm.contacts.basicApi.getPage(), 401, "INVALID_AUTHENTICATION");
});
