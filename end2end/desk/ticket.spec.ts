// An agent's ticket: reply, internal comment, assignment, status, priority, people.
import { expect, open, test, unique } from '../fixtures';
import { StaffTicketPage } from '../pages/desk';

test('a reply says where it goes, and hands the turn to the customer', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Answered'));
  const ticket = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await ticket.reply.fill('Please');
  await expect(ticket.send).toHaveText(`Send to ${ana.email}`);
  await ticket.answers('Please try **again**.', 'Please try again.');
  await expect(ticket.entry('again')).toContainText(world.agent.name);
  await expect(ticket.head).toContainText('Waiting on contact');
  await expect(ticket.reply).toHaveValue('');
});

test('owner, status and priority are saved as they are chosen', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Properties'));
  const page = await seats.take(world.agent);
  const ticket = await new StaffTicketPage(page).open(id);
  await ticket.priority.selectOption({ label: 'Urgent' });
  await expect(ticket.head).toContainText('Urgent');
  await ticket.status.selectOption({ label: 'Waiting on us' });
  await expect(ticket.head).toContainText('Waiting on us');
  await ticket.owner.selectOption({ label: world.owner.name });
  await expect(ticket.entry(`assigned this to ${world.owner.name}`)).toBeVisible();
  await ticket.open(id);
  await expect(ticket.priority.locator('option:checked')).toHaveText('Urgent');
  await expect(ticket.status.locator('option:checked')).toHaveText('Waiting on us');
  await expect(ticket.owner.locator('option:checked')).toHaveText(world.owner.name);
});

test('a change made from an old page is refused, and the new state offered', async ({ world, seats, ana, guard }) => {
  guard.allow(/ERR_FAILED/);
  const id = await world.ticket(ana, unique('Stale'));
  const page = await seats.take(world.agent);
  // This page hears of nothing.
  await page.route('**/desk/events', (route) => route.abort());
  const ticket = await new StaffTicketPage(page).open(id);
  const { version } = await world.desk.call<{ version: number }>('desk/tickets/again', { ticket: id });
  await world.desk.call('desk/tickets/priority', { ticket: id, priority: 'LOW', version: String(version) });
  await ticket.priority.selectOption({ label: 'Urgent' });
  const refusal = page.getByRole('alert').filter({ hasText: 'Somebody else changed this in the meantime.' });
  await expect(refusal).toBeVisible();
  await refusal.getByRole('button', { name: 'Load the latest' }).click();
  await expect(ticket.priority.locator('option:checked')).toHaveText('Low');
});

test('contacts and companies join and leave a ticket', async ({ world, seats, ana, carla }) => {
  const id = await world.ticket(ana, unique('People'));
  const page = await seats.take(world.agent);
  const ticket = await new StaffTicketPage(page).open(id);
  // Where it goes is said once there is something to send.
  await ticket.reply.fill('Dear both,');
  await ticket.addContact.fill(carla.email);
  await page.getByRole('option', { name: carla.name }).click();
  await expect(ticket.entry(`added the contact ${carla.name}`)).toBeVisible();
  await expect(ticket.send).toHaveText(/and 1 more$/);
  await page.getByRole('button', { name: `Remove ${carla.name}` }).click();
  await expect(ticket.entry(`removed the contact ${carla.name}`)).toBeVisible();
  await expect(ticket.send).toHaveText(`Send to ${ana.email}`);
});

test('a draft of an answer survives a reload', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Drafted answer'));
  const ticket = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await ticket.reply.fill('Half an answer');
  await expect(ticket.page.getByText('Draft saved')).toBeVisible();
  await ticket.open(id);
  await expect(ticket.reply).toHaveValue('Half an answer');
});

test('a ticket is filed for a customer', async ({ world, seats, ana }) => {
  const subject = unique('By telephone');
  const page = await seats.take(world.agent);
  await open(page, '/desk/new');
  await page.getByLabel('Find a customer').fill(ana.email);
  await page.getByRole('option', { name: ana.name }).click();
  await page.getByLabel('Subject').fill(subject);
  await page.getByLabel('Description').fill('They called at noon.');
  await page.getByRole('button', { name: 'File ticket' }).click();
  await expect(page).toHaveURL(/\/desk\/tickets\/\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(subject);
  const customer = await seats.take(ana);
  await open(customer, world.portal);
  await expect(customer.getByRole('link', { name: subject })).toBeVisible();
});
