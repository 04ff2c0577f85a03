import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { todayIn, type LocalDate } from '#kernel/dates';
import { Clock } from '#platform/clock';
import { OrganizationCopies } from '#platform/organizations/organization-copies';

/** What selling needs to know of the organizations of a network. */
@Injectable()
export class Sellers {
  constructor(
    private readonly organizations: OrganizationCopies,
    private readonly clock: Clock,
  ) {}

  /** The reseller's day: terms start, and sales open and close, by its calendar. */
  async today(em: EntityManager, sellerId: Uuid): Promise<LocalDate> {
    const { timeZone } = await this.organizations.get(em, sellerId);
    return todayIn(timeZone, this.clock.now());
  }

  /** The languages of the federation, first its own: what corporate invoices are written in. */
  async languagesOf(em: EntityManager, federationId: Uuid): Promise<readonly string[]> {
    return (await this.organizations.get(em, federationId)).languages;
  }
}
