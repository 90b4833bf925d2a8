// What an integration archived comes back.
import { expect, NAMED, open, OWN_SERVER, test, unique } from '../fixtures';
import { Integration } from '../fixtures/integration';

test.skip(!!NAMED, OWN_SERVER);

test('a contact is restored, unless somebody has the address', async ({ world, seats }) => {
  const contact = await world.contact('Rita');
  await (await Integration.of(world)).archive('contacts', contact.id);
  const other = await world.desk.create('contacts/new', { email: contact.email, first_name: 'Other', last_name: '', phone: '', language: '' });
  const page = await seats.take(world.owner);
  await open(page, '/admin/archive?kind=contacts');
  const row = page.getByRole('listitem').filter({ hasText: contact.name });
  await expect(row).toContainText(contact.email);
  await row.getByRole('button', { name: `Restore ${contact.name}` }).click();
  await expect(page.getByRole('status').filter({ hasText: `Other has the address ${contact.email} now` })).toBeVisible();
  await expect(row).toBeVisible();
  await (await Integration.of(world)).archive('contacts', other);
  await row.getByRole('button', { name: `Restore ${contact.name}` }).click();
  await expect(page.getByRole('status').filter({ hasText: `${contact.name} is back.` })).toBeVisible();
  await expect(row).toHaveCount(0);
  await open(page, `/desk/contacts/${contact.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(contact.name);
});

test('the tabs lead from kind to kind, and back', async ({ world, seats, ana }) => {
  const subject = unique('Archived');
  const ticket = await world.ticket(ana, subject);
  await (await Integration.of(world)).archive('tickets', ticket);
  const page = await seats.take(world.owner);
  await open(page, '/admin');
  await page.getByRole('link', { name: 'Archived records' }).click();
  const tabs = page.getByRole('navigation', { name: 'Kinds of records' });
  await expect(tabs.getByRole('link', { name: 'Tickets' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText(subject)).toBeVisible();
  await tabs.getByRole('link', { name: 'Companies' }).click();
  await expect(page).toHaveURL(/kind=companies$/);
  await expect(tabs.getByRole('link', { name: 'Companies' })).toHaveAttribute('aria-current', 'page');
  await expect(page.getByText(subject)).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText(subject)).toBeVisible();
});

test('agents do not come in', async ({ world, seats, guard }) => {
  guard.allow(/403/);
  const page = await seats.take(world.agent);
  await open(page, '/admin/archive');
  await expect(page.getByRole('heading', { name: "You can't open this" })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Restore/ })).toHaveCount(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a ticket is restored by a form', async ({ world, seats, ana }) => {
    const subject = unique('Plainly archived');
    const ticket = await world.ticket(ana, subject);
    await (await Integration.of(world)).archive('tickets', ticket);
    const page = await seats.take(world.owner, { javaScriptEnabled: false });
    await page.goto(`${world.url}/admin/archive?kind=tickets`);
    await page.getByRole('button', { name: `Restore ${subject}` }).click();
    await expect(page).toHaveURL(/\/admin\/archive/);
    await expect(page.getByRole('button', { name: `Restore ${subject}` })).toHaveCount(0);
    await page.goto(`${world.url}/desk/tickets/${ticket}`);
    await expect(page.getByText(subject).first()).toBeVisible();
  });
});
