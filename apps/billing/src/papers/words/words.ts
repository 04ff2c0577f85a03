import type { CareUnit, SlipCode } from '#contracts/billing/childcare';
import type { DocumentLanguage } from '#contracts/billing/files.query';
import type { StatementLineKind } from '#contracts/billing/statement-lines';
import type { Age } from '#contracts/billing/unpaid.query';
import { en } from './en.js';
import { fr } from './fr.js';
import { nl } from './nl.js';

/** Every word that stands on a paper, apart from what people wrote themselves. */
export interface Words {
  readonly pageOf: string;
  readonly payOnline: (url: string) => string;
  readonly amountsIn: (currency: string) => string;
  readonly billedTo: string;
  readonly kinds: Readonly<Record<StatementLineKind, string>>;
  readonly titles: {
    readonly statement: string;
    readonly invoice: string;
    readonly creditNote: string;
    readonly unpaid: string;
    readonly slip: string;
    readonly slips: string;
  };
  readonly methods: Readonly<Record<string, string>>;
  readonly reasons: Readonly<Record<string, string>>;
  /** Taxes that have a name of their own in the language; others go by their code. */
  readonly taxes: Readonly<Record<string, string>>;
  readonly ages: Readonly<Record<Age, string>>;
  readonly planned: Readonly<Record<string, string>>;
  readonly statement: {
    readonly owner: string;
    readonly period: string;
    readonly madeOn: string;
    readonly date: string;
    readonly entry: string;
    readonly number: string;
    readonly income: string;
    readonly cashflow: string;
    readonly balance: string;
    readonly opening: string;
    readonly closing: string;
    readonly credit: string;
    readonly expected: string;
    readonly upcoming: string;
    readonly method: string;
    readonly amount: string;
    readonly nothing: string;
    readonly moreItems: (items: number) => string;
  };
  readonly document: {
    readonly issuedOn: string;
    readonly dueOn: string;
    readonly account: string;
    readonly description: string;
    readonly price: string;
    readonly taxes: string;
    readonly total: string;
    readonly subtotal: string;
    readonly credited: string;
    readonly paid: string;
    readonly open: string;
    readonly creditTotal: string;
    readonly reason: string;
    readonly credits: string;
    readonly settled: string;
    readonly payBy: (amount: string, day: string) => string;
    readonly creditText: string;
    readonly memo: string;
  };
  readonly slip: {
    readonly payer: string;
    readonly child: string;
    readonly year: string;
    readonly code: string;
    readonly codes: Readonly<Record<SlipCode, string>>;
    readonly amends: string;
    readonly insuranceNumber: string;
    readonly units: Readonly<Record<CareUnit, string>>;
    readonly box: string;
    readonly total: string;
    readonly notEligible: string;
    readonly eligible: string;
  };
  readonly csv: { readonly [column: string]: string };
}

export const wordsOf: Readonly<Record<DocumentLanguage, Words>> = { en, fr, nl };

/** The word for a code, or the code itself: nothing is left blank because nobody translated it. */
export const named = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;
