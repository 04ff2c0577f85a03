import { runService } from '#platform/service/boot-service';
import { identity } from './identity.service.js';

await runService(identity);
