import { runService } from '#platform/service/boot-service';
import { imports } from './imports.service.js';

await runService(imports);
