import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#local/state-directory';
import { databaseServices } from './definitions.js';
import { retentionPage } from './retention/retention-page.js';

writeFileSync(join(projectDirectory, 'docs', 'retention.md'), retentionPage(databaseServices));
console.log('docs/retention.md');
