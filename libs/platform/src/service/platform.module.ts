import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { MikroORM } from '@mikro-orm/postgresql';
import type { JWK } from 'jose';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { DatabaseConfig, PlatformConfig } from '../config/platform-config.js';
import { DatabaseHealth } from '../database/database-health.js';
import { Database } from '../database/database.js';
import { openOrm } from '../database/open-orm.js';
import { HealthController } from '../health/health.controller.js';
import { NatsHealth } from '../health/nats-health.js';
import { Readiness } from '../health/readiness.js';
import { ForgetOldKeys } from '../idempotency/forget-old-keys.js';
import { Idempotency } from '../idempotency/idempotency.js';
import { loggingModule } from '../logging/logging.js';
import { MessagingConfig, type MessagingTuning } from '../messaging/messaging-config.js';
import { flowControllers, flowProviders, requestProviders } from '../messaging/messaging-providers.js';
import { Metrics } from '../metrics/metrics.js';
import { OrganizationCopies } from '../organizations/organization-copies.js';
import { OwnClients } from '../organizations/own-clients.js';
import { PersonCollector } from '../personal-data/person-collector.js';
import { PersonEraser } from '../personal-data/person-eraser.js';
import { RetentionSchedule } from '../personal-data/retention-schedule.js';
import { personalDataController } from '../personal-data/personal-data.controller.js';
import { PERSONAL_DATA, type PersonalData } from '../personal-data/personal-data.js';
import { CrashPoints } from './crash-points.js';
import type { ServiceConfig } from './load-service-config.js';
import type { ServiceDefinition } from './service-definition.js';
import { ThisService } from './this-service.js';

/** What a test may replace. */
export interface BootOverrides {
  readonly clock?: Clock;
  readonly tuning?: Partial<MessagingTuning>;
}

/** Everything the platform gives a service, visible in all of its modules. */
@Module({})
export class PlatformModule {
  static forService(definition: ServiceDefinition, config: ServiceConfig, overrides: BootOverrides = {}): DynamicModule {
    const providers = [
      ...always(definition, config, overrides),
      ...(config.database ? withDatabase(definition, config.database) : []),
      ...(definition.personalData ? withPersonalData(definition.personalData) : []),
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [definition.module, CqrsModule.forRoot(), loggingModule(definition.name, config.platform.LOG_LEVEL)],
      controllers: [
        HealthController,
        ...(config.database ? flowControllers(definition.name) : []),
        ...(definition.personalData ? [personalDataController(definition.name)] : []),
      ],
      providers,
      exports: [...providers, CqrsModule],
    };
  }
}

function always(definition: ServiceDefinition, config: ServiceConfig, { clock, tuning }: BootOverrides): Provider[] {
  const ownConfig = definition.config && config.own ? [{ provide: definition.config, useValue: config.own }] : [];
  return [
    { provide: ThisService, useValue: new ThisService(definition.name) },
    { provide: PlatformConfig, useValue: config.platform },
    { provide: MessagingConfig, useValue: messagingConfig(definition, config.platform, tuning) },
    { provide: Clock, useValue: clock ?? new Clock() },
    ...ownConfig,
    Readiness,
    NatsHealth,
    Metrics,
    ...requestProviders,
  ];
}

function withDatabase(definition: ServiceDefinition, config: DatabaseConfig): Provider[] {
  const orm = { provide: MikroORM, useFactory: () => openOrm(definition, config) };
  return [orm, Database, DatabaseHealth, Idempotency, ForgetOldKeys, Audit, OrganizationCopies, OwnClients, CrashPoints, ...flowProviders];
}

const withPersonalData = (data: PersonalData): Provider[] => [
  { provide: PERSONAL_DATA, useValue: data },
  PersonCollector,
  PersonEraser,
  RetentionSchedule,
];

function messagingConfig({ name }: ServiceDefinition, config: PlatformConfig, tuning?: Partial<MessagingTuning>): MessagingConfig {
  return {
    service: name,
    natsUrl: config.NATS_URL,
    natsUser: config.NATS_USER,
    natsPassword: config.NATS_PASSWORD,
    callerKey: JSON.parse(config.CALLER_KEY) as JWK,
    callerPublicKeys: JSON.parse(config.CALLER_PUBLIC_KEYS) as MessagingConfig['callerPublicKeys'],
    tuning,
  };
}
