// An invitation: read by GET as often as a mail scanner likes, spent by one POST.
import { answered, expect, open, PASSWORD, ready, test } from '../fixtures';
import { InvitationPage, SignInPage } from '../pages/sign_in';

test('is accepted with a password, which then signs in', async ({ world, page, acme }) => {
  const contact = await world.contact('Nina', acme);
  const invitation = await new InvitationPage(page).open(await world.invite(contact));
  await expect(invitation.heading).toHaveText(`Welcome, ${contact.name}`);
  await expect(invitation.email).toHaveValue(contact.email);
  await invitation.acceptWith(PASSWORD);
  await page.waitForURL(world.portal);
  await ready(page);
  await expect(page.getByText('No tickets yet')).toBeVisible();
  await expect(page).toHaveTitle(world.portalName);
});

test('opening the link never spends it', async ({ world, page, acme, request }) => {
  const contact = await world.contact('Scanned', acme);
  const link = await world.invite(contact);
  for (let scan = 0; scan < 3; scan++) {
    expect((await request.get(link)).status()).toBe(200);
    expect((await request.head(link)).status()).toBe(200);
  }
  const invitation = await new InvitationPage(page).open(link);
  await invitation.acceptWith(PASSWORD);
  await page.waitForURL(world.portal);
});

test('works once', async ({ world, page, seats, acme, guard }) => {
  guard.allow(answered(403));
  const contact = await world.contact('Once', acme);
  const link = await world.invite(contact);
  const invitation = await new InvitationPage(page).open(link);
  await invitation.acceptWith(PASSWORD);
  await page.waitForURL(world.portal);
  const later = await seats.take();
  await open(later, link);
  await expect(later.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  await later.getByRole('link', { name: 'Sign in' }).click();
  await new SignInPage(later).signIn(contact);
  await later.waitForURL(world.portal);
});

test('a newer link ends the older one', async ({ world, page, acme, guard }) => {
  guard.allow(answered(403));
  const contact = await world.contact('Twice', acme);
  const older = await world.invite(contact);
  const newer = await world.invite(contact);
  await open(page, older);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
  await new InvitationPage(page).open(newer);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Welcome, ${contact.name}`);
});

test('a weak password is refused beside the field', async ({ world, page, acme }) => {
  const invitation = await new InvitationPage(page).open(await world.invite(await world.contact('Weak', acme)));
  for (const [password, problem] of [
    ['', /fill this in/],
    ['short', /at least 8 characters/],
    ['password1', /Too many people/],
  ] as const) {
    await invitation.password.fill(password);
    await invitation.accept.click();
    await expect(invitation.password).toHaveAccessibleDescription(problem);
  }
});

test('an invented link is as good as a used one', async ({ world, page, guard }) => {
  guard.allow(answered(403));
  await open(page, `${world.portal}/invitation/${'A'.repeat(43)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This link no longer works');
});

for (const script of [true, false]) {
  test(`takes no password where the portal uses none, ${script ? 'with' : 'without'} script`, async ({ world, seats, acme }) => {
    const contact = await world.contact('Keyless', acme);
    const { settings } = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
    const groups = Object.fromEntries(settings.groups.map((group, at) => [`groups[${at}]`, group]));
    const access = { portal: world.portalId, access: 'invited', ...groups };
    await world.desk.call('portals/access', { ...access, magic_link: 'true' });
    try {
      const page = await seats.take(undefined, { javaScriptEnabled: script });
      await page.goto(await world.invite(contact));
      await expect(page.getByText(contact.email)).toBeVisible();
      await expect(page.locator('input[type=password]')).toHaveCount(0);
      await page.getByRole('button', { name: 'Accept and sign in' }).click();
      await page.waitForURL(world.portal);
    } finally {
      await world.desk.call('portals/access', { ...access, password: 'true' });
    }
  });
}
