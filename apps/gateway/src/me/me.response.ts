import { ApiProperty } from '@nestjs/swagger';
import type { ActingOrganization } from '#contracts/caller';
import type { ResolvedCaller } from '#contracts/identity/resolve-caller.query';
import { publicId } from '#kernel/ids';
import { rights, type Right } from '#kernel/rights';
import { organizationKinds, roles, type OrganizationKind, type Role } from '#kernel/roles';
import { exampleId, maybePublicId } from '../edge/public-ids.js';

export class ActingOrganizationView {
  @ApiProperty({ example: exampleId('organization') })
  id!: string;

  @ApiProperty({ enum: organizationKinds, example: 'club' })
  kind!: OrganizationKind;

  @ApiProperty({ type: String, nullable: true, description: 'The network it belongs to', example: exampleId('organization', 'a') })
  federationId!: string | null;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  name!: string;

  @ApiProperty({ example: 'CAD' })
  currency!: string;

  @ApiProperty({ example: 'America/Montreal' })
  timeZone!: string;

  @ApiProperty({ type: [String], example: ['fr', 'en'] })
  languages!: string[];
}

export class GrantView {
  @ApiProperty({ example: exampleId('organization') })
  organizationId!: string;

  @ApiProperty({ example: 'Club de patinage Rosemont' })
  name!: string;

  @ApiProperty({ enum: roles, example: 'club-administrator' })
  role!: Role;
}

export class MeView {
  @ApiProperty({ enum: ['user', 'api-key'], example: 'user' })
  kind!: 'user' | 'api-key';

  @ApiProperty({ description: 'Of the user or the API key', example: exampleId('user') })
  id!: string;

  @ApiProperty({ example: 'Ana Tremblay' })
  name!: string;

  @ApiProperty({ enum: roles, isArray: true, description: 'In the acting organization', example: ['club-administrator'] })
  roles!: Role[];

  @ApiProperty({
    enum: rights,
    isArray: true,
    nullable: true,
    description: 'Of an employee or a key with scopes; null for all that the role holds',
    example: null,
  })
  rights!: Right[] | null;

  @ApiProperty({
    type: ActingOrganizationView,
    nullable: true,
    description:
      'Chosen by the Acting-Organization header, or the only one granted; none for an operator, and while there are several to choose from',
  })
  actingOrganization!: ActingOrganizationView | null;

  @ApiProperty({ type: [GrantView] })
  grants!: GrantView[];
}

export const meView = ({ kind, id, name, roles: held, rights: granted, organization, grants }: ResolvedCaller): MeView => ({
  kind,
  id: publicId(kind === 'user' ? 'user' : 'apiKey', id),
  name,
  roles: [...held],
  rights: granted ? [...granted] : null,
  actingOrganization: organization && actingOrganizationView(organization),
  grants: grants.map((grant) => ({ organizationId: publicId('organization', grant.organizationId), name: grant.name, role: grant.role })),
});

const actingOrganizationView = (organization: ActingOrganization): ActingOrganizationView => ({
  id: publicId('organization', organization.id),
  kind: organization.kind,
  federationId: maybePublicId('organization', organization.federationId),
  name: organization.name,
  currency: organization.currency,
  timeZone: organization.timeZone,
  languages: [...organization.languages],
});
