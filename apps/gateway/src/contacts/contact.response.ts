import { ApiProperty } from '@nestjs/swagger';
import { contactTypes, phoneKinds, type ContactPhone, type ContactRecord, type ContactType } from '#contracts/identity/contacts';
import { publicId } from '#kernel/ids';
import { exampleId } from '../edge/public-ids.js';

export class ContactPhoneView {
  @ApiProperty({ enum: phoneKinds, example: 'mobile' })
  kind!: ContactPhone['kind'];

  @ApiProperty({ example: '514 555-0178' })
  number!: string;
}

export class ContactView {
  @ApiProperty({ example: exampleId('contact') })
  id!: string;

  @ApiProperty({ description: 'The client account it is about', example: exampleId('account') })
  accountId!: string;

  @ApiProperty({ example: 'Zoë Lévesque' })
  name!: string;

  @ApiProperty({ type: String, nullable: true, example: 'grand-mère' })
  relationship!: string | null;

  @ApiProperty({ enum: contactTypes, example: 'emergency' })
  type!: ContactType;

  @ApiProperty({ type: [ContactPhoneView], description: 'The one to try first comes first' })
  phones!: ContactPhoneView[];

  @ApiProperty({ type: String, nullable: true, format: 'email', example: 'zoe.levesque@mail.example' })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, example: '88 rue Fleury E.' })
  address!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Montréal' })
  city!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'QC' })
  province!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'H2C 1P5' })
  postalCode!: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'CA' })
  country!: string | null;

  @ApiProperty({ type: 'integer', description: 'Also the ETag', example: 1 })
  version!: number;
}

export const contactView = ({
  id,
  accountId,
  name,
  relationship,
  type,
  phones,
  email,
  version,
  ...contact
}: ContactRecord): ContactView => ({
  id: publicId('contact', id),
  accountId: publicId('account', accountId),
  name,
  relationship,
  type,
  phones: phones.map(({ kind, number }) => ({ kind, number })),
  email,
  address: contact.address,
  city: contact.city,
  province: contact.province,
  postalCode: contact.postalCode,
  country: contact.country,
  version,
});
