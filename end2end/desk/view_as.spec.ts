// Looking at the portal as a customer, and asking why somebody sees a ticket.
import { expect, NAMED, open, OWN_SERVER, ready, test, unique } from '../fixtures';
import { Api } from '../fixtures/api';
import { World } from '../fixtures/world';
import { StaffTicketPage } from '../pages/desk';
import { TicketListPage, TicketPage } from '../pages/tickets';

test('the portal as a contact sees it, and nothing can be changed', async ({ world, seats, ana, carla }) => {
  const subject = unique('Seen as Ana');
  const id = await world.ticket(ana, subject);
  await world.answer(id, 'Unread by Ana.');
  await world.ticket(carla, unique("Carla's"));

  const page = await seats.take(world.agent);
  await open(page, `/desk/contacts/${ana.id}`);
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'View as this contact' }).click();
  const view = await opened;
  await view.waitForURL(world.portal);
  await ready(view);
  await expect(view.getByText(`You're viewing this portal as ${ana.name}. Nothing can be changed.`)).toBeVisible();
  const list = new TicketListPage(view);
  await expect(list.subjects).toHaveText([subject]);

  await list.ticket(subject).click();
  const ticket = new TicketPage(view);
  await expect(ticket.subject).toHaveText(subject);
  await expect(ticket.reply).toHaveCount(0);
  await expect(ticket.closeButton).toBeHidden();

  // The server refuses, too.
  const api = await Api.at(world.url, await view.context().storageState());
  for (const [endpoint, form] of [
    ['tickets/reply', { ticket: id, text: 'As Ana', key: 'abcdefgh12345678' }],
    ['tickets/close', { ticket: id }],
    ['tickets/file', { subject: 'As Ana', description: 'x', priority: '', key: 'abcdefgh12345678' }],
    ['tickets/reply-draft', { ticket: id, text: 'x' }],
    ['portal/password', { current: ana.password, new: 'another-horse-8-battery' }],
  ] as const) {
    expect(await (await api.post(endpoint, { slug: world.slug, ...form })).text(), endpoint).toContain('ViewOnly');
  }
  await api.dispose();

  // For Ana it is unread still.
  const own = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(own.row(subject)).toContainText('new reply');

  await view.getByRole('button', { name: 'End view' }).click();
  await view.waitForURL('**/sign-in');
});

test('without script, on the domain of the portal: a form may not be redirected to another host', async ({ seats }) => {
  test.skip(!!NAMED, OWN_SERVER);
  // Not the shared one: a verified domain is what the wizard offers first.
  const world = await World.open();
  try {
    const host = 'help.viewed.example';
    const form = { host, host_language: 'en', return_to: '/admin' };
    const domain = await world.desk.call<{ id: string; record: { name: string; value: string } }>('domains/connect', form);
    world.dns?.setText(domain.record.name, domain.record.value);
    await world.desk.call('domains/check', { domain: domain.id });
    const address = (await world.server?.createPortal({ name: 'Viewed', slug: 'viewed', tickets: 'own', host })) ?? '';
    expect(new URL(address).hostname).toBe(host);

    const ana = await world.contact('Ana');
    const { rows } = await world.desk.call<{ rows: { id: string; url: string | null }[] }>('portals/list', {});
    const id = rows.find(({ url }) => url === address)?.id;
    const page = await seats.take(world.owner, { javaScriptEnabled: false, baseURL: world.url });
    await page.goto(`/admin/portals/${id}?q=${ana.email}`);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('button', { name: `View as ${ana.name} in a new tab` }).click();
    const view = await opened;
    await view.waitForURL(`${address}**`);
    await view.getByRole('button', { name: 'Open the portal' }).click();
    await expect(view.getByText(`You're viewing this portal as ${ana.name}.`)).toBeVisible();
    await page.context().close();
  } finally {
    await world.close();
  }
});

test('why somebody sees a ticket, and why somebody else does not', async ({ world, seats, acme, ana, bruno, carla }) => {
  const id = await world.ticket(ana, unique('Explained'));
  const page = await seats.take(world.agent);
  const ticket = await new StaffTicketPage(page).open(id);
  await ticket.why.locator('summary').click();
  await expect(ticket.why).toContainText(`${ana.name} sees this ticket at ${world.portalName}.`);
  await expect(ticket.why).toContainText('They are a contact of this ticket.');
  const other = ticket.why.getByLabel('Ask about somebody else');
  await other.fill(bruno.email);
  await page.getByRole('option', { name: bruno.name }).click();
  await expect(ticket.why).toContainText(`${bruno.name} sees this ticket`);
  await expect(ticket.why).toContainText(`Their primary company, ${acme.name}, is on this ticket.`);
  await other.fill(carla.email);
  await page.getByRole('option', { name: carla.name }).click();
  await expect(ticket.why).toContainText(`${carla.name} does not see this ticket`);
  await expect(ticket.why).toContainText('is not on this ticket.');
});
