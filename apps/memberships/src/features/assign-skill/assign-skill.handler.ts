import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import type { ActingOrganization } from '#contracts/caller';
import { AssignSkill, type MemberSkillRecord } from '#contracts/memberships/skills';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkGivable, dayOf, levelOf } from '../../domain/skill.js';
import { SkillHeld } from '../../domain/skill.errors.js';
import { findMemberSkill, insertMemberSkill, lockSkillsOf } from '../../persistence/member-skills.js';
import { findSkill } from '../../persistence/skills.js';
import { OwnMembers } from '../../skills/own-members.js';
import { WrittenSkills } from '../../skills/written-skills.js';

/** Gives a skill to a member of the acting organization's (ID-26). Its id comes with the command, so sending it twice gives it once. */
@CommandHandler(AssignSkill)
export class AssignSkillHandler implements ICommandHandler<AssignSkill> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly members: OwnMembers,
    private readonly written: WrittenSkills,
    private readonly clock: Clock,
  ) {}

  async execute(command: AssignSkill): Promise<MemberSkillRecord> {
    const organization = actingAdministrator();
    await this.members.check(command.personId);
    return this.idempotency.once(command, (em) => this.assign(em, organization, command));
  }

  private async assign(
    em: EntityManager,
    { id: organizationId, timeZone }: ActingOrganization,
    { memberSkillId: id, personId, skillId, level: asked, on }: AssignSkill,
  ): Promise<MemberSkillRecord> {
    await lockSkillsOf(em, organizationId, personId);
    const earlier = await findMemberSkill(em, organizationId, id);
    if (earlier) return earlier;
    const skill = await findSkill(em, organizationId, skillId, { for: 'giving' });
    if (!skill) throw new Missing('memberships.no-such-skill');
    checkGivable(skill);

    const level = levelOf(skill, asked);
    const since = dayOf(on, todayIn(timeZone, this.clock.now()), null);
    if (!(await insertMemberSkill(em, { id, organizationId, personId, skillId, level, since, removedOn: null }))) throw new SkillHeld();
    return this.written.changed(em, organizationId, id, 'assigned', since);
  }
}
