import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AdmitPeople } from '#contracts/identity/admit-people.command';
import { message } from '#contracts/message';
import { PeopleAdmitted } from '#contracts/identity/people-admitted.event';
import { EnrolMembers } from '#contracts/memberships/enrol-members.command';
import { Audit } from '#platform/audit/audit';
import { Database } from '#platform/database/database';
import { Forbidden } from '#platform/errors/forbidden';
import { Inbox } from '#platform/outbox/inbox';
import { Outbox } from '#platform/outbox/outbox';
import { importingClub } from '../../access.js';
import { planAdmission } from '../../domain/admission.js';
import { idsOf, leadToSurvivors } from '../../domain/admission-survivors.js';
import { admissionFacts, lockNewPeople, saveAdmission } from '../../persistence/admissions.js';
import { survivorsOf } from '../../persistence/closed-ids.js';
import { Organization } from '../../persistence/organization.entity.js';

/** A batch of an import gets its people, accounts, clients and profiles in one transaction, then its memberships are asked for. */
@CommandHandler(AdmitPeople)
export class AdmitPeopleHandler implements ICommandHandler<AdmitPeople> {
  constructor(
    private readonly database: Database,
    private readonly inbox: Inbox,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  execute(planned: AdmitPeople): Promise<void> {
    const { importId, batch, organizationId, federationId } = planned;
    const club = importingClub();
    if (club.organizationId !== organizationId || club.networkId !== federationId) throw new Forbidden();

    return this.inbox.once(async (em) => {
      const { languages } = await em.findOneOrFail(Organization, { id: organizationId });
      const { rows, led } = leadToSurvivors(planned.people, await survivorsOf(em, idsOf(planned.people)));
      const command = message(AdmitPeople, { ...planned, people: rows });
      await lockNewPeople(em, command);
      const facts = await this.database.as(em, 'matcher', () => admissionFacts(em, command));
      const plan = planAdmission(rows, { ...facts, organizationId, language: languages[0] });
      await saveAdmission(em, command, plan);

      const { debtors, enrolled: members } = plan;
      const reusedMeanwhile = [...plan.reusedMeanwhile, ...led];
      await this.outbox.add(em, PeopleAdmitted, { importId, batch, rows: rows.length, reusedMeanwhile });
      await this.outbox.add(em, EnrolMembers, { importId, batch, organizationId, federationId, debtors, members });
      await this.audit.record(em, {
        organizationId,
        action: 'identity.people-admitted',
        subject: importId,
        facts: { batch, rows: rows.length, people: plan.people.length, accounts: plan.accounts.length, clients: plan.clients.length },
      });
    });
  }
}
