import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CreateSkill, type SkillRecord } from '#contracts/memberships/skills';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedSkill } from '../../domain/skill.js';
import { findSkill, insertSkill } from '../../persistence/skills.js';
import { WrittenSkills } from '../../skills/written-skills.js';

/** An organization says what it calls a skill (ID-26). Its id comes with the command, so sending it twice makes one. */
@CommandHandler(CreateSkill)
export class CreateSkillHandler implements ICommandHandler<CreateSkill> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly written: WrittenSkills,
  ) {}

  execute(command: CreateSkill): Promise<SkillRecord> {
    const { id: organizationId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const earlier = await findSkill(em, organizationId, command.skillId);
      if (earlier) return earlier;
      const skill = {
        id: command.skillId,
        ...checkedSkill(
          command.names,
          (command.levels ?? []).map((level) => ({ ...level })),
        ),
        archived: false,
        version: 1,
      };
      await insertSkill(em, organizationId, skill);
      await this.written.defined(em, organizationId, 'created', skill);
      return skill;
    });
  }
}
