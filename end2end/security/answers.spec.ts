// What every answer carries: hosts, headers, cookies, and that reading changes nothing.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { request as httpRequest } from 'node:http';
import { expect, test, unique, PASSWORD } from '../fixtures';
import { Api } from '../fixtures/api';
import { project } from '../fixtures/server';

/** A request with any `Host`, which no browser and no client library would send. */
function ask(url: string, host: string, how = 'GET'): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, path: pathname, method: how, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (part) => (body += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject).end();
  });
}

test('a host that is not ours is misdirected, and redirected nowhere', async ({ world }) => {
  for (const host of ['evil.example', 'evil.example:80', `${new URL(world.url).host}.evil.example`, 'a b', '[::ffff:1.2.3.4]']) {
    for (const address of ['/', '/sign-in', `/${world.slug}`, '/api/staff/sign-in', '/pkg/portico.css']) {
      const answer = await ask(world.url + address, host);
      expect(answer.status, `${host} ${address}`).toBeGreaterThanOrEqual(400);
      if (host !== 'a b') expect(answer.status, `${host} ${address}`).toBe(421);
      expect(answer.headers.location, `${host} ${address}`).toBeUndefined();
      expect(answer.body).not.toContain('evil');
    }
  }
});

test('every kind of answer carries the security headers', async ({ world, ana }) => {
  const id = await world.ticket(ana, unique('Headers'));
  const [customer, staff] = [await Api.at(world.url, ana.state), world.desk];
  const policyOfPages = /^default-src 'self'; script-src 'self' 'nonce-[^']+' 'wasm-unsafe-eval';.*object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'$/;
  const kinds: [string, Awaited<ReturnType<typeof customer.http.get>>, 'page' | 'other' | 'file'][] = [
    ['a page', await customer.http.get(`/${world.slug}`), 'page'],
    ['a ticket', await customer.http.get(`/${world.slug}/${id}`), 'page'],
    ['a page that is not there', await customer.http.get(`/${world.slug}/no/such/page`), 'page'],
    ["a stranger's ticket", await customer.http.get(`/${world.slug}/999999999`), 'page'],
    ['a portal that is not there', await customer.http.get('/no-such-portal'), 'page'],
    ['the desk', await staff.http.get('/desk'), 'page'],
    ['the sign-in page', await staff.http.get('/sign-in'), 'page'],
    ['a redirect', await (await Api.at(world.url)).http.get('/desk', { maxRedirects: 0 }), 'page'],
    ['an answer', await customer.post('tickets/show', { slug: world.slug, ticket: id }), 'other'],
    ['a refusal', await customer.http.post('/api/tickets/show', { headers: { origin: 'http://evil.example' } }), 'other'],
    ['no such function', await customer.post('no/such/function', {}), 'other'],
    ['the export', await customer.http.get(`/${world.slug}/tickets.csv`), 'other'],
    ['health', await customer.http.get('/livez'), 'other'],
    ['a style', await customer.http.get('/pkg/portico.css'), 'file'],
    ['the program', await customer.http.get('/pkg/portico.wasm'), 'file'],
  ];
  for (const [what, response, kind] of kinds) {
    const headers = response.headers();
    expect.soft(headers['x-content-type-options'], what).toBe('nosniff');
    expect.soft(headers['referrer-policy'], what).toBe('same-origin');
    expect.soft(headers['cross-origin-opener-policy'], what).toBe('same-origin');
    expect.soft(headers['content-security-policy'], what).toMatch(kind === 'page' ? /./ : /frame-ancestors 'none'/);
    expect.soft(headers['content-security-policy'], what).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
    if (kind === 'page' && response.status() < 300) expect.soft(headers['content-security-policy'], what).toMatch(policyOfPages);
    if (kind !== 'file') expect.soft(headers['cache-control'], what).toBe('no-store');
    expect.soft(headers['server'], what).toBeUndefined();
    expect.soft(headers['access-control-allow-origin'], what).toBeUndefined();
  }
  await customer.dispose();
});

test('a nonce is used once, and no script stands in a page without it', async ({ world, ana }) => {
  const customer = await Api.at(world.url, ana.state);
  const nonces = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const response = await customer.http.get(`/${world.slug}`);
    const nonce = /'nonce-([^']+)'/.exec(response.headers()['content-security-policy'] ?? '')?.[1] ?? '';
    expect(nonce.length).toBeGreaterThanOrEqual(16);
    nonces.add(nonce);
    const html = await response.text();
    for (const [tag] of html.matchAll(/<(?:script|style)\b[^>]*>/g)) expect(tag).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/\son[a-z]+="/);
    expect(html).not.toMatch(/\sstyle="/);
  }
  expect(nonces.size).toBe(3);
  await customer.dispose();
});

test("cookies are the server's only, of this site only, and of this host only", async ({ world, ana }) => {
  const door = await Api.at(world.url);
  const staff = await door.post('staff/sign-in', { email: world.agent.email, password: world.agent.password, return_to: '' });
  const portal = await door.post('portal/sign-in', { slug: world.slug, email: ana.email, password: ana.password, return_to: '' });
  for (const response of [staff, portal]) {
    const cookies = response.headersArray().filter(({ name }) => name.toLowerCase() === 'set-cookie');
    // The session, and what the browser is known by from now on.
    expect(cookies).toHaveLength(2);
    for (const { value: cookie } of cookies) {
      expect(cookie).toMatch(/; ?HttpOnly/i);
      expect(cookie).toMatch(/; ?SameSite=Lax/i);
      expect(cookie).toMatch(/; ?Path=\/(;|$)/i);
      expect(cookie).not.toMatch(/; ?Domain=/i);
      expect(cookie.split(';')[0]?.split('=')[1]?.length, 'random bits').toBeGreaterThanOrEqual(22);
      if (world.url.startsWith('https:')) expect(cookie).toMatch(/^__Host-.*; ?Secure/);
    }
  }
  await door.dispose();
});

test('a session begins anew at each sign-in, whatever cookie was there before', async ({ world, ana }) => {
  const door = await Api.at(world.url, ana.state);
  const before = ana.state.cookies[0]?.value;
  await door.call('portal/sign-in', { slug: world.slug, email: ana.email, password: ana.password, return_to: '' });
  const after = (await door.state()).cookies.find(({ name }) => name === ana.state.cookies[0]?.name)?.value;
  expect(after).not.toBe(before);
  const old = await Api.at(world.url, ana.state);
  expect((await old.http.get(`/${world.slug}`, { maxRedirects: 0 })).status(), 'the session before is over').not.toBe(200);
  await old.dispose();
  await door.dispose();
});

/** The server functions, from the pages' sources. */
function endpoints(folder = project('app/src')): string[] {
  return readdirSync(folder).flatMap((entry) => {
    const file = path.join(folder, entry);
    if (statSync(file).isDirectory()) return endpoints(file);
    return [...readFileSync(file, 'utf8').matchAll(/endpoint = "([^"]+)"/g)].map(([, endpoint]) => endpoint ?? '');
  });
}

test('no server function answers a GET', async ({ world }) => {
  const all = endpoints();
  expect(all.length).toBeGreaterThan(30);
  for (const endpoint of all) {
    for (const method of ['GET', 'HEAD'] as const) {
      const response = await world.desk.http.fetch(`/api/${endpoint}?slug=${world.slug}&ticket=1`, { method, maxRedirects: 0 });
      expect(response.status(), `${method} /api/${endpoint}`).toBe(405);
    }
  }
});

test('nobody signed out gets anything from a server function', async ({ world, ana }) => {
  const id = await world.ticket(ana, unique('Unseen'));
  const visitor = await Api.at(world.url);
  const open = /^(door\/providers|portal\/(sign-in|sign-out|face|invitation|invitation\/accept|view)|staff\/(sign-in|sign-out|recovery\/(ask|offered))|setup\/)/;
  for (const endpoint of endpoints().filter((endpoint) => !open.test(endpoint))) {
    const form = { slug: world.slug, ticket: id, contact: ana.id, portal: world.portalId, search: '', after: '', words: '', text: 'x', key: 'abcdefgh12345678', current: 'x', new: PASSWORD };
    const text = await (await visitor.post(endpoint, form)).text();
    expect.soft(text, endpoint).not.toContain('"Ok"');
    expect.soft(text, endpoint).not.toContain(ana.email);
  }
  await visitor.dispose();
});
