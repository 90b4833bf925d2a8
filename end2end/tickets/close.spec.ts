// Closing and reopening, and what a reply does to a closed ticket.
import { expect, test, unique } from '../fixtures';
import { TicketListPage, TicketPage } from '../pages/tickets';

test('a customer closes a ticket and opens it again', async ({ world, seats, ana }) => {
  const subject = unique('Solved');
  const id = await world.ticket(ana, subject);
  const page = await seats.take(ana);
  const ticket = await new TicketPage(page).open(world.portal, id);
  await ticket.closeButton.click();
  await expect(ticket.turn).toContainText('Closed');
  await expect(ticket.entry('closed the ticket')).toBeVisible();
  await expect(ticket.closeButton).toBeHidden();
  const list = await new TicketListPage(page).open(world.portal, '?state=closed');
  await expect(list.subjects).toHaveText([subject]);
  await list.ticket(subject).click();
  await ticket.reopenButton.click();
  await expect(ticket.closeButton).toBeVisible();
  await expect(ticket.turn).not.toContainText('Closed');
});

test('a reply to a closed ticket says before it is sent that it reopens it', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Not quite'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await expect(ticket.page.getByText('Your reply will reopen this ticket.')).toBeHidden();
  await ticket.closeButton.click();
  await expect(ticket.page.getByText('Your reply will reopen this ticket.')).toBeVisible();
  await expect(ticket.send).toHaveText('Send and reopen');
  await ticket.says('It came back.');
  await expect(ticket.closeButton).toBeVisible();
  await expect(ticket.send).toHaveText('Send reply');
});
