// Another e-mail address: asked for, confirmed at the new one, told to the old one.
import { answered, expect, NAMED, open, OWN_SERVER, ready, test, unique } from '../fixtures';
import { linkIn } from '../fixtures/mailbox';
import { SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

const address = (domain: string): string => `${unique('moved').replace(' ', '.')}@${domain}.example`;

test('a customer takes another address', async ({ world, seats, page, guard, ana }) => {
  const mailbox = world.mailbox!;
  const email = address('acme');
  const hers = await seats.take(ana);
  await open(hers, `${world.portal}/profile`);
  await hers.getByLabel('New e-mail address').fill(email);
  await hers.getByLabel('Password', { exact: true }).fill('wrong');
  await hers.getByRole('button', { name: 'Send the link' }).click();
  await expect(hers.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(/isn't your current/);
  await expect(hers.getByLabel('New e-mail address')).toHaveValue(email);
  await hers.getByLabel('Password', { exact: true }).fill(ana.password);
  await hers.getByRole('button', { name: 'Send the link' }).click();
  await expect(hers.getByText(/a link is on its way/)).toBeVisible();

  const link = linkIn(await mailbox.letter(email, /Confirm your new address/));
  for (const method of ['GET', 'HEAD', 'GET']) expect((await page.request.fetch(link, { method })).status()).toBe(200);
  await open(page, link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Confirm your new address');
  await expect(page.getByText(email)).toBeVisible();
  await page.getByRole('button', { name: 'Use this address' }).click();
  await expect(page.getByText('Your new address is confirmed.')).toBeVisible();
  await hers.goto(world.portal);
  await expect(hers).toHaveURL(/\/sign-in\?return_to=/);
  await new SignInPage(page).signIn({ email: ana.email, password: ana.password });
  await expect(new SignInPage(page).refusal).toContainText("don't match");
  await new SignInPage(page).signIn({ email, password: ana.password });
  await page.waitForURL(world.portal);
  await mailbox.letter(ana.email, /was changed/);
  guard.allow(answered(403));
  await open(page, link);
  await expect(page.getByText(/used already, has expired/)).toBeVisible();
});

test('a taken address is answered like a free one, also without script', async ({ world, seats, ana, bruno }) => {
  const page = await seats.take(ana, { javaScriptEnabled: false });
  await page.goto(`${world.portal}/profile`);
  await page.getByLabel('New e-mail address').fill(bruno.email);
  await page.getByLabel('Password', { exact: true }).fill(ana.password);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await expect(page.getByText(/a link is on its way/)).toBeVisible();
  expect(world.mailbox!.for(bruno.email)).toHaveLength(0);
});

test('a colleague takes another address', async ({ world, seats, page }) => {
  const clara = await world.colleague('Clara');
  const email = address('portico');
  const hers = await seats.take(clara);
  await open(hers, '/desk/account');
  await hers.getByLabel('New e-mail address').fill(email);
  await hers.getByRole('button', { name: 'Send the link' }).click();
  await expect(hers.getByText(/a link is on its way/)).toBeVisible();
  await open(page, linkIn(await world.mailbox!.letter(email, /Confirm your new address/)));
  await page.getByRole('button', { name: 'Use this address' }).click();
  await page.waitForURL('**/sign-in');
  await ready(page);
  await new SignInPage(page).signIn({ email, password: clara.password });
  await page.waitForURL('**/desk');
  await world.mailbox!.letter(clara.email, /was changed/);
});
