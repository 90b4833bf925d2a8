// A second factor: an app is set up, asked for, lost, and taken away.
import type { Page } from '@playwright/test';
import { createHmac } from 'node:crypto';
import { expect, expectAccessible, NAMED, open, OWN_SERVER, ready, test } from '../fixtures';
import { linkIn } from '../fixtures/mailbox';
import type { StaffMember } from '../fixtures';
import { AccountMenu, SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

/** What an app shows for a secret (RFC 6238). */
function code(secret: string, steps = 0): string {
  const bits = [...secret.replaceAll(' ', '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[hash.length - 1]! & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Sets an app up at one's account; answers its secret and the recovery codes. */
async function setUp(page: Page): Promise<{ secret: string; codes: string[] }> {
  await open(page, '/desk/account');
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click();
  const secret = await page.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  // A code counts for half a minute: not one that is about to end.
  const left = 30_000 - (Date.now() % 30_000);
  if (left < 10_000) await page.waitForTimeout(left + 500);
  // One step behind, so that the code of now is left for signing in.
  await page.getByLabel('Code', { exact: true }).fill(code(secret, -1));
  await page.getByRole('button', { name: 'Turn on' }).click();
  const list = page.getByRole('list', { name: 'Recovery codes' });
  await expect(list.getByRole('listitem')).toHaveCount(10);
  return { secret, codes: await list.getByRole('listitem').allInnerTexts() };
}

async function password(page: Page, who: StaffMember): Promise<void> {
  await (await new SignInPage(page).open('/sign-in')).signIn(who);
  await page.waitForURL('**/sign-in/second-step*');
  await ready(page);
}

test('an app is set up, and its code is asked for', async ({ world, page, seats }) => {
  const clara = await world.colleague('Clara');
  const hers = await seats.take(clara);
  const { secret } = await setUp(hers);
  await expect(hers.getByText('10 recovery codes left')).toBeVisible();
  await expectAccessible(hers, 'recovery codes');

  await password(page, clara);
  await expectAccessible(page, 'the second step');
  expect((await page.request.get('/desk', { maxRedirects: 0 })).status()).toBe(302);
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/isn't right/);
  await page.getByLabel('Code').fill(code(secret));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/desk');
});

test('a recovery code stands in once, also without script, and an administrator helps when all is lost', async ({ world, page, seats }) => {
  const clara = await world.colleague('Clara');
  const { codes } = await setUp(await seats.take(clara));
  const plain = await seats.take(undefined, { javaScriptEnabled: false });
  for (const [tried, lets] of [[codes[0]!, true], [codes[0]!, false]] as const) {
    await plain.goto('/sign-in?return_to=/desk/contacts');
    await new SignInPage(plain).signIn(clara);
    await plain.waitForURL('**/sign-in/second-step*');
    await plain.getByLabel('Code').fill(tried);
    await plain.getByRole('button', { name: 'Sign in' }).click();
    if (lets) await plain.waitForURL('**/desk/contacts');
    else await expect(plain.getByLabel('Code')).toHaveAccessibleDescription(/used already/);
  }

  const admin = await seats.take();
  await (await new SignInPage(admin).open('/sign-in')).signIn(world.owner);
  await admin.waitForURL('**/desk');
  await open(admin, `/admin/people/${clara.id}`);
  await admin.getByRole('button', { name: 'Remove second factor' }).click();
  await expect(admin.getByText('None', { exact: true })).toBeVisible();
  const mail = await world.mailbox!.letter(clara.email, /second factor was removed/);
  expect(new URL(linkIn(mail)).pathname).toBe('/sign-in');
  await (await new SignInPage(page).open('/sign-in')).signIn(clara);
  await page.waitForURL('**/desk');
});

test('the operator takes it away from the command line', async ({ world, page, seats }) => {
  const clara = await world.colleague('Clara');
  await setUp(await seats.take(clara));
  const said = await world.server!.portico(['admin', 'reset-second-factor', '--email', clara.email]);
  expect(said).toContain(clara.email);
  await (await new SignInPage(page).open('/sign-in')).signIn(clara);
  await page.waitForURL('**/desk');
  await ready(page);
  await new AccountMenu(page).signOut();
});
