import { isStaffRole, type OrganizationKind, type Role, type StaffRole } from './roles.js';

/**
 * What a role leaves to be granted, each by a name of its own. Administrators hold all of them; employees those of everyday work and what
 * their permission groups add (ID-28); an API key those that it was given.
 */
export const rights = [
  'people.read', // People, accounts and clients, with what the organization holds of them.
  'people.edit', // Create and change them, invite their owners, ask them to activate.
  'people.export', // Everything the organization holds of a person, as a file.
  'people.merge', // Make two people one, with what both hold and owe, and undo it (ID-24).
  'people.erase', // For good; administrators, unless somebody is given it.
  'catalogue.read', // Offers and listings.
  'catalogue.edit',
  'memberships.read', // Memberships, cards, who may enter, the activity log.
  'memberships.sell', // Makes documents at both levels, as the next two do.
  'memberships.replace', // And change when one expires.
  'memberships.cancel',
  'entry.record', // Check in and out, attendance, cards.
  'entry.block', // Keep somebody out, and let them in again.
  'imports.read',
  'imports.prepare', // Upload, repair, decide; nothing of it takes effect.
  'imports.commit',
  'imports.undo',
  'money.read', // Documents, payments, balances, statements.
  'money.bill', // Invoices of staff, recurring charges, months, fees.
  'money.record', // Payments that came in, and what they settle.
  'money.collect', // Online and planned payments, plans, due-runs.
  'money.refund', // Give money back, reverse a payment.
  'credit.give', // Credit notes and cancelled lines (BIL-13).
  'write-off.give', // BIL-18: a special permission.
  'upstream.decide', // What becomes of the level above.
  'accounting.read', // Ledger codes, journal, reconciliation.
  'accounting.edit',
  'reports.read',
  'childcare.manage', // Guardians, insurance numbers, slips.
  'settings.read',
  'settings.change',
  'access.manage', // Who signs in, API keys.
  'audit.read', // The audit log, letters sent.
  'clubs.manage', // A federation's: its clubs' registration and settings.
  'clubs.access', // A federation's: who signs in for its clubs.
] as const;
export type Right = (typeof rights)[number];

/** What an employee may do without belonging to any group: the backend, no settings or money. */
export const rightsOfEmployees: readonly Right[] = ['people.read', 'people.edit', 'catalogue.read', 'memberships.read', 'entry.record'];

/** A director of a dealership sees imports and reports besides. To import is ticked for each user: a group grants it (LEAD-1). */
export const rightsOfDirectors: readonly Right[] = [...rightsOfEmployees, 'imports.read', 'reports.read'];

const ofStaff: Record<StaffRole, readonly Right[]> = {
  director: rightsOfDirectors,
  'bdc-director': rightsOfDirectors,
  employee: rightsOfEmployees,
};

/** The rights somebody of this role holds in an organization, with what their groups grant on top; undefined for all there are. */
export const rightsOf = (role: Role, granted: readonly Right[]): Right[] | undefined =>
  isStaffRole(role) ? rights.filter((right) => ofStaff[role].includes(right) || granted.includes(right)) : undefined;

/** What somebody of a federation may do inside a club: no more than the club allows and, of an employee, what their groups grant in clubs. */
export const inClubOf = (role: Role, granted: readonly Right[] | null, allowed: readonly Right[]): Right[] =>
  rights.filter((right) => allowed.includes(right) && (!isStaffRole(role) || granted?.includes(right)));

/** Undefined holds all. */
export const holds = (held: readonly Right[] | undefined, right: Right): boolean => held === undefined || held.includes(right);

/** The role of whoever administers an organization of this kind. */
export const administratorOf = (kind: OrganizationKind): Role =>
  kind === 'federation' ? 'federation-administrator' : 'club-administrator';
