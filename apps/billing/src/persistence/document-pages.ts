import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { BillingLevel, DocumentSort } from '#contracts/billing/documents.query';
import type { ActingOrganization } from '#contracts/caller';
import type { Page } from '#contracts/message';
import { query } from '#platform/database/sql';
import { encodeCursor, pageOf } from '#platform/paging';
import type { DocumentKind } from '../domain/plan.js';
import { numberedList, sortOf, sortedList, type Below, type DocumentFilter, type DocumentRow } from './document-list.js';
import { readCursor } from './list-cursors.js';
import { Sheets } from './sheets.js';

export interface DocumentsAsked {
  readonly limit: number;
  readonly after?: string;
  readonly sort?: DocumentSort;
  readonly filter: DocumentFilter & { readonly level?: BillingLevel };
}

/**
 * Pages of an organization's documents of one kind: those it issued and those it was given. The newest first by their numbers; each
 * of the two has its own, so a page is merged from both and the cursor remembers where it stopped in each.
 */
@Injectable()
export class DocumentPages {
  constructor(private readonly sheets: Sheets) {}

  async of(em: EntityManager, organization: ActingOrganization, kind: DocumentKind, given: DocumentsAsked): Promise<Page<DocumentRow>> {
    const asked = await this.acrossSheets(em, given);
    return asked.sort ? this.sorted(em, organization, kind, asked.sort, asked) : this.newest(em, organization, kind, asked);
  }

  /** An account that was merged is asked for by all its sheets; any other as it is, along its index. */
  private async acrossSheets(em: EntityManager, asked: DocumentsAsked): Promise<DocumentsAsked> {
    const { billingAccountId, ...filter } = asked.filter;
    const sheets = billingAccountId && (await this.sheets.of(em, billingAccountId));
    return sheets ? { ...asked, filter: { ...filter, sheets } } : asked;
  }

  private async sorted(
    em: EntityManager,
    organization: ActingOrganization,
    kind: DocumentKind,
    sort: DocumentSort,
    { limit, after, filter }: DocumentsAsked,
  ): Promise<Page<DocumentRow>> {
    const by = sortOf(sort);
    const place = readCursor(after, [by.cursor, 'id']);
    const { sql, values } = sortedList(organization.id, kind, { sort, filter, after: place, limit: limit + 1 });
    return pageOf(await query<DocumentRow>(em, sql, values), limit, (row) => [by.of(row), row.id]);
  }

  private async newest(
    em: EntityManager,
    organization: ActingOrganization,
    kind: DocumentKind,
    { limit, after, filter }: DocumentsAsked,
  ): Promise<Page<DocumentRow>> {
    const [issuedNumber, issuedId, givenNumber, givenId] = readCursor(after, ['number', 'id', 'number', 'id']) ?? [...top, ...top];
    const start = { issued: { number: issuedNumber, id: issuedId }, given: { number: givenNumber, id: givenId } };
    const read = (from: 'issued' | 'given'): Promise<DocumentRow[]> => {
      const { sql, values } = numberedList(organization.id, kind, { from, filter, below: start[from], limit: limit + 1 });
      return query<DocumentRow>(em, sql, values);
    };
    const issues = filter.level !== 'corporate' || organization.kind === 'federation'; // Nobody else issues at that level.
    const issued = issues ? await read('issued') : [];
    const given = filter.level === 'client' ? [] : await read('given');
    const { page, end, more } = merge(issued, given, start, limit);
    return { data: page, next: more ? encodeCursor([end.issued.number, end.issued.id, end.given.number, end.given.id]) : null };
  }
}

interface Places {
  readonly issued: Below;
  readonly given: Below;
}

const top = [Number.MAX_SAFE_INTEGER, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const;

function merge(issued: readonly DocumentRow[], given: readonly DocumentRow[], start: Places, limit: number) {
  const page: DocumentRow[] = [];
  let [i, g] = [0, 0];
  while (page.length < limit && (i < issued.length || g < given.length)) {
    const own = g >= given.length || (i < issued.length && issued[i].issuedOn >= given[g].issuedOn);
    page.push(own ? issued[i++] : given[g++]);
  }
  const end: Places = { issued: issued[i - 1] ?? start.issued, given: given[g - 1] ?? start.given };
  return { page, end, more: i < issued.length || g < given.length };
}
