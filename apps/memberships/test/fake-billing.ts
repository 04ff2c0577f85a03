import { Controller, Module } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { CancelLines, PreviewCancellations, type CancellationRecord } from '#contracts/billing/cancellations';
import type { DocumentRef } from '#contracts/billing/credits';
import type { BillingLevel } from '#contracts/billing/documents.query';
import { FindOverdue } from '#contracts/billing/overdue.query';
import {
  IssuePairs,
  PreviewPairs,
  PreviewReplacements,
  ReplaceSales,
  type BilledSale,
  type ReplacedSale,
  type SaleToBill,
} from '#contracts/billing/pairs';
import { derivedId } from '#kernel/ids';
import type { ServiceDefinition } from '#platform/service/service-definition';

/** Billing as memberships sees it: issues whatever it is asked to, once, unless a test makes it refuse or break down. */
export class FakeBilling {
  readonly asked: IssuePairs[] = [];
  readonly replaced: ReplaceSales[] = [];
  readonly cancelled: CancelLines[] = [];
  /** Called before an answer: may throw. */
  before: () => void = () => undefined;
  /** What is refused of sales to bill, and why. */
  refuses: (command: IssuePairs) => Error | undefined = () => undefined;
  /** Called after the work, in place of an answer: may throw, as a connection does that breaks. */
  after: () => void = () => undefined;

  reset(): void {
    this.asked.length = 0;
    this.replaced.length = 0;
    this.cancelled.length = 0;
    this.before = () => undefined;
    this.refuses = () => undefined;
    this.after = () => undefined;
  }

  private issue(command: IssuePairs): { sales: BilledSale[] } {
    this.before();
    const refusal = this.refuses(command);
    if (refusal) throw refusal;
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

  private replace(command: ReplaceSales): { replacements: ReplacedSale[] } {
    this.before();
    this.replaced.push(command);
    this.after();
    const ref = (operationId: string, kind: DocumentRef['kind'], level: BillingLevel): DocumentRef => ({
      id: derivedId(kind, operationId, level),
      kind,
      level,
      number: '2026-000001',
      totalMinor: 1,
    });
    const at = (operationId: string, level: BillingLevel) => ({
      creditNote: ref(operationId, 'credit-note', level),
      invoice: ref(operationId, 'invoice', level),
    });
    return {
      replacements: command.replacements.map(({ operationId, saleId, newSaleId }) => ({
        operationId,
        saleId,
        newSaleId,
        client: at(operationId, 'client'),
        corporate: command.federationId ? at(operationId, 'corporate') : null,
      })),
    };
  }

  private cancel(command: CancelLines): { cancellations: CancellationRecord[] } {
    this.before();
    this.cancelled.push(command);
    this.after();
    return {
      cancellations: command.cancellations.map(({ cancellationId, saleId, refundMinor }) => ({
        id: cancellationId,
        invoiceId: derivedId('invoice', saleId ?? '', 'client'),
        position: 1,
        saleId: saleId ?? null,
        level: 'client',
        billingAccountId: derivedId('billing-account', saleId ?? ''),
        creditedMinor: 1,
        feeMinor: 0,
        refundedMinor: refundMinor ?? 0,
        currency: 'CAD',
        decidedOn: '2026-11-22',
        memo: command.memo ?? null,
        documents: [],
        upstream: null,
      })),
    };
  }

  definition(): ServiceDefinition {
    const cancel = (command: CancelLines) => this.cancel(command);
    const replace = (command: ReplaceSales) => this.replace(command);
    const issue = (command: IssuePairs) => this.issue(command);
    @Controller()
    class FakeController {
      @MessagePattern(IssuePairs.subject)
      issue(@Payload() command: IssuePairs) {
        return issue(command);
      }

      @MessagePattern(ReplaceSales.subject)
      replace(@Payload() command: ReplaceSales) {
        return replace(command);
      }

      @MessagePattern(CancelLines.subject)
      cancel(@Payload() command: CancelLines) {
        return cancel(command);
      }

      @MessagePattern(PreviewCancellations.subject)
      previewCancellations(@Payload() { cancellations, federationId }: PreviewCancellations) {
        const upstream = cancellations.map(({ cancellationId }) => ({ cancellationId, policy: 'never', state: 'none', askedMinor: 1 }));
        return { documents: [], accounts: [], upstream: federationId ? upstream : [], previewHash: '0'.repeat(64) };
      }

      @MessagePattern(PreviewReplacements.subject)
      previewReplacements(@Payload() { replacements }: PreviewReplacements) {
        return { documents: replacements.map(({ operationId }) => ({ operationId })), accounts: [], previewHash: '0'.repeat(64) };
      }

      @MessagePattern(FindOverdue.subject)
      findOverdue(@Payload() _question: FindOverdue) {
        return { overdueMinor: 0 };
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
