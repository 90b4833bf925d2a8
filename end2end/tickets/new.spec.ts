// Filing a ticket.
import { expect, test, unique } from '../fixtures';
import { NewTicketPage, TicketListPage, TicketPage } from '../pages/tickets';
import { StaffTicketPage } from '../pages/desk';

test('is filed, found in the list, and on the desk', async ({ world, seats, acme, ana }) => {
  const subject = unique('The printer eats paper');
  const page = await seats.take(ana);
  const form = await new NewTicketPage(page).open(world.portal);
  await expect(page.getByText(`Our team and your colleagues at ${acme.name} will see this ticket.`)).toBeVisible();
  await form.subject.fill(subject);
  await form.description.fill('Since **this morning**.');
  await form.priority.selectOption({ label: 'High' });
  await form.send.click();

  const ticket = new TicketPage(page);
  await expect(ticket.subject).toHaveText(subject);
  await expect(page).toHaveURL(new RegExp(`/${world.slug}/\\d+$`));
  await expect(ticket.entry('this morning').locator('strong')).toHaveText(['this morning']);
  await expect(ticket.details).toContainText('High');
  const list = await new TicketListPage(page).open(world.portal);
  await expect(list.subjects).toHaveText([subject]);

  await list.ticket(subject).click();
  await page.waitForURL(/\/\d+$/);
  const id = /(\d+)$/.exec(new URL(page.url()).pathname)?.[1] ?? '';
  const desk = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await expect(desk.page.getByRole('heading', { level: 1 })).toHaveText(subject);
  await expect(desk.page.getByRole('complementary')).toContainText(ana.email);
  await expect(desk.page.getByRole('complementary')).toContainText(acme.name);
  await expect(desk.priority.locator('option:checked')).toHaveText('High');
});

test('what is missing is said beside the field, and what is there stays', async ({ world, seats, ana }) => {
  const form = await new NewTicketPage(await seats.take(ana)).open(world.portal);
  await form.description.fill('No subject yet.');
  await form.send.click();
  await expect(form.subject).toHaveAccessibleDescription(/fill this in/);
  await expect(form.subject).toBeFocused();
  await expect(form.description).toHaveValue('No subject yet.');
  await form.subject.fill('x'.repeat(201));
  await expect(form.subject).toHaveAccessibleDescription(/200 characters at most/);
});

test('a double click files one ticket', async ({ world, seats, ana }) => {
  const subject = unique('Only one');
  const page = await seats.take(ana);
  const form = await new NewTicketPage(page).open(world.portal);
  await form.subject.fill(subject);
  await form.description.fill('Once.');
  await form.send.dblclick();
  await expect(new TicketPage(page).subject).toHaveText(subject);
  const list = await new TicketListPage(page).open(world.portal);
  await expect(list.subjects).toHaveText([subject]);
});
