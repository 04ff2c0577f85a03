import type { Migration } from '@mikro-orm/migrations';
import type { Constructor, Options } from '@mikro-orm/postgresql';
import type { Type } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { ServiceName } from '#contracts/caller';
import type { PersonalData } from '../personal-data/personal-data.js';

export type EntityList = NonNullable<Options['entities']>;
export type MigrationClass = Constructor<Migration>;

/** What makes an app a service: everything the platform needs to configure, migrate, boot and drain it. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  /** The app's Nest module. */
  readonly module: Type<unknown>;
  readonly entities?: EntityList;
  /** In order. A service without migrations has no database. */
  readonly migrations?: readonly MigrationClass[];
  /** `['matcher']` is the role `identity_matcher`, entered for one transaction by `{ as: 'matcher' }`. */
  readonly narrowRoles?: readonly string[];
  /** What it holds of people: a service with a database says so. */
  readonly personalData?: PersonalData;
  /** A class of further environment variables, checked at start and injectable by its class. */
  readonly config?: Type<object>;
  /** For an app with an HTTP surface of its own: called before it listens. */
  readonly configureHttp?: (app: NestExpressApplication) => void | Promise<void>;
}

export const hasDatabase = (definition: ServiceDefinition): boolean => definition.migrations !== undefined;
