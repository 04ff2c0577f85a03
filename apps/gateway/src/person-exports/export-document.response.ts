import { ApiProperty } from '@nestjs/swagger';
import { exampleId } from '../edge/public-ids.js';

export class ExportHolderView {
  @ApiProperty({ example: exampleId('organization') })
  id!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  name!: string;
}

export class ExportSectionView {
  @ApiProperty({ example: 'profiles' })
  name!: string;

  @ApiProperty({ example: 'What an organization holds of you' })
  title!: string;

  @ApiProperty({ description: 'Why it may be held', example: 'To do what was agreed with you (GDPR, Art. 6(1)(b))' })
  basis!: string;

  @ApiProperty({ description: 'How long', example: 'while the organization holds the person' })
  kept!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What the personal fields hold',
    example: { phone: 'Phone number' },
  })
  fields!: Record<string, string>;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: {} },
    description: 'Each with the organization that holds it, or null where it is shared or of none',
    example: [{ heldBy: 'Club de patinage Rosemont', phone: '514 555-0134' }],
  })
  records!: object[];
}

export class ExportServiceView {
  @ApiProperty({ example: 'identity' })
  service!: string;

  @ApiProperty({ type: [ExportSectionView] })
  sections!: ExportSectionView[];
}

/** The file as a whole: the gateway only passes it on. */
export class ExportDocumentView {
  @ApiProperty({ example: 'tessera.personal-data' })
  format!: string;

  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;

  @ApiProperty({ format: 'date-time', example: '2026-11-21T15:04:09.000Z' })
  madeAt!: string;

  @ApiProperty({
    type: [String],
    description: 'The person; in each network they sign in to, where they asked themselves',
    example: [exampleId('person')],
  })
  about!: string[];

  @ApiProperty({ type: [ExportHolderView], description: 'Who holds something' })
  organizations!: ExportHolderView[];

  @ApiProperty({ type: [String], example: ['Amounts are in minor units of their currency.'] })
  notes!: string[];

  @ApiProperty({ type: [ExportServiceView] })
  services!: ExportServiceView[];
}
