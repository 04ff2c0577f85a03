import { Query } from '@nestjs/cqrs';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import type { ActingOrganization, Uuid } from '../caller.js';
import type { Right } from '#kernel/rights';
import type { Role } from '#kernel/roles';

export interface ResolvedCaller {
  kind: 'user' | 'api-key';
  id: Uuid;
  name: string;
  roles: Role[]; // In the acting organization; an operator holds its role without one.
  rights?: Right[]; // Of an employee or a key with scopes; absent, all there are.
  organization: ActingOrganization | null;
  grants: { organizationId: Uuid; name: string; role: Role }[];
}

/**
 * Who stands behind a session or an API key right now: asked on every HTTP request, so that a log-out or a change of
 * rights works at once. Without `organizationId` the only organization granted is taken, if there is just one.
 * Named, it may be a club of a federation that the user has a role in, as far as the club lets its federation in. Fails with `identity.session-ended`, or `identity.organization-not-granted` (forbidden).
 */
export class ResolveCaller extends Query<ResolvedCaller> {
  static readonly subject = 'identity.query.resolve-caller.v1';
  static readonly senders = ['gateway'] as const;
  @IsOptional() @IsUUID('all') readonly sessionId?: string;
  @IsOptional() @IsString() @MaxLength(200) readonly apiKey?: string;
  @IsOptional() @IsUUID('all') readonly organizationId?: string;
}
