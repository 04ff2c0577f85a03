import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ExportReconciliation, GetReconciliation } from '#contracts/billing/reconciliation';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { attach, writeOut } from '../edge/attachment.js';
import { Operation } from '../edge/operation.js';
import { maybeUuidOf } from '../edge/public-ids.js';
import { CertificateRequest, ReconciliationRequest } from './reconciliation.requests.js';
import { ReconciliationView, reconciliationView } from './reconciliation.response.js';

@ApiTags('Accounting')
@Controller('v1/reconciliation')
export class ReconciliationController {
  constructor(private readonly messages: Messages) {}

  @Get()
  @Operation(
    'Reconcile both levels of billing',
    { description: 'Each sale’s documents at both levels, with what the club keeps, and their totals', type: ReconciliationView },
    { refuses: ['invalid', 'forbidden'] },
    'A federation sees all of its clubs, a club its own part. Of a client there are ids and amounts only. A pair is of the day of its corporate document; without days, the twelve months up to today.',
  )
  async get(@Query() { limit, after, from, to, organizationId, state }: ReconciliationRequest): Promise<ReconciliationView> {
    const clubId = maybeUuidOf('organization', organizationId);
    return reconciliationView(await this.messages.ask(message(GetReconciliation, { limit, after, from, to, clubId, state })));
  }

  @Get('certificate')
  @Operation(
    'Download the reconciliation certificate',
    {
      description:
        'Every pair of the period, hash-chained, with totals and a signature: `npm run verify:reconciliation` checks it anywhere',
      text: {
        mediaType: 'application/jsonl',
        example: '{"certificate":"tessera-reconciliation/1",…,"hash":"…"}\n…\n{"signature":"…","key":{…}}\n',
      },
      headers: { 'Content-Disposition': 'attachment, with a file name' },
    },
    { refuses: ['invalid', 'forbidden', 'missing'] },
  )
  async certificate(@Query() { from, to, organizationId }: CertificateRequest, @Res() response: Response): Promise<void> {
    const asked = { from, to, clubId: maybeUuidOf('organization', organizationId) };
    const ask = (after?: string) => this.messages.ask(message(ExportReconciliation, { ...asked, after }));
    let piece = await ask();
    attach(response, piece.fileName, 'application/jsonl; charset=utf-8');
    for (;;) {
      const next = piece.next === null ? undefined : ask(piece.next); // Made while this one goes out, and never more than that ahead.
      const [following] = await Promise.all([next, writeOut(response, piece.text)]);
      if (!following || response.destroyed) break;
      piece = following;
    }
    response.end();
  }
}
