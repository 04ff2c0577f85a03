import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LineToQuote } from '#contracts/billing/quote-documents.query';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import type { Uuid } from '#kernel/ids';
import { Missing } from '#platform/errors/missing';
import { currentCaller } from '#platform/messaging/context';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { ForeignCurrency } from '../domain/billing.errors.js';

/** The issuers of lines somebody asks about. */
@Injectable()
export class Issuers {
  constructor(private readonly organizations: OrganizationCopies) {}

  /**
   * The organizations that would issue these lines: those the caller acts for and the federation above, nobody else's.
   * Prices must be in the currency their issuer keeps its books in.
   */
  async of(em: EntityManager, lines: readonly LineToQuote[]): Promise<Map<Uuid, OrganizationRecord>> {
    const { organizations, federationId } = currentCaller();
    const issuers = new Map<Uuid, OrganizationRecord>();
    for (const id of new Set(lines.map((line) => line.issuerId))) {
      if (id !== federationId && !organizations.includes(id)) throw new Missing('billing.no-such-issuer');
      issuers.set(id, await this.organizations.get(em, id));
    }
    for (const { issuerId, currency } of lines) {
      const kept = issuers.get(issuerId)?.currency ?? '';
      if (kept !== currency) throw new ForeignCurrency({ issuerId, asked: currency, kept });
    }
    return issuers;
  }
}
