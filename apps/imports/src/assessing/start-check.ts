import type { EntityManager } from '@mikro-orm/postgresql';
import { derivedId, type Uuid } from '#kernel/ids';
import type { Sagas } from '#platform/sagas/sagas';
import { type Club, asFlowOf } from '../access.js';
import type { Import } from '../persistence/import.entity.js';

const alarmAfterMs = 15 * 60_000;
export const checkImport = 'check-import';

/** What a check starts from: the file itself, or the rows and verdicts of the judgement before, when only decisions were added. */
export interface CheckData {
  readonly importId: Uuid;
  readonly revision: number;
  readonly from: 'file' | 'verdicts';
}

/** Has the import judged (again) as it stands now. A check of an earlier revision gives up when it sees this one. */
export async function startCheck(em: EntityManager, sagas: Sagas, club: Club, found: Import, from: CheckData['from']): Promise<void> {
  found.state = 'checking';
  found.revision += 1;
  found.processed = 0;
  found.preview = null;
  found.previewHash = null;
  found.version += 1;
  const data: CheckData = { importId: found.id, revision: found.revision, from };
  const id = derivedId(checkImport, found.id, found.revision);
  await asFlowOf(club, found.id, () =>
    sagas.start(em, { id, kind: checkImport, step: 'check', data, deadlineAt: new Date(Date.now() + alarmAfterMs) }),
  );
}
