import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { type LocalDate, todayIn } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import type { ActingOrganization } from '#contracts/caller';
import { DescribeMembers, type MemberDescription } from '#contracts/identity/describe-members.query';
import { message } from '#contracts/message';
import { Clock } from '#platform/clock';
import { Messages } from '#platform/messaging/messages';
import { Sellers } from '../persistence/sellers.js';
import { memberKey, type Seller } from './judged-sales.js';

const atOnce = 1000; // An answer is bounded, too.

/** What a seller knows when it sells: its day, its designer's languages, and whom it sells to. */
@Injectable()
export class SellersView {
  constructor(
    private readonly sellers: Sellers,
    private readonly messages: Messages,
    private readonly clock: Clock,
  ) {}

  /** Asked before a transaction is opened: nobody's locks wait for another service. */
  async members(asked: readonly { readonly personId?: Uuid | null; readonly accountId: Uuid }[]): Promise<Map<string, MemberDescription>> {
    const distinct = [
      ...new Map(
        asked.map(({ personId, accountId }) => [memberKey({ personId, accountId }), { personId: personId ?? null, accountId }]),
      ).values(),
    ];
    const described: MemberDescription[] = [];
    for (let at = 0; at < distinct.length; at += atOnce) {
      const { members } = await this.messages.ask(message(DescribeMembers, { members: distinct.slice(at, at + atOnce) }));
      described.push(...members);
    }
    return new Map(described.map((member) => [memberKey(member), member]));
  }

  todayIn(timeZone: string): LocalDate {
    return todayIn(timeZone, this.clock.now());
  }

  async of(em: EntityManager, { id, timeZone, languages }: ActingOrganization, designerId: Uuid | undefined): Promise<Seller> {
    const spoken = designerId === undefined || designerId === id ? languages : await this.sellers.languagesOf(em, designerId);
    return { id, today: todayIn(timeZone, this.clock.now()), languages: spoken };
  }
}
