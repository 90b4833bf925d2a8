// HubSpot's MCP server, as a program that a language model's host would start: JSON-RPC on its standard streams.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const { HUBSPOT_BASE_URL: base, HUBSPOT_ACCESS_TOKEN: token } = process.env;
assert.ok(base && token, "HUBSPOT_BASE_URL and HUBSPOT_ACCESS_TOKEN say which server is meant");
const program = fileURLToPath(new URL("node_modules/@hubspot/mcp-server/dist/index.js", import.meta.url));
const run = randomUUID().slice(0, 8);

let server;
let number = 0;
const waiting = new Map();

function ask(method, params) {
  number += 1;
  server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", id: number, method, params })}\n`);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), 30_000);
    waiting.set(number, (answer) => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}

/** The text that a tool answers. */
async function use(name, args) {
  const { result, error } = await ask("tools/call", { name, arguments: args });
  assert.equal(error, undefined, JSON.stringify(error));
  const text = result.content.map((part) => part.text).join("\n");
  assert.ok(!result.isError, text);
  return text;
}

before(async () => {
  const environment = { ...process.env, BASE_URL_OVERRIDE: base, PRIVATE_APP_ACCESS_TOKEN: token };
  server = spawn(process.execPath, [program], { env: environment, stdio: ["pipe", "pipe", "inherit"] });
  createInterface({ input: server.stdout }).on("line", (line) => {
    let answer;
    try {
      answer = JSON.parse(line);
    } catch {
      return; // it also says things that are no answers
    }
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const clientInfo = { name: "portico-tests", version: "1" };
  await ask("initialize", { protocolVersion: "2024-11-05", capabilities: {}, clientInfo });
  server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", method: "notifications/initialized" })}\n`);
});

after(() => server?.kill());

test("it knows whose token it has", async () => {
  assert.match(await use("hubspot-get-user-details", {}), /hubId/i);
});

test("it makes, lists and finds contacts", async () => {
  const email = `mcp-${run}@example.com`;
  await use("hubspot-batch-create-objects", { objectType: "contacts", inputs: [{ properties: { email, firstname: "Mia" } }] });
  assert.match(await use("hubspot-list-objects", { objectType: "contacts", limit: 5 }), /results/);
  const filters = [{ propertyName: "email", operator: "EQ", value: email }];
  const found = await use("hubspot-search-objects", { objectType: "contacts", filterGroups: [{ filters }] });
  assert.deepEqual(JSON.parse(found.slice(found.indexOf("{"))).results.map((contact) => contact.properties.email), [email]);
});

test("it reads how records are described and associated", async () => {
  assert.match(await use("hubspot-list-properties", { objectType: "tickets" }), /hs_pipeline_stage/);
  const wanted = { fromObjectType: "tickets", toObjectType: "companies" };
  assert.match(await use("hubspot-get-association-definitions", wanted), /339/);
});
