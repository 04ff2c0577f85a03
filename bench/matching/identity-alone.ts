import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { Caller } from '#contracts/caller';
import { FindSimilarPeople, type SimilarPerson } from '#contracts/identity/find-similar-people.query';
import { message, type Fields } from '#contracts/message';
import { newId } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { flowCaller, runAs } from '#platform/messaging/context';
import { loadServiceConfig } from '#platform/service/load-service-config';
import { PlatformModule } from '#platform/service/platform.module';
import { judged, type Judged } from '../../apps/identity/src/domain/matching/verdict.js';
import type { Model } from '../../apps/identity/src/domain/matching/model.js';
import { portrait, type Portrait } from '../../apps/identity/src/domain/matching/traits.js';
import { weigh } from '../../apps/identity/src/domain/matching/weigh.js';
import { identity } from '../../apps/identity/src/identity.service.js';
import { MatchModels } from '../../apps/identity/src/persistence/match-models.js';
import { findSimilar } from '../../apps/identity/src/persistence/similar-people.js';
import { keepSecrets } from '../../scripts/stack/secrets.js';
import { serviceEnvironment } from '../../scripts/stack/service-environment.js';
import type { Stack } from '../../scripts/stack/stack.js';

export interface Found {
  readonly number: number;
  readonly judgement: Judged;
}

/** The identity service's own code on the running database, without the broker in between. */
export class IdentityAlone {
  readonly clubId = newId();
  readonly federationId = newId();
  private readonly database: Database;
  private readonly models: MatchModels;
  private readonly queries: QueryBus;

  private constructor(private readonly app: INestApplicationContext) {
    this.database = app.get(Database);
    this.models = app.get(MatchModels);
    this.queries = app.get(QueryBus);
  }

  static async open(stack: Stack): Promise<IdentityAlone> {
    const secrets = keepSecrets(stack.installation.secretsFile);
    const env = serviceEnvironment('identity', secrets, { postgres: stack.superuserUrl, nats: stack.natsUrl, port: 0 });
    const mail = { WEB_URL: 'http://127.0.0.1', SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'post@tessera.test' }; // Nobody is written to.
    const config = loadServiceConfig(identity, { ...mail, ...env, LOG_LEVEL: 'fatal' });
    return new IdentityAlone(await NestFactory.createApplicationContext(PlatformModule.forService(identity, config), { logger: false }));
  }

  close = (): Promise<void> => this.app.close();

  learn = (): Promise<Model> =>
    runAs(this.flow, () => this.database.transaction((em) => this.models.learn(em, this.federationId), { as: 'matcher' }));

  lookUp = async (fields: Omit<Fields<FindSimilarPeople>, 'language'>): Promise<SimilarPerson[]> => {
    const query = message(FindSimilarPeople, { ...fields, language: 'en' });
    return (await runAs(this.administrator, () => this.queries.execute(query))).candidates;
  };

  /** Rows of a batch: one question for all, the rule row by row in memory. */
  matchAll(rows: readonly Portrait[], model: Model, matches: number): Promise<Found[][]> {
    return runAs(this.flow, async () => {
      const found = await this.database.transaction((em) => findSimilar(em, this.federationId, rows), { as: 'matcher' });
      const of: Found[][] = rows.map(() => []);
      for (const other of found) {
        const [a, b] = [rows[other.row], portrait(other)];
        const judgement = judged(a, b, weigh(a, b, model, { matches, among: model.people }));
        if (judgement.verdict !== 'different') of[other.row].push({ number: other.number, judgement });
      }
      return of;
    });
  }

  private get flow(): Caller {
    return flowCaller('bench', [this.clubId, this.federationId], this.federationId);
  }

  private get administrator(): Caller {
    const organization = {
      id: this.clubId,
      kind: 'club' as const,
      federationId: this.federationId,
      name: 'Bench',
      currency: 'CAD',
      timeZone: 'America/Toronto',
      languages: ['en'],
    };
    return { ...this.flow, kind: 'user', roles: ['club-administrator'], organization };
  }
}
