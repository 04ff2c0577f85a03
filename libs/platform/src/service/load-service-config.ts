import { DatabaseConfig, PlatformConfig } from '../config/platform-config.js';
import { loadConfigs } from '../config/load-config.js';
import { hasDatabase, type ServiceDefinition } from './service-definition.js';

export interface ServiceConfig {
  readonly platform: PlatformConfig;
  readonly database?: DatabaseConfig;
  /** Of the service's own config class. */
  readonly own?: object;
}

/** The whole environment of a service, checked at once. */
export function loadServiceConfig(definition: ServiceDefinition, env: NodeJS.ProcessEnv): ServiceConfig {
  const classes = [PlatformConfig, ...(hasDatabase(definition) ? [DatabaseConfig] : []), ...(definition.config ? [definition.config] : [])];
  const loaded = loadConfigs(classes, env);
  const find = <T extends object>(Class: new () => T): T | undefined => loaded.find((config) => config instanceof Class) as T | undefined;
  return { platform: loaded[0] as PlatformConfig, database: find(DatabaseConfig), own: definition.config && find(definition.config) };
}
