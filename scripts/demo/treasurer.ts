import { addDays, addMonths, type LocalDate } from '#kernel/dates';
import type { Money } from '#kernel/money';
import { ApiProblem, isThere, type Api, type Paged } from '../api.js';

interface Account {
  id: string;
  accountId: string;
  name: string;
  invoiced: Money;
}

/**
 * What the treasurer of a club finds on the first day: money that came, cheques to deposit, instalments, what recurs with its first
 * invoice, a credit note. Each on an account of its own and with amounts that stay, so that a repeat asks for the same; what was dated
 * on an earlier day is there, and stays as it is.
 */
export async function keepBooks(treasurer: Api, slug: string, today: LocalDate): Promise<string> {
  const { data } = await treasurer.get<Paged<Account>>('/v1/billing-accounts?level=client&sort=holder&limit=7');
  if (data.length < 7) return 'too few clients to show payments of';
  const [whole, part, overpaid, cheque, instalments, lessons, credited] = data;
  const currency = whole.invoiced.currency;
  const money = (amountMinor: number): Money => ({ amountMinor, currency });
  const make = async (what: string, path: string, body?: object): Promise<void> => {
    try {
      await treasurer.post(path, body, `demo:${slug}:${what}`);
    } catch (error) {
      if (!isThere(error)) throw error;
    }
  };

  await make('paid', '/v1/payments', { billingAccountId: whole.id, amount: whole.invoiced, method: 'terminal', reference: 'T-8841' });
  await make('paid-in-part', '/v1/payments', { billingAccountId: part.id, amount: money(1000), method: 'cash' });
  const beyond = money(overpaid.invoiced.amountMinor + 1500); // What is beyond is credit on account.
  await make('overpaid', '/v1/payments', { billingAccountId: overpaid.id, amount: beyond, method: 'cheque', reference: '000398' });
  const dated = { billingAccountId: cheque.id, amount: cheque.invoiced, dueOn: addDays(today, 30) };
  await make('cheque', '/v1/planned-payments', { ...dated, method: 'cheque', reference: '000417' });
  const how = await payInInstalments(make, instalments, today);
  await make('lessons', '/v1/recurring-charges', {
    billTo: lessons.accountId,
    kind: 'activity',
    description: 'Cours privé',
    ledgerCode: '4300',
    net: money(4500),
    unit: 'month',
    every: 1,
    startsOn: today,
  });
  await make('due-run', '/v1/due-runs');
  const invoices = await treasurer.get<Paged<{ id: string }>>(`/v1/invoices?billingAccountId=${credited.id}&limit=1`);
  await make('credit-note', '/v1/credit-notes', {
    invoiceId: invoices.data[0].id,
    lines: [{ position: 1, credit: { kind: 'percent', percent: 25 } }],
    memo: 'Blessure : un quart de la saison',
  });
  return `three payments, a post-dated cheque, ${how}, a monthly charge and a credit note`;
}

/** By card where a payment provider is configured; otherwise by three cheques, as families do. */
async function payInInstalments(make: (what: string, path: string, body: object) => Promise<void>, account: Account, today: LocalDate) {
  const { id: billingAccountId, invoiced } = account;
  try {
    const card = { method: 'card', instrument: 'card-demo' };
    await make('instalments', '/v1/payment-plans', {
      billingAccountId,
      total: invoiced,
      many: 3,
      ...card,
      first: { dueOn: addDays(today, 7) },
    });
    return 'a plan of three instalments';
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'billing.no-payment-provider') throw error;
  }
  const third = Math.floor(invoiced.amountMinor / 3);
  for (const index of [0, 1, 2]) {
    const amount = { ...invoiced, amountMinor: index === 0 ? invoiced.amountMinor - 2 * third : third };
    const cheque = { method: 'cheque', reference: `00042${index}`, dueOn: addMonths(addDays(today, 7), index) };
    await make(`instalment-${index + 1}`, '/v1/planned-payments', { billingAccountId, amount, ...cheque });
  }
  return 'instalments by three cheques';
}
