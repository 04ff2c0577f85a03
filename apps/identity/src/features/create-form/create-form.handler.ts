import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CreateForm, type FormRecord } from '#contracts/identity/forms';
import { Audit } from '#platform/audit/audit';
import { Idempotency } from '#platform/idempotency/idempotency';
import { actingAdministrator } from '../../access.js';
import { checkedForm } from '../../domain/form.js';
import { findForm, getForm, insertForm } from '../../persistence/forms.js';

/** An organization says what it asks of members (ID-19). Its id comes with the command, so sending it twice makes one. */
@CommandHandler(CreateForm)
export class CreateFormHandler implements ICommandHandler<CreateForm> {
  constructor(
    private readonly idempotency: Idempotency,
    private readonly audit: Audit,
  ) {}

  async execute(command: CreateForm): Promise<FormRecord> {
    const organizationId = actingAdministrator().organization.id;
    const { formId: id } = command;
    const { names, questions } = checkedForm(command.names, command.questions);
    return this.idempotency.once(command, async (em) => {
      const earlier = await findForm(em, organizationId, id);
      if (earlier) return earlier;
      const form = { id, names, questions: questions.map((question) => ({ ...question, options: [...question.options] })) };
      await insertForm(em, organizationId, { ...form, archived: false, version: 1 });
      const facts = { questions: questions.map(({ key }) => key) };
      await this.audit.record(em, { organizationId, action: 'identity.form-created', subject: id, facts });
      return getForm(em, organizationId, id);
    });
  }
}
