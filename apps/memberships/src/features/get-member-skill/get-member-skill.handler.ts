import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { GetMemberSkill, type MemberSkillRecord } from '#contracts/memberships/skills';
import { Database } from '#platform/database/database';
import { Missing } from '#platform/errors/missing';
import { actingAdministrator } from '../../access.js';
import { findMemberSkill } from '../../persistence/member-skills.js';

@QueryHandler(GetMemberSkill)
export class GetMemberSkillHandler implements IQueryHandler<GetMemberSkill> {
  constructor(private readonly database: Database) {}

  async execute({ memberSkillId }: GetMemberSkill): Promise<MemberSkillRecord> {
    const { id } = actingAdministrator();
    const found = await this.database.transaction((em) => findMemberSkill(em, id, memberSkillId));
    if (!found) throw new Missing('memberships.no-such-member-skill');
    return found;
  }
}
