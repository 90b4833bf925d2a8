// Properties that an integration added: the desk's forms, rows, columns, filters and exports know them.
import { readFileSync } from 'node:fs';
import { expect, NAMED, open, OWN_SERVER, test, unique } from '../fixtures';
import { Integration } from '../fixtures/integration';
import { RecordPage, StaffTicketPage } from '../pages/desk';
import type { World } from '../fixtures/world';

test.skip(!!NAMED, OWN_SERVER);

const GROUPS = { contacts: 'contactinformation', companies: 'companyinformation', tickets: 'ticketinformation' };

/** Adds a choice and a number to a kind of records, under names that no other test has. */
async function added(world: World, kind: keyof typeof GROUPS) {
  const integration = await Integration.of(world);
  const tag = unique('x').split(' ')[1] ?? '';
  const [plan, seats] = [`Plan ${tag}`, `Seats ${tag}`];
  const options = [
    { label: 'Gold, yearly', value: 'gold', displayOrder: 0 },
    { label: 'Silver', value: 'silver', displayOrder: 1 },
  ];
  const common = { groupName: GROUPS[kind] };
  const inputs = [
    { ...common, name: `plan_${tag}`, label: plan, type: 'enumeration', fieldType: 'select', options },
    { ...common, name: `seats_${tag}`, label: seats, type: 'number', fieldType: 'number' },
  ];
  await integration.post(`/crm/v3/properties/${kind}/batch/create`, { inputs });
  return { plan, seats, name: { plan: `plan_${tag}`, seats: `seats_${tag}` } };
}

test('a contact has them from the start; they are a column, a filter and an export', async ({ world, seats }) => {
  const { plan, seats: places, name } = await added(world, 'contacts');
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  const [golda, silvia] = [unique('Golda'), unique('Silvia')];
  for (const [who, chosen, number] of [[golda, 'Gold, yearly', '12'], [silvia, 'Silver', '3']] as const) {
    await open(page, '/desk/contacts/new');
    await record.field('First name').fill(who);
    await page.getByLabel(plan).selectOption({ label: chosen });
    await page.getByLabel(places).fill(number);
    await page.getByRole('button', { name: 'Create contact' }).click();
    await expect(record.heading).toHaveText(who);
    await expect(page.getByLabel(places)).toHaveValue(number);
  }

  await open(page, '/desk/contacts');
  await page.getByText('Columns', { exact: true }).click();
  await page.getByLabel(plan).check();
  await page.getByLabel(places).check();
  await page.locator('.list-columns').getByRole('button', { name: 'Save' }).click();
  const row = (who: string) => page.getByRole('listitem').filter({ hasText: who });
  await expect(row(golda)).toContainText(`${plan} Gold, yearly`);
  await expect(row(silvia)).toContainText(`${places} 3`);

  await page.getByText('Filter', { exact: true }).click();
  await page.getByLabel('Property').selectOption({ label: plan });
  await page.getByRole('combobox', { name: 'Value' }).selectOption({ label: 'Gold, yearly' });
  await page.getByRole('button', { name: 'Apply filter' }).click();
  await expect(page).toHaveURL(new RegExp(`p0=${name.plan}&o0=is&v0=gold$`));
  await expect(row(golda)).toBeVisible();
  await expect(row(silvia)).toHaveCount(0);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export CSV' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file).toContain(golda);
  expect(file).not.toContain(silvia);

  // A search stays within the filter, and the filter goes with a click.
  await page.getByRole('searchbox').fill(silvia);
  await expect(page.getByText('Nothing matches this filter.')).toBeVisible();
  await page.getByRole('link', { name: 'Clear filter' }).click();
  await expect(row(silvia)).toBeVisible();
  await expect(row(golda)).toHaveCount(0);
});

test('a wrong value is said at its field, also without script, and what was typed stays', async ({ world, seats, acme }) => {
  const { plan, seats: places } = await added(world, 'companies');
  const page = await seats.take(world.agent, { javaScriptEnabled: false });
  await page.goto(`/desk/companies/${acme.id}`);
  await page.getByLabel(plan).selectOption({ label: 'Silver' });
  await page.getByLabel(places).fill('many');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel(places)).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByLabel(places)).toHaveValue('many');
  await expect(page.getByLabel(plan)).toHaveValue('silver');
  await page.getByLabel(places).fill('7');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel(places)).toHaveValue('7');

  await page.goto('/desk/companies');
  await page.getByText('Columns', { exact: true }).click();
  await page.getByLabel(places).check();
  await page.locator('.list-columns').getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: acme.name })).toContainText(`${places} 7`);
});

test('a ticket keeps them beside the conversation, and the queue is filtered by them', async ({ world, seats, ana }) => {
  const { plan, name } = await added(world, 'tickets');
  const subject = unique('Of the gold plan');
  const id = await world.ticket(ana, subject);
  const page = await seats.take(world.agent);
  await new StaffTicketPage(page).open(id);
  await page.getByLabel(plan).selectOption({ label: 'Gold, yearly' });
  await page.getByRole('complementary').getByRole('button', { name: 'Save', exact: true }).last().click();
  await expect(page.getByRole('status', { name: 'Notifications' }).getByText('Saved')).toBeVisible();
  await open(page, `/desk?p0=${name.plan}&o0=is&v0=gold`);
  await expect(page.getByRole('link', { name: subject })).toBeVisible();
  await open(page, `/desk?p0=${name.plan}&o0=is-not&v0=gold`);
  await expect(page.getByRole('link', { name: subject })).toHaveCount(0);
  await open(page, '/desk/new');
  await expect(page.getByLabel(plan)).toBeVisible();
});
