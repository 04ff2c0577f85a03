import { Injectable } from '@nestjs/common';
import type { Caller, Uuid } from '#contracts/caller';
import type { AccountRecord } from '#contracts/identity/accounts.query';
import type { Page } from '#contracts/message';
import { SellMemberships } from '#contracts/memberships/sales';
import { rightsNeededFor } from '#contracts/rights';
import { publicId } from '#kernel/ids';
import { accountView } from '../accounts/account.response.js';
import { activityView } from '../activities/activity.response.js';
import { billingAccountView } from '../billing-accounts/billing-account.response.js';
import { cardView } from '../cards/card.response.js';
import { creditNoteView } from '../credit-notes/credit-note.response.js';
import { invoiceView } from '../invoices/invoice.response.js';
import { paymentView } from '../payments/payment.response.js';
import { plannedPaymentView } from '../planned-payments/planned-payment.response.js';
import { memberSkillView } from '../skills/skill.response.js';
import { unpaidItemView } from '../unpaid/unpaid.response.js';
import type { AccountOverviewView, OverviewPart, PurchasesPartView } from './account-overview.response.js';
import { AccountParts, type AskedAccount } from './account-parts.js';
import { actionsOn, maySend } from './actions.js';
import { partView } from './part.response.js';
import { mapped, type Part } from './parts.js';
import { purchasesPart } from './purchases.response.js';

type Making = { [K in OverviewPart]: () => Promise<AccountOverviewView[K]> };

/** Puts one client account together (ID-25): all parts are asked for at once, and whoever does not answer costs no other part. */
@Injectable()
export class AccountOverview {
  constructor(private readonly parts: AccountParts) {}

  async of(accountId: Uuid, caller: Caller, wanted: readonly OverviewPart[]): Promise<AccountOverviewView> {
    const asked = this.parts.of(accountId);
    const making = new Overview(asked, publicId('account', accountId), caller).making();
    const [made] = await Promise.all([
      Promise.all(wanted.map(async (part) => [part, await making[part]()] as const)),
      asked.account(), // Whatever is wanted: no client of the organization’s has no parts.
    ]);
    const present = made.filter(([, part]) => part !== undefined);
    return { id: publicId('account', accountId), ...(Object.fromEntries(present) as Partial<AccountOverviewView>) };
  }
}

class Overview {
  constructor(
    private readonly asked: AskedAccount,
    private readonly id: string,
    private readonly caller: Caller,
  ) {}

  making(): Making {
    return {
      members: () => this.plain('members', this.asked.account(), accountView),
      actions: () => this.actions(),
      billing: () =>
        this.plain('billing', this.asked.billing(), ({ account, unpaid }) => ({
          account: account && billingAccountView(account),
          unpaid: cut(unpaid, unpaidItemView, `/v1/unpaid-items${ofBilling(account)}`),
        })),
      purchases: () => this.purchases(),
      upcomingPayments: () =>
        this.plain('upcomingPayments', this.asked.upcomingPayments(), ({ account, payments }) =>
          cut(payments, plannedPaymentView, `/v1/planned-payments${ofBilling(account)}`),
        ),
      skills: () => this.used('skills', this.asked.skills(), (page) => cut(page, memberSkillView, `/v1/member-skills${this.ofAccount()}`)),
      cards: () => this.used('cards', this.asked.cards(), (page) => cut(page, cardView, `/v1/cards${this.ofAccount()}`)),
      documents: () => this.documents(),
      addPurchase: () => Promise.resolve(this.addPurchase()),
      activityLog: () =>
        this.plain('activityLog', this.asked.activityLog(), (page) => cut(page, activityView, `/v1/activities${this.ofAccount()}`)),
    };
  }

  private async plain<T, View>(name: OverviewPart, asked: Promise<Part<T>>, view: (content: T) => View) {
    const part = mapped(await asked, view);
    return { ...partView(part, this.retry(name)), content: contentOf(part) };
  }

  /** Absent where the organization has no use for it. */
  private async used<T, View>(name: OverviewPart, asked: Promise<Part<T | null>>, view: (content: T) => View) {
    const part = await asked;
    if (part.state === 'ready' && part.content === null) return undefined;
    return this.plain(name, Promise.resolve(part as Part<T>), view);
  }

  private async actions() {
    const account = await this.asked.account();
    const actions = actionsOn(account.state === 'ready' ? account.content : undefined, this.caller);
    const data = actions.map(({ action, path }) => ({ action, path: path.replace('{account}', this.id) }));
    return this.plain('actions', Promise.resolve({ state: 'ready', content: { data } } as const), (content) => content);
  }

  private async purchases(): Promise<PurchasesPartView> {
    const [account, memberships, invoiced] = await Promise.all([this.asked.account(), this.asked.memberships(), this.asked.invoiced()]);
    const members: AccountRecord['members'] = account.state === 'ready' ? account.content.members : [];
    return purchasesPart(
      { memberships, invoiced, members },
      { retry: this.retry('purchases'), href: `/v1/memberships${this.ofAccount()}` },
    );
  }

  private async documents() {
    return this.plain('documents', this.asked.documents(), ({ account, invoices, creditNotes, payments }) => {
      const statement = account && `/v1/billing-accounts/${publicId('billingAccount', account.id)}/statement`;
      return {
        invoices: cut(invoices, invoiceView, `/v1/invoices${ofBilling(account)}`),
        creditNotes: cut(creditNotes, creditNoteView, `/v1/credit-notes${ofBilling(account)}`),
        receipts: cut(payments, paymentView, `/v1/payments${ofBilling(account)}`),
        statement: statement === null ? null : { json: statement, pdf: `${statement}?format=pdf`, csv: `${statement}?format=csv` },
      };
    });
  }

  private addPurchase() {
    const links = { onSale: `/v1/accounts/${this.id}/on-sale`, preview: '/v1/sales/preview', sell: '/v1/sales' };
    const rights = rightsNeededFor(SellMemberships.subject);
    const part: Part<typeof links> =
      maySend(this.caller, SellMemberships) || rights === 'none' ? { state: 'ready', content: links } : { state: 'forbidden', rights };
    return { ...partView(part, this.retry('addPurchase')), content: contentOf(part) };
  }

  private readonly retry = (part: OverviewPart): string => `/v1/accounts/${this.id}/overview?parts=${part}`;
  private readonly ofAccount = (): string => `?accountId=${this.id}`;
}

const contentOf = <T>(part: Part<T>): T | null => (part.state === 'ready' ? part.content : null);

const ofBilling = (account: { readonly id: Uuid } | null): string =>
  account ? `?billingAccountId=${publicId('billingAccount', account.id)}` : '';

const cut = <T, View>({ data, next }: Page<T>, view: (item: T) => View, href: string) => ({
  data: data.map(view),
  href,
  hasMore: next !== null,
});
