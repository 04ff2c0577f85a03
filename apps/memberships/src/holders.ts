import { Injectable } from '@nestjs/common';
import type { ActingOrganization } from '#contracts/caller';
import { DescribePeople } from '#contracts/identity/describe-people.query';
import type { MembershipRecord } from '#contracts/memberships/memberships.query';
import { message } from '#contracts/message';
import { Messages } from '#platform/messaging/messages';

/** Who holds what came to a club from another: it has no client of them yet, and is told what a network shares (ID-3, MEM-15). */
@Injectable()
export class Holders {
  constructor(private readonly messages: Messages) {}

  /** The memberships with their holders. Asks nobody where nothing came from elsewhere. */
  async named<T extends MembershipRecord>(reader: ActingOrganization, memberships: readonly T[]): Promise<T[]> {
    const ids = memberships.flatMap((one) => (cameFromElsewhere(reader, one) && one.personId ? [one.personId] : []));
    if (ids.length === 0) return [...memberships];
    const asked = [...new Set(ids)].map((personId) => ({ personId }));
    const { people } = await this.messages.ask(message(DescribePeople, { people: asked }));
    const known = new Map(people.map((person) => [person.personId, person]));
    return memberships.map((one) =>
      cameFromElsewhere(reader, one) && one.personId ? { ...one, holder: known.get(one.personId) ?? null } : one,
    );
  }
}

const cameFromElsewhere = ({ id, kind }: ActingOrganization, { sellerId }: MembershipRecord): boolean => kind === 'club' && sellerId !== id;
