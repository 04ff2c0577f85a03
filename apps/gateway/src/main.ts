import { runService } from '#platform/service/boot-service';
import { gateway } from './gateway.service.js';

await runService(gateway);
