import { Migration } from '@mikro-orm/migrations';
import { eraserRights, ofOrganization, sweeperRights } from '#platform/personal-data/eraser-rights';

const ofSeller = ofOrganization('seller_id');
const ofMembership = `EXISTS (SELECT FROM memberships m WHERE m.id = membership_id AND ${ofOrganization('m.seller_id')})`;

/** What erasing a person and the passing of time may do to what is held of members. */
export class Migration015Erasures extends Migration {
  override up(): void {
    const erased = eraserRights('memberships', {
      memberships: { of: ofSeller },
      status_history: { of: ofSeller, empties: ['memo'] },
      expiry_changes: { of: ofSeller, empties: ['memo'] },
      cards: { of: ofMembership, empties: ['code', 'lost_at'] },
      operations: { of: ofSeller, empties: ['ordered', 'answer'] },
      batch_order_parts: { of: ofSeller, empties: ['plan'] },
      batch_order_pieces: { of: ofSeller, empties: ['asked', 'judged'] },
      activities: { of: ofOrganization(), empties: ['note', 'pass'] },
      entry_blocks: { of: ofOrganization(), deletes: true },
      member_skills: { of: ofOrganization(), deletes: true },
      member_skill_changes: { of: ofOrganization(), deletes: true },
    });
    const swept = sweeperRights('memberships', {
      operations: ['ordered', 'answer'],
      activities: ['note'],
      batch_orders: 'read',
      batch_order_parts: ['plan'],
      batch_order_pieces: ['asked', 'judged'],
    });
    for (const statement of [...erased, ...swept]) this.addSql(statement);
  }
}
