import { runMigrations } from '#platform/service/boot-service';
import { memberships } from './memberships.service.js';

await runMigrations(memberships);
