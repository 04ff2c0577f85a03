import { runMigrations } from '#platform/service/boot-service';
import { billing } from './billing.service.js';

await runMigrations(billing);
