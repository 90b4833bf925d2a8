// Every screen, three widths, light and dark, English and Italian, into ../target/screenshots: for people to look at.
import { mkdirSync } from 'node:fs';
import { answered, expect, NAMED, open, OWN_SERVER, ready, test } from './fixtures';
import { allPages, FRAMED } from './fixtures/pages';
import { project, Server } from './fixtures/server';
import { World } from './fixtures/world';

test.skip(!!NAMED, OWN_SERVER);

/** Where nobody will look at them, one of each screen tells whether it can be shown and lacks no words. */
const WIDTHS = process.env.CI ? [390] : [390, 820, 1440];
const SCHEMES = process.env.CI ? (['light'] as const) : (['light', 'dark'] as const);
const FOLDER = project('target/screenshots');

for (const [language, locale] of [
  ['en', 'en-GB'],
  ['it', 'it-IT'],
] as const) {
  test.describe(language, () => {
    // Both languages at a time, each on a server of its own.
    test.describe.configure({ mode: 'parallel' });

    test(`screens in ${language}`, async ({ seats, guard }) => {
      test.setTimeout(1_200_000);
      guard.allow(answered(404), answered(403), FRAMED);
      mkdirSync(FOLDER, { recursive: true });
      const world = await World.open({ language });
      await world.server?.portico(['demo', '--companies', '12', '--contacts', '60', '--tickets', '240', '--messages', '3', '--seed', '7']);
      const windows = new Map<unknown, Awaited<ReturnType<typeof seats.take>>>();
      const shoot = async (page: Awaited<ReturnType<typeof seats.take>>, name: string) => {
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
          for (const colorScheme of SCHEMES) {
            await page.emulateMedia({ colorScheme });
            await page.screenshot({ path: `${FOLDER}/${name}-${width}-${colorScheme}-${language}.png`, fullPage: true, animations: 'disabled' });
          }
        }
      };
      for (const { name, path, who } of await allPages(world)) {
        const page = windows.get(who) ?? (await seats.take(who, { baseURL: world.url, locale }));
        windows.set(who, page);
        await open(page, path);
        await expect.soft(page.locator('html'), name).toHaveAttribute('lang', language);
        await expect.soft(page.locator('body'), `${name} lacks words`).not.toContainText(/\b[a-z]+-[a-z]+(-[a-z]+)+\b(?<!tickets-view)/);
        await shoot(page, name);
      }

      const first = await Server.create();
      await first.start('first run');
      const visitor = await seats.take(undefined, { baseURL: first.url, locale });
      await open(visitor, first.setupUrl ?? '');
      await shoot(visitor, 'setup');
      await visitor.locator('button[type=submit]').click();
      await expect(visitor.locator('.field-error').first()).toBeVisible();
      await ready(visitor);
      await shoot(visitor, 'setup-wrong');
      await visitor.close();
      await first.stop();
      await world.close();
    });
  });
}
