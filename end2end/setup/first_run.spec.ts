// The first run: one link, one owner, once.
import { answered, expect, open, PASSWORD, OWN_SERVER, NAMED, ready, test } from '../fixtures';
import { FirstRunPage, Wizard } from '../pages/setup';
import { SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

test('the printed link makes the owner and goes on to the wizard', async ({ page, newServer }) => {
  const first = await new FirstRunPage(page).open(newServer.setupUrl ?? '');
  await expect(first.heading).toHaveText('Welcome to Portico');
  await first.createOwner('Olivia Owner', 'olivia@portico.example', PASSWORD);
  await page.waitForURL('**/admin/portals/new');
  await ready(page);
  await expect(new Wizard(page).heading).toHaveText('Name your portal');
});

test('what is wrong is said beside the field, and nothing typed is lost', async ({ page, newServer }) => {
  const first = await new FirstRunPage(page).open(newServer.setupUrl ?? '');
  await first.createOwner('Olivia Owner', 'not an address', 'password');
  await expect(first.email).toHaveAccessibleDescription(/This doesn't look right/);
  await expect(first.password).toHaveAccessibleDescription(/Too many people use this password/);
  await expect(first.email).toBeFocused();
  await expect(first.name).toHaveValue('Olivia Owner');
  await expect(first.email).toHaveValue('not an address');
});

test('the first run does not come again: not by its link, not after a restart', async ({ page, guard, newServer }) => {
  guard.allow(answered(403));
  const link = newServer.setupUrl ?? '';
  const first = await new FirstRunPage(page).open(link);
  await first.createOwner('Olivia Owner', 'olivia@portico.example', PASSWORD);
  await page.waitForURL('**/admin/portals/new');
  await ready(page);

  await open(page, link);
  await expect(first.heading).toHaveText('Portico is already set up');
  await expect(first.name).toHaveCount(0);

  await newServer.halt();
  await newServer.start('set up');
  expect(newServer.setupUrl, 'no link is printed any more').toBeUndefined();
  await open(page, link);
  await expect(first.heading).toHaveText('Portico is already set up');
});

test('a link of an earlier start does not work, and the page says how to get a new one', async ({ page, guard, newServer }) => {
  guard.allow(answered(403));
  const old = newServer.setupUrl ?? '';
  await newServer.halt();
  await newServer.start('first run');
  expect(newServer.setupUrl).not.toBe(old);
  const first = await new FirstRunPage(page).open(old);
  await expect(first.heading).toHaveText("This setup link doesn't work");
  await first.open(newServer.setupUrl ?? '');
  await expect(first.heading).toHaveText('Welcome to Portico');
});

test('before the first run nobody can sign in', async ({ page, newServer }) => {
  const signIn = await new SignInPage(page).open(`${newServer.url}/sign-in`);
  await signIn.signIn({ email: 'olivia@portico.example', password: PASSWORD });
  await expect(signIn.refusal).toContainText("don't match");
});
