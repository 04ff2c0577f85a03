import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { TellClients, type ClientOccasion } from '#contracts/identity/tell-clients.command';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import { Outbox } from '#platform/outbox/outbox';
import type { Plan, PlannedIssue } from '../domain/plan.js';
import { BillingSettings } from './billing-settings.js';
import type { IssuedDocument } from './documents.js';

const atOnce = 1000; // Documents a message.

/** Has clients told of what was issued to them, where their organization wants it (BIL-25). Who they are and where they read, identity knows. */
@Injectable()
export class Notices {
  constructor(
    private readonly settings: BillingSettings,
    private readonly outbox: Outbox,
  ) {}

  async tell(em: EntityManager, occasion: ClientOccasion, plan: Plan, issued: readonly IssuedDocument[]): Promise<void> {
    const ofClients = plan.documents.filter((document) => document.level === 'client');
    const wanted = await this.settings.of(em, [...new Set(ofClients.map((document) => document.issuerId))]);
    const told = ofClients.filter(({ issuerId }) => wanted.get(issuerId)?.tellClientsOf.includes(occasion));
    if (told.length === 0) return;
    const accounts = await this.accountsOf(em, told);
    const numbers = new Map(issued.map(({ id, label }) => [id, label]));
    for (const [organizationId, own] of Map.groupBy(told, (document) => document.issuerId)) {
      const documents = own.flatMap(({ id: documentId, billingAccountId, kind, totalMinor, dueOn }) => {
        const accountId = accounts.get(billingAccountId);
        return accountId ? [{ accountId, documentId, kind, number: numbers.get(documentId) ?? '', totalMinor, dueOn }] : [];
      });
      const [{ currency }] = own;
      for (let at = 0; at < documents.length; at += atOnce)
        await this.outbox.add(em, TellClients, { organizationId, occasion, currency, documents: documents.slice(at, at + atOnce) });
    }
  }

  private async accountsOf(em: EntityManager, documents: readonly PlannedIssue[]): Promise<Map<Uuid, Uuid>> {
    const ids = [...new Set(documents.map((document) => document.billingAccountId))];
    const rows = await query<{ id: Uuid; accountId: Uuid }>(em, selectAccounts, [ids]);
    return new Map(rows.map(({ id, accountId }) => [id, accountId]));
  }
}

const selectAccounts = `SELECT id, account_id AS "accountId" FROM billing_accounts WHERE id = ANY ($1::uuid[]) AND account_id IS NOT NULL`;
