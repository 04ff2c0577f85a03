import { Injectable } from '@nestjs/common';
import type { Query } from '@nestjs/cqrs';
import type { Uuid } from '#contracts/caller';
import { ListBillingAccounts, ListInvoices, type BillingAccountRecord, type InvoiceRecord } from '#contracts/billing/documents.query';
import { ListPayments, type PaymentRecord } from '#contracts/billing/payments';
import { ListPlannedPayments, type PlannedPaymentRecord } from '#contracts/billing/planned-payments';
import { ListCreditNotes, type CreditNoteRecord } from '#contracts/billing/staff-documents';
import { ListUnpaidItems, type UnpaidItemRecord } from '#contracts/billing/unpaid.query';
import { GetAccount, type AccountRecord } from '#contracts/identity/accounts.query';
import { ListCards, type CardRecord } from '#contracts/memberships/cards';
import { ListActivities, type ActivityRecord } from '#contracts/memberships/entry';
import { ListMemberships, type MembershipRecord } from '#contracts/memberships/memberships.query';
import { GetUsage } from '#contracts/memberships/on-sale';
import { ListMemberSkills, type MemberSkillRecord } from '#contracts/memberships/skills';
import { message, type Page } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { partMs, partOf, type Part } from './parts.js';

/** How many of a list a part shows; the rest is behind its link. */
export const most = 25;
const first: Page<never> = { data: [], next: null };

/** No such client, no right to see any, or one that was merged and leads to its survivor (ID-24). */
const whole = ['missing', 'forbidden', 'conflict'] as const;

export interface Documents {
  readonly invoices: Page<InvoiceRecord>;
  readonly creditNotes: Page<CreditNoteRecord>;
  readonly payments: Page<PaymentRecord>;
}

/** The questions behind the parts of one client account, each asked once and only if a part needs it. */
@Injectable()
export class AccountParts {
  constructor(private readonly messages: Messages) {}

  of(accountId: Uuid): AskedAccount {
    return new AskedAccount(this.messages, accountId);
  }
}

/** What was asked about one account in one request. */
export class AskedAccount {
  private readonly asked = new Map<string, Promise<unknown>>();

  constructor(
    private readonly messages: Messages,
    private readonly accountId: Uuid,
  ) {}

  /** Who has no such client, or may not see any, is told so; identity away or broken costs just what it knows. */
  account(): Promise<Part<AccountRecord>> {
    const question = message(GetAccount, { accountId: this.accountId });
    return this.once('account', () => partOf('identity', () => this.ask(question), whole));
  }

  billing(): Promise<Part<{ account: BillingAccountRecord | null; unpaid: Page<UnpaidItemRecord> }>> {
    return partOf('billing', async () => {
      const account = await this.billingAccount();
      const unpaid = account ? await this.ask(message(ListUnpaidItems, { billingAccountId: account.id, limit: most })) : first;
      return { account, unpaid };
    });
  }

  upcomingPayments(): Promise<Part<{ account: BillingAccountRecord | null; payments: Page<PlannedPaymentRecord> }>> {
    return partOf('billing', async () => {
      const account = await this.billingAccount();
      const question = (id: Uuid) => message(ListPlannedPayments, { billingAccountId: id, state: 'planned', sort: 'dueOn', limit: most });
      return { account, payments: account ? await this.ask(question(account.id)) : first };
    });
  }

  documents(): Promise<Part<{ account: BillingAccountRecord | null } & Documents>> {
    return partOf('billing', async () => {
      const account = await this.billingAccount();
      if (!account) return { account, invoices: first, creditNotes: first, payments: first };
      const whose = { billingAccountId: account.id, limit: most };
      const [invoices, creditNotes, payments] = await Promise.all([
        this.invoices(account.id),
        this.ask(message(ListCreditNotes, whose)),
        this.ask(message(ListPayments, whose)),
      ]);
      return { account, invoices, creditNotes, payments };
    });
  }

  memberships(): Promise<Part<Page<MembershipRecord>>> {
    const question = message(ListMemberships, { accountId: this.accountId, sort: '-purchasedOn', limit: most });
    return partOf('memberships', () => this.ask(question));
  }

  invoiced(): Promise<Part<Page<InvoiceRecord>>> {
    return partOf('billing', async () => {
      const account = await this.billingAccount();
      return account ? this.invoices(account.id) : first;
    });
  }

  /** Null: the organization has no use for skills (ID-25). */
  skills(): Promise<Part<Page<MemberSkillRecord> | null>> {
    return partOf('memberships', async () => {
      if (!(await this.usage()).skills) return null;
      return this.ask(message(ListMemberSkills, { accountId: this.accountId, limit: most }));
    });
  }

  /** Those in force. Null: the organization has no use for cards. */
  cards(): Promise<Part<Page<CardRecord> | null>> {
    return partOf('memberships', async () => {
      if (!(await this.usage()).cards) return null;
      return this.ask(message(ListCards, { accountId: this.accountId, voided: false, limit: most }));
    });
  }

  activityLog(): Promise<Part<Page<ActivityRecord>>> {
    return partOf('memberships', () => this.ask(message(ListActivities, { accountId: this.accountId, limit: most })));
  }

  private usage(): Promise<{ skills: boolean; cards: boolean }> {
    return this.once('usage', () => this.ask(message(GetUsage, {})));
  }

  private invoices(billingAccountId: Uuid): Promise<Page<InvoiceRecord>> {
    return this.once('invoices', () => this.ask(message(ListInvoices, { billingAccountId, limit: most })));
  }

  /** Null: nothing was ever billed to them. */
  private async billingAccount(): Promise<BillingAccountRecord | null> {
    const question = message(ListBillingAccounts, { accountId: this.accountId, limit: 1 });
    const { data } = await this.once('billing account', () => this.ask(question));
    return data[0] ?? null;
  }

  private ask<T>(question: Query<T>): Promise<T> {
    return this.messages.ask(question, { timeoutMs: partMs });
  }

  private once<T>(what: string, ask: () => Promise<T>): Promise<T> {
    const earlier = this.asked.get(what) as Promise<T> | undefined;
    if (earlier) return earlier;
    const asked = ask();
    asked.catch(() => undefined); // Whoever waits for it hears of it; it may be nobody any more.
    this.asked.set(what, asked);
    return asked;
  }
}
