import { Migration } from '@mikro-orm/migrations';
import { eraserRights, ofOrganization, sweeperRights } from '#platform/personal-data/eraser-rights';

/** Files and what was read of them go when an import can no longer be undone (IMP-17); what became of their rows stays (IMP-19). */
export class Migration005Retention extends Migration {
  up(): void {
    const of = ofOrganization();
    const erased = eraserRights('imports', {
      imports: { of },
      upload_pieces: { of, deletes: true },
      record_pages: { of, empties: ['records'] },
      checked_pages: { of, empties: ['rows', 'issues'] },
      issues: { of, deletes: true },
      repairs: { of, deletes: true },
      decisions: { of, deletes: true },
    });
    const swept = sweeperRights('imports', {
      imports: 'read',
      upload_pieces: 'delete',
      record_pages: 'delete',
      checked_pages: 'delete',
      issues: 'delete',
      repairs: 'delete',
      decisions: 'delete',
    });
    for (const statement of [...erased, ...swept]) this.addSql(statement);
  }
}
