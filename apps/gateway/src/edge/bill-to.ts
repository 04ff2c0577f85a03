import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { parsePublicId, publicPrefixes, type Uuid } from '#kernel/ids';
import { exampleId } from './public-ids.js';

/** Who may be billed, by the prefix of its id. */
const debtorKinds = ['account', 'organization', 'billingAccount'] as const;

/** A body field that names whoever is billed: the prefix says what it names. */
export const IsBillTo = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      description: 'A client’s account, a club’s organization (by its federation), or a billing account: the prefix says which',
      example: exampleId('account'),
    }),
    ValidateBy({
      name: 'isDebtor',
      validator: {
        validate: (value) => typeof value === 'string' && debtorKinds.some((kind) => parsePublicId(kind, value) !== undefined),
        defaultMessage: () => `$property must be an id starting with ${debtorKinds.map((kind) => `${publicPrefixes[kind]}_`).join(', ')}`,
      },
    }),
  );

/** Whom it names: one of them. */
export const billedTo = (billTo: string): { accountId?: Uuid; debtorId?: Uuid; billingAccountId?: Uuid } => ({
  accountId: parsePublicId('account', billTo),
  debtorId: parsePublicId('organization', billTo),
  billingAccountId: parsePublicId('billingAccount', billTo),
});
