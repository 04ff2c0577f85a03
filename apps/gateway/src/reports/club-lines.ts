import { Injectable } from '@nestjs/common';
import type { ActingOrganization } from '#contracts/caller';
import { ListBillingAccounts, type BillingAccountRecord } from '#contracts/billing/documents.query';
import { ListOrganizations } from '#contracts/identity/organizations';
import { ReportSales, type ClubSales } from '#contracts/memberships/reports.query';
import { message, type Page } from '#contracts/message';
import { DomainError } from '#kernel/domain-error';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import type { Answered } from './report.response.js';

/** What is known of one club: null where the service that knows it did not answer. */
export interface ClubLine {
  readonly clubId: Uuid;
  readonly name: string | null;
  readonly sales: Omit<ClubSales, 'clubId'> | null;
  readonly due: Pick<BillingAccountRecord, 'balanceMinor' | 'currency'> | null;
}

const none = { sold: 0, originalMinor: 0, replaced: 0, cancelled: 0, affiliations: 0, affiliationsMinor: 0, currency: null };
const limit = 200;

/** One line a club, from two services and the names of a third. */
@Injectable()
export class ClubLines {
  constructor(private readonly messages: Messages) {}

  async between(
    from: LocalDate,
    to: LocalDate,
    reader: ActingOrganization,
  ): Promise<{ parts: { sales: Answered; due: Answered }; lines: ClubLine[] }> {
    const [sales, accounts, names] = await Promise.all([
      answer(this.all((after) => message(ReportSales, { from, to, limit, after }))),
      answer(this.all((after) => message(ListBillingAccounts, { level: 'corporate', limit, after }))),
      this.names(reader),
    ]);
    if (sales instanceof DomainError && accounts instanceof DomainError) throw sales;
    const sold = new Map(sales instanceof DomainError ? [] : sales.map(({ clubId, ...rest }) => [clubId, rest]));
    const due = new Map(
      accounts instanceof DomainError ? [] : accounts.flatMap((one) => (one.debtorId ? [[one.debtorId, one] as const] : [])),
    );
    const ids = [...new Set([...sold.keys(), ...due.keys()])].sort();
    const lines = ids.map((clubId) => ({
      clubId,
      name: names.get(clubId) ?? due.get(clubId)?.name ?? null,
      sales: sales instanceof DomainError ? null : (sold.get(clubId) ?? none),
      due: due.get(clubId) ?? null,
    }));
    const part = (given: unknown): Answered => (given instanceof DomainError ? 'unavailable' : 'answered');
    return { parts: { sales: part(sales), due: part(accounts) }, lines };
  }

  /** By id. A club knows its own. */
  async names({ id, kind, name }: ActingOrganization): Promise<ReadonlyMap<Uuid, string>> {
    if (kind !== 'federation') return new Map([[id, name]]);
    const organizations = await this.all((after) => message(ListOrganizations, { limit, after }));
    return new Map(organizations.map((one) => [one.id, one.name]));
  }

  async all<T>(page: (after: string | undefined) => Parameters<typeof this.messages.ask<Page<T>>>[0]): Promise<T[]> {
    const found: T[] = [];
    for (let after: string | undefined; ;) {
      const { data, next } = await this.messages.ask(page(after));
      found.push(...data);
      if (next === null) return found;
      after = next;
    }
  }
}

/** The answer, or that there was none: the rest is worth showing all the same. */
const answer = <T>(asked: Promise<T>): Promise<T | DomainError> =>
  asked.catch((error: unknown) => {
    if (error instanceof DomainError && error.kind === 'unavailable') return error;
    throw error;
  });
