// Tokens of integrations: made once, used, revoked.
import { expect, open, test, unique } from '../fixtures';
import { SignInPage } from '../pages/sign_in';

test('a token is made with what it may do, shown once, used, and revoked', async ({ world, page }) => {
  await open(page, '/sign-in');
  await new SignInPage(page).signIn(world.owner);
  await page.waitForURL(/\/desk/);
  await open(page, '/admin/tokens/new');
  const name = unique('Nightly sync');
  await page.getByRole('button', { name: 'Make token' }).click();
  await expect(page.getByText('Choose at least one.')).toBeVisible();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Read contacts', { exact: false }).first().check();
  await page.getByRole('button', { name: 'Make token' }).click();
  const secret = await page.getByLabel('Token', { exact: true }).inputValue();
  expect(secret).toMatch(/^pat-[a-z0-9-]{30,}$/);

  const ask = (path: string, authorization = `Bearer ${secret}`) => page.request.get(path, { headers: { authorization } });
  expect((await ask('/crm/v3/objects/contacts')).status()).toBe(200);
  const forbidden = await ask('/crm/v3/objects/tickets');
  expect(forbidden.status()).toBe(403);
  expect((await forbidden.json()).category).toBe('MISSING_SCOPES');
  expect((await ask('/crm/v3/objects/contacts', 'Bearer pat-na1-nobody')).status()).toBe(401);

  await page.getByRole('link', { name: 'All tokens' }).click();
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByText('Revoked', { exact: true })).toBeVisible();
  expect((await ask('/crm/v3/objects/contacts')).status()).toBe(401);
});

test('an agent makes no tokens', async ({ world, seats, guard }) => {
  test.skip(world.agent.email === world.owner.email, 'the owner plays the agent, too');
  const agent = await seats.take(world.agent);
  guard.allow(/403/);
  await agent.goto('/admin/tokens');
  await expect(agent.getByRole('heading', { level: 1 })).not.toHaveText('API tokens');
  const refused = await agent.request.post('/api/tokens/create', { form: { name: 'x', 'scopes[]': 'tickets' }, headers: { origin: world.url } });
  expect(await refused.text()).toContain('Role');
});
