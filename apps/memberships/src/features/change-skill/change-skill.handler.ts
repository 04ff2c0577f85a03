import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ChangeSkill, type SkillRecord } from '#contracts/memberships/skills';
import { Missing } from '#platform/errors/missing';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedSkill } from '../../domain/skill.js';
import { LevelInUse } from '../../domain/skill.errors.js';
import { findSkill, levelsLost, saveSkill } from '../../persistence/skills.js';
import { WrittenSkills } from '../../skills/written-skills.js';

/** Renames, changes the levels, archives or takes back from the archive (ID-26). Who has the skill keeps it, under its new name. */
@CommandHandler(ChangeSkill)
export class ChangeSkillHandler implements ICommandHandler<ChangeSkill> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly written: WrittenSkills,
  ) {}

  execute(command: ChangeSkill): Promise<SkillRecord> {
    const { id: organizationId } = actingAdministrator();
    return this.idempotency.once(command, async (em) => {
      const skill = await findSkill(em, organizationId, command.skillId, { for: 'changing' });
      if (!skill) throw new Missing('memberships.no-such-skill');
      if (skill.version !== command.version) throw new Stale('memberships.stale-skill', { version: skill.version });

      const changed = { ...skill, ...changesOf(skill, command), archived: command.archived ?? skill.archived, version: skill.version + 1 };
      const lost = await levelsLost(em, organizationId, skill.id, changed.levels);
      if (lost.length > 0) throw new LevelInUse({ levels: lost });
      await saveSkill(em, changed);
      await this.written.defined(em, organizationId, 'changed', changed);
      return changed;
    });
  }
}

const changesOf = (skill: SkillRecord, { names, levels }: ChangeSkill) =>
  checkedSkill(names ?? skill.names, levels ?? skill.levels.map((level) => ({ ...level.names, key: level.key })));
