import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { FreezeTaxes, type QuotedLine } from '#contracts/billing/quote-documents.query';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { execute } from '#platform/database/sql';
import { changedQuotes } from '../../domain/quote.js';
import { Documents } from '../../persistence/documents.js';
import { ImportSettings } from '../../persistence/import-settings.js';
import { Issuers } from '../../persistence/issuers.js';

@CommandHandler(FreezeTaxes)
export class FreezeTaxesHandler implements ICommandHandler<FreezeTaxes> {
  constructor(
    private readonly database: Database,
    private readonly issuers: Issuers,
    private readonly settings: ImportSettings,
    private readonly documents: Documents,
  ) {}

  execute(command: FreezeTaxes): Promise<{ changed: QuotedLine[] }> {
    const organizations = [...new Set(command.lines.map((line) => line.issuerId))]; // Each checked against the caller in Issuers.
    return this.database.transaction((em) => this.freeze(em, command), { organizations });
  }

  private async freeze(em: EntityManager, { importId, lines, quoted }: FreezeTaxes): Promise<{ changed: QuotedLine[] }> {
    const issuers = await this.issuers.of(em, lines);
    await execute(em, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`billing.freeze-taxes/${importId}`]);
    const frozen = new Map((await this.settings.ofForUpdate(em, importId)).map((setting) => [setting.issuerId, setting.taxes]));
    const current = (id: Uuid) => issuers.get(id)?.taxes ?? [];

    // A repeat, also one after the organization changed its taxes: what was frozen stays.
    const all = [...issuers.keys()].every((id) => frozen.has(id));
    if (all && changedQuotes(lines, quoted, (id) => frozen.get(id) ?? []).length === 0) return { changed: [] };

    const changed = changedQuotes(lines, quoted, current);
    if (changed.length > 0) return { changed };
    // An earlier commit froze other taxes and went no further: it was previewed again. One that has documents goes on with its own.
    if (frozen.size > 0 && (await this.documents.anyFor(em, importId))) {
      return { changed: changedQuotes(lines, quoted, (id) => frozen.get(id) ?? current(id)) };
    }
    for (const issuer of inOrder(issuers)) {
      await this.settings.freeze(em, importId, { issuerId: issuer.id, taxes: issuer.taxes, freemium: issuer.freemium });
    }
    return { changed: [] };
  }
}

const inOrder = (issuers: ReadonlyMap<Uuid, OrganizationRecord>): OrganizationRecord[] =>
  [...issuers.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
