import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetSecondFactor, type SecondFactorRecord } from '#contracts/identity/second-factors';
import { Database } from '#platform/database/database';
import { signedInUser } from '../../access.js';
import { SecondFactors } from '../../persistence/second-factors.js';

@QueryHandler(GetSecondFactor)
export class GetSecondFactorHandler implements IQueryHandler<GetSecondFactor> {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
  ) {}

  async execute(): Promise<SecondFactorRecord> {
    const userId = signedInUser();
    const factor = await this.database.transaction((em) => this.factors.find(em, userId), { as: 'gatekeeper' });
    return { on: Boolean(factor?.confirmedAt), recoveryCodesLeft: factor?.recoveryCodes ?? 0 };
  }
}
