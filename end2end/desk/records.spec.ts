// Contacts and companies: found, made, changed, associated, invited, shut out.
import { expect, expectAccessible, open, PASSWORD, test, unique } from '../fixtures';
import { Integration } from '../fixtures/integration';
import { RecordPage } from '../pages/desk';
import { InvitationPage } from '../pages/sign_in';

test('a contact is made, joined to a company and invited', async ({ world, seats, acme }) => {
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  const last = unique('Verdi').replace(' ', '');
  await open(page, '/desk/contacts');
  await page.getByRole('link', { name: 'New contact' }).first().click();
  await record.field('First name').fill('Giulia');
  await record.field('Last name').fill(last);
  await record.field('E-mail address').fill(`giulia.${last}@acme.example`);
  await page.getByRole('button', { name: 'Create contact' }).click();
  await expect(record.heading).toHaveText(`Giulia ${last}`);

  await page.getByLabel('Add a company').fill(acme.name);
  await page.getByRole('option', { name: acme.name }).click();
  await expect(record.section('Companies').getByRole('listitem')).toContainText([acme.name]);
  await expect(record.section('Companies')).toContainText('Primary');

  await expect(record.section('Portal access')).toContainText('No access');
  await record.section('Portal access').getByRole('button', { name: 'Invite' }).click();
  const link = record.section('Portal access').getByLabel('Invitation link');
  await expect(link).toHaveValue(new RegExp(`^${world.portal}/invitation/`));
  await expect(record.section('Portal access')).toContainText('Invited, not accepted yet');

  const guest = await seats.take();
  await (await new InvitationPage(guest).open(await link.inputValue())).acceptWith(PASSWORD);
  await guest.waitForURL(world.portal);
  await page.reload();
  await expect(record.section('Portal access')).toContainText('May enter');
});

test('what is wrong with a contact is said beside the field', async ({ world, seats, ana }) => {
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  await open(page, '/desk/contacts/new');
  await record.field('First name').fill('Gi');
  const email = record.field('E-mail address');
  await email.fill('nowhere');
  await page.getByRole('button', { name: 'Create contact' }).click();
  await expect(email).toHaveAccessibleDescription(/doesn't look right/);
  await email.fill(ana.email);
  await page.getByRole('button', { name: 'Create contact' }).click();
  await expect(email).toHaveAccessibleDescription(/already taken/);
});

test('a contact is found by name and address, and changed', async ({ world, seats, ana }) => {
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  await open(page, '/desk/contacts');
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill(ana.email);
  await expect(page).toHaveURL(/q=/);
  await page.getByRole('link', { name: ana.name }).click();
  await expect(record.heading).toHaveText(ana.name);
  await record.field('Phone').fill('+39 055 012345');
  await record.save.click();
  await expect(record.saved).toBeVisible();
  await page.reload();
  await expect(record.field('Phone')).toHaveValue('+39 055 012345');
});

test('a company is made, found and changed', async ({ world, seats }) => {
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  const name = unique('Lorem Ltd');
  await open(page, '/desk/companies');
  await page.getByRole('link', { name: 'New company' }).first().click();
  await record.field('Name').fill(name);
  await page.getByRole('button', { name: 'Create company' }).click();
  await expect(record.heading).toHaveText(name);
  await record.field('Name').fill(`${name} & Sons`);
  await record.save.click();
  await expect(record.saved).toBeVisible();
  await open(page, '/desk/companies');
  await page.getByRole('searchbox', { name: 'Search companies' }).fill(name);
  await expect(page.getByRole('link', { name: `${name} & Sons` })).toBeVisible();
});

test('the primary company decides what a contact sees, from the next click on', async ({ world, seats, acme, ana, carla }) => {
  const subject = unique("Ana's");
  await world.ticket(ana, subject);
  const customer = await seats.take(carla);
  await open(customer, `${world.portal}?tab=organization`);
  await expect(customer.getByRole('link', { name: subject })).toHaveCount(0);

  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  await open(page, `/desk/contacts/${carla.id}`);
  const companies = record.section('Companies');
  await page.getByLabel('Add a company').fill(acme.name);
  await page.getByRole('option', { name: acme.name }).click();
  await companies.getByRole('button', { name: 'Make primary' }).click();
  await expect(companies.getByRole('button', { name: 'Make primary' })).toHaveCount(1);
  await open(customer, `${world.portal}?tab=organization`);
  await expect(customer.getByRole('link', { name: subject })).toBeVisible();
});

test('a disabled contact is out at once, and in again when enabled', async ({ world, seats, ana }) => {
  const customer = await seats.take(ana);
  await open(customer, world.portal);
  const page = await seats.take(world.agent);
  await open(page, `/desk/contacts/${ana.id}`);
  await page.getByText('Disable this contact…').click();
  await page.getByRole('button', { name: 'Disable contact' }).click();
  await expect(page.getByText('This contact cannot sign in to any portal.')).toBeVisible();
  await customer.goto(world.portal);
  await expect(customer).toHaveURL(/\/sign-in/);
  await page.getByRole('button', { name: 'Enable contact' }).click();
  await expect(page.getByText('This contact cannot sign in to any portal.')).toBeHidden();
});

test('a company shows what it is part of, where an integration said so', async ({ world, seats }) => {
  const integration = await Integration.of(world);
  const [firm, branch] = [unique('Firm'), unique('Branch')];
  const ids: string[] = [];
  for (const name of [firm, branch]) {
    ids.push(String((await integration.post('/crm/v3/objects/companies', { properties: { name } }))['id']));
  }
  const pair = { from: { id: ids[1] }, to: { id: ids[0] }, types: [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 14 }] };
  await integration.post('/crm/v4/associations/companies/companies/batch/create', { inputs: [pair] });
  const page = await seats.take(world.agent);
  const record = new RecordPage(page);
  await open(page, `/desk/companies/${ids[1]}`);
  await expect(record.section('Related companies')).toContainText('Parent');
  await expectAccessible(page, 'a company with a parent');
  await record.section('Related companies').getByRole('link', { name: firm }).click();
  await expect(record.heading).toHaveText(firm);
  await expect(record.section('Related companies')).toContainText('Child');
});
