import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { ListSkillChanges, type SkillChangeRecord } from '#contracts/memberships/skills';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findMemberSkill, findSkillChanges } from '../../persistence/member-skills.js';

@QueryHandler(ListSkillChanges)
export class ListSkillChangesHandler implements IQueryHandler<ListSkillChanges> {
  constructor(private readonly database: Database) {}

  execute({ memberSkillId, limit, after }: ListSkillChanges): Promise<Page<SkillChangeRecord>> {
    const { id } = actingAdministrator();
    return this.database.transaction(async (em) => {
      if (!(await findMemberSkill(em, id, memberSkillId))) throw new Missing('memberships.no-such-member-skill');
      const found = await findSkillChanges(em, id, { memberSkillId, before: entryAfter(after), limit: limit + 1 });
      const { data, next } = pageOf(found, limit, ({ version }) => [version]);
      return { data: data.map(({ record }) => record), next };
    });
  }
}
