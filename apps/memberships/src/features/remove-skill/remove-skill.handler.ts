import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { todayIn } from '#kernel/dates';
import { type MemberSkillRecord, RemoveSkill } from '#contracts/memberships/skills';
import { Clock } from '#platform/clock';
import { Missing } from '#platform/errors/missing';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { dayOf } from '../../domain/skill.js';
import { findMemberSkill, lockSkillsOf, saveMemberSkill } from '../../persistence/member-skills.js';
import { WrittenSkills } from '../../skills/written-skills.js';

/** Takes a skill from a member (ID-26). What became of it can be read for good; taking it twice changes nothing. */
@CommandHandler(RemoveSkill)
export class RemoveSkillHandler implements ICommandHandler<RemoveSkill> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly written: WrittenSkills,
    private readonly clock: Clock,
  ) {}

  execute(command: RemoveSkill): Promise<MemberSkillRecord> {
    const { id: organizationId, timeZone } = actingAdministrator();
    const { memberSkillId: id } = command;
    return this.idempotency.once(command, async (em) => {
      const seen = await findMemberSkill(em, organizationId, id);
      if (!seen) throw new Missing('memberships.no-such-member-skill');
      await lockSkillsOf(em, organizationId, seen.personId);
      const held = (await findMemberSkill(em, organizationId, id)) ?? seen;
      if (held.removedOn !== null) return held;
      const removedOn = dayOf(undefined, todayIn(timeZone, this.clock.now()), held.since);
      await saveMemberSkill(em, id, { ...held, level: held.level?.key ?? null, removedOn });
      return this.written.changed(em, organizationId, id, 'removed', removedOn);
    });
  }
}
