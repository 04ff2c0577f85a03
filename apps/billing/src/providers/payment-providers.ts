import { Injectable } from '@nestjs/common';
import { BillingConfig } from '../billing.config.js';
import type { PaymentProvider } from '../domain/ports/payment-provider.js';
import { NoPaymentProvider } from '../domain/payment.errors.js';
import { HttpPaymentProvider } from './http-payment-provider.js';

/** The provider of this installation, if it has one. */
@Injectable()
export class PaymentProviders {
  readonly configured: PaymentProvider | undefined;

  constructor({ PAYMENT_PROVIDER_URL: url, PAYMENT_PROVIDER_TOKEN: token }: BillingConfig) {
    this.configured = url ? new HttpPaymentProvider(url, token) : undefined;
  }

  get(): PaymentProvider {
    if (!this.configured) throw new NoPaymentProvider();
    return this.configured;
  }
}
