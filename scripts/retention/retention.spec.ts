import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#local/state-directory';
import { databaseServices } from '../definitions.js';
import { retentionPage } from './retention-page.js';

describe('docs/retention.md', () => {
  it('says what the services declare: npm run docs:retention writes it anew', () => {
    expect(readFileSync(join(projectDirectory, 'docs', 'retention.md'), 'utf8')).toBe(retentionPage(databaseServices));
  });

  it('tells of every personal field what it is, why, how long, and what becomes of it', () => {
    const page = retentionPage(databaseServices);
    for (const { personalData } of databaseServices) {
      for (const { fields } of personalData?.tables ?? []) {
        for (const column of Object.keys(fields)) expect(page).toContain(`| \`${column}\` |`);
      }
    }
  });
});
