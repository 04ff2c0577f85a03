import { defineEntity, p } from '@mikro-orm/core';
import type { ApiKeyRecord, UserRecord } from '#contracts/identity/access';
import type { Uuid } from '#kernel/ids';
import type { Right } from '#kernel/rights';
import { roles } from '#kernel/roles';

const UserSchema = defineEntity({
  name: 'User',
  tableName: 'users',
  properties: {
    id: p.uuid().primary(),
    emailKey: p.text(), // As `emailKeyOf` writes it.
    name: p.text(),
    passwordHash: p.text(),
    createdAt: p.datetime(),
  },
});

/** Somebody who signs in, whatever organizations that reaches. */
export class User extends UserSchema.class {}
UserSchema.setClass(User);

const GrantSchema = defineEntity({
  name: 'Grant',
  tableName: 'grants',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid(),
    userId: p.uuid(),
    role: p.enum(roles),
    name: p.text(),
    email: p.text(),
    createdAt: p.datetime(),
    owner: p.boolean().default(false),
    disabledAt: p.datetime().nullable(),
    version: p.integer().default(1),
  },
});

/** A user as one organization knows it: its own id, name and address for whoever signs in. */
export class Grant extends GrantSchema.class {
  record(groupIds: readonly Uuid[] = []): UserRecord {
    const { id, email, name, organizationId, role, owner, disabledAt, version, createdAt } = this;
    const grant = { organizationId, role, owner, groupIds: [...groupIds], disabledAt: disabledAt?.toISOString() ?? null };
    return { id, email, name, grants: [grant], version, createdAt: createdAt.toISOString() };
  }
}
GrantSchema.setClass(Grant);

const ApiKeySchema = defineEntity({
  name: 'ApiKey',
  tableName: 'api_keys',
  properties: {
    id: p.uuid().primary(),
    organizationId: p.uuid().nullable(),
    role: p.enum(roles),
    rights: p.array().nullable().$type<Right[]>(),
    name: p.text(),
    secretHash: p.text(),
    lastFour: p.text(),
    createdBy: p.text(),
    createdAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    revokedAt: p.datetime().nullable(),
  },
});

export class ApiKey extends ApiKeySchema.class {
  record(lastUsedAt: Date | null = null): ApiKeyRecord {
    const { id, name, organizationId, role, rights, lastFour, expiresAt, revokedAt, createdAt } = this;
    return {
      id,
      name,
      organizationId: organizationId ?? null,
      role,
      rights: rights ?? null,
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      lastFour,
      expiresAt: expiresAt?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
      createdAt: createdAt.toISOString(),
    };
  }
}
ApiKeySchema.setClass(ApiKey);

/** Addresses differ in letter case only by accident of typing. */
export const emailKeyOf = (email: string): string => email.trim().normalize('NFKC').toLowerCase();
