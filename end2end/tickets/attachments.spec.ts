// Files that an integration sends along: under the message, for those who read it.
import { readFileSync } from 'node:fs';
import { expect, NAMED, open, OWN_SERVER, test, unique } from '../fixtures';
import { Integration } from '../fixtures/integration';
import { StaffTicketPage } from '../pages/desk';
import { TicketPage } from '../pages/tickets';

test.skip(!!NAMED, OWN_SERVER);

test('a file comes with the message, live, and is saved', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Attached'));
  const page = await seats.take(ana);
  const ticket = await new TicketPage(page).open(world.portal, id);
  const integration = await Integration.of(world);
  await integration.says(id, 'MESSAGE', 'The invoice, corrected.', [{ name: 'Fattura è.html', text: '<script>alert(1)</script>' }, { name: 'log.txt', text: 'x'.repeat(1_234_567) }]);
  const files = ticket.entry('The invoice, corrected.').getByRole('list', { name: 'Attached files' });
  await expect(files.getByRole('link')).toHaveText([/Fattura è\.html\s*1 kB/, /log\.txt\s*2 MB/]);
  const saving = page.waitForEvent('download');
  await files.getByRole('link', { name: 'Fattura è.html' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('Fattura è.html');
  expect(readFileSync(await saved.path(), 'utf8')).toBe('<script>alert(1)</script>');
  await expect(ticket.reply).toBeVisible();
});

test("a comment's file is the team's alone", async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Between us'));
  await (await Integration.of(world)).says(id, 'COMMENT', 'Look at this.', [{ name: 'ledger.txt', text: 'secret' }]);
  const staff = await seats.take(world.agent);
  const desk = await new StaffTicketPage(staff).open(id);
  const link = desk.entry('Look at this.').getByRole('link', { name: 'ledger.txt' });
  const saving = staff.waitForEvent('download');
  await link.click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('secret');

  const page = await seats.take(ana);
  await new TicketPage(page).open(world.portal, id);
  await expect(page.getByText('ledger.txt')).toHaveCount(0);
  const [, , , ticket, , message, file] = ((await link.getAttribute('href')) ?? '').split('/');
  const guessed = await page.request.get(`${world.portal}/${ticket}/attachments/${message}/${file}`);
  expect([guessed.status(), await guessed.text()]).toEqual([404, expect.not.stringContaining('secret')]);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a file is a link', async ({ world, seats, ana }) => {
    const id = await world.ticket(ana, unique('Plain'));
    await (await Integration.of(world)).says(id, 'MESSAGE', 'Here.', [{ name: 'plain.txt', text: 'plain' }]);
    const page = await seats.take(ana, { javaScriptEnabled: false });
    await page.goto(`${world.portal}/${id}`);
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'plain.txt' }).click();
    expect((await saving).suggestedFilename()).toBe('plain.txt');
  });
});
