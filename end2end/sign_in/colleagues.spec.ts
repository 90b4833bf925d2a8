// The team: a colleague is invited, joins, gets another role, and is shut out.
import type { Page } from '@playwright/test';
import { answered, expect, NAMED, open, OWN_SERVER, PASSWORD, ready, test, unique } from '../fixtures';
import { linkIn } from '../fixtures/mailbox';
import { SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

const address = (): string => `${unique('nina').replace(' ', '.')}@portico.example`;

/** A window of the owner, who has signed in just now or long ago. */
async function owner(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await (await new SignInPage(page).open('/sign-in')).signIn({ email, password });
  await page.waitForURL('**/desk');
}

test('a colleague is invited, the letter is opened by a scanner first, and they join', async ({ world, page, seats, guard }) => {
  const email = address();
  const admin = await seats.take();
  await owner(admin, world.owner);
  await open(admin, '/admin');
  await admin.getByRole('link', { name: 'People' }).click();
  await admin.getByRole('link', { name: 'Invite a colleague' }).click();
  await admin.getByLabel('E-mail address').fill('not an address');
  await admin.getByLabel('Name', { exact: true }).fill('Nina New');
  await admin.getByRole('button', { name: 'Invite' }).click();
  await expect(admin.getByLabel('E-mail address')).toHaveAccessibleDescription(/look right/);
  await admin.getByLabel('E-mail address').fill(email);
  await admin.getByRole('button', { name: 'Invite' }).click();
  const copied = await admin.getByLabel('Invitation link').inputValue();

  const mail = await world.mailbox!.letter(email, /invites you to the team/);
  expect(mail.parsed.headers.get('auto-submitted')).toBe('auto-generated');
  const link = linkIn(mail);
  expect(new URL(link).pathname).toMatch(/^\/sign-in\/invitation\//);
  expect(link).not.toBe(copied);
  for (const method of ['GET', 'HEAD', 'GET']) expect((await page.request.fetch(link, { method })).status()).toBe(200);

  await open(page, link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Join the team');
  await expect(page.getByLabel('E-mail address')).toHaveValue(email);
  await expect(page.getByLabel('Your name')).toHaveValue('Nina New');
  await page.getByLabel('Password', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: 'Join' }).click();
  await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/Too many people/);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.waitForURL('**/desk');
  await ready(page);

  guard.allow(answered(403));
  for (const used of [link, copied]) {
    await page.goto(used);
    await expect(page.getByText(/used already, has expired/)).toBeVisible();
  }
});

test('a role changes with the next click, and whoever is disabled is out', async ({ world, seats }) => {
  const clara = await world.colleague('Clara');
  const hers = await seats.take(clara);
  await open(hers, '/desk');
  const admin = await seats.take();
  await owner(admin, world.owner);
  await open(admin, '/admin/people');
  await admin.getByRole('link', { name: clara.name }).click();
  await admin.getByLabel('Role').selectOption({ label: 'Admin' });
  await admin.getByRole('button', { name: 'Change role' }).click();
  await expect(admin.getByText('Done.')).toBeVisible();
  await open(hers, '/admin/people');
  await expect(hers.getByRole('heading', { level: 1 })).toHaveText('People');
  await hers.getByRole('link', { name: world.owner.name }).click();
  await expect(hers.getByText('Their role is above yours')).toBeVisible();

  await open(hers, '/desk');
  await admin.getByRole('button', { name: 'Disable' }).click();
  await expect(admin.getByText('Disabled', { exact: true })).toBeVisible();
  await hers.goto('/desk/contacts');
  await expect(hers).toHaveURL(/\/sign-in\?return_to=/);
  await new SignInPage(hers).signIn(clara);
  await expect(new SignInPage(hers).refusal).toContainText("don't match");
  await admin.getByRole('button', { name: 'Enable again' }).click();
  await expect(admin.getByText('Active', { exact: true })).toBeVisible();
});

test('the last owner keeps the role, and nobody finds a button to disable themselves', async ({ world, seats }) => {
  const admin = await seats.take();
  await owner(admin, world.owner);
  await open(admin, '/admin/people');
  await admin.getByRole('link', { name: world.owner.name }).click();
  await expect(admin.getByText(/The only owner/)).toBeVisible();
  await expect(admin.getByRole('button', { name: 'Disable' })).toHaveCount(0);
});

test('an invitation is renewed and withdrawn', async ({ world, seats, page, guard }) => {
  const email = address();
  const first = await world.inviteColleague('Nora Newer', email);
  const admin = await seats.take();
  await owner(admin, world.owner);
  await open(admin, '/admin/people');
  const row = admin.getByRole('listitem').filter({ hasText: email });
  await row.getByRole('button', { name: 'Make a new link for Nora Newer' }).click();
  const second = await admin.getByLabel('Invitation link').inputValue();
  expect((await page.request.get(first)).status()).toBe(403);
  expect((await page.request.get(second)).status()).toBe(200);
  await row.getByRole('button', { name: 'Withdraw the invitation of Nora Newer' }).click();
  await expect(row).toHaveCount(0);
  guard.allow(answered(403));
  expect((await page.request.get(second)).status()).toBe(403);
});

test('without script, a proof is asked for in a step that keeps what was typed', async ({ world, seats }) => {
  const page = await seats.take(undefined, { javaScriptEnabled: false });
  const door = new SignInPage(page);
  await page.goto('/sign-in');
  await door.signIn(world.owner);
  await page.waitForURL('**/desk');
  const email = address();
  await page.goto('/admin/people/new');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Name', { exact: true }).fill('Nora Noscript');
  await page.getByRole('main').getByText('Admin', { exact: true }).click();
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByLabel('Invitation link')).toHaveValue(/\/sign-in\/invitation\//);
  await page.getByRole('link', { name: 'Back to people' }).click();
  const row = page.getByRole('listitem').filter({ hasText: email });
  await expect(row).toContainText('Admin');
  await row.getByRole('button', { name: 'Withdraw the invitation of Nora Noscript' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: email })).toHaveCount(0);
});
