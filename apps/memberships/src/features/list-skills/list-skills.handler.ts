import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import type { Page } from '#contracts/message';
import { ListSkills, type SkillRecord } from '#contracts/memberships/skills';
import { Database } from '#platform/database/database';
import { pageOf } from '#platform/paging';
import { actingAdministrator } from '../../access.js';
import { entryAfter } from '../../persistence/entry-after.js';
import { findSkills } from '../../persistence/skills.js';

@QueryHandler(ListSkills)
export class ListSkillsHandler implements IQueryHandler<ListSkills> {
  constructor(private readonly database: Database) {}

  async execute({ limit, after, archived }: ListSkills): Promise<Page<SkillRecord>> {
    const { id } = actingAdministrator();
    const wanted = { archived, afterEntry: entryAfter(after), limit: limit + 1 };
    const { data, next } = pageOf(await this.database.transaction((em) => findSkills(em, id, wanted)), limit, ({ entry }) => [entry]);
    return { data: data.map(({ record }) => record), next };
  }
}
