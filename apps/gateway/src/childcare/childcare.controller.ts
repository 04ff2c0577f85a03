import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller, Uuid } from '#contracts/caller';
import { DeclareCare, GetCare, GetGuardians, KeepGuardians } from '#contracts/billing/childcare';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';
import { IdempotencyKey } from '../edge/idempotency-key.js';
import { minorIn } from '../edge/money.js';
import { Operation } from '../edge/operation.js';
import { IdOf, uuidOf } from '../edge/public-ids.js';
import { From } from '../edge/signed-in.js';
import { CareBody, GuardiansBody } from './childcare.requests.js';
import { CareView, GuardiansView, careView, guardiansView } from './childcare.response.js';

/** What makes lines of an invoice childcare, and who pays for an account's children. */
@ApiTags('Childcare')
@Controller('v1')
export class ChildcareController {
  constructor(private readonly messages: Messages) {}

  @Get('invoices/:id/childcare')
  @Operation(
    'Get what of an invoice is childcare',
    { description: 'Its lines that are declared as care', type: CareView },
    { refuses: ['forbidden', 'missing'] },
  )
  async care(@Param('id', IdOf('invoice')) invoiceId: Uuid, @From() caller: Caller): Promise<CareView> {
    const { lines } = await this.messages.ask(message(GetCare, { invoiceId }));
    return careView(lines, caller.organization?.currency ?? '');
  }

  @Put('invoices/:id/childcare')
  @Operation(
    'Declare what of an invoice is childcare',
    { description: 'The lines as they are declared now', type: CareView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
  )
  async declare(
    @Param('id', IdOf('invoice')) invoiceId: Uuid,
    @Body() { lines }: CareBody,
    @From() caller: Caller,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<CareView> {
    const currency = caller.organization?.currency ?? '';
    const declared = lines.map(({ position, unit, careOn, childBornOn, notEligible }) => {
      return { position, unit, careOn, childBornOn, notEligibleMinor: minorIn(currency, notEligible) };
    });
    const answer = await this.messages.ask(message(DeclareCare, { invoiceId, lines: declared }), { idempotencyKey });
    return careView(answer.lines, currency);
  }

  @Get('billing-accounts/:id/guardians')
  @Operation(
    'Get who pays for an account’s children',
    { description: 'The guardians, their insurance numbers masked, and their shares', type: GuardiansView },
    { refuses: ['forbidden', 'missing'] },
  )
  async guardians(@Param('id', IdOf('billingAccount')) billingAccountId: Uuid): Promise<GuardiansView> {
    return guardiansView(await this.messages.ask(message(GetGuardians, { billingAccountId })));
  }

  @Put('billing-accounts/:id/guardians')
  @Operation(
    'Say who pays for an account’s children',
    { description: 'The guardians as they are kept now', type: GuardiansView },
    { idempotency: 'honoured', refuses: ['invalid', 'forbidden', 'missing', 'wrong-type', 'rule'] },
  )
  async keep(
    @Param('id', IdOf('billingAccount')) billingAccountId: Uuid,
    @Body() { guardians, shares }: GuardiansBody,
    @IdempotencyKey() idempotencyKey: string | undefined,
  ): Promise<GuardiansView> {
    const command = message(KeepGuardians, {
      billingAccountId,
      guardians: guardians.map(({ name, address, city, province, postalCode, insuranceNumber }) => ({
        name: name ?? null,
        address: address ?? null,
        city: city ?? null,
        province: province ?? null,
        postalCode: postalCode ?? null,
        ...(insuranceNumber === undefined ? {} : { insuranceNumber }),
      })),
      shares: shares.map(({ childId, share }) => ({ childId: uuidOf('person', childId), share })),
    });
    return guardiansView(await this.messages.ask(command, { idempotencyKey }));
  }
}
