import type { ServiceDefinition } from '#platform/service/service-definition';
import { ImportsModule } from './imports.module.js';
import { Import } from './persistence/import.entity.js';
import { Migration001Imports } from './persistence/migrations/001-imports.js';
import { Migration002OfferedCandidates } from './persistence/migrations/002-offered-candidates.js';
import { Migration003PlanPages } from './persistence/migrations/003-plan-pages.js';
import { Migration004Undo } from './persistence/migrations/004-undo.js';
import { Migration005Retention } from './persistence/migrations/005-retention.js';
import { importsPersonalData } from './personal-data.js';

export const imports: ServiceDefinition = {
  name: 'imports',
  module: ImportsModule,
  entities: [Import],
  migrations: [Migration001Imports, Migration002OfferedCandidates, Migration003PlanPages, Migration004Undo, Migration005Retention],
  narrowRoles: ['eraser'],
  personalData: importsPersonalData,
};
