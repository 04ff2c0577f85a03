import { ApiProperty } from '@nestjs/swagger';
import { upstreamCredits, type UpstreamCreditPolicy } from '#contracts/billing/billing-settings';
import { upstreamStates, type UpstreamState } from '#contracts/billing/cancellations';
import {
  cancellationBars,
  uncancellableBecause,
  type CancelledMembership,
  type PlannedMembershipCancellation,
  type UncancellableBecause,
} from '#contracts/memberships/cancellations';
import { publicId } from '#kernel/ids';
import { CancellationView, cancellationView } from '../cancellations/cancellation.response.js';
import { MoneyView, moneyView } from '../edge/money.js';
import { exampleId } from '../edge/public-ids.js';
import { PlannedBillingView } from '../sales/planned-billing.response.js';

export class AskedUpstreamView {
  @ApiProperty({ enum: upstreamCredits, description: 'The federation’s setting', example: 'on-approval' })
  policy!: UpstreamCreditPolicy;

  @ApiProperty({ enum: upstreamStates, description: '`none`: nothing; `waiting`: the federation decides', example: 'waiting' })
  state!: UpstreamState;

  @ApiProperty({ type: MoneyView, description: 'The same share as the client is credited' })
  asked!: MoneyView;
}

export class PlannedMembershipCancellationView {
  @ApiProperty({
    type: String,
    enum: [...cancellationBars, ...uncancellableBecause],
    nullable: true,
    description: 'Why it cannot be cancelled; null: it can',
    example: null,
  })
  problem!: UncancellableBecause | null;

  @ApiProperty({ type: AskedUpstreamView, nullable: true, description: 'What becomes of the level above; null where there is none' })
  upstream!: AskedUpstreamView | null;
}

export class MembershipCancellationsPreviewView {
  @ApiProperty({ type: [PlannedMembershipCancellationView], description: 'In the order they were asked for' })
  cancellations!: PlannedMembershipCancellationView[];

  @ApiProperty({
    type: PlannedBillingView,
    nullable: true,
    description: 'Of those without a problem, refunds included; null: there is none',
  })
  billing!: PlannedBillingView | null;
}

export class CancelledMembershipView {
  @ApiProperty({ example: exampleId('membership') })
  membershipId!: string;

  @ApiProperty({ format: 'date', example: '2026-11-21' })
  cancelledOn!: string;

  @ApiProperty({ type: CancellationView, description: 'The decision as it was recorded, with its documents at both levels' })
  cancellation!: CancellationView;
}

export class MembershipCancellationsView {
  @ApiProperty({ type: [CancelledMembershipView], description: 'In the order they were asked for' })
  data!: CancelledMembershipView[];
}

export const plannedMembershipCancellationView = (
  { problem, upstream }: PlannedMembershipCancellation,
  currency: string,
): PlannedMembershipCancellationView => ({
  problem,
  upstream: upstream && { policy: upstream.policy, state: upstream.state, asked: moneyView(upstream.askedMinor, currency) },
});

export const cancelledMembershipView = ({ membershipId, cancelledOn, cancellation }: CancelledMembership): CancelledMembershipView => ({
  membershipId: publicId('membership', membershipId),
  cancelledOn,
  cancellation: cancellationView(cancellation),
});
