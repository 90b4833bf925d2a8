// Where one is signed in, and ending what one does not know.
import { expect, open, ready, test } from '../fixtures';
import { SignInPage } from '../pages/sign_in';

test('a customer sees where they are signed in, and signs out elsewhere', async ({ world, seats, ana }) => {
  const here = await seats.take(ana);
  const there = await seats.take({ ...ana, state: await world.signIn(ana) });
  await open(there, world.portal);
  await open(here, `${world.portal}/profile`);
  const rows = here.getByRole('listitem').filter({ hasText: 'Last seen' });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('This one');
  await expect(rows.first().getByRole('button')).toHaveCount(0);
  await rows.last().getByRole('button', { name: /^Sign out/ }).click();
  await expect(rows).toHaveCount(1);
  await there.goto(world.portal);
  await expect(there).toHaveURL(/\/sign-in\?return_to=/);
});

test('a browser is named in plain words', async ({ world, seats, ana }) => {
  const page = await seats.take();
  await (await new SignInPage(page).open(`${world.portal}/sign-in`)).signIn(ana);
  await page.waitForURL(world.portal);
  await open(page, `${world.portal}/profile`);
  const mine = page.getByRole('listitem').filter({ hasText: 'This one' });
  await expect(mine).toContainText(/Chrome on (Linux|macOS|Windows)/);
  await expect(mine).toContainText('127.0.0.1');
});

test('an agent signs out everywhere else, without script', async ({ world, seats }) => {
  const clara = await world.colleague('Clara');
  const there = await seats.take();
  await (await new SignInPage(there).open('/sign-in')).signIn(clara);
  await there.waitForURL('**/desk');
  await ready(there);
  const here = await seats.take(clara, { javaScriptEnabled: false });
  await here.goto('/desk/account');
  await expect(here.getByRole('listitem').filter({ hasText: 'Last seen' })).toHaveCount(2);
  await here.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect(here.getByRole('listitem').filter({ hasText: 'Last seen' })).toHaveCount(1);
  await there.goto('/desk/contacts');
  await expect(there).toHaveURL(/\/sign-in\?return_to=/);
});
