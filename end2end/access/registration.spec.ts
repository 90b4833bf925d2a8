// Registering oneself, from the mailbox's point of view.
import type { Page } from '@playwright/test';
import { expect, NAMED, open, OWN_SERVER, PASSWORD, test } from '../fixtures';
import { linkIn } from '../fixtures/mailbox';
import { unique, type World } from '../fixtures/world';

test.skip(!!NAMED, OWN_SERVER);

interface Rules {
  approval?: string;
  domains?: string;
  joins_company?: string;
  consent_text?: string;
}

/** While anyone may register at the world's portal, as these rules have it. */
async function registering(world: World, rules: Rules, work: () => Promise<void>): Promise<void> {
  const { settings } = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
  const groups = Object.fromEntries(settings.groups.map((group, at) => [`groups[${at}]`, group]));
  const access = { portal: world.portalId, password: 'true', ...groups };
  await world.desk.call('portals/access', { ...access, access: 'register' });
  await world.desk.call('portals/registration', { portal: world.portalId, domains: '', consent_text: '', ...rules });
  try {
    await work();
  } finally {
    await world.desk.call('portals/registration', { portal: world.portalId, domains: '', consent_text: '' });
    await world.desk.call('portals/access', { ...access, access: 'invited' });
  }
}

function address(name: string, domain = 'new.example'): string {
  return `${name}.${unique('x').slice(-8)}@${domain}`;
}

async function ask(page: Page, world: World, email: string): Promise<void> {
  await page.goto(`${world.portal}/sign-in`);
  await page.getByRole('link', { name: 'No account yet? Create one' }).click();
  await page.getByLabel('First name').fill('Dora');
  await page.getByLabel('Last name').fill('Durand');
  await page.getByLabel('E-mail address').fill(email);
}

for (const script of [true, false]) {
  test(`an address is confirmed, ${script ? 'with' : 'without'} script, after a scanner was there`, async ({ world, seats }) => {
    const page = await seats.take(undefined, { javaScriptEnabled: script });
    const email = address('dora');
    await registering(world, { consent_text: 'We keep your address\nto answer you.' }, async () => {
      await ask(page, world, email);
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByText('Please agree first.')).toBeVisible();
      await expect(page.getByLabel('E-mail address')).toHaveValue(email);
      await page.getByLabel('I agree').check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
      const link = linkIn(await world.mailbox!.letter(email, /Your registration/));
      for (const method of ['GET', 'HEAD', 'GET']) expect((await page.request.fetch(link, { method })).status()).toBe(200);
      await page.goto(link);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Welcome, Dora Durand');
      await page.getByLabel('Choose a password').fill('michelle1');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText(/Too many people/)).toBeVisible();
      await page.getByLabel('Choose a password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.waitForURL(world.portal);
      expect((await page.request.get(link)).status()).toBe(403);
    });
  });
}

test('who has an account is told by mail alone, and a foreign domain is not taken', async ({ world, page, ana }) => {
  await registering(world, { domains: 'acme.example' }, async () => {
    await ask(page, world, address('eve', 'exploitacme.example'));
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText("Addresses at this domain can't register here.")).toBeVisible();
    await ask(page, world, ana.email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
    const mail = await world.mailbox!.letter(ana.email, /Your registration/);
    expect(linkIn(mail)).toBe(`${world.portal}/sign-in`);
  });
});

test('staff let in who registered, and say to which company they belong', async ({ world, seats, page, ana, acme, guard }) => {
  await world.desk.call('companies/save', { company: acme.id, name: acme.name, domain: `${acme.id}.example`, phone: '' });
  const email = address('dora', `${acme.id}.example`);
  await world.ticket(ana, unique('Seen by colleagues'));
  await registering(world, { approval: 'true' }, async () => {
    await ask(page, world, email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.goto(linkIn(await world.mailbox!.letter(email, /Your registration/)));
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Almost there');

    const desk = await seats.take(world.agent);
    await open(desk, '/admin/registrations');
    const row = desk.getByRole('listitem').filter({ hasText: email });
    await expect(row).toContainText('Waits for you');
    await row.getByRole('button', { name: `Let in, as one of ${acme.name}` }).click();
    await expect(row).toHaveCount(0);
    const link = linkIn(await world.mailbox!.letter(email, /You're in/));
    guard.allow(/403/);
    await open(page, link);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.waitForURL(world.portal);
    await page.getByRole('link', { name: 'Organization' }).click();
    await expect(page.getByText('Seen by colleagues').first()).toBeVisible();
  });
});

test('an administrator takes the portal from somebody who registered', async ({ world, seats }) => {
  const page = await seats.take();
  const email = address('gone');
  await registering(world, {}, async () => {
    await ask(page, world, email);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.goto(linkIn(await world.mailbox!.letter(email, /Your registration/)));
    await page.getByLabel('Choose a password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(world.portal);

    const agent = await seats.take(world.agent);
    await open(agent, `/desk/contacts?q=${encodeURIComponent(email)}`);
    await agent.getByRole('link', { name: 'Dora Durand' }).click();
    await expect(agent.getByText('May enter').first()).toBeVisible();
    await expect(agent.getByRole('button', { name: 'Remove access' })).toHaveCount(0);

    const admin = await seats.take(world.owner);
    await open(admin, agent.url());
    await admin.getByRole('button', { name: 'Remove access' }).first().click();
    await expect(admin.getByRole('button', { name: 'Remove access' })).toHaveCount(0);
    expect((await page.request.get(world.portal)).status()).toBe(403);
  });
});
