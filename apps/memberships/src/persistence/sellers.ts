import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { todayIn, type LocalDate } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { OrganizationCopies } from '#platform/organizations/organization-copies';

/** What selling needs to know of a reseller and its federation. */
export interface Seller {
  readonly id: Uuid;
  readonly federationId: Uuid;
  readonly today: LocalDate;
  readonly federationLanguages: readonly string[]; // The offer's name on the corporate invoice is in the federation's own.
}

@Injectable()
export class Sellers {
  constructor(
    private readonly organizations: OrganizationCopies,
    private readonly clock: Clock,
  ) {}

  async get(em: EntityManager, { sellerId, federationId }: { sellerId: Uuid; federationId: Uuid }): Promise<Seller> {
    const { timeZone } = await this.organizations.get(em, sellerId);
    const { languages } = await this.organizations.get(em, federationId);
    return { id: sellerId, federationId, today: todayIn(timeZone, this.clock.now()), federationLanguages: languages };
  }
}
