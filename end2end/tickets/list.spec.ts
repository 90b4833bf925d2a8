// The list: what it shows, how it is narrowed and ordered, and that its address says all of it.
import { expect, open, ready, test, unique } from '../fixtures';
import { TicketListPage, TicketPage } from '../pages/tickets';

test('shows whose turn it is, what was said last and what is new', async ({ world, seats, ana }) => {
  const [fresh, answered] = [unique('Fresh'), unique('Answered')];
  await world.ticket(ana, fresh, 'The lamp is dark.');
  const ticket = await world.ticket(ana, answered);
  await world.answer(ticket, 'Have you tried to turn it on?');

  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(list.subjects).toHaveText([answered, fresh]);
  await expect(list.row(fresh)).toContainText('New');
  await expect(list.row(fresh)).toContainText('You: The lamp is dark.');
  await expect(list.row(answered)).toContainText('Waiting on you');
  await expect(list.row(answered)).toContainText(/Have you tried to turn it on\?/);
  await expect(list.row(answered)).toContainText('new reply');
  await expect(list.row(fresh)).not.toContainText('new reply');

  // Reading it makes it read.
  await list.ticket(answered).click();
  await expect(new TicketPage(list.page).subject).toHaveText(answered);
  await list.page.goBack();
  await expect(list.row(answered)).toBeVisible();
  await list.open(world.portal);
  await expect(list.row(answered)).not.toContainText('new reply');
});

test('Mine and the organisation: colleagues see each other, strangers nothing', async ({ world, seats, acme, ana, bruno, carla }) => {
  const [anas, brunos, carlas] = [unique("Ana's"), unique("Bruno's"), unique("Carla's")];
  await world.ticket(ana, anas);
  await world.ticket(bruno, brunos);
  await world.ticket(carla, carlas);

  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(list.subjects).toHaveText([anas]);
  await list.tab('Organization').click();
  await expect(list.page).toHaveURL(/tab=organization/);
  await expect(list.subjects).toHaveText([brunos, anas]);
  await expect(list.row(brunos)).toContainText(bruno.name);

  const stranger = await new TicketListPage(await seats.take(carla)).open(world.portal, '?tab=organization');
  await expect(stranger.subjects).toHaveText([carlas]);
});

test('open and closed, status, priority: each in the address', async ({ world, seats, ana }) => {
  const [open1, closed1, urgent1] = [unique('Still open'), unique('All done'), unique('Burning')];
  await world.ticket(ana, open1);
  const done = await world.ticket(ana, closed1);
  await world.desk.call('desk/tickets/stage', { ticket: done, stage: '4', version: String(await version(world, done)) });
  await world.ticket(ana, urgent1, 'Help!', 'URGENT');

  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(list.subjects).toHaveCount(3);
  await list.state('Closed').click();
  await expect(list.page).toHaveURL(/state=closed/);
  await expect(list.subjects).toHaveText([closed1]);
  await list.state('Open').click();
  await expect(list.subjects).toHaveText([urgent1, open1]);
  await list.priority.selectOption({ label: 'Urgent' });
  await expect(list.page).toHaveURL(/priority=URGENT/);
  await expect(list.subjects).toHaveText([urgent1]);
  await list.priority.selectOption({ label: 'Any priority' });
  await list.status.selectOption({ label: 'Closed' });
  await expect(list.page).toHaveURL(/status=\d+/);
  await expect(list.subjects).toHaveText([closed1]);

  // Back undoes one choice at a time; the controls follow.
  await list.page.goBack();
  await expect(list.subjects).toHaveText([urgent1, open1]);
  await list.page.goBack();
  await expect(list.subjects).toHaveText([urgent1]);
  await expect(list.priority.locator('option:checked')).toHaveText('Urgent');

  // The address is all that a colleague needs.
  const shared = await new TicketListPage(await seats.take(ana)).open(list.page.url());
  await expect(shared.subjects).toHaveText([urgent1]);
});

test('search finds subject, number and every visible message, and shows where', async ({ world, seats, ana, bruno }) => {
  const word = unique('zephyr').split(' ')[1] ?? '';
  const [bySubject, byMessage] = [`About ${word}`, unique('Something else')];
  const first = await world.ticket(ana, bySubject);
  const second = await world.ticket(ana, byMessage, 'See below.');
  await world.answer(second, `The part is called ${word}, really.`);
  await world.comment(first, `internal${word}`);
  await world.ticket(bruno, unique('Not mine'), `Bruno also knows ${word}.`);

  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await list.search.fill(word);
  await expect(list.page).toHaveURL(new RegExp(`q=${word}`));
  await expect(list.subjects).toHaveText([byMessage, bySubject]);
  await expect(list.row(byMessage).locator('mark')).toHaveText(word);

  await list.search.fill(first);
  await expect(list.ticket(bySubject)).toBeVisible();
  await expect(list.subjects).not.toContainText([byMessage]);

  // What only staff wrote cannot be found.
  await list.search.fill(`internal${word}`);
  await expect(list.page.getByText(`Nothing found for “internal${word}”`)).toBeVisible();
  await list.page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(list.subjects).toHaveCount(2);
  await expect(list.search).toHaveValue('');
});

test('sorts by any column, both ways', async ({ world, seats, ana }) => {
  for (const subject of ['Banana', 'Apple', 'Cherry']) await world.ticket(ana, subject);
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  await expect(list.subjects).toHaveText(['Cherry', 'Apple', 'Banana']);
  await list.heading('Subject').click();
  await expect(list.page).toHaveURL(/sort=subject/);
  await expect(list.subjects).toHaveText(['Apple', 'Banana', 'Cherry']);
  await expect(list.page.getByRole('columnheader', { name: 'Subject' })).toHaveAttribute('aria-sort', 'ascending');
  await list.heading('Subject').click();
  await expect(list.subjects).toHaveText(['Cherry', 'Banana', 'Apple']);
  await list.heading('Created').click();
  await expect(list.subjects).toHaveText(['Cherry', 'Apple', 'Banana']);
  await list.heading('Created').click();
  await expect(list.subjects).toHaveText(['Banana', 'Apple', 'Cherry']);

  // A telephone has no columns to click on.
  await list.page.setViewportSize({ width: 390, height: 844 });
  await list.sort.selectOption({ label: 'Subject ↑' });
  await expect(list.subjects).toHaveText(['Apple', 'Banana', 'Cherry']);
});

test('loads page by page without doubling or losing a ticket', async ({ world, seats, ana }) => {
  const count = 60;
  for (let number = 0; number < count; number += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, offset) => world.ticket(ana, `Number ${String(number + offset).padStart(2, '0')}`)));
  }
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal, '?sort=subject');
  const first = await list.subjects.count();
  expect(first).toBeLessThan(count);
  for (let shown = first; shown < count; shown = await list.subjects.count()) {
    await list.more.click();
    await expect(list.subjects).not.toHaveCount(shown);
    // Reading goes on where the new rows begin.
    await expect(list.subjects.nth(shown)).toBeFocused();
  }
  const subjects = await list.subjects.allInnerTexts();
  expect(subjects).toEqual(Array.from({ length: count }, (_, number) => `Number ${String(number).padStart(2, '0')}`));
  await expect(list.more).toBeHidden();
});

test('going back from a ticket finds the list as it was', async ({ world, seats, ana }) => {
  await Promise.all(Array.from({ length: 40 }, (_, number) => world.ticket(ana, `Row ${String(number).padStart(2, '0')}`)));
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal, '?sort=subject');
  await list.more.click();
  await expect(list.subjects).toHaveCount(40);
  await list.ticket('Row 35').click();
  await expect(new TicketPage(list.page).subject).toHaveText('Row 35');
  await list.page.goBack();
  await expect(list.subjects).toHaveCount(40);
  await expect(list.ticket('Row 35')).toBeInViewport();
});

test('keyboard: / searches, j and k move, Enter opens, n files a ticket', async ({ world, seats, ana }) => {
  await world.ticket(ana, 'Second');
  await world.ticket(ana, 'First');
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  const { keyboard } = list.page;
  await keyboard.press('/');
  await expect(list.search).toBeFocused();
  await list.search.blur();
  await keyboard.press('j');
  await expect(list.ticket('First')).toBeFocused();
  await keyboard.press('j');
  await expect(list.ticket('Second')).toBeFocused();
  await keyboard.press('k');
  await expect(list.ticket('First')).toBeFocused();
  await keyboard.press('Enter');
  await expect(new TicketPage(list.page).subject).toHaveText('First');
  await list.open(world.portal);
  await keyboard.press('n');
  await expect(list.page).toHaveURL(`${world.portal}/new`);
});

test('an empty list says what to do next', async ({ world, seats, ana }) => {
  const page = await seats.take(ana);
  await open(page, world.portal);
  await page.getByRole('link', { name: 'File your first ticket' }).click();
  await expect(page).toHaveURL(`${world.portal}/new`);
});

test('the export is the view, and its formulas are harmless', async ({ world, seats, ana, bruno }) => {
  await world.ticket(ana, '=HYPERLINK("http://evil.example","click")');
  await world.ticket(bruno, unique("Bruno's"));
  const list = await new TicketListPage(await seats.take(ana)).open(world.portal);
  const download = list.page.waitForEvent('download');
  await list.page.getByRole('link', { name: 'Export CSV' }).click();
  const stream = await (await download).createReadStream();
  const text = (await stream.toArray()).join('');
  expect(text).toContain('HYPERLINK');
  expect(text).not.toMatch(/(^|,|")=HYPERLINK/m);
  expect(text).not.toContain("Bruno's");
  await ready(list.page);
});

async function version(world: { desk: { call<T>(endpoint: string, form: Record<string, string>): Promise<T> } }, ticket: string): Promise<number> {
  return (await world.desk.call<{ version: number }>('desk/tickets/again', { ticket })).version;
}
