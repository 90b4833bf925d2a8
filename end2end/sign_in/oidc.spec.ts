// Single sign-on at a real identity provider, which lies where it is told to.
import type { Page } from '@playwright/test';
import { answered, expect, NAMED, open, OWN_SERVER, test, unique, type World } from '../fixtures';
import { IdentityProvider, type Lies } from '../fixtures/identity_provider';

test.skip(!!NAMED, OWN_SERVER);

/** Who gets in, and how, as the settings' section saves it. */
async function access(world: World, mode: 'invited' | 'sso', methods: Record<string, string>): Promise<void> {
  const { settings } = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
  const groups = Object.fromEntries(settings.groups.map((group, at) => [`groups[${at}]`, group]));
  await world.desk.call('portals/access', { portal: world.portalId, access: mode, ...groups, ...methods });
}

let provider: IdentityProvider;
let id: string;

test.beforeAll(async ({ world }) => {
  provider = await IdentityProvider.of(world);
  id = await provider.register(world);
  await access(world, 'invited', { password: 'true', single_sign_on: 'true' });
});

test.afterEach(async () => provider.lies({}));

test.afterAll(async ({ world }) => {
  await access(world, 'invited', { password: 'true' });
  await provider.stop();
});

/** At the provider. */
async function goOn(page: Page, account: string): Promise<void> {
  await page.getByLabel('Account').fill(account);
  await page.getByRole('button', { name: 'Go on' }).click();
}

/** From the portal's sign-in page to the provider and back. */
async function signIn(page: Page, world: World, account: string, name = 'Acme ID'): Promise<void> {
  // The provider has forgotten them, or it would not ask.
  await page.context().clearCookies({ name: /^_/ });
  await open(page, `${world.portal}/sign-in`);
  await page.getByRole('button', { name: `Continue with ${name}`, exact: true }).click();
  await goOn(page, account);
}

async function isRefused(page: Page, words: RegExp): Promise<void> {
  await expect(page.locator('.banner')).toContainText(words);
  expect((await page.context().cookies()).filter(({ name }) => name.includes('portico-portal'))).toEqual([]);
}

test('an invited customer signs in with their company’s account, and goes on to the page they asked for', async ({ world, page, ana }) => {
  const ticket = await world.ticket(ana, unique('By another way'));
  await open(page, `${world.portal}/${ticket}`);
  await expect(page).toHaveURL(/sign-in\?return_to=/);
  await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
  await expect(page).toHaveURL(new RegExp(`^${provider.issuer}/interaction/`));
  await goOn(page, ana.email.toUpperCase());
  await page.waitForURL(`${world.portal}/${ticket}`);
  const cookies = await page.context().cookies(world.url);
  expect(cookies.map(({ name }) => name)).not.toContain('portico-sso');
  const session = cookies.find(({ name }) => name.startsWith('portico-portal'));
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
});

test('without script', async ({ world, seats, ana }) => {
  const page = await seats.take(undefined, { javaScriptEnabled: false });
  await page.goto(`${world.portal}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
  await goOn(page, ana.email);
  await page.waitForURL(world.portal);
});

test('who is not invited stays outside, and who cancels is told so', async ({ world, page, acme }) => {
  const uninvited = await world.contact('Uninvited', acme);
  await signIn(page, world, uninvited.email);
  await isRefused(page, /no access here/);
  await signIn(page, world, `${unique('nobody').replace(' ', '.')}@acme.example`);
  await isRefused(page, /no access here/);
  await page.context().clearCookies({ name: /^_/ });
  await open(page, `${world.portal}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await isRefused(page, /cancelled/);
});

const lies: [string, Lies, RegExp][] = [
  ['another nonce', { claims: { nonce: 'another' } }, /couldn't be accepted/],
  ['no nonce', { claims: { nonce: null } }, /couldn't be accepted/],
  ['another audience', { claims: { aud: 'somebody-else' } }, /couldn't be accepted/],
  ['several audiences and no party', { claims: { aud: ['portico', 'somebody-else'], azp: null } }, /couldn't be accepted/],
  ['another issuer', { claims: { iss: 'https://id.evil.example' } }, /couldn't be accepted/],
  ['an expired token', { claims: { exp: 1_700_000_000 } }, /couldn't be accepted/],
  ['a token of the future', { claims: { nbf: 4_000_000_000 } }, /couldn't be accepted/],
  ['another hash of the access token', { claims: { at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' } }, /couldn't be accepted/],
  ['a key that is not the provider’s', { signature: 'other' }, /couldn't be accepted/],
  ['no signature', { signature: 'none' }, /couldn't be accepted/],
  ['an address that is not verified', { about: { email_verified: false } }, /doesn't confirm your e-mail address/],
  ['an address of which nothing is said', { about: { email_verified: null } }, /doesn't confirm your e-mail address/],
  ['the word "true"', { about: { email_verified: 'true' } }, /doesn't confirm your e-mail address/],
  ['a provider that is down when the code is exchanged', { down: '/token' }, /isn't answering/],
  ['a provider that hangs when the code is exchanged', { hangs: '/token' }, /isn't answering/],
];

for (const [what, lie, words] of lies) {
  test(`nobody is let in by ${what}`, async ({ world, page, seats, ana }) => {
    await provider.lies(lie);
    await signIn(page, world, ana.email);
    await isRefused(page, words);
    await expect(page.getByLabel('Password', { exact: true }), 'the other way in').toBeVisible();
    // The truth is believed all the same.
    await provider.lies({});
    const again = await seats.take();
    await signIn(again, world, ana.email);
    await again.waitForURL(world.portal);
  });
}

test('another subject with the same address is somebody else', async ({ world, page, seats, ana }) => {
  await signIn(page, world, ana.email);
  await page.waitForURL(world.portal);
  await provider.lies({ otherSubject: true });
  const thief = await seats.take();
  await signIn(thief, world, ana.email);
  await isRefused(thief, /no access here/);
});

test('an answer is good in the browser that asked for it, once', async ({ world, page, seats, guard, ana }) => {
  guard.allow(/ERR_FAILED/);
  let callback = '';
  // Redirects are not seen on their way, so they are followed here, to where the last one leads.
  await page.route(`${provider.issuer}/interaction/**`, async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    let [at, answer] = [route.request().url(), await route.fetch({ maxRedirects: 0 })];
    for (let hop = 0; hop < 5 && !callback; hop += 1) {
      at = new URL(answer.headers().location ?? '', at).href;
      if (at.includes('/sign-in/oidc/callback?')) callback = at;
      else answer = await page.request.get(at, { maxRedirects: 0 });
    }
    return route.abort();
  });
  await open(page, `${world.portal}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Acme ID' }).click();
  await goOn(page, ana.email).catch(() => undefined);
  await expect.poll(() => callback).not.toBe('');
  const other = await seats.take();
  await other.goto(callback);
  await isRefused(other, /another window/);
  await page.unrouteAll();
  const twisted = new URL(callback);
  twisted.searchParams.set('iss', 'https://id.evil.example');
  await page.goto(twisted.href);
  await isRefused(page, /couldn't be accepted/);
  await page.goto(callback);
  await isRefused(page, /another window/);
});

test('a provider that is down keeps nobody from the other ways, and is used once it is back', async ({ world, page, ana }) => {
  const late = await IdentityProvider.of(world);
  await late.register(world, { name: 'Late ID' });
  await late.stop();
  await open(page, `${world.portal}/sign-in`);
  await page.getByRole('button', { name: 'Continue with Late ID' }).click();
  await isRefused(page, /isn't answering/);
  await late.again();
  await expect(async () => {
    await open(page, `${world.portal}/sign-in`);
    await page.getByRole('button', { name: 'Continue with Late ID' }).click();
    await expect(page.getByLabel('Account')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await goOn(page, ana.email);
  await page.waitForURL(world.portal);
  await late.stop();
});

test('an address that is said only when the provider is asked', async ({ world, page, ana }) => {
  const shy = await IdentityProvider.of(world, { addressElsewhere: true });
  await shy.register(world, { name: 'Shy ID' });
  await signIn(page, world, ana.email, 'Shy ID');
  await page.waitForURL(world.portal);
  await shy.stop();
});

test('where the provider decides, its people come in, and get a contact', async ({ world, page, seats, guard, ana }) => {
  guard.allow(answered(403));
  const open_ = await IdentityProvider.of(world);
  const maker = await open_.register(world, { name: 'Open ID', may_create: 'true' });
  await access(world, 'sso', { single_sign_on: 'true' });
  try {
    await open(page, `${world.portal}/sign-in`);
    await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0);
    const newcomer = `new.${unique('comer').replace(' ', '.')}@acme.example`;
    await signIn(page, world, newcomer, 'Open ID');
    await page.waitForURL(world.portal);
    // Invited, with a password and a session, and never identified.
    const invited = await seats.take(ana);
    const response = await invited.goto(world.portal);
    expect(response?.status()).toBe(403);
    const desk = await seats.take(world.agent);
    await open(desk, `/desk/contacts?q=${encodeURIComponent(newcomer)}`);
    await expect(desk.getByText(newcomer).first()).toBeVisible();
    // Off: with the next request.
    await world.desk.call('identity/switch', { provider: maker, enabled: 'false', proof: world.owner.password });
    expect((await page.goto(world.portal))?.status()).toBe(403);
  } finally {
    await access(world, 'invited', { password: 'true', single_sign_on: 'true' });
    await open_.stop();
  }
});

test('an administrator sets a provider up, and staff sign in with theirs', async ({ world, page, seats }) => {
  const staff = await IdentityProvider.of(world);
  const admin = await seats.take(world.owner);
  await open(admin, '/admin/identity');
  await admin.getByRole('link', { name: 'Add a provider' }).click();
  await admin.getByLabel('Who signs in with it').selectOption('Staff');
  await expect(admin.getByLabel('Redirect URI')).toHaveValue(`${world.url}/sign-in/oidc/callback`);
  await admin.getByLabel('Name', { exact: true }).fill('Team ID');
  await admin.getByLabel('Issuer').fill('https://10.0.0.1');
  await admin.getByLabel('Client ID').fill('portico');
  await admin.getByLabel('Client secret').fill('a-secret-of-the-test');
  await admin.getByRole('button', { name: 'Add a provider' }).click();
  await expect(admin.getByLabel('Issuer')).toHaveAccessibleDescription(/private_identity_hosts/);
  await admin.getByLabel('Issuer').fill(staff.issuer);
  await admin.getByRole('button', { name: 'Add a provider' }).click();
  await expect(admin.getByRole('heading', { level: 1 })).toHaveText('Team ID');
  await admin.getByRole('button', { name: 'Check now' }).click();
  await expect(admin.getByText('The provider answers')).toBeVisible();
  await expect(admin.getByText(`${staff.issuer}/token`)).toBeVisible();
  await staff.lies({ down: '/.well-known/openid-configuration' });
  await admin.getByRole('button', { name: 'Check now' }).click();
  await expect(admin.getByText('HTTP status 503')).toBeVisible();
  await staff.lies({});
  await admin.getByRole('button', { name: 'Check now' }).click();
  await expect(admin.getByText('The provider answers')).toBeVisible();

  await open(page, '/sign-in?return_to=%2Fdesk%2Fcontacts');
  await page.getByRole('button', { name: 'Continue with Team ID' }).click();
  await goOn(page, world.agent.email);
  await page.waitForURL('**/desk/contacts');
  const stranger = await seats.take();
  await open(stranger, '/sign-in');
  await stranger.getByRole('button', { name: 'Continue with Team ID' }).click();
  await goOn(stranger, 'nobody@portico.example');
  await expect(stranger.locator('.banner')).toContainText('no access here');

  await admin.getByRole('button', { name: 'Turn off' }).click();
  await expect(admin.getByText('Off', { exact: true })).toBeVisible();
  await open(stranger, '/sign-in');
  await expect(stranger.getByRole('button', { name: 'Continue with Team ID' })).toHaveCount(0);
  await staff.stop();
});

test('the settings say what single sign-on needs, and lead there', async ({ world, seats }) => {
  const draft = await world.desk.create('portals/name', { name: unique('Draft'), go: 'next' });
  const place = { portal: draft, domain: await world.systemDomain(), slug: unique('draft').replace(' ', '-'), language: 'en', go: 'next' };
  await world.desk.call('portals/place', place);
  await world.desk.call('portals/tickets', { portal: draft, inbox: '1', permission: 'company', go: 'next' });
  const page = await seats.take(world.owner);
  await open(page, `/admin/portals/${draft}/setup/access`);
  await expect(page.getByRole('radio', { name: /Single sign-on/ })).toBeDisabled();
  await expect(page.getByRole('checkbox', { name: /Single sign-on/ })).toBeDisabled();
  await page.getByRole('link', { name: 'Set one up' }).click();
  await expect(page.getByLabel('Who signs in with it')).toHaveValue(draft);
  await open(page, `/admin/portals/${world.portalId}`);
  await expect(page.getByRole('radio', { name: /Single sign-on/ })).toBeEnabled();
  await expect(page.getByRole('checkbox', { name: /Single sign-on/ })).toBeChecked();
  await page.getByRole('link', { name: 'See identity providers' }).click();
  await expect(page.getByRole('link', { name: 'Acme ID' }).first()).toBeVisible();
  expect(id).toMatch(/^\d+$/);
});
