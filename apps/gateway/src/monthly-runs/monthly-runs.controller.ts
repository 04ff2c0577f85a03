import { Controller, Post } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { message } from '#contracts/message';
import { BillMonths } from '#contracts/memberships/months';
import { publicId } from '#kernel/ids';
import { Messages } from '#platform/messaging/messages';
import { RequiredIdempotencyKey } from '../edge/idempotency-key.js';
import { Operation } from '../edge/operation.js';
import { exampleId } from '../edge/public-ids.js';

const timeoutMs = 60_000; // Everything that is due, two services taking part.

export class RefusedMonthView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ format: 'date', description: 'The first day of the month', example: '2026-12-01' })
  month!: string;

  @ApiProperty({ description: 'Why, as a problem code', example: 'billing.no-such-client' })
  code!: string;
}

export class MonthlyRunView {
  @ApiProperty({ type: 'integer', description: 'Months billed, each at both levels or at one', example: 120 })
  months!: number;

  @ApiProperty({ type: [RefusedMonthView], description: 'What could not be billed; the next run tries again' })
  refused!: RefusedMonthView[];
}

@ApiTags('Sales')
@Controller('v1/monthly-runs')
export class MonthlyRunsController {
  constructor(private readonly messages: Messages) {}

  @Post()
  @Operation(
    'Bill the months of ongoing memberships',
    { description: 'What was billed', type: MonthlyRunView },
    { idempotency: 'required', refuses: ['forbidden', 'missing', 'rule', 'conflict'] },
    'Every month that has begun and is not billed yet, at the prices the membership was sold at. It happens by itself every day; asking again bills nothing twice.',
  )
  async bill(@RequiredIdempotencyKey() idempotencyKey: string): Promise<MonthlyRunView> {
    const { months, refused } = await this.messages.ask(message(BillMonths, {}), { idempotencyKey, timeoutMs });
    return { months, refused: refused.map((one) => ({ ...one, membershipId: publicId('membership', one.membershipId) })) };
  }
}
