import 'reflect-metadata'; // Before the first decorator below asks for a property's type.
import { billing } from '../apps/billing/src/billing.service.js';
import { identity } from '../apps/identity/src/identity.service.js';
import { imports } from '../apps/imports/src/imports.service.js';
import { leads } from '../apps/leads/src/leads.service.js';
import { memberships } from '../apps/memberships/src/memberships.service.js';

/** The services that have a database. */
export const databaseServices = [identity, memberships, billing, imports, leads] as const;
