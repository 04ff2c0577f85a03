import { ApiProperty } from '@nestjs/swagger';
import type { FoundPeople, FoundPerson } from '#contracts/identity/search-people';
import { publicId } from '#kernel/ids';
import { PageView, pageView } from '../edge/paging.js';
import { exampleId } from '../edge/public-ids.js';

export class FoundPersonView {
  @ApiProperty({ example: exampleId('person') })
  personId!: string;

  @ApiProperty({ description: 'A second, readable identifier', example: 'P3368003' })
  number!: string;

  @ApiProperty({ example: 'Léa' })
  firstName!: string;

  @ApiProperty({ example: 'Tremblay' })
  lastName!: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Of somebody you do not know only when you searched by it',
    example: '2015-04-09',
  })
  birthDate!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, example: 2015 })
  birthYear!: number | null;

  @ApiProperty({ description: 'Whether the acting organization knows the person already', example: true })
  known!: boolean;

  @ApiProperty({
    type: [String],
    description: 'The acting organization’s client accounts: read them at /v1/accounts/{id}',
    example: [exampleId('account')],
  })
  accountIds!: string[];

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What you hold yourself; null over the network',
    example: 'lea.tremblay@mail.example',
  })
  email!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What you hold yourself; null over the network', example: '514 555-0134' })
  phone!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Withdrawn then, and hidden by default', example: null })
  archivedAt!: string | null;
}

export class FoundPeopleView {
  @ApiProperty({ type: [FoundPersonView], description: 'Best first' })
  data!: FoundPersonView[];

  @ApiProperty({ type: PageView })
  page!: PageView;

  @ApiProperty({
    description: 'False for the minutes in which a large network that searches for the first time is gone through',
    example: true,
  })
  complete!: boolean;
}

const foundPersonView = (person: FoundPerson): FoundPersonView => ({
  personId: publicId('person', person.personId),
  number: person.number,
  firstName: person.firstName,
  lastName: person.lastName,
  birthDate: person.birthDate,
  birthYear: person.birthYear,
  known: person.known,
  accountIds: person.accountIds.map((id) => publicId('account', id)),
  email: person.email,
  phone: person.phone,
  archivedAt: person.archivedAt,
});

export const foundPeopleView = (found: FoundPeople): FoundPeopleView => ({ ...pageView(found, foundPersonView), complete: found.complete });
