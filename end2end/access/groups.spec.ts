// Who may enter: groups by hand and by rule, lists that are taken back, links that are handed over.
import { expect, NAMED, open, OWN_SERVER, test } from '../fixtures';
import { unique, type World } from '../fixtures/world';

test.skip(!!NAMED, OWN_SERVER);

/** The world's portal lets in these groups, and then what it let in before. */
async function admitting(world: World, groups: string[], work: () => Promise<void>): Promise<void> {
  const { settings } = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
  const save = (ids: string[]): Promise<unknown> => {
    const chosen = Object.fromEntries(ids.map((id, at) => [`groups[${at}]`, id]));
    return world.desk.call('portals/access', { portal: world.portalId, access: 'invited', password: 'true', ...chosen });
  };
  await save([...settings.groups, ...groups]);
  try {
    await work();
  } finally {
    await save(settings.groups);
  }
}

test('a group by rule: made, widened with an alternative, and the customer is in and out with the next click', async ({ world, seats, carla, guard }) => {
  const page = await seats.take(world.owner);
  const name = unique('Northern firms');
  await open(page, '/admin');
  await page.getByRole('link', { name: 'Access groups' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Access groups');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('By rule').check();
  await page.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name);
  await expect(page.getByRole('heading', { name: 'No members yet' })).toBeVisible();
  const group = new URL(page.url()).pathname.split('/').pop() ?? '';

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Please fill this in.' }).first()).toBeVisible();
  await page.getByLabel('Property (1)').selectOption('First name');
  await page.getByLabel('Value (1)').fill('nobody is called so');
  await page.getByLabel('And or or (2)').selectOption('or');
  await page.getByLabel('Property (2)').selectOption('E-mail');
  await page.getByLabel('Value (2)').fill(carla.email.toUpperCase());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: '1 member' })).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: carla.name })).toContainText('Matches the rule');

  await admitting(world, [group], async () => {
    const everybody = await world.desk.call<{ settings: { groups: string[] } }>('portals/forms', { portal: world.portalId });
    const hand = everybody.settings.groups.find((id) => id !== group) ?? '';
    await world.desk.call('groups/remove', { group: hand, contact: carla.id });
    const hers = await seats.take(carla);
    await open(hers, world.portal);
    await expect(hers.getByRole('heading', { level: 1 })).toBeAttached();
    await page.getByLabel('Comparison (2)').selectOption('is not');
    await page.getByLabel('Property (1)').selectOption('Choose a property');
    await page.getByLabel('Value (1)').fill('');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('listitem').filter({ hasText: carla.name })).toHaveCount(0);
    guard.allow(/403/);
    await open(hers, `${world.portal}?again`);
    await expect(hers.getByText(/You don't have access to this portal/)).toBeVisible();
  });
});

test('a pasted list: its lines are accounted for, it is held on the system domain, and taken back', async ({ world, seats, page: visitor, bruno }) => {
  const page = await seats.take(world.owner);
  const name = unique('Partners');
  const group = await world.desk.create('groups/new', { name, kind: 'list' });
  await admitting(world, [group], async () => {
    await open(page, `/admin/groups/${group}`);
    await expect(page.getByText(/aren't mailed/)).toBeVisible();
    const [one, two] = [`one.${unique('x').slice(-8)}@partner.example`, `two.${unique('x').slice(-8)}@partner.example`];
    await page.getByLabel('Addresses').fill(`Una Prima <${one}>\n${two}; not-an-address\n${bruno.email}, ${two}`);
    await page.getByRole('button', { name: 'Add and invite' }).click();
    await expect(page.getByText('3 people were added.')).toBeVisible();
    await expect(page.getByText('2 of them are new contacts.')).toBeVisible();
    await expect(page.getByText('not-an-address')).toBeVisible();
    const row = page.getByRole('listitem').filter({ hasText: 'Una Prima' });
    await expect(row).toContainText('Held');
    await expect(row).toContainText('hand it over');
    await row.getByRole('button', { name: 'New link' }).click();
    const link = await row.getByRole('textbox').inputValue();
    await open(visitor, link);
    await expect(visitor.getByLabel('E-mail address')).toHaveValue(one);

    await page.getByRole('link', { name: 'Held', exact: true }).click();
    await expect(page.getByRole('listitem').filter({ hasText: two })).toBeVisible();
    await open(page, `/admin/groups/${group}`);
    await page.getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText('3 people were taken out again.')).toBeVisible();
    await expect(page.getByText('Nobody here.')).toBeVisible();
    expect((await visitor.request.get(link)).status()).toBe(403);
  });
  await open(page, `/admin/groups/${group}`);
  await page.getByRole('button', { name: 'Delete group' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Access groups');
  await expect(page.getByRole('link', { name })).toHaveCount(0);
});

test('a CSV file is read into the list', async ({ world, seats }) => {
  const page = await seats.take(world.owner);
  const group = await world.desk.create('groups/new', { name: unique('From a file'), kind: 'list' });
  await open(page, `/admin/groups/${group}`);
  const address = `csv.${unique('x').slice(-8)}@partner.example`;
  const text = `First name;Last name;E-mail\r\nJosé;"Núñez; hijo";${address}\r\n`;
  await page.getByLabel('Or a CSV file').setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByLabel('Addresses')).toHaveValue(/José/);
  await page.getByRole('button', { name: 'Add and invite' }).click();
  await expect(page.getByText('1 person was added.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'José Núñez; hijo' })).toContainText('Invited');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a list is added, a link shown once, and the list taken back', async ({ world, seats }) => {
    const page = await seats.take(world.owner, { javaScriptEnabled: false });
    const group = await world.desk.create('groups/new', { name: unique('Plain'), kind: 'list' });
    await admitting(world, [group], async () => {
      await page.goto(`/admin/groups/${group}`);
      await page.getByRole('button', { name: 'Add and invite' }).click();
      await expect(page.getByText('Please fill this in.')).toBeVisible();
      const address = `plain.${unique('x').slice(-8)}@partner.example`;
      await page.getByLabel('Addresses').fill(address);
      await page.getByRole('button', { name: 'Add and invite' }).click();
      await expect(page.getByText('1 person was added.')).toBeVisible();
      await page.getByRole('button', { name: 'New link' }).click();
      await expect(page.getByRole('listitem').filter({ hasText: address }).getByRole('textbox')).toHaveValue(/\/invitation\//);
      await page.getByRole('button', { name: 'Take it back' }).click();
      await expect(page.getByText('Nobody here.')).toBeVisible();
    });
  });
});

test('agents look at groups and cannot change them', async ({ world, seats }) => {
  const page = await seats.take(world.agent);
  const group = await world.desk.create('groups/new', { name: unique('Looked at'), kind: 'list' });
  await open(page, `/admin/groups/${group}`);
  await expect(page.getByText(/lets you look/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete group' })).toHaveCount(0);
});
