import { runMigrations } from '#platform/service/boot-service';
import { imports } from './imports.service.js';

await runMigrations(imports);
