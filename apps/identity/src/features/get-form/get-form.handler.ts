import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetForm, type FormRecord } from '#contracts/identity/forms';
import { Database } from '#platform/database/database';
import { actingAdministrator } from '../../access.js';
import { getForm } from '../../persistence/forms.js';

@QueryHandler(GetForm)
export class GetFormHandler implements IQueryHandler<GetForm> {
  constructor(private readonly database: Database) {}

  async execute({ formId }: GetForm): Promise<FormRecord> {
    const { organization } = actingAdministrator();
    return this.database.transaction((em) => getForm(em, organization.id, formId));
  }
}
