// The team's pages.
import { expect, type Locator, type Page } from '@playwright/test';
import { open } from '../fixtures';

export type View = 'All open' | 'Mine' | 'Unassigned' | 'Waiting on us' | 'Closed';

export class QueuePage {
  readonly search: Locator;
  readonly news: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search tickets' });
    this.news = page.getByRole('button', { name: /tickets? updated\. Show/ });
  }

  async open(query = ''): Promise<this> {
    await open(this.page, `/desk${query}`);
    return this;
  }

  view(name: View): Locator {
    return this.page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: new RegExp(`^${name}`) });
  }

  /** The number beside a view. */
  async count(name: View): Promise<number> {
    const number = this.view(name).locator('.view-count');
    await expect(number).toHaveText(/\d/);
    return Number((await number.innerText()).replace(/\D/g, ''));
  }

  async expectCount(name: View, count: number): Promise<void> {
    await expect(this.view(name).locator('.view-count')).toHaveText(new Intl.NumberFormat('en').format(count));
  }

  ticket(subject: string): Locator {
    return this.page.getByRole('link', { name: subject });
  }

  row(subject: string): Locator {
    return this.page.getByRole('listitem').filter({ hasText: subject });
  }
}

export class StaffTicketPage {
  readonly conversation: Locator;
  readonly reply: Locator;
  readonly send: Locator;
  /** The choice between the two texts. */
  readonly toReply: Locator;
  readonly toComment: Locator;
  readonly comment: Locator;
  readonly addComment: Locator;
  readonly owner: Locator;
  readonly take: Locator;
  readonly status: Locator;
  readonly priority: Locator;
  readonly head: Locator;
  readonly why: Locator;
  readonly addContact: Locator;
  readonly addCompany: Locator;

  constructor(readonly page: Page) {
    const side = page.getByRole('complementary', { name: 'About this ticket' });
    this.head = page.locator('.ticket-head');
    this.conversation = page.getByRole('log', { name: 'Conversation' });
    this.reply = page.getByLabel('Reply to the customer');
    this.send = page.getByRole('button', { name: /^Send (reply|to )/ });
    this.toReply = page.getByRole('radio', { name: 'Reply' });
    this.toComment = page.getByRole('radio', { name: 'Internal comment' });
    this.comment = page.getByLabel('Comment for your team');
    this.addComment = page.getByRole('button', { name: 'Add internal comment' });
    this.owner = side.getByLabel('Owner');
    this.take = side.getByRole('button', { name: 'Assign to me' });
    this.status = side.getByLabel('Status');
    this.priority = side.getByLabel('Priority');
    this.why = side.locator('details', { hasText: 'Who can see this?' });
    this.addContact = side.getByLabel('Add a contact');
    this.addCompany = side.getByLabel('Add a company');
  }

  async open(ticket: string): Promise<this> {
    await open(this.page, `/desk/tickets/${ticket}`);
    return this;
  }

  entry(text: string | RegExp): Locator {
    return this.conversation.getByRole('listitem').filter({ hasText: text });
  }

  /** Sends a reply and waits until it stands there; `shown` is how it reads, if it was formatted. */
  async answers(text: string, shown = text): Promise<void> {
    await this.toReply.check();
    await this.reply.fill(text);
    await this.send.click();
    await expect(this.entry(shown)).toBeVisible();
  }

  async comments(text: string): Promise<void> {
    await this.toComment.check();
    await this.comment.fill(text);
    await this.addComment.click();
    await expect(this.entry(text)).toBeVisible();
  }
}

export class RecordPage {
  readonly heading: Locator;
  readonly save: Locator;
  readonly saved: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { level: 1 });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
    this.saved = page.getByRole('status', { name: 'Notifications' }).getByText('Saved');
  }

  /** A field by its label, which may say “optional” behind it. */
  field(label: string): Locator {
    return this.page.getByLabel(new RegExp(`^\\s*${label}\\s*(optional)?\\s*$`));
  }

  section(name: string): Locator {
    return this.page.locator('section').filter({ has: this.page.getByRole('heading', { name, exact: true }) });
  }
}
