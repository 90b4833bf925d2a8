// The team's door is another one: another page, another cookie, other people.
import { expect, NAMED, open, OWN_SERVER, ready, test } from '../fixtures';
import { AccountMenu, SignInPage } from '../pages/sign_in';

test('an agent signs in and out', async ({ world, page }) => {
  const signIn = await new SignInPage(page).open('/sign-in');
  await signIn.signIn(world.agent);
  await page.waitForURL('**/desk');
  await ready(page);
  await new AccountMenu(page).signOut();
  await page.waitForURL('**/sign-in');
  await page.goto('/desk');
  await expect(page).toHaveURL(/\/sign-in\?return_to=/);
});

test('a customer is nobody at the staff door, and staff is nobody at the portal', async ({ world, page, ana }) => {
  const signIn = await new SignInPage(page).open('/sign-in');
  await signIn.signIn(ana);
  await expect(signIn.refusal).toContainText("don't match");
  await signIn.open(`${world.portal}/sign-in`);
  await signIn.signIn(world.agent);
  await expect(signIn.refusal).toContainText("don't match");
});

test('a session of one side opens nothing on the other', async ({ world, seats, ana }) => {
  const customer = await seats.take(ana);
  await customer.goto('/desk');
  await expect(customer).toHaveURL(/\/sign-in\?return_to=/);
  const agent = await seats.take(world.agent);
  await agent.goto(world.portal);
  await expect(agent).toHaveURL(new RegExp(`/${world.slug}/sign-in\\?return_to=`));
});

test('changing the password ends the other sessions', async ({ world, seats, page }) => {
  test.skip(!!NAMED, OWN_SERVER);
  const member = { name: 'Petra Password', email: `petra.${Date.now()}@portico.example`, password: 'first-horse-7-battery' };
  await world.server?.createUser('agent', member.name, member.email, member.password);
  const [here, elsewhere] = [page, await seats.take()];
  for (const window of [here, elsewhere]) {
    await (await new SignInPage(window).open('/sign-in')).signIn(member);
    await window.waitForURL('**/desk');
  }
  await open(here, '/desk/account');
  await here.getByLabel('Current password').fill(member.password);
  await here.getByLabel('New password').fill('second-horse-8-battery');
  await here.getByRole('button', { name: 'Change password' }).click();
  await expect(here.getByText("Your password is changed, and you're signed out everywhere else.")).toBeVisible();
  await elsewhere.goto('/desk');
  await expect(elsewhere).toHaveURL(/\/sign-in\?return_to=/);
  await open(here, '/desk');
  await expect(here).toHaveURL(/\/desk$/);
});
