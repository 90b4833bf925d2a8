// A file imported in the browser: looked at, tried, started, watched, and taken back; with and without script.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { answered, expect, expectAccessible, open, test, unique } from './fixtures';

/** A file of two good rows and a bad one; the tag is in every address. */
function people(tag: string): { name: string; mimeType: string; buffer: Buffer } {
  const rows = ['Email;Nome;Cognome;Colore', `elena.${tag}@rossi.example;Elena;Rossi;rosso`, `luca.${tag}@rossi.example;Luca;Verdi;`, 'nessuno;Nessuno;;'];
  return { name: `persone-${tag}.csv`, mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n')) };
}

const tagOf = (name: string): string => unique(name).split(' ')[1] ?? '';
const figure = (page: Page, name: string) => page.locator('.import-counts .definition').filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) }).locator('dd');

async function upload(page: Page, kind: string, file: { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
  await page.getByLabel('What the rows are').selectOption(kind);
  await page.getByLabel('File', { exact: true }).setInputFiles(file);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.waitForURL(/\/admin\/imports\/\d+$/);
}

test('a file is looked at, tried, imported and taken back', async ({ world, seats }) => {
  const tag = tagOf('people');
  const page = await seats.take(world.owner);
  await open(page, '/admin');
  await page.getByRole('link', { name: 'Imports' }).click();
  await page.getByRole('link', { name: 'New import' }).first().click();
  await expect(page.getByRole('heading', { name: 'New import' })).toBeVisible();
  await expectAccessible(page, 'choosing a file');
  await upload(page, 'contacts', people(tag));

  await expect(page.getByRole('cell', { name: `elena.${tag}@rossi.example` })).toBeVisible();
  await expect(page.getByText('Read as UTF-8, cells separated by ;')).toBeVisible();
  await expect(page.getByLabel('Nome', { exact: true })).toHaveValue('first_name');
  await expect(page.getByLabel('Colore')).toHaveValue('');
  await expectAccessible(page, 'what a file is');

  await page.getByLabel('Email').selectOption('');
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByText('One column has to be the e-mail address or the ID.')).toBeVisible();
  await page.getByLabel('Email').selectOption('email');
  await page.getByRole('button', { name: 'Try without writing' }).click();
  await expect(page.getByRole('heading', { name: 'What would happen' })).toBeVisible();
  await expect(figure(page, 'Created')).toHaveText('2');
  await expect(figure(page, 'Left out')).toHaveText('1');
  await expect(page.getByRole('cell', { name: 'Not an e-mail address' })).toBeVisible();

  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByText('Done', { exact: true })).toBeVisible();
  await expect(figure(page, 'Rows done')).toHaveText('3 of 3');
  await expectAccessible(page, 'what came of it');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download all as CSV' }).click();
  const csv = await readFile((await (await download).path()) ?? '', 'utf8');
  expect(csv).toContain('4,Email,nessuno,bad-email,');

  const desk = await seats.take(world.agent);
  await open(desk, `/desk/contacts?q=elena.${tag}`);
  await expect(desk.getByRole('link', { name: 'Elena Rossi' })).toBeVisible();
  const list = desk.waitForEvent('download');
  await desk.getByRole('link', { name: 'Export CSV' }).click();
  const exported = await readFile((await (await list).path()) ?? '', 'utf8');
  expect(exported.trim().split('\r\n')).toHaveLength(2);
  expect(exported).toContain(`Elena,Rossi,elena.${tag}@rossi.example`);

  await page.getByText('Undo this import', { exact: true }).click();
  await page.getByRole('button', { name: 'Yes, undo all of it' }).click();
  await expect(page.getByText('2 records were archived or put back.')).toBeVisible();
  await expect(page.getByText('Undone', { exact: true })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Yes, undo all of it' })).toHaveCount(0);
  await desk.reload();
  await expect(desk.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
  await open(page, '/admin/imports');
  await expect(page.getByRole('listitem').filter({ hasText: `persone-${tag}.csv` })).toContainText('Undone');
});

test('a file that nobody wants is discarded', async ({ world, seats }) => {
  const page = await seats.take(world.owner);
  await open(page, '/admin/imports/new');
  const file = people(tagOf('unwanted'));
  await upload(page, 'contacts', file);
  await page.getByLabel('Colore').selectOption('first_name');
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByText('Two columns are the same property. Leave one of them out.')).toBeVisible();
  await page.getByText('Discard this file').click();
  await page.getByRole('button', { name: 'Yes, discard it' }).click();
  await page.waitForURL(/\/admin\/imports$/);
  await expect(page.getByRole('heading', { name: 'Imports', level: 1 })).toBeVisible();
  await expect(page.getByText(file.name)).toHaveCount(0);
});

test('a broken file says where it breaks, and a workbook what it is', async ({ world, seats }) => {
  const page = await seats.take(world.owner);
  await open(page, '/admin/imports/new');
  await upload(page, 'contacts', { name: 'broken.csv', mimeType: 'text/csv', buffer: Buffer.from('email\na@b.example\n"never closed\nx') });
  await expect(page.getByText('Line 3: a quote that is opened here is never closed.')).toBeVisible();
  await page.getByRole('link', { name: 'Choose another file' }).click();
  await upload(page, 'tickets', { name: 'book.xlsx', mimeType: 'application/zip', buffer: Buffer.from('PK\u0003\u0004') });
  await expect(page.getByText('This is an Excel workbook and not CSV. Save it as CSV first.')).toBeVisible();
});

test('agents import nothing', async ({ world, seats, guard }) => {
  guard.allow(answered(403));
  const page = await seats.take(world.agent);
  for (const path of ['/admin/imports', '/admin/imports/new']) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
  }
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the same, form by form', async ({ world, seats }) => {
    const tag = tagOf('plain');
    const page = await seats.take(world.owner, { javaScriptEnabled: false });
    await page.goto('/admin/imports/new');
    await upload(page, 'contacts', people(tag));
    await expect(page.getByLabel('Nome', { exact: true })).toHaveValue('first_name');
    await page.getByRole('button', { name: 'Start import' }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('Done', { exact: true })).toBeVisible({ timeout: 500 });
    }).toPass();
    await expect(figure(page, 'Created')).toHaveText('2');
    await page.getByText('Undo this import', { exact: true }).click();
    await page.getByRole('button', { name: 'Yes, undo all of it' }).click();
    await expect(async () => {
      await page.reload();
      await expect(page.getByText('2 records were archived or put back.')).toBeVisible({ timeout: 500 });
    }).toPass();
  });
});
