import { runMigrations } from '#platform/service/boot-service';
import { identity } from './identity.service.js';

await runMigrations(identity);
