// A customer signs in, out, and nowhere else.
import { expect, open, PASSWORD, ready, test, unique } from '../fixtures';
import { AccountMenu, SignInPage } from '../pages/sign_in';
import { ProfilePage } from '../pages/tickets';

test('with e-mail address and password', async ({ world, page, ana }) => {
  const signIn = await new SignInPage(page).open(`${world.portal}/sign-in`);
  await expect(page).toHaveTitle(`Sign in · ${world.portalName}`);
  await signIn.signIn(ana);
  await page.waitForURL(world.portal);
});

test('a wrong password and an unknown address are one answer', async ({ world, page, ana }) => {
  const signIn = await new SignInPage(page).open(`${world.portal}/sign-in`);
  await signIn.signIn({ email: ana.email, password: 'wrong-horse-7-battery' });
  await expect(signIn.refusal).toBeVisible();
  const wrong = await signIn.refusal.innerText();
  await signIn.open(`${world.portal}/sign-in`);
  await signIn.signIn({ email: `${unique('nobody').replace(' ', '.')}@acme.example`, password: PASSWORD });
  await expect(signIn.refusal).toHaveText(wrong);
});

test('empty fields are said beside them, and what was typed stays', async ({ world, page, ana }) => {
  const signIn = await new SignInPage(page).open(`${world.portal}/sign-in`);
  await signIn.signIn({ email: ana.email, password: '' });
  await expect(signIn.password).toHaveAccessibleDescription(/fill this in/);
  await expect(signIn.password).toBeFocused();
  await expect(signIn.email).toHaveValue(ana.email);
});

test('a contact who was not invited does not get in', async ({ world, page, acme }) => {
  const uninvited = await world.contact('Uninvited', acme);
  const signIn = await new SignInPage(page).open(`${world.portal}/sign-in`);
  await signIn.signIn(uninvited);
  await expect(signIn.refusal).toContainText("don't match");
});

test('signing out ends the session on the server, too', async ({ world, seats, ana }) => {
  const page = await seats.take(ana);
  await open(page, world.portal);
  const before = await page.context().storageState();
  await new AccountMenu(page).signOut();
  await page.waitForURL('**/sign-in');
  // Somebody who kept the cookie.
  const kept = await seats.take({ ...ana, state: before });
  await kept.goto(world.portal);
  await expect(kept).toHaveURL(/\/sign-in\?return_to=/);
});

test('asks to sign in first, then goes on to the page that was asked for', async ({ world, page, ana }) => {
  const ticket = await world.ticket(ana, unique('Returned to'));
  await open(page, `${world.portal}/${ticket}?before=`);
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
  await new SignInPage(page).signIn(ana);
  await page.waitForURL(`**/${world.slug}/${ticket}**`);
});

for (const evil of ['https://evil.example/', '//evil.example/', '/\\evil.example', 'javascript:alert(1)', '/\t/evil.example']) {
  test(`return_to cannot leave the site: ${JSON.stringify(evil)}`, async ({ world, page, ana }) => {
    await open(page, `${world.portal}/sign-in?return_to=${encodeURIComponent(evil)}`);
    await new SignInPage(page).signIn(ana);
    await page.waitForURL(world.portal);
    await ready(page);
    expect(new URL(page.url()).origin).toBe(world.url);
  });
}

test('changing the password ends the other sessions and keeps this one', async ({ world, seats, ana }) => {
  const elsewhere = { ...ana, state: await world.signIn(ana) };
  const here = await seats.take(ana);
  const profile = await new ProfilePage(here).open(world.portal);

  await profile.current.fill('wrong-horse-7-battery');
  await profile.new.fill('another-horse-8-battery');
  await profile.change.click();
  await expect(profile.current).toHaveAccessibleDescription("That isn't your current password.");

  await profile.current.fill(ana.password);
  await profile.change.click();
  await expect(profile.changed).toBeVisible();
  await expect(profile.current).toHaveValue('');

  const other = await seats.take(elsewhere);
  await other.goto(world.portal);
  await expect(other).toHaveURL(/\/sign-in\?return_to=/);
  await open(here, world.portal);
  await expect(here).toHaveURL(world.portal);

  const signIn = await new SignInPage(other).open(`${world.portal}/sign-in`);
  await signIn.signIn(ana);
  await expect(signIn.refusal).toContainText("don't match");
  await signIn.signIn({ email: ana.email, password: 'another-horse-8-battery' });
  await other.waitForURL(world.portal);
});
