// The customer's pages.
import { expect, type Locator, type Page } from '@playwright/test';
import { open } from '../fixtures';

export class TicketListPage {
  readonly search: Locator;
  readonly status: Locator;
  readonly priority: Locator;
  readonly sort: Locator;
  readonly rows: Locator;
  readonly news: Locator;
  readonly more: Locator;

  constructor(readonly page: Page) {
    this.search = page.getByRole('searchbox', { name: 'Search tickets' });
    this.status = page.getByRole('combobox', { name: 'Status' });
    this.priority = page.getByRole('combobox', { name: 'Priority' });
    this.sort = page.getByRole('combobox', { name: 'Sort by' });
    this.rows = page.getByRole('table').getByRole('row').filter({ has: page.getByRole('cell') });
    this.news = page.getByRole('button', { name: /updated – show$/ });
    this.more = page.getByRole('link', { name: 'Load more' });
  }

  async open(portal: string, query = ''): Promise<this> {
    await open(this.page, portal + query);
    return this;
  }

  /** The subjects, from top to bottom. */
  get subjects(): Locator {
    return this.page.locator('.ticket-link');
  }

  ticket(subject: string): Locator {
    return this.page.getByRole('link', { name: subject });
  }

  row(subject: string): Locator {
    return this.rows.filter({ hasText: subject });
  }

  tab(name: string): Locator {
    return this.page.getByRole('navigation', { name: 'Whose tickets' }).getByRole('link', { name });
  }

  /** All, Open or Closed. */
  state(name: 'All' | 'Open' | 'Closed'): Locator {
    return this.page.getByRole('group', { name: 'Open or closed' }).getByRole('link', { name, exact: true });
  }

  heading(name: string): Locator {
    return this.page.getByRole('columnheader', { name }).getByRole('link');
  }
}

export class TicketPage {
  readonly subject: Locator;
  /** Whose turn it is, in a sentence below the subject. */
  readonly turn: Locator;
  readonly conversation: Locator;
  readonly details: Locator;
  readonly reply: Locator;
  readonly send: Locator;
  readonly closeButton: Locator;
  readonly reopenButton: Locator;
  /** The dialog that asks to sign in again. */
  readonly signInAgain: Locator;

  constructor(readonly page: Page) {
    this.subject = page.getByRole('heading', { level: 1 });
    this.turn = page.locator('.ticket-turn');
    this.conversation = page.getByRole('region', { name: 'Conversation' });
    this.details = page.getByRole('complementary', { name: 'Details' });
    this.reply = page.getByLabel('Your reply');
    this.send = page.getByRole('button', { name: /^(Send reply|Send and reopen|File new ticket)$/ });
    this.closeButton = page.getByRole('button', { name: 'Close ticket' });
    this.reopenButton = page.getByRole('button', { name: 'Reopen ticket' });
    this.signInAgain = page.getByRole('dialog', { name: "You've been signed out" });
  }

  async open(portal: string, ticket: string): Promise<this> {
    await open(this.page, `${portal}/${ticket}`);
    return this;
  }

  /** What was said, one item a message or event. */
  entry(text: string | RegExp): Locator {
    return this.conversation.getByRole('listitem').filter({ hasText: text });
  }

  /** Sends a reply and waits until it stands there; `shown` is how it reads, if it was formatted. */
  async says(text: string, shown = text): Promise<void> {
    await this.reply.fill(text);
    await this.send.click();
    await expect(this.entry(shown)).toBeVisible();
  }
}

export class NewTicketPage {
  readonly subject: Locator;
  readonly description: Locator;
  readonly priority: Locator;
  readonly send: Locator;

  constructor(readonly page: Page) {
    this.subject = page.getByLabel('Subject');
    this.description = page.getByLabel('Description');
    this.priority = page.getByLabel('Priority');
    this.send = page.getByRole('button', { name: 'Send ticket' });
  }

  async open(portal: string): Promise<this> {
    await open(this.page, `${portal}/new`);
    return this;
  }
}

export class ProfilePage {
  readonly current: Locator;
  readonly new: Locator;
  readonly change: Locator;
  readonly changed: Locator;

  constructor(readonly page: Page) {
    this.current = page.getByLabel('Current password');
    this.new = page.getByLabel('New password');
    this.change = page.getByRole('button', { name: 'Change password' });
    this.changed = page.getByText("Your password has been changed. You're signed out everywhere else.");
  }

  async open(portal: string): Promise<this> {
    await open(this.page, `${portal}/profile`);
    return this;
  }
}
