// Every page, in light and dark, without a violation that axe can find; and the few things it cannot.
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { answered, expect, expectAccessible, open, ready, test } from './fixtures';
import { expectLegible, WCAG } from './fixtures/axe';
import { allPages, FRAMED, type PageOf } from './fixtures/pages';
import { project } from './fixtures/server';

/** The routes of app/src/routes.rs, nested ones joined. */
function routes(): string[] {
  const source = readFileSync(project('app/src/routes.rs'), 'utf8');
  const found: string[] = [];
  const parents: string[] = [];
  for (const line of source.split('\n')) {
    const route = /<(Parent)?Route [^>]*?path=path!\("([^"]*)"\)/.exec(line);
    if (/<\/ParentRoute>/.test(line)) parents.pop();
    if (!route) continue;
    const [, isParent, part] = route;
    if (isParent) parents.push(part ?? '');
    else found.push(`/${[...parents, part].join('/').split('/').filter(Boolean).join('/')}`);
  }
  return found;
}

test('the list of pages is complete', async ({ world }) => {
  const known = new Set((await allPages(world)).map(({ route }) => route));
  const all = routes();
  expect(all.length).toBeGreaterThan(15);
  expect(all.filter((route) => !known.has(route)), 'routes that are missing in fixtures/pages.ts').toEqual([]);
});

const parts: [string, (page: PageOf) => boolean][] = [
  ["customers' pages", ({ route }) => route.startsWith('/:slug')],
  ['the desk', ({ route }) => route.startsWith('/desk')],
  ['setup and admin', ({ route }) => /^\/(admin|setup|sign-in)/.test(route)],
];

for (const [part, belongs] of parts) {
  test(`axe finds nothing on ${part}, and each has a title, one heading, one main part, and its language`, async ({ world, seats, guard }) => {
    test.setTimeout(900_000);
    guard.allow(answered(404), answered(403), FRAMED);
    const windows = new Map<unknown, Page>();
    for (const { name, path, who, status } of (await allPages(world)).filter(belongs)) {
      const page = windows.get(who) ?? (await seats.take(who));
      windows.set(who, page);
      await page.emulateMedia({ colorScheme: 'light' });
      const response = await page.goto(path);
      expect.soft(response?.status(), name).toBe(status ?? 200);
      await ready(page);
      await expectWhole(page, name);
      await expectAccessible(page, `${name}, light`);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectLegible(page, `${name}, dark`);
    }
  });
}

/** What axe does not look at, or not as strictly. */
async function expectWhole(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]:not(.gallery *)'), `${name} is at rest`).toHaveCount(0);
  await expect.soft(page.locator('html'), name).toHaveAttribute('lang', 'en');
  await expect.soft(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
  await expect.soft(page.getByRole('main'), name).toHaveCount(1);
  expect.soft(await page.title(), name).not.toBe('');
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect.soft(wide, `${name} scrolls sideways`).toBe(false);
}

test('axe finds nothing in any letter', async ({ world, seats, page }) => {
  test.setTimeout(240_000);
  const owner = await seats.take(world.owner);
  await open(owner, '/admin/letters');
  const kinds = await owner.locator('.letter-kinds a').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  expect(kinds.length).toBeGreaterThan(10);
  for (const kind of kinds) {
    for (const language of ['en', 'it']) {
      const letter = await owner.request.get(`${kind}/${language}/sample`);
      await page.setContent(await letter.text());
      await expect(page.locator('html'), kind).toHaveAttribute('lang', language);
      await expect(page.locator('body'), kind).not.toHaveText('');
      // In light only: axe takes the ground that a mail program makes dark for white.
      await expectAccessible(page, `${kind} in ${language}`, WCAG);
    }
  }
});

test('the skip link leads to the content, and the menu opens and closes by keyboard', async ({ world, seats, ana }) => {
  const page = await seats.take(ana);
  await open(page, world.portal);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  const menu = page.locator('summary', { has: page.locator('.avatar') });
  await menu.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Profile' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('link', { name: 'Profile' })).toBeHidden();
});
