import { runService } from '#platform/service/boot-service';
import { billing } from './billing.service.js';

await runService(billing);
