import { runService } from '#platform/service/boot-service';
import { memberships } from './memberships.service.js';

await runService(memberships);
