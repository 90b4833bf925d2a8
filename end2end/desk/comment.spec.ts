// What is written for the team never reaches a customer: not on a page, not in an answer, not in a stream, not in a file.
import { expect, test, unique } from '../fixtures';
import { Api } from '../fixtures/api';
import { StaffTicketPage } from '../pages/desk';
import { TicketListPage, TicketPage } from '../pages/tickets';

test('a comment cannot be found in anything that a customer receives', async ({ world, seats, ana, bruno }) => {
  const subject = unique('Confidential');
  const canary = unique('canary').replace(' ', '');
  const id = await world.ticket(ana, subject);

  // Everything that the customer's page receives from here on: documents, answers, and the stream.
  const customer = await seats.take(ana);
  const received: Promise<string>[] = [];
  customer.on('response', (response) => {
    if (!response.url().endsWith('/events')) received.push(response.text().catch(() => ''));
  });
  await customer.addInitScript(() => {
    const streams: string[] = ((window as never as { streamed: string[] }).streamed = []);
    const Original = window.EventSource;
    window.EventSource = class extends Original {
      constructor(url: string | URL, init?: EventSourceInit) {
        super(url, init);
        for (const kind of ['message', 'ready', 'ticket', 'lagged', 'ended']) {
          this.addEventListener(kind, (event) => streams.push(`${kind} ${(event as MessageEvent).data}`));
        }
      }
    };
  });
  const ticket = await new TicketPage(customer).open(world.portal, id);

  const agent = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await agent.comments(`Internal: ${canary}`);
  await expect(agent.entry(canary)).toContainText('Internal comment');
  // An answer after it, to know that the customer's page has heard of everything before.
  const answer = unique('Visible answer');
  await agent.answers(answer);
  await expect(ticket.entry(answer)).toBeVisible();
  await expect(ticket.entry(canary)).toHaveCount(0);

  const list = await new TicketListPage(customer).open(world.portal);
  await expect(list.row(subject)).toBeVisible();
  await list.search.fill(canary);
  await expect(customer.getByText(`Nothing found for “${canary}”`)).toBeVisible();
  await list.open(world.portal, `?q=${encodeURIComponent(subject)}`);
  await expect(list.subjects).toHaveText([subject]);

  const streamed = await customer.evaluate(() => (window as never as { streamed: string[] }).streamed.join('\n'));
  expect(streamed).not.toContain(canary);
  // Answers to the search repeat what was searched for; nothing else may hold the word.
  const answers = (await Promise.all(received)).filter((body) => body.includes(canary));
  expect(answers.filter((body) => !body.includes(`q=${canary}`) && body.includes('Internal:')), 'answers that hold the comment').toEqual([]);

  for (const who of [ana, bruno]) {
    const api = await Api.at(world.url, who.state);
    const pages = [`/${world.slug}`, `/${world.slug}?tab=organization`, `/${world.slug}/${id}`, `/${world.slug}/tickets.csv?tab=organization`];
    for (const path of pages) expect(await (await api.http.get(path)).text(), path).not.toContain(canary);
    const shown = await api.post('tickets/show', { slug: world.slug, ticket: id });
    const said = await shown.text();
    expect(said).toContain(answer);
    expect(said).not.toContain(canary);
    expect(said, "no staff member's address").not.toContain(world.agent.email);
    const listed = await api.post('tickets/list', { slug: world.slug, 'view[tab]': 'Organization', 'view[search]': '', 'view[sort]': 'LastActivity', 'view[ascending]': 'false' });
    expect(await listed.text()).not.toContain(canary);
    await api.dispose();
  }
});

test('reply and comment are two texts: neither is sent as the other', async ({ world, seats, ana }) => {
  const id = await world.ticket(ana, unique('Two texts'));
  const agent = await new StaffTicketPage(await seats.take(world.agent)).open(id);
  await agent.reply.fill('For the customer');
  await agent.toComment.check();
  await expect(agent.comment).toHaveValue('');
  await expect(agent.reply).toBeHidden();
  await agent.comments('For the team');
  await agent.toReply.check();
  await expect(agent.reply).toHaveValue('For the customer');
});
