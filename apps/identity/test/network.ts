import type { ActingOrganization, Caller } from '#contracts/caller';
import { AdmitPeople, type NewOwner, type PersonToAdmit } from '#contracts/identity/admit-people.command';
import { MatchPeople, type MatchVerdict, type PersonToMatch } from '#contracts/identity/match-people.query';
import { RegisterOrganization, type OrganizationRecord } from '#contracts/identity/organizations';
import { message, type Fields } from '#contracts/message';
import { derivedId, newId, type Uuid } from '#kernel/ids';
import { flowCaller } from '#platform/messaging/context';
import type { ServiceDefinition } from '#platform/service/service-definition';
import { someCaller, someOperator } from '#testing/callers';
import { eventually } from '#testing/eventually';
import { startWorld, type World, type WorldOptions } from '#testing/start-world';
import { identity } from '../src/identity.service.js';

/** A federation in Quebec, as an operator registers it. */
export const aFederation = (changes: Partial<Fields<RegisterOrganization>> = {}): Fields<RegisterOrganization> => ({
  organizationId: newId(),
  kind: 'federation',
  name: 'Patinage Québec',
  currency: 'CAD',
  timeZone: 'America/Toronto',
  languages: ['fr', 'en'],
  country: 'CA',
  province: 'QC',
  freemium: false,
  ...changes,
});

export const aClub = (federationId: Uuid, changes: Partial<Fields<RegisterOrganization>> = {}): Fields<RegisterOrganization> =>
  aFederation({ kind: 'club', federationId, name: 'CPA Laval', ...changes });

export interface Club {
  readonly organization: OrganizationRecord;
  readonly admin: Caller;
  readonly flow: Caller;
}

/** The identity service with organizations in it. */
export class Network {
  readonly operator = someOperator();

  static async start(options?: WorldOptions): Promise<Network> {
    return new Network(await startWorld([identity], options));
  }

  /** With other services beside it, played by the test. */
  static async startBeside(others: readonly ServiceDefinition[], options?: WorldOptions): Promise<Network> {
    return new Network(await startWorld([identity, ...others], options));
  }

  private constructor(readonly world: World) {}

  register(fields: Fields<RegisterOrganization>, as: Caller = this.operator): Promise<OrganizationRecord> {
    return this.world.ask(message(RegisterOrganization, fields), as);
  }

  async federation(): Promise<{ organization: OrganizationRecord; admin: Caller }> {
    const organization = await this.register(aFederation());
    return { organization, admin: someCaller({ role: 'federation-administrator', organization: acting(organization) }) };
  }

  async club(federationId: Uuid, changes: Partial<Fields<RegisterOrganization>> = {}): Promise<Club> {
    const organization = await this.register(aClub(federationId, changes));
    const admin = someCaller({ organization: acting(organization) });
    return { organization, admin, flow: flowCaller('resale-import:test', [organization.id, federationId], federationId) };
  }

  async match(rows: readonly PersonToMatch[], as: Caller): Promise<MatchVerdict[]> {
    const { verdicts } = await this.world.ask(message(MatchPeople, { people: [...rows] }), as);
    return verdicts;
  }

  /** Sends a batch as `imports` would, and waits until it is in. Gives the message's id. */
  async admit(club: Club, importId: Uuid, people: PersonToAdmit[], { batch = 0, messageId = newId() } = {}): Promise<Uuid> {
    const { id: organizationId, federationId } = club.organization;
    const fields = { importId, batch, organizationId, federationId: federationId ?? '', people };
    await this.world.send(AdmitPeople, fields, club.flow, { messageId });
    await eventually(async () => (await this.sql(`SELECT FROM inbox WHERE message_id = $1`, [messageId])).length > 0);
    return messageId;
  }

  /** What identity has announced on a subject, in order. */
  async announced<T>(subject: string, importId: Uuid): Promise<T[]> {
    const text = `SELECT payload::jsonb AS payload FROM outbox WHERE subject = $1 AND payload::jsonb ->> 'importId' = $2 ORDER BY created_at, id`;
    return (await this.sql<{ payload: T }>(text, [subject, importId])).map(({ payload }) => payload);
  }

  sql<R = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.world.database('identity').query<R>(text, values);
  }
}

export function acting({ id, kind, federationId, name, currency, timeZone, languages }: OrganizationRecord): ActingOrganization {
  return { id, kind, federationId, name, currency, timeZone, languages };
}

/** A row of a file for a child of its own placeholder account; ids derived as `imports` derives them. */
export function aRow(importId: Uuid, row: number, name: string, changes: Partial<PersonToAdmit> = {}): PersonToAdmit {
  const [firstName, lastName] = name.split(' ');
  return {
    row,
    personId: derivedId('person', importId, row),
    reuse: false,
    distinct: false,
    firstName,
    lastName,
    gender: 'F',
    birthDate: '2015-04-01',
    address: '12 rue des Érables',
    city: 'Laval',
    province: 'QC',
    postalCode: 'H7A 1A1',
    country: 'CA',
    phone: null,
    email: null,
    accountId: derivedId('account', importId, row),
    accountExists: false,
    owner: null,
    ...changes,
  };
}

/** A row of an adult, who owns an account. */
export function anAdult(importId: Uuid, row: number, name: string, changes: Partial<PersonToAdmit> = {}): PersonToAdmit {
  const person = aRow(importId, row, name, { birthDate: '1980-04-01', ...changes });
  return { ...person, owner: anOwner(name, { personId: person.personId, birthDate: person.birthDate, email: person.email }) };
}

export function anOwner(name: string, changes: Partial<NewOwner> = {}): NewOwner {
  const [firstName, lastName] = name.split(' ');
  return { personId: newId(), firstName, lastName, gender: null, email: null, birthDate: null, ...changes };
}

/** A row as matching asks about it. */
export function toMatch(row: number, name: string, changes: Partial<PersonToMatch> = {}): PersonToMatch {
  const [firstName, lastName] = name.split(' ');
  return { row, firstName, lastName, gender: 'F', birthDate: '2015-04-01', owner: null, ...changes };
}
