import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from '@mikro-orm/postgresql';
import { ChangeForm, type FormRecord, type QuestionToAsk, type Spoken } from '#contracts/identity/forms';
import type { Uuid } from '#kernel/ids';
import { Audit } from '#platform/audit/audit';
import { Stale } from '#platform/errors/stale';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedForm } from '../../domain/form.js';
import { getForm, saveForm } from '../../persistence/forms.js';

/** Changes what is asked, or archives a form (ID-19). Answers stay, to questions that are asked no more too. */
@CommandHandler(ChangeForm)
export class ChangeFormHandler implements ICommandHandler<ChangeForm> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  execute(command: ChangeForm): Promise<FormRecord> {
    const organizationId = actingAdministrator().organization.id;
    return this.idempotency.once(command, (em) => this.change(em, organizationId, command));
  }

  private async change(em: EntityManager, organizationId: Uuid, command: ChangeForm): Promise<FormRecord> {
    const { formId: id, version, archived } = command;
    const form = await getForm(em, organizationId, id, 'FOR UPDATE');
    if (form.version !== version) throw new Stale('identity.stale-form', { version: form.version });
    const { names, questions } = checkedForm(command.names ?? spoken(form.names), command.questions ?? asked(form), form.questions);
    const changed = { ...form, names, questions: questions.map((question) => ({ ...question, options: [...question.options] })) };
    await saveForm(em, { ...changed, archived: archived ?? form.archived, version: version + 1 });
    const facts = {
      questions: questions.filter((question) => !question.archived).map(({ key }) => key),
      archived: archived ?? form.archived,
    };
    await this.audit.record(em, { organizationId, action: 'identity.form-changed', subject: id, facts });
    return getForm(em, organizationId, id);
  }
}

const spoken = ({ en = null, fr = null, nl = null }: Partial<Spoken>): Spoken => ({ en, fr, nl });

/** What is asked now, as whoever designed it would say it again. */
const asked = ({ questions }: FormRecord): QuestionToAsk[] =>
  questions
    .filter(({ archived }) => !archived)
    .map(({ key, kind, required, labels, options }) => ({
      key,
      kind,
      required,
      ...spoken(labels),
      options: options.filter(({ archived }) => !archived).map((option) => ({ key: option.key, ...spoken(option.labels) })),
    }));
