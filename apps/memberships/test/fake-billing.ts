import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { DocumentRef } from '#contracts/billing/credits';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { IssuePairs, PreviewPairs, type BilledSale, type SaleToBill } from '#contracts/billing/pairs';
import { derivedId } from '#kernel/ids';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** Billing as memberships sees it: issues whatever it is asked to, once, unless a test makes it refuse or break down. */
export class FakeBilling {
  readonly asked: IssuePairs[] = [];
  /** Called before an answer: may throw. */
  before: () => void = () => undefined;
  /** Called after the work, in place of an answer: may throw, as a connection does that breaks. */
  after: () => void = () => undefined;

  reset(): void {
    this.asked.length = 0;
    this.before = () => undefined;
    this.after = () => undefined;
  }

  private issue(command: IssuePairs): { sales: BilledSale[] } {
    this.before();
    this.asked.push(command);
    this.after();
    const ref = ({ saleId }: SaleToBill, level: BillingLevel): DocumentRef => ({
      id: derivedId('invoice', saleId, level),
      kind: 'invoice',
      level,
      number: '2026-000001',
      totalMinor: 1,
    });
    return {
      sales: command.sales.map((sale) => ({
        saleId: sale.saleId,
        client: ref(sale, 'client'),
        corporate: command.federationId ? ref(sale, 'corporate') : null,
      })),
    };
  }

  definition(): ServiceDefinition {
    const issue = (command: IssuePairs) => this.issue(command);
    @Controller()
    class FakeController {
      @MessagePattern(IssuePairs.subject)
      issue(@Payload() command: IssuePairs) {
        return issue(command);
      }

      @MessagePattern(PreviewPairs.subject)
      preview(@Payload() { sales }: PreviewPairs) {
        return { documents: sales.map(({ saleId }) => ({ operationId: saleId })), accounts: [], previewHash: '0'.repeat(64) };
      }
    }
    @Module({ controllers: [FakeController] })
    class FakeModule {}
    return { name: 'billing', module: FakeModule };
  }
}
