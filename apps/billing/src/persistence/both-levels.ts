import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { OrganizationRecord } from '#contracts/identity/organizations';
import { addDays, todayIn, type LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import { Clock } from '#platform/clock';
import { OrganizationCopies } from '#platform/organizations/organization-copies';
import { ForeignCurrency, NotItsFederation } from '../domain/billing.errors.js';
import { BillingSettings } from './billing-settings.js';

/** An issuer today: by whom, when and till when its documents are. A document bears its issuer's date, wherever the debtor is. */
export interface IssuerToday {
  readonly organization: OrganizationRecord;
  readonly issue: { readonly issuerId: Uuid; readonly issuedOn: LocalDate; readonly dueOn: LocalDate; readonly currency: string };
}

export interface BothToday {
  readonly club: IssuerToday;
  readonly federation: IssuerToday | null;
}

@Injectable()
export class BothLevels {
  constructor(
    private readonly organizations: OrganizationCopies,
    private readonly settings: BillingSettings,
    private readonly clock: Clock,
  ) {}

  /** The club and, where it is billed for what it sells, its federation. Both keep their books in one currency. */
  async today(
    em: EntityManager,
    { organizationId, federationId }: { organizationId: Uuid; federationId: Uuid | null },
    currencies: Iterable<string> = [],
  ): Promise<BothToday> {
    const [club, federation] = await this.of(em, federationId ? [organizationId, federationId] : [organizationId]);
    if (federation && club.organization.federationId !== federationId) {
      throw new NotItsFederation({ organizationId, federationId: federation.organization.id });
    }
    for (const asked of currencies) for (const issuer of federation ? [club, federation] : [club]) sameCurrency(asked, issuer);
    return { club, federation: federation ?? null };
  }

  async issuer(em: EntityManager, organizationId: Uuid): Promise<IssuerToday> {
    const [issuer] = await this.of(em, [organizationId]);
    return issuer;
  }

  private async of(em: EntityManager, ids: readonly Uuid[]): Promise<IssuerToday[]> {
    const settings = await this.settings.of(em, ids);
    const issuers: IssuerToday[] = [];
    for (const issuerId of ids) {
      const organization = await this.organizations.get(em, issuerId);
      const issuedOn = todayIn(organization.timeZone, this.clock.now());
      const dueOn = addDays(issuedOn, settings.get(issuerId)?.dueDays ?? 30);
      issuers.push({ organization, issue: { issuerId, issuedOn, dueOn, currency: organization.currency } });
    }
    return issuers;
  }
}

export function sameCurrency(asked: string, { issue: { issuerId, currency: kept } }: IssuerToday): void {
  if (kept !== asked) throw new ForeignCurrency({ issuerId, asked, kept });
}
