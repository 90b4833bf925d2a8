// What is typed is kept on the server: it survives a reload and follows to another device.
import { answerOf, expect, test, unique } from '../fixtures';
import { NewTicketPage, TicketPage } from '../pages/tickets';

test("a reply's draft survives a reload, another device, and is gone once sent", async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Drafted'));
  const text = unique('Half a sentence');
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await ticket.reply.fill(text);
  await expect(ticket.page.getByText('Draft saved')).toBeVisible();
  await ticket.open(world.portal, id);
  await expect(ticket.reply).toHaveValue(text);

  const phone = await new TicketPage(await seats.take({ ...ana, state: await world.signIn(ana) })).open(world.portal, id);
  await expect(phone.reply).toHaveValue(text);
  await phone.send.click();
  await expect(phone.entry(text)).toBeVisible();
  await phone.open(world.portal, id);
  await expect(phone.reply).toHaveValue('');
});

test('a draft that was sent from one window leaves the other one, too', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Two windows'));
  const first = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const text = unique('Written once');
  await first.reply.fill(text);
  await expect(first.page.getByText('Draft saved')).toBeVisible();
  const second = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await expect(second.reply).toHaveValue(text);
  await first.send.click();
  await expect(second.entry(text)).toBeVisible();
  await expect(second.reply).toHaveValue('');
  // What somebody has gone on to write is theirs.
  await first.reply.fill('One thing more');
  await expect(first.page.getByText('Draft saved')).toBeVisible();
  await second.reply.fill('Quite another thing');
  await first.send.click();
  await expect(second.entry('One thing more')).toBeVisible();
  await expect(second.reply).toHaveValue('Quite another thing');
});

test('leaving in the middle of a word keeps it', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Left'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await ticket.reply.fill('In the mid');
  const saved = answerOf(ticket.page, 'tickets/reply-draft');
  await ticket.page.getByRole('main').getByRole('link', { name: 'Tickets' }).click();
  await saved;
  await ticket.page.goBack();
  await expect(ticket.reply).toHaveValue('In the mid');
});

test("a new ticket's draft survives a reload and is gone once filed", async ({ world, seats, ana }) => {
  const subject = unique('Draft of a ticket');
  const page = await seats.take(ana);
  const form = await new NewTicketPage(page).open(world.portal);
  await form.subject.fill(subject);
  await form.description.fill('More to come.');
  await expect(page.getByText('Draft saved')).toBeVisible();
  await form.open(world.portal);
  await expect(form.subject).toHaveValue(subject);
  await expect(form.description).toHaveValue('More to come.');
  await form.send.click();
  await expect(new TicketPage(page).subject).toHaveText(subject);
  await form.open(world.portal);
  await expect(form.subject).toHaveValue('');
});

test("a colleague's draft is nobody else's", async ({ world, seats, ana, bruno }) => {
  const id = await world.ticket(ana, unique('Private'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await ticket.reply.fill('Not for Bruno');
  await expect(ticket.page.getByText('Draft saved')).toBeVisible();
  const colleague = await new TicketPage(await seats.take(bruno)).open(world.portal, id);
  await expect(colleague.reply).toHaveValue('');
});
