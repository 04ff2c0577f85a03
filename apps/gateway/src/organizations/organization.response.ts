import { ApiProperty } from '@nestjs/swagger';
import { lineKinds, type LineKind, type OrganizationRecord, type TaxSetting } from '#contracts/identity/organizations';
import { publicId } from '#kernel/ids';
import { organizationKinds, type OrganizationKind } from '#kernel/roles';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class TaxView {
  @ApiProperty({ example: 'QST' })
  code!: string;

  @ApiProperty({ type: 'integer', description: 'In parts per million: 9.975 % is 99750', example: 99_750 })
  ratePpm!: number;

  @ApiProperty({ type: String, nullable: true, description: 'The number printed on documents', example: '1000000000TQ0001' })
  registration!: string | null;

  @ApiProperty({ enum: lineKinds, isArray: true, nullable: true, description: 'What it applies to; null: everything', example: null })
  kinds!: LineKind[] | null;

  @ApiProperty({ description: 'Whether it is on the price and the taxes listed before it, not on the price alone', example: false })
  compound!: boolean;
}

export class OrganizationView {
  @ApiProperty({ example: exampleId('organization') })
  id!: string;

  @ApiProperty({ enum: organizationKinds, example: 'club' })
  kind!: OrganizationKind;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'A club’s federation; a federation names itself',
    example: exampleId('organization', 'a'),
  })
  federationId!: string | null;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  name!: string;

  @ApiProperty({ example: 'CAD' })
  currency!: string;

  @ApiProperty({ example: 'America/Montreal' })
  timeZone!: string;

  @ApiProperty({ type: [String], description: 'The first is its default', example: ['fr', 'en'] })
  languages!: string[];

  @ApiProperty({ example: 'CA' })
  country!: string;

  @ApiProperty({ type: String, nullable: true, example: 'QC' })
  province!: string | null;

  @ApiProperty({ description: 'Its clients’ invoices of an import are recorded as paid', example: false })
  freemium!: boolean;

  @ApiProperty({ type: [TaxView], description: 'In the order they stand on documents' })
  taxes!: TaxView[];

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const organizationView = (record: OrganizationRecord): OrganizationView => ({
  id: publicId('organization', record.id),
  kind: record.kind,
  federationId: maybePublicId('organization', record.federationId),
  name: record.name,
  currency: record.currency,
  timeZone: record.timeZone,
  languages: record.languages,
  country: record.country,
  province: record.province,
  freemium: record.freemium,
  taxes: record.taxes.map(taxView),
  version: record.version,
});

const taxView = ({ code, ratePpm, registration, kinds, compound }: TaxSetting): TaxView => ({
  code,
  ratePpm,
  registration: registration ?? null,
  kinds: kinds ?? null,
  compound: compound ?? false,
});
