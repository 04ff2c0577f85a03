import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetSkill, type SkillRecord } from '#contracts/memberships/skills';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { findSkill } from '../../persistence/skills.js';

@QueryHandler(GetSkill)
export class GetSkillHandler implements IQueryHandler<GetSkill> {
  constructor(private readonly database: Database) {}

  async execute({ skillId }: GetSkill): Promise<SkillRecord> {
    const { id } = actingAdministrator();
    const skill = await this.database.transaction((em) => findSkill(em, id, skillId));
    if (!skill) throw new Missing('memberships.no-such-skill');
    return skill;
  }
}
