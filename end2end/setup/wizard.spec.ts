// The wizard: four steps, nothing lost, and DNS proved by a real DNS server.
import { expect, NAMED, open, OWN_SERVER, ready, test, unique } from '../fixtures';
import { DonePage, Wizard } from '../pages/setup';

test.skip(!!NAMED, OWN_SERVER);

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}

test('four steps lead to a live portal', async ({ world, seats }) => {
  const name = unique('Four steps');
  const page = await seats.take(world.owner);
  const wizard = await new Wizard(page).open();

  await expect(wizard.heading).toHaveText('Name your portal');
  await wizard.name.fill(name);
  await wizard.nextDomain.click();

  await expect(wizard.heading).toHaveText('Connect a domain');
  await expect(wizard.slug).toHaveValue('tickets-view');
  await wizard.slug.fill(slugOf(name));
  await wizard.nextTickets.click();

  await expect(wizard.heading).toHaveText('Set up your tickets');
  await wizard.inbox.selectOption({ label: 'Help desk · Help desk' });
  await wizard.radio('All tickets their company is associated with').check();
  await wizard.nextAccess.click();

  await expect(wizard.heading).toHaveText('Configure access');
  await expect(wizard.radio('Only invited contacts')).toBeChecked();
  await wizard.finish.click();

  const done = new DonePage(page);
  await expect(done.heading).toBeVisible();
  await expect(done.link).toHaveValue(`${world.url}/${slugOf(name)}`);
  await done.openPortal.click();
  await page.waitForURL(`**/${slugOf(name)}/sign-in**`);
  await expect(page).toHaveTitle(`Sign in · ${name}`);
});

test('nothing is public before Finish', async ({ world, seats, page, guard }) => {
  guard.allow(/404/);
  const name = unique('Not public');
  const wizard = await new Wizard(await seats.take(world.owner)).open();
  await wizard.callIt(name);
  await wizard.slug.fill(slugOf(name));
  await wizard.nextTickets.click();
  await expect(wizard.nextAccess).toBeVisible();
  const response = await page.goto(`/${slugOf(name)}`);
  expect(response?.status()).toBe(404);
});

test('Back loses nothing, saved or not', async ({ world, seats }) => {
  const name = unique('Back and forth');
  const wizard = await new Wizard(await seats.take(world.owner)).open();
  await wizard.callIt(name);
  await wizard.slug.fill('typed-and-not-saved');
  await wizard.back.click();
  await expect(wizard.name).toHaveValue(name);
  await wizard.name.fill(`${name} again`);
  await wizard.nextDomain.click();
  await expect(wizard.slug).toHaveValue('typed-and-not-saved');
  await wizard.back.click();
  await expect(wizard.name).toHaveValue(`${name} again`);
});

test('whoever leaves comes back to the same step with what was saved', async ({ world, seats }) => {
  const name = unique('Left and resumed');
  const page = await seats.take(world.owner);
  const wizard = await new Wizard(page).open();
  await wizard.callIt(name);
  await wizard.slug.fill(slugOf(name));
  await wizard.nextTickets.click();
  await wizard.radio('All tickets their company is associated with').check();
  await wizard.exit.click();
  await expect(page).toHaveURL(/\/admin$/);

  // Another window, as after a night.
  const morning = await seats.take(world.owner);
  await open(morning, '/admin');
  await morning.getByRole('listitem').filter({ hasText: name }).getByRole('link', { name: 'Continue setup' }).click();
  const resumed = new Wizard(morning);
  await expect(resumed.heading).toHaveText('Set up your tickets');
  await expect(resumed.radio('All tickets their company is associated with')).toBeChecked();
  await resumed.back.click();
  await expect(resumed.slug).toHaveValue(slugOf(name));
});

test('the preview follows what is typed', async ({ world, seats }) => {
  const wizard = await new Wizard(await seats.take(world.owner)).open();
  await wizard.name.fill('Customer corner');
  await expect(wizard.preview.locator('.preview-tab')).toContainText('Customer corner');
  await expect(wizard.preview.locator('.preview-brand')).toHaveText('Customer corner');
  await wizard.callIt('Customer corner');
  await wizard.slug.fill('corner');
  await expect(wizard.preview.locator('.preview-url')).toContainText('/corner');
  await expect(wizard.preview.locator('.preview-screen')).toContainText('Sign in');
  await wizard.language.selectOption({ label: 'Italiano' });
  await expect(wizard.preview.locator('.preview-screen')).toContainText('Accedi');
  await wizard.language.selectOption({ label: 'English' });
});

test('what is wrong is said at once, beside the field', async ({ world, seats }) => {
  const wizard = await new Wizard(await seats.take(world.owner)).open();
  await wizard.nextDomain.click();
  await expect(wizard.name).toHaveAccessibleDescription(/Please fill this in/);
  await wizard.name.fill('x'.repeat(101));
  await wizard.name.blur();
  await expect(wizard.name).toHaveAccessibleDescription(/100 characters at most/);
  await wizard.callIt(unique('Field errors'));

  for (const [slug, problem] of [
    ['', /fill this in/],
    ['Upper', /single hyphens between/],
    ['two--hyphens', /single hyphens between/],
    ['-first', /single hyphens between/],
    ['admin', /keep this word/],
    ['api', /keep this word/],
  ] as const) {
    await wizard.slug.fill(slug);
    await expect(wizard.slug, `slug ${JSON.stringify(slug)}`).toHaveAccessibleDescription(problem);
  }
  // Only the server knows what is taken, and is asked while somebody types.
  await wizard.slug.fill(world.slug);
  await expect(wizard.slug).toHaveAccessibleDescription(/already taken/);
  await wizard.slug.fill(`${world.slug}-2`);
  await expect(wizard.slug).not.toHaveAccessibleDescription(/already taken/);
  await wizard.slug.fill(world.slug);
  await wizard.nextTickets.click();
  await expect(wizard.slug).toHaveAccessibleDescription(/already taken/);
  await expect(wizard.heading).toHaveText('Connect a domain');
});

test('a system domain warns that it sends no invitations', async ({ world, seats }) => {
  const wizard = await new Wizard(await seats.take(world.owner)).open();
  await wizard.callIt(unique('System domain'));
  await expect(wizard.domain.locator('option:checked')).toHaveText(/System domain$/);
  await expect(wizard.systemNote).toBeVisible();
});

test.describe('connecting a domain', () => {
  let host: string;
  let wizard: Wizard;

  test.beforeEach(async ({ world, seats }) => {
    host = `${slugOf(unique('help'))}.acme.example`;
    wizard = await new Wizard(await seats.take(world.owner)).open();
    await wizard.callIt(unique('Own domain'));
    await wizard.connect.click();
    await wizard.host.fill(host);
    await wizard.connectButton.click();
    await expect(wizard.proof).toBeVisible();
  });

  const record = async (): Promise<[string, string]> => {
    return [await wizard.proof.getByLabel('Name', { exact: true }).inputValue(), await wizard.proof.getByLabel('Value').inputValue()];
  };

  test('shows the record to create, finds it in the DNS, and the portal goes live there', async ({ world }) => {
    const [name, value] = await record();
    expect(name).toContain(host);
    expect(value).toMatch(/\S{20,}/);
    await expect(wizard.proof.getByRole('status')).toContainText('Waiting for the DNS record');
    await expect(wizard.systemNote).toBeHidden();

    world.dns?.setText(name, 'v=spf1 -all', value);
    await wizard.proof.getByRole('button', { name: 'Check now' }).click();
    await expect(wizard.proof.getByRole('status')).toContainText('Verified');

    await wizard.nextTickets.click();
    await wizard.nextAccess.click();
    await wizard.finish.click();
    const done = new DonePage(wizard.page);
    await expect(done.heading).toBeVisible();
    const link = new URL(await done.link.inputValue());
    expect(link.hostname).toBe(host);
  });

  test('says in words what it found instead', async ({ world }) => {
    const [name] = await record();
    const status = wizard.proof.getByRole('status');
    const check = wizard.proof.getByRole('button', { name: 'Check now' });
    await check.click();
    await expect(status).toContainText('We found no TXT record at that name.');
    world.dns?.setText(name, 'portico-verification=somebody-elses');
    await check.click();
    await expect(status).toContainText('We found a TXT record with another value: portico-verification=somebody-elses.');
    world.dns?.refuse(name);
    await check.click();
    await expect(status).toContainText("The DNS server didn't answer.");
  });

  test('checks again by itself', async ({ world }) => {
    const [name, value] = await record();
    await expect(wizard.proof.getByRole('status')).toContainText('Not verified yet', { timeout: 15_000 });
    world.dns?.setText(name, value);
    await expect(wizard.proof.getByRole('status')).toContainText('Verified', { timeout: 15_000 });
  });

  test('is not needed to go on, but Finish insists on it', async () => {
    await wizard.nextTickets.click();
    await wizard.nextAccess.click();
    await wizard.finish.click();
    const refusal = wizard.page.getByRole('alert').filter({ hasText: "The portal can't go live yet" });
    await expect(refusal).toContainText("This domain isn't verified yet.");
    await refusal.getByRole('link', { name: 'Go there' }).click();
    await expect(wizard.heading).toHaveText('Connect a domain');
    await ready(wizard.page);
    await expect(wizard.proof).toBeVisible();
  });
});

test('an agent may not set portals up', async ({ world, seats, guard }) => {
  guard.allow(/403/);
  const page = await seats.take(world.agent);
  await open(page, '/admin/portals/new');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText("You can't open this");
});
