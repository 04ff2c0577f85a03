import type { EntityManager } from '@mikro-orm/postgresql';
import { severityOf } from '../domain/issue.js';
import { digestOf } from '../domain/preview.js';
import type { Import } from '../persistence/import.entity.js';
import { saveIssues } from '../persistence/issue-rows.js';
import { type Judgement, dropEarlierJudgements } from '../persistence/pages.js';
import { savePlans } from '../persistence/plan-pages.js';
import type { AssessedImport } from './assessor.js';

/** Stores what a judgement found and lets the import name it, in one transaction; the import is locked by the caller. */
export async function keepAssessment(
  em: EntityManager,
  found: Import,
  judgement: Judgement,
  assessed: AssessedImport,
  at: Date,
): Promise<void> {
  await saveIssues(em, judgement, assessed.issues);
  await savePlans(em, judgement, assessed.plans);
  await dropEarlierJudgements(em, judgement);

  const counted = { error: 0, warning: 0, decision: 0 };
  for (const { code } of assessed.issues) counted[severityOf(code)] += 1;
  const { people, skipped } = assessed.summary;
  found.assessment = judgement.assessment;
  found.counts = {
    rows: assessed.rows,
    valid: assessed.valid,
    errors: counted.error,
    warnings: counted.warning,
    decisions: counted.decision,
    created: people.created,
    reused: people.reused,
    skipped,
    failed: 0,
  };
  found.state = counted.error > 0 ? 'invalid' : counted.decision > 0 ? 'needsDecisions' : 'ready';
  const { listings, summary } = assessed;
  found.preview = found.state === 'ready' ? { summary, listings, digest: digestOf(assessed.plans) } : null;
  found.previewHash = found.state === 'ready' ? summary.previewHash : null;
  found.processed = assessed.rows;
  found.checkedAt = at;
  found.version += 1;
}
