import { ApiProperty } from '@nestjs/swagger';
import type { AccountCheck, KnownAccount } from '#contracts/identity/new-account';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

const outcomes = ['invalid', 'mine', 'elsewhere', 'new'] as const;

export class EmailOutcomeView {
  @ApiProperty({ enum: outcomes, description: 'No address; a client of yours; known elsewhere, to be invited; or new', example: 'mine' })
  outcome!: (typeof outcomes)[number];

  @ApiProperty({ type: String, nullable: true, description: 'The client of yours', example: exampleId('account') })
  accountId!: string | null;
}

export class KnownAccountView {
  @ApiProperty({ example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  ownerName!: string;
}

export class AccountCheckView {
  @ApiProperty({ type: EmailOutcomeView, nullable: true, description: 'Null when no address was asked about' })
  email!: EmailOutcomeView | null;

  @ApiProperty({ type: [KnownAccountView], description: 'Clients of yours whose owner goes by the name' })
  names!: KnownAccountView[];
}

export const accountCheckView = ({ email, names }: AccountCheck): AccountCheckView => ({
  email: email && { outcome: email.outcome, accountId: email.outcome === 'mine' ? publicId('account', email.accountId) : null },
  names: names.map(({ accountId, ownerName }: KnownAccount) => ({ accountId: publicId('account', accountId), ownerName })),
});
