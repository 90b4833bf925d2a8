// Without JavaScript every page can be read …
import { answered, expect, test } from '../fixtures';
import { allPages } from '../fixtures/pages';

test('every page is complete when it leaves the server', async ({ world, seats, guard }) => {
  test.setTimeout(360_000);
  // Without script, Playwright itself tries to run some in every frame; the letters' frames let nobody.
  const frames = /Blocked script execution in '[^']*\/admin\/letters\/[^']*\/sample'/;
  guard.allow(answered(404), answered(403), frames);
  const windows = new Map<unknown, Awaited<ReturnType<typeof seats.take>>>();
  // The gallery shows what waits and what needs script, on purpose.
  const pages = (await allPages(world)).filter(({ name }) => name !== 'gallery');
  for (const { name, path, who, status } of pages) {
    const page = windows.get(who) ?? (await seats.take(who, { javaScriptEnabled: false }));
    windows.set(who, page);
    const response = await page.goto(path);
    expect.soft(response?.status(), name).toBe(status ?? 200);
    await expect.soft(page.getByRole('heading', { level: 1 }), name).toHaveCount(1);
    await expect.soft(page.getByRole('main'), name).toBeVisible();
    await expect.soft(page.locator('.skeleton'), `${name} waits for nothing`).toHaveCount(0);
    // What only script could open must not be the only way.
    await expect.soft(page.locator('dialog[open]'), name).toHaveCount(0);
    const dead = await page.locator('main button[type=button]:visible').allInnerTexts();
    expect.soft(dead, `${name}: buttons that do nothing without script`).toEqual([]);
  }
});
