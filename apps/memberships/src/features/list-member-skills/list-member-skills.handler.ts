import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { ListMemberSkills, type MemberSkillRecord } from '#contracts/memberships/skills';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findMemberSkills } from '../../persistence/member-skills.js';
import { OwnMembers } from '../../skills/own-members.js';

/** Who has which skill, and on demand who had (ID-26): the acting organization's own record and nobody else's (ID-3). */
@QueryHandler(ListMemberSkills)
export class ListMemberSkillsHandler implements IQueryHandler<ListMemberSkills> {
  constructor(
    private readonly database: Database,
    private readonly members: OwnMembers,
  ) {}

  async execute({
    limit,
    after,
    personId,
    memberId,
    accountId,
    skillId,
    level,
    removed = false,
  }: ListMemberSkills): Promise<Page<MemberSkillRecord>> {
    const { id } = actingAdministrator();
    if (memberId !== undefined) await this.members.check(memberId);
    const personIds = accountId === undefined ? undefined : await this.members.ofAccount(id, accountId);
    const person = memberId ?? personId;
    const wanted = { personId: person, personIds, skillId, level, removed, afterEntry: entryAfter(after), limit: limit + 1 };
    const { data, next } = pageOf(await this.database.transaction((em) => findMemberSkills(em, id, wanted)), limit, ({ entry }) => [entry]);
    return { data: data.map(({ record }) => record), next };
  }
}
