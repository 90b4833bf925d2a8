// Replies: formatted, sent once, safe to read, and only where the reader may.
import { answered, answerOf, expect, open, test, unique } from '../fixtures';
import { Api } from '../fixtures/api';
import { TicketListPage, TicketPage } from '../pages/tickets';

test('a reply stands in the conversation, in both voices', async ({ world, seats, ana, bruno }) => {
  const id = await world.ticket(ana, unique('Voices'), 'The *first* message.');
  await world.answer(id, 'An answer.');
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await expect(ticket.turn).toContainText('Waiting on you');
  await ticket.says('Thank you, that **works**.', 'Thank you, that works.');
  await expect(ticket.entry('works').locator('strong', { hasText: 'works' })).toBeVisible();
  await expect(ticket.entry('works')).toContainText('You');
  await expect(ticket.entry('An answer.')).toContainText('Support team');
  await expect(ticket.turn).toContainText("We're on it");
  await expect(ticket.reply).toHaveValue('');

  const colleague = await new TicketPage(await seats.take(bruno)).open(world.portal, id);
  await expect(colleague.entry('works')).toContainText(ana.name);
});

test('formatting buttons, preview and Ctrl+Enter', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Formatted'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await ticket.reply.fill('very important');
  await ticket.reply.selectText();
  await ticket.page.getByRole('button', { name: 'Bold' }).click();
  await expect(ticket.reply).toHaveValue('**very important**');
  await ticket.page.getByRole('button', { name: 'Preview' }).click();
  await expect(ticket.page.locator('.editor-preview strong')).toHaveText('very important');
  await ticket.page.getByRole('button', { name: 'Write' }).click();
  await ticket.reply.press('ControlOrMeta+Enter');
  await expect(ticket.entry('very important')).toBeVisible();
});

test('a double click sends once', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Twice'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const text = unique('Once only');
  await ticket.reply.fill(text);
  await ticket.send.dblclick();
  await expect(ticket.entry(text)).toHaveCount(1);
  await expect(ticket.reply).toHaveValue('');
  await ticket.open(world.portal, id);
  await expect(ticket.entry(text)).toHaveCount(1);
});

test('an answer that was lost on the way is not sent twice', async ({ world, seats, ana, guard }) => {
  guard.allow(/ERR_FAILED/);
  const id = await world.ticket(ana, unique('Lost answer'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const text = unique('Said once');
  // The server hears it; the page does not hear the server.
  await ticket.page.route('**/api/tickets/reply', async (route) => {
    await route.fetch();
    await route.abort();
  }, { times: 1 });
  await ticket.reply.fill(text);
  await ticket.send.click();
  await expect(ticket.page.getByRole('alert')).toContainText("We can't reach the server");
  await expect(ticket.reply).toHaveValue(text);
  await ticket.page.getByRole('button', { name: 'Try again' }).click();
  await expect(ticket.reply).toHaveValue('');
  await expect(ticket.entry(text)).toHaveCount(1);
  await ticket.open(world.portal, id);
  await expect(ticket.entry(text)).toHaveCount(1);
});

test('without a connection the text stays and the page says so', async ({ world, seats, ana, guard }) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED/);
  const id = await world.ticket(ana, unique('Offline'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const text = unique('Typed in a tunnel');
  await ticket.reply.fill(text);
  await ticket.page.context().setOffline(true);
  await ticket.send.click();
  await expect(ticket.page.getByRole('alert')).toContainText("We can't reach the server");
  await expect(ticket.reply).toHaveValue(text);
  await ticket.page.context().setOffline(false);
  await ticket.page.getByRole('button', { name: 'Try again' }).click();
  await expect(ticket.entry(text)).toHaveCount(1);
});

test('nothing but words comes out of what was typed', async ({ world, seats, ana, bruno }) => {
  const id = await world.ticket(ana, `<img src=x onerror=alert(1)> ${unique('Markup')}`, '<script>alert(1)</script> [click](javascript:alert(1)) <b>bold</b>');
  const ticket = await new TicketPage(await seats.take(bruno)).open(world.portal, id);
  let dialogs = 0;
  ticket.page.on('dialog', (dialog) => (dialogs++, dialog.dismiss()));
  await expect(ticket.subject).toContainText('<img src=x');
  await expect(ticket.conversation).toContainText('click');
  await expect(ticket.conversation.locator('script, img, b, [href^="javascript:"]')).toHaveCount(0);
  expect(dialogs).toBe(0);
});

test("what a ticket's page needs is fetched at once with the page", async ({ world, ana }) => {
  const id = await world.ticket(ana, unique('Preloaded'));
  const api = await Api.at(world.url, ana.state);
  const html = await (await api.http.get(`/${world.slug}/${id}`)).text();
  expect(html).toMatch(/<link rel="preload" href="\/pkg\/split___ticket_piece_view_\d+\.wasm" as="fetch"/);
  expect(await (await api.http.get(`/${world.slug}`)).text()).not.toContain('split___');
  await api.dispose();
});

test("a stranger's ticket is 404, byte for byte like one that is not there", async ({ world, seats, ana, carla, guard }) => {
  guard.allow(answered(404));
  const subject = unique('Secret');
  const id = await world.ticket(ana, subject);
  const missing = String(900_000 + Number(id));

  const api = await Api.at(world.url, carla.state);
  const [stranger, nobody] = [await api.http.get(`/${world.slug}/${id}`), await api.http.get(`/${world.slug}/${missing}`)];
  expect(stranger.status()).toBe(404);
  expect(nobody.status()).toBe(404);
  // What differs between any two answers: the nonce, the time, and the number that was asked for.
  const plain = (html: string, asked: string) =>
    html.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/data-now="\d+"/g, '').replaceAll(new RegExp(`(?<![\\w-])${asked}(?!\\w)`, 'g'), 'N');
  const [said, heard] = [await stranger.text(), await nobody.text()];
  expect(plain(said, id)).toBe(plain(heard, missing));
  expect(said).not.toContain(subject);
  for (const [endpoint, form] of [
    ['tickets/show', { slug: world.slug }],
    ['tickets/reply', { slug: world.slug, text: 'Let me in', key: 'abcdefgh12345678' }],
    ['tickets/close', { slug: world.slug }],
    ['tickets/reply-draft', { slug: world.slug, text: 'x' }],
  ] as const) {
    const answers = await Promise.all([id, missing].map(async (ticket) => (await api.post(endpoint, { ...form, ticket })).text()));
    expect(answers[0], endpoint).toBe(answers[1]);
    expect(answers[0], endpoint).toContain('NotFound');
  }
  await api.dispose();

  const page = await seats.take(carla);
  await open(page, `${world.portal}/${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("We can't find that page");
  const list = await new TicketListPage(page).open(world.portal, `?tab=organization&q=${id}`);
  await expect(list.subjects).toHaveCount(0);
});

test('sending says what it is doing', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Slow'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  await ticket.page.route('**/api/tickets/reply', async (route) => {
    await held;
    await route.continue();
  });
  await ticket.reply.fill('Patience.');
  const answer = answerOf(ticket.page, 'tickets/reply');
  await ticket.send.click();
  await expect(ticket.send).toHaveAttribute('aria-disabled', 'true');
  release();
  await answer;
  await expect(ticket.entry('Patience.')).toHaveCount(1);
  await expect(ticket.send).not.toHaveAttribute('aria-disabled');
});
