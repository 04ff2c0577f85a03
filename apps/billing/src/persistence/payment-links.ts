import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { publicId, type Uuid } from '#kernel/ids';
import { BillingConfig } from '../billing.config.js';
import { PaymentProviders } from '../providers/payment-providers.js';
import { OnlineSettings } from './online-settings.js';

export interface Payable {
  readonly issuerId: Uuid;
  readonly billingAccountId: Uuid;
  readonly owedMinor: number;
  readonly invoiceId?: Uuid;
}

/** Where an account or one invoice of it is paid online (BIL-12, BIL-23). */
@Injectable()
export class PaymentLinks {
  constructor(
    private readonly settings: OnlineSettings,
    private readonly providers: PaymentProviders,
    private readonly config: BillingConfig,
  ) {}

  /** Says the link for what is owed to these issuers; null where nothing is, or their debtors do not pay online. */
  async to(em: EntityManager, issuerIds: readonly Uuid[]): Promise<(payable: Payable) => string | null> {
    const { WEB_URL } = this.config;
    if (!WEB_URL || !this.providers.configured) return () => null;
    const allowing = await this.settings.allowing(em, [...new Set(issuerIds)]);
    return ({ issuerId, billingAccountId, owedMinor, invoiceId }) => {
      if (owedMinor <= 0 || !allowing.has(issuerId)) return null;
      const account = `${WEB_URL.replace(/\/$/, '')}/pay/${publicId('billingAccount', billingAccountId)}`;
      return invoiceId ? `${account}?invoice=${publicId('invoice', invoiceId)}` : account;
    };
  }
}
