// Real data: an export of another help desk becomes tickets that its customers find and answer.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, NAMED, open, OWN_SERVER, PASSWORD, test, unique } from './fixtures';
import { project } from './fixtures/server';
import { InvitationPage } from './pages/sign_in';
import { StaffTicketPage } from './pages/desk';
import { TicketListPage, TicketPage } from './pages/tickets';

test.skip(!!NAMED, OWN_SERVER);

let folder: string;
test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'portico-import-'));
});
test.afterAll(async () => rm(folder, { recursive: true, force: true }));

/** A file as HubSpot exports it. */
async function csv(name: string, rows: string[][]): Promise<string> {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const file = path.join(folder, name);
  await writeFile(file, rows.map((row) => row.map(cell).join(',')).join('\r\n'));
  return file;
}

test("HubSpot's export: imported, a customer invited, a ticket found and answered, and answered back", async ({ world, seats }) => {
  const server = world.server!;
  const tag = unique('export').split(' ')[1] ?? '';
  const email = `elena.${tag}@rossi.example`;
  const subject = `Ordine "speciale" ${tag}, terza riga`;
  const contacts = await csv('contacts.csv', [
    ['Record ID', 'First Name', 'Last Name', 'Email', 'Associated Company'],
    [`1${tag}`, 'Elena', 'Rossi', email, `Rossi ${tag}`],
    [`2${tag}`, 'Nobody', 'Wrong', 'not-an-address', ''],
  ]);
  const tickets = await csv('tickets.csv', [
    ['Ticket ID', 'Ticket name', 'Ticket description', 'Ticket status', 'Priority', 'Create date', 'Associated Contact'],
    [`9001${tag}`, subject, 'La merce è arrivata rotta.\nChe cosa faccio?', 'Waiting on us', 'High', '2026-03-14 09:26', email],
    [`9002${tag}`, `Fattura ${tag}`, 'Manca la partita IVA.', 'Closed', 'Low', '2025-11-02 17:05', email],
    [`9003${tag}`, '', 'No subject here.', 'New', '', '2026-01-01 10:00', email],
  ]);

  const imported = await server.portico(['import', 'contacts', contacts]);
  expect(imported).toContain('not-an-address');
  const report = await server.portico(['import', 'tickets', tickets]);
  expect(report).toMatch(/3/);
  const again = await server.portico(['import', 'tickets', tickets]);
  expect(again).toMatch(/unchanged/i);

  const link = (await server.portico(['invite', '--portal', world.slug, '--email', email])).trim();
  const page = await seats.take();
  const invitation = await new InvitationPage(page).open(link);
  await expect(invitation.heading).toHaveText('Welcome, Elena Rossi');
  await invitation.acceptWith(PASSWORD);
  await page.waitForURL(world.portal);

  const list = await new TicketListPage(page).open(world.portal);
  await expect(list.subjects, 'once each, however often imported').toHaveCount(2);
  await list.search.fill('merce rotta');
  await expect(list.subjects).toHaveText([subject]);
  await list.ticket(subject).click();
  await page.waitForURL(/\/\d+$/);
  const ticket = new TicketPage(page);
  await expect(ticket.subject).toHaveText(subject);
  await expect(ticket.details).toContainText('High');
  await expect(ticket.details.locator('time[datetime^="2026-03-14T"]').first()).toBeAttached();
  await ticket.says('Ecco una foto della scatola.');

  const id = /(\d+)$/.exec(new URL(page.url()).pathname)?.[1] ?? '';
  const agent = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await expect(agent.entry('Ecco una foto della scatola.')).toContainText('Elena Rossi');
  await agent.answers('Grazie, ne spediamo una nuova.');
  await expect(ticket.entry('Grazie, ne spediamo una nuova.')).toBeVisible();
});

test('a broken file changes nothing and says where it broke', async ({ world, seats }) => {
  const tag = unique('broken').split(' ')[1] ?? '';
  const file = path.join(folder, 'broken.csv');
  await writeFile(file, `Ticket name,Ticket description\nFirst ${tag},fine\n"Second ${tag},never closed\nThird ${tag},x\n`);
  await expect(world.server!.portico(['import', 'tickets', file])).rejects.toThrow(/line \d|row \d|quote/i);
  const page = await seats.take(world.agent);
  await open(page, `/desk?q=${tag}`);
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible();
});

test('a public export of thousands of rows', async ({ world, seats }) => {
  const file = project('../shared/data/support-tickets.csv');
  test.skip(!existsSync(file), 'there is no ../shared/data/support-tickets.csv beside the project');
  test.setTimeout(120_000);
  const report = await world.server!.portico(['import', 'tickets', file]);
  expect(report).toMatch(/8,?469/);
  const link = (await world.server!.portico(['invite', '--portal', world.slug, '--email', 'carrollallison@example.com'])).trim();
  const page = await seats.take();
  await (await new InvitationPage(page).open(link)).acceptWith(PASSWORD);
  await page.waitForURL(world.portal);
  const list = await new TicketListPage(page).open(world.portal);
  await list.ticket('Product setup').first().click();
  const ticket = new TicketPage(page);
  await expect(ticket.conversation, 'the placeholder was filled in').toContainText("I'm having an issue with the GoPro Hero.");
  await ticket.says('It works now, thank you.');
});
