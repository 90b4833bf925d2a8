// Two people, two browsers, no reload.
import { expect, open, test, unique } from '../fixtures';
import { QueuePage, StaffTicketPage } from '../pages/desk';
import { TicketListPage, TicketPage } from '../pages/tickets';

/** A mark that a new document would not have. */
const mark = '(document.documentElement.dataset.sameDocument = "yes")';

test("the customer's reply appears on the agent's page, and the agent's answer on the customer's", async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Live'));
  const customer = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const agent = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await customer.page.evaluate(mark);
  await agent.page.evaluate(mark);

  const question = unique('Is anybody there?');
  await customer.says(question);
  await expect(agent.entry(question)).toBeVisible();
  await expect(agent.entry(question)).toContainText(ana.name);

  const answer = unique('Yes, all of us.');
  await agent.answers(answer);
  await expect(customer.entry(answer)).toBeVisible();
  await expect(customer.turn).toContainText('Waiting on you');

  await expect(customer.page.locator('html')).toHaveAttribute('data-same-document', 'yes');
  await expect(agent.page.locator('html')).toHaveAttribute('data-same-document', 'yes');
});

test('what is typed stays while news arrive', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Typing'));
  const ticket = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  await ticket.reply.fill('I was just going to say');
  await world.answer(id, 'We were faster.');
  await expect(ticket.entry('We were faster.')).toBeVisible();
  await expect(ticket.reply).toHaveValue('I was just going to say');
  await expect(ticket.reply).toBeFocused();
});

test('a changed status appears, too', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Status'));
  const customer = await new TicketPage(await seats.take(ana)).open(world.portal, id);
  const agent = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await agent.status.selectOption({ label: 'Closed' });
  await expect(customer.turn).toContainText('Closed');
  await expect(customer.reopenButton).toBeVisible();
});

test('the list announces and does not jump', async ({ world, seats, ana }) => {
  const [older, newer] = [unique('Older'), unique('Newer')];
  const id = await world.ticket(ana, older);
  await world.ticket(ana, newer);
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(list.subjects).toHaveText([newer, older]);
  await world.answer(id, 'An answer moves it up.');
  await expect(list.news).toHaveText('1 ticket updated – show');
  await expect(list.subjects).toHaveText([newer, older]);
  await list.news.click();
  await expect(list.subjects).toHaveText([older, newer]);
  await expect(list.news).toBeHidden();
});

test("the queue's counts follow at once, its rows when asked", async ({ world, seats, ana }) => {
  const queue = await new QueuePage(await seats.take(world.agent)).open();
  const open1 = await queue.count('All open');
  const subject = unique('Just in');
  await world.ticket(ana, subject);
  await queue.expectCount('All open', open1 + 1);
  await expect(queue.ticket(subject)).toHaveCount(0);
  await queue.news.click();
  await expect(queue.ticket(subject)).toBeVisible();
});

test('a stranger hears nothing', async ({ world, seats, ana, carla }) => {
  const page = await seats.take(carla);
  const list = await new TicketListPage(page).open(world.portal);
  await expect(page.getByText('No tickets yet')).toBeVisible();
  const own = await world.ticket(carla, unique('Mine'));
  await expect(list.news).toHaveText('1 ticket updated – show');
  await world.ticket(ana, unique("Ana's"));
  await world.answer(own, 'Heard.');
  // The later change of her own has arrived; the other one, made before it, was not for her.
  await list.news.click();
  await expect(list.subjects).toHaveCount(1);
});

test('access lost ends the stream and the page says so', async ({ world, seats, bruno, ana }) => {
  const id = await world.ticket(ana, unique('Shared'));
  const page = await seats.take(bruno);
  const ticket = await new TicketPage(page).open(world.portal, id);
  await ticket.reply.fill('Still typing');
  await world.desk.call('contacts/disable', { contact: bruno.id, disabled: 'true' });
  // Rights are looked up with each change; this one is not for him any more.
  await world.answer(id, unique('Not for Bruno'));
  await expect(page.getByText(/signed out|no longer have access|don't have access/).first()).toBeVisible();
  await expect(ticket.entry('Not for Bruno')).toHaveCount(0);
  await expect(ticket.reply).toHaveValue('Still typing');
});

test('after the connection was away, what was missed is there', async ({ world, seats, ana, guard }) => {
  guard.allow(/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/);
  const id = await world.ticket(ana, unique('Missed'));
  const page = await seats.take(ana);
  const ticket = await new TicketPage(page).open(world.portal, id);
  await page.context().setOffline(true);
  await world.answer(id, 'While you were away.');
  await page.context().setOffline(false);
  await open(page, `${world.portal}/${id}`);
  await expect(ticket.entry('While you were away.')).toBeVisible();
});
