// Webhooks: a target is set up, tried out, told of what happens, and told again.
import { expect, NAMED, open, OWN_SERVER, test, unique } from '../fixtures';
import { Receiver } from '../fixtures/receiver';
import { SignInPage } from '../pages/sign_in';

test.skip(!!NAMED, OWN_SERVER);

let receiver: Receiver;
test.beforeEach(async () => {
  receiver = await Receiver.start();
});
test.afterEach(async () => receiver.stop());

test('an integration is told of a ticket, signed, and once more when somebody asks', async ({ world, page, ana }) => {
  const name = unique('Telling');
  await world.desk.call('tokens/create', { name, 'scopes[0]': 'tickets', days: '90', proof: world.owner.password });
  await open(page, '/sign-in');
  await new SignInPage(page).signIn(world.owner);
  await page.waitForURL(/\/desk/);
  await open(page, '/admin/webhooks');
  await page.getByRole('link', { name }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);

  await page.getByLabel('Target address').fill('https://10.0.0.1/hooks');
  await page.getByRole('button', { name: 'Save target' }).click();
  await expect(page.getByText(/private_webhook_hosts/)).toBeVisible();
  await page.getByLabel('Target address').fill(receiver.url);
  await page.getByRole('button', { name: 'Save target' }).click();
  const secret = await page.getByRole('textbox', { name: 'Client secret' }).inputValue();
  expect(secret).toMatch(/^[0-9a-f-]{36}$/);

  receiver.status = 418;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('Answered 418')).toBeVisible();
  await expect(page.getByText('thank you')).toBeVisible();
  expect(receiver.isSigned(receiver.received[0]!, secret)).toBe(true);
  expect(receiver.isSigned(receiver.received[0]!, 'another')).toBe(false);
  receiver.status = 200;
  receiver.received.length = 0;

  await page.getByLabel('Event').selectOption('contact.creation');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByText('The token may not read this.')).toBeVisible();
  await page.getByLabel('Event').selectOption('ticket.creation');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.locator('code', { hasText: 'ticket.creation' })).toBeVisible();
  const subject = unique('Told to others');
  const ticket = await world.ticket(ana, subject);
  await expect.poll(() => receiver.received.length).toBe(1);
  const [told] = receiver.received;
  expect(receiver.isSigned(told!, secret)).toBe(true);
  expect(told!.events).toMatchObject([{ subscriptionType: 'ticket.creation', attemptNumber: 0, objectId: Number(ticket) }]);
  expect(told!.body).not.toContain(subject);

  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('link', { name: /^Delivery / }).first().click();
  await expect(page.getByText('Answered 200')).toBeVisible();
  await expect(page.locator('pre').first()).toContainText('"ticket.creation"');
  await page.getByRole('button', { name: 'Send again' }).click();
  await expect.poll(() => receiver.received.length).toBe(2);
  expect(receiver.received[1]!.events).toEqual(told!.events);

  await page.getByRole('link', { name: 'Webhooks' }).first().click();
  await page.getByRole('button', { name: 'Pause ticket.creation' }).click();
  await expect(page.getByRole('button', { name: 'Resume ticket.creation' })).toBeVisible();
  await world.ticket(ana, unique('Told to nobody'));
  await page.getByRole('button', { name: 'Remove ticket.creation' }).click();
  await expect(page.getByText('It is told of nothing yet.')).toBeVisible();
  expect(receiver.received.length).toBe(2);
});

test('a target is set up and tried out without script', async ({ world, seats }) => {
  const name = unique('Plain');
  await world.desk.call('tokens/create', { name, 'scopes[0]': 'tickets', days: '90', proof: world.owner.password });
  const page = await seats.take(world.owner, { javaScriptEnabled: false });
  await page.goto('/admin/webhooks');
  await page.getByRole('link', { name }).click();
  await page.getByLabel('Target address').fill(receiver.url);
  await page.getByRole('button', { name: 'Save target' }).click();
  const password = page.getByLabel('Your password');
  if (await password.count()) {
    await password.fill(world.owner.password);
    await page.getByRole('button', { name: 'Save target' }).click();
  }
  const secret = await page.getByRole('textbox', { name: 'Client secret' }).inputValue();
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('Answered 200')).toBeVisible();
  expect(receiver.isSigned(receiver.received[0]!, secret)).toBe(true);
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.locator('code', { hasText: 'ticket.creation' })).toBeVisible();
});

test('an agent sets no webhooks up', async ({ world, seats, guard }) => {
  test.skip(world.agent.email === world.owner.email, 'the owner plays the agent, too');
  const agent = await seats.take(world.agent);
  guard.allow(/403/);
  await agent.goto('/admin/webhooks');
  await expect(agent.getByRole('heading', { level: 1 })).not.toHaveText('Webhooks');
  const headers = { origin: world.url };
  const refused = await agent.request.post('/api/webhooks/target', { form: { app: '1', url: receiver.url }, headers });
  expect(await refused.text()).toContain('Role');
});
