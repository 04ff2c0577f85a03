import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LocalDate } from '#kernel/dates';
import type { Uuid } from '#kernel/ids';
import {
  MemberSkillChanged,
  SkillDefined,
  type MemberSkillRecord,
  type SkillChangeKind,
  type SkillRecord,
} from '#contracts/memberships/skills';
import { Audit } from '#platform/audit/audit';
import { Clock } from '#platform/clock';
import { currentCaller } from '#platform/messaging/context';
import { Outbox } from '#platform/outbox/outbox';
import { findMemberSkill, writeSkillChange } from '../persistence/member-skills.js';

/** Every change of a skill is written down, logged and told in the transaction that makes it. */
@Injectable()
export class WrittenSkills {
  constructor(
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async defined(
    em: EntityManager,
    organizationId: Uuid,
    action: 'created' | 'changed',
    { id, version, archived }: SkillRecord,
  ): Promise<void> {
    await this.audit.record(em, { organizationId, action: `memberships.skill-${action}`, subject: id, facts: { version, archived } });
    await this.outbox.add(em, SkillDefined, { skillId: id, organizationId, version, archived });
  }

  /** What a member has after the change. */
  async changed(em: EntityManager, organizationId: Uuid, id: Uuid, change: SkillChangeKind, on: LocalDate): Promise<MemberSkillRecord> {
    await writeSkillChange(em, id, { change, on, at: this.clock.now(), by: currentCaller().name });
    const record = (await findMemberSkill(em, organizationId, id))!;
    const { personId, skillId, version } = record;
    const level = record.level?.key ?? null;
    await this.audit.record(em, {
      organizationId,
      action: `memberships.skill-${change}`,
      subject: personId,
      facts: { id, skillId, level, on },
    });
    await this.outbox.add(em, MemberSkillChanged, { memberSkillId: id, organizationId, personId, change, skillId, level, on, version });
    return record;
  }
}
