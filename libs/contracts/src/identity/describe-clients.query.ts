import { Query } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import type { Uuid } from '../caller.js';

/** Whom a document is for, as the organization knows them: what is printed on it. */
export interface ClientDescription {
  accountId: Uuid;
  clientId: Uuid;
  name: string; // Of the owner, or of the placeholder.
  address: string | null; // Lines, as on an envelope.
  members: { personId: Uuid; name: string }[]; // Those the organization holds a profile of (ID-9).
}

/** The clients an organization has of these accounts, and of nobody else's: an account that is no client of its is left out. */
export class DescribeClients extends Query<{ clients: ClientDescription[] }> {
  static readonly subject = 'identity.query.describe-clients.v1';
  static readonly senders = ['billing', 'memberships'] as const;
  @IsUUID('all') readonly organizationId!: string; // One the caller acts for.
  @IsArray() @ArrayMaxSize(1000) @IsUUID('all', { each: true }) readonly accountIds!: string[];
}
