import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { todayIn } from '#kernel/dates';
import type { ActingOrganization } from '#contracts/caller';
import { type MemberSkillRecord, ReassignSkill } from '#contracts/memberships/skills';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { reassigned } from '../../domain/skill.js';
import { SkillHeld } from '../../domain/skill.errors.js';
import { findMemberSkill, hasSkill, lockSkillsOf, saveMemberSkill } from '../../persistence/member-skills.js';
import { findSkill } from '../../persistence/skills.js';
import { WrittenSkills } from '../../skills/written-skills.js';

/** Another level, or another skill in place of the one a member has (ID-26). */
@CommandHandler(ReassignSkill)
export class ReassignSkillHandler implements ICommandHandler<ReassignSkill> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly written: WrittenSkills,
    private readonly clock: Clock,
  ) {}

  execute(command: ReassignSkill): Promise<MemberSkillRecord> {
    const organization = actingAdministrator();
    return this.idempotency.once(command, (em) => this.reassign(em, organization, command));
  }

  private async reassign(
    em: EntityManager,
    { id: organizationId, timeZone }: ActingOrganization,
    { memberSkillId: id, version, skillId, level, on }: ReassignSkill,
  ): Promise<MemberSkillRecord> {
    const held = await this.held(em, organizationId, id);
    if (held.version !== version) throw new Stale('memberships.stale-member-skill', { version: held.version });
    const to = await findSkill(em, organizationId, skillId ?? held.skillId, { for: 'giving' });
    if (!to) throw new Missing('memberships.no-such-skill');

    const today = todayIn(timeZone, this.clock.now());
    const has = reassigned({ ...held, level: held.level?.key ?? null }, to, { level, on, today });
    if (to.id !== held.skillId && (await hasSkill(em, organizationId, held.personId, to.id))) throw new SkillHeld();
    await saveMemberSkill(em, id, has);
    return this.written.changed(em, organizationId, id, 'reassigned', has.since);
  }

  private async held(em: EntityManager, organizationId: string, id: string): Promise<MemberSkillRecord> {
    const seen = await findMemberSkill(em, organizationId, id);
    if (!seen) throw new Missing('memberships.no-such-member-skill');
    await lockSkillsOf(em, organizationId, seen.personId);
    return (await findMemberSkill(em, organizationId, id)) ?? seen; // As whoever went before left it.
  }
}
