// The queue: exact counts, views, search.
import { expect, test, unique } from '../fixtures';
import { QueuePage, StaffTicketPage } from '../pages/desk';

test('every view counts exactly', async ({ world, seats, ana }) => {
  const page = await seats.take(world.agent);
  const queue = await new QueuePage(page).open();
  const views = ['All open', 'Mine', 'Unassigned', 'Waiting on us', 'Closed'] as const;
  const before = Object.fromEntries(await Promise.all(views.map(async (view) => [view, await queue.count(view)])));
  const expectChanged = async (by: Partial<Record<(typeof views)[number], number>>) => {
    await queue.open();
    for (const view of views) await queue.expectCount(view, before[view] + (by[view] ?? 0));
  };

  const [first] = [await world.ticket(ana, unique('Counted')), await world.ticket(ana, unique('Counted too'))];
  await expectChanged({ 'All open': 2, Unassigned: 2 });

  const ticket = await new StaffTicketPage(page).open(first);
  await ticket.take.click();
  await expect(ticket.owner.locator('option:checked')).not.toHaveText(/nobody|no owner/i);
  await expectChanged({ 'All open': 2, Mine: 1, Unassigned: 1 });

  await ticket.open(first);
  await ticket.status.selectOption({ label: 'Waiting on us' });
  await expect(ticket.head).toContainText('Waiting on us');
  await expectChanged({ 'All open': 2, Mine: 1, Unassigned: 1, 'Waiting on us': 1 });

  await ticket.open(first);
  await ticket.status.selectOption({ label: 'Closed' });
  await expect(ticket.head).toContainText('Closed');
  await expectChanged({ 'All open': 1, Unassigned: 1, Closed: 1 });
});

test('a view shows its tickets, and its address is shared', async ({ world, seats, ana }) => {
  const [mine, free] = [unique('Taken'), unique('Free')];
  const taken = await world.ticket(ana, mine);
  await world.ticket(ana, free);
  const page = await seats.take(world.agent);
  const ticket = await new StaffTicketPage(page).open(taken);
  await ticket.take.click();
  await expect(ticket.take).toBeHidden();
  const queue = await new QueuePage(page).open();
  await queue.view('Mine').click();
  await expect(page).toHaveURL(/view=mine/);
  await expect(queue.ticket(mine)).toBeVisible();
  await expect(queue.ticket(free)).toHaveCount(0);
  await queue.view('Unassigned').click();
  await expect(queue.ticket(free)).toBeVisible();
  await page.goBack();
  await expect(queue.ticket(mine)).toBeVisible();
  await expect(queue.view('Mine')).toHaveAttribute('aria-current', 'page');
});

test('search looks into comments, too', async ({ world, seats, ana }) => {
  const subject = unique('Commented');
  const word = unique('quartz').split(' ')[1] ?? '';
  const id = await world.ticket(ana, subject);
  await world.comment(id, `The code is ${word}.`);
  const queue = await new QueuePage(await seats.take(world.agent)).open();
  await queue.search.fill(word);
  await expect(queue.page).toHaveURL(new RegExp(`q=${word}`));
  await expect(queue.ticket(subject)).toBeVisible();
  await expect(queue.row(subject).locator('mark')).toHaveText(word);
  await queue.search.fill(`${word}nothing`);
  await expect(queue.page.getByText(`has “${word}nothing” in its`)).toBeVisible();
});
