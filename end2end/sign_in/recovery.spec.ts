// Getting in by one's mailbox.
import type { Locator, Page } from '@playwright/test';
import { expect, NAMED, open, OWN_SERVER, test } from '../fixtures';
import { linkIn } from '../fixtures/mailbox';
import { newKey, unique } from '../fixtures/world';
import { SignInPage } from '../pages/sign_in';
import { TicketListPage } from '../pages/tickets';

test.skip(!!NAMED, OWN_SERVER);

const NEW = 'another-horse-9-battery';

/** The newest of the team's answers to somebody, on the outbox's page. */
function letter(page: Page, address: string): Locator {
  return page.getByRole('listitem').filter({ hasText: 'The team answered' }).filter({ hasText: address }).first();
}

test('a forgotten password: asked for, mailed, opened by a scanner first, set once', async ({ world, page, guard, ana }) => {
  const mailbox = world.mailbox!;
  await open(page, `${world.portal}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Set a new password');
  await page.getByLabel('E-mail address').fill(ana.email);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');

  const mail = await mailbox.letter(ana.email, /Set a new password/);
  expect(mail.parsed.from?.text).toContain(world.portalName);
  expect(mail.parsed.headers.get('auto-submitted')).toBe('auto-generated');
  const link = linkIn(mail);
  expect(new URL(link).origin).toBe(new URL(world.portal).origin);
  // What a mail scanner does.
  for (const method of ['GET', 'HEAD', 'GET']) expect((await page.request.fetch(link, { method })).status()).toBe(200);

  await open(page, link);
  await expect(page.getByLabel('E-mail address')).toHaveValue(ana.email);
  await page.getByLabel('New password', { exact: true }).fill('12345678');
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(/Too many people/);
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Your new password is set.')).toBeVisible();
  await new SignInPage(page).signIn({ email: ana.email, password: NEW });
  await page.waitForURL(world.portal);

  await mailbox.letter(ana.email, /was changed/);
  guard.allow(/403/);
  await open(page, link);
  await expect(page.getByText(/used already, has expired/)).toBeVisible();
});

test('a colleague who forgot their password sets another by their mailbox', async ({ world, page, guard }) => {
  const clara = await world.colleague('Clara');
  const mailbox = world.mailbox!;
  await open(page, '/sign-in');
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.getByLabel('E-mail address').fill(clara.email);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
  const mail = await mailbox.letter(clara.email, /Set a new password/);
  const link = linkIn(mail);
  for (const method of ['GET', 'HEAD', 'GET']) expect((await page.request.fetch(link, { method })).status()).toBe(200);
  await open(page, link);
  await expect(page.getByLabel('E-mail address')).toHaveValue(clara.email);
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Your new password is set.')).toBeVisible();
  await new SignInPage(page).signIn({ email: clara.email, password: NEW });
  await page.waitForURL(/\/desk/);
  await mailbox.letter(clara.email, /was changed/);
  guard.allow(/403/);
  await open(page, link);
  await expect(page.getByText(/used already, has expired/)).toBeVisible();
});

test('somebody nobody knows is told the same, and no letter goes out', async ({ world, page }) => {
  const address = `${unique('nobody').replace(' ', '.')}@acme.example`;
  await open(page, `${world.portal}/recovery/password`);
  await page.getByLabel('E-mail address').fill(address);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
  expect(world.mailbox!.for(address)).toHaveLength(0);
});

test('a sign-in link, where the portal has them, on another device', async ({ world, page, seats, ana }) => {
  const settings = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
  const groups = Object.fromEntries(settings.settings.groups.map((group, at) => [`groups[${at}]`, group]));
  const access = { portal: world.portalId, access: 'invited', password: 'true', ...groups };
  await world.desk.call('portals/access', { ...access, magic_link: 'true' });
  try {
    await open(page, `${world.portal}/sign-in`);
    await page.getByRole('link', { name: 'E-mail me a sign-in link' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sign in by e-mail');
    await page.getByLabel('E-mail address').fill(ana.email);
    await page.getByRole('button', { name: 'E-mail me a link' }).click();
    const link = linkIn(await world.mailbox!.letter(ana.email, /Your sign-in link/));
    const phone = await seats.take();
    await open(phone, link);
    await phone.getByRole('button', { name: 'Sign in', exact: true }).click();
    await phone.waitForURL(world.portal);
    await expect(new TicketListPage(phone).page.getByRole('heading', { level: 1 })).toBeAttached();
  } finally {
    await world.desk.call('portals/access', access);
  }
});

test('without script', async ({ world, seats, ana }) => {
  const page = await seats.take(undefined, { javaScriptEnabled: false });
  await page.goto(`${world.portal}/recovery/password`);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/fill this in/);
  await page.getByLabel('E-mail address').fill(ana.email);
  await page.getByRole('button', { name: 'E-mail me the link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Look in your mailbox');
  await page.goto(linkIn(await world.mailbox!.letter(ana.email, /Set a new password/)));
  await page.getByLabel('New password', { exact: true }).fill(NEW);
  await page.getByRole('button', { name: 'Set password' }).click();
  await expect(page.getByText('Your new password is set.')).toBeVisible();
});

test('an answer is mailed, and what became of a letter is shown', async ({ world, seats, ana }) => {
  const mailbox = world.mailbox!;
  const subject = unique('Mailed <b>');
  const id = await world.ticket(ana, subject, 'First\n.\nlast');
  const received = await mailbox.letter(ana.email, /We've got it/);
  expect(received.parsed.subject).toContain(subject);
  expect(received.parsed.headers.get('auto-submitted')).toBe('auto-replied');
  expect(received.parsed.text).toContain('> .');
  expect(received.raw.toString('latin1').replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);

  mailbox.refuse(ana.email, { code: 451, words: 'Not now' });
  await world.desk.call('desk/tickets/answer', { ticket: id, reply: 'Here **you** are', key: newKey(), stage: '' });
  const page = await seats.take(world.owner);
  await expect(async () => {
    await open(page, '/admin/mail');
    await expect(letter(page, ana.email)).toContainText('451', { timeout: 500 });
  }).toPass();
  mailbox.refuse(ana.email);
  await letter(page, ana.email).getByRole('button', { name: 'Try now' }).click();
  const answer = await mailbox.letter(ana.email, /^Re: /);
  expect(answer.parsed.html).toContain('<strong>you</strong>');
  expect(answer.parsed.headers.get('auto-submitted')).toBeUndefined();
  expect(linkIn(answer)).toBe(`${world.portal}/${id}`);

  mailbox.refuse(ana.email, { code: 550, words: 'No such user' });
  await world.answer(id, 'Once more');
  await expect(async () => {
    await open(page, '/admin/mail');
    await expect(letter(page, ana.email)).toContainText('Given up', { timeout: 500 });
  }).toPass();
});
