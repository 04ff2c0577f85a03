import { Gauge } from 'prom-client';
import type { Difference } from './reconcile-books.command.js';

const differences = new Gauge({
  name: 'tessera_billing_differences',
  help: 'Rows that break a law of the books, by invariant, at the last reconciliation',
  labelNames: ['invariant', 'title'],
});
const reconciledAt = new Gauge({
  name: 'tessera_billing_reconciled_timestamp_seconds',
  help: 'When the books were last checked',
});

export const reconciliationMetrics = {
  report(found: readonly Difference[]): void {
    differences.reset();
    for (const { invariant, title, rows } of found) differences.set({ invariant: String(invariant), title }, rows);
    reconciledAt.setToCurrentTime();
  },
};
