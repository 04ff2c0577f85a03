import type { ServiceDefinition } from '#platform/service/service-definition';
import { LeadsModule } from './leads.module.js';
import { Migration001PlatformTables } from './persistence/migrations/001-platform-tables.js';
import { leadsPersonalData } from './personal-data.js';

export const leads: ServiceDefinition = {
  name: 'leads',
  module: LeadsModule,
  migrations: [Migration001PlatformTables],
  personalData: leadsPersonalData,
};
