import { Injectable } from '@nestjs/common';
import type { Counter } from 'prom-client';
import { Metrics } from '#platform/metrics/metrics';
import { isPassword } from './password-hash.js';

/** Checks passwords, each one counted: that somebody guesses shows in the figures, and that nobody unknown is spared the work. */
@Injectable()
export class Passwords {
  private readonly checks: Counter;

  constructor(metrics: Metrics) {
    this.checks = metrics.counter('identity_password_checks_total', 'Passwords checked, right and wrong, of known and unknown addresses');
  }

  /** Outside of any transaction: it takes its time on purpose. */
  isRight(password: string, stored: string | undefined): Promise<boolean> {
    this.checks.inc();
    return isPassword(password, stored);
  }
}
