// Nothing is changed by a request that does not come from a page of this site.
import { answered, expect, test, unique } from '../fixtures';
import { ForeignSite, forgedForm } from '../fixtures/foreign';
import { TicketPage } from '../pages/tickets';

for (const enctype of ['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain']) {
  test(`a form on another site changes nothing (${enctype})`, async ({ world, seats, ana, guard }) => {
    guard.allow(answered(403), /favicon/);
    const id = await world.ticket(ana, unique('Forged'));
    const text = unique('Send me all your money');
    const fields = { slug: world.slug, ticket: id, text, key: 'abcdefgh12345678' };
    const site = await ForeignSite.start(() => forgedForm(`${world.url}/api/tickets/reply`, fields, enctype));
    const page = await seats.take(ana);
    const answer = page.waitForResponse('**/api/tickets/reply');
    await page.goto(site.url).catch(() => undefined);
    expect((await answer).status()).toBe(403);
    await site.stop();
    const ticket = await new TicketPage(page).open(world.portal, id);
    await expect(ticket.entry(text)).toHaveCount(0);
  });
}

test('a script on another site changes nothing', async ({ world, seats, ana, guard }) => {
  guard.allow(/CORS|Failed to load resource|net::ERR|Cross-Origin/);
  const id = await world.ticket(ana, unique('Scripted'));
  const site = await ForeignSite.start(() => '<!doctype html><title>Other</title>');
  const page = await seats.take(ana);
  await page.goto(site.url);
  const text = unique('By script');
  await page.evaluate(
    async ([url, body]) => {
      await fetch(url as string, { method: 'POST', credentials: 'include', mode: 'no-cors', body: new URLSearchParams(body as Record<string, string>) }).catch(() => undefined);
    },
    [`${world.url}/api/tickets/reply`, { slug: world.slug, ticket: id, text, key: 'abcdefgh12345678' }] as const,
  );
  await site.stop();
  const ticket = await new TicketPage(page).open(world.portal, id);
  await expect(ticket.entry(text)).toHaveCount(0);
});

test('a request that does not say where it comes from is refused', async ({ world, playwright }) => {
  const http = await playwright.request.newContext({ baseURL: world.url });
  const form = { email: 'a@b.example', password: 'x', return_to: '' };
  for (const headers of [
    {},
    { origin: 'null' },
    { origin: 'http://evil.example' },
    { origin: world.url.replace('http:', 'https:') },
    { 'sec-fetch-site': 'cross-site', origin: world.url },
    { 'sec-fetch-site': 'same-site', origin: world.url },
    { 'sec-fetch-site': 'none' },
  ] as Record<string, string>[]) {
    const response = await http.post('/api/staff/sign-in', { form, headers });
    expect(response.status(), JSON.stringify(headers)).toBe(403);
  }
  expect((await http.post('/api/staff/sign-in', { form, headers: { origin: world.url } })).status()).toBe(200);
  await http.dispose();
});

test('our pages cannot be framed', async ({ world, seats, ana, guard }) => {
  guard.allow(/frame-ancestors|X-Frame-Options|Framing/i);
  const site = await ForeignSite.start(() => `<!doctype html><title>Frame</title><iframe src="${world.portal}" title="x"></iframe>`);
  const page = await seats.take(ana);
  await page.goto(site.url);
  const frame = page.frames().find((frame) => frame !== page.mainFrame());
  await expect.poll(() => frame?.url()).toMatch(/^(chrome-error:|about:blank)/);
  await site.stop();
});
