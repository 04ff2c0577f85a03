import { runService } from '#platform/service/boot-service';
import { leads } from './leads.service.js';

await runService(leads);
