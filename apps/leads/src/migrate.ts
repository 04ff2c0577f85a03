import { runMigrations } from '#platform/service/boot-service';
import { leads } from './leads.service.js';

await runMigrations(leads);
