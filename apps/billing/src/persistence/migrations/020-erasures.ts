import { Migration } from '@mikro-orm/migrations';
import { eraserRights, ofOrganization, sweeperRights } from '#platform/personal-data/eraser-rights';

const of = ofOrganization('issuer_id');
const ofEither = `(${of} OR ${ofOrganization('debtor_id')})`;

/**
 * A slip is still never changed (BIL-28); but when nobody may ask for it any more, whom it was about is emptied, and nothing else of it
 * is. Only the sweeper has the right to, and this refuses everything else to everybody.
 */
const slips = [
  `DROP TRIGGER immutable ON care_slips`,
  `CREATE FUNCTION refuse_slip_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE personal text[] := ARRAY['child_name', 'payer_name', 'payer_address', 'number_sealed', 'number_last'];
BEGIN
  IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - personal = to_jsonb(OLD) - personal
    AND NEW.child_name = '' AND NEW.payer_name = '' AND NEW.payer_address = '' AND NEW.number_sealed = '' AND NEW.number_last = ''
  THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% are immutable: correct them by a new document', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$`,
  `CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON care_slips FOR EACH ROW EXECUTE FUNCTION refuse_slip_change()`,
  `CREATE TRIGGER stays BEFORE TRUNCATE ON care_slips FOR EACH STATEMENT EXECUTE FUNCTION refuse_document_change()`,
];

/** What erasing a person and the passing of time may do to what is held of debtors. Documents and postings: nothing. */
export class Migration020Erasures extends Migration {
  override up(): void {
    const erased = eraserRights('billing', {
      billing_accounts: { of },
      documents: { of },
      document_lines: { of: ofEither },
      open_items: { of: ofEither, empties: ['person_name'] },
      charges: { of, empties: ['instrument', 'failure'] },
      planned_payments: { of, empties: ['instrument', 'reference', 'failure'] },
      recurring_charges: { of, empties: ['person_name', 'instrument'] },
      guardians: { of, deletes: true },
      guardian_shares: { of, deletes: true },
    });
    const swept = sweeperRights('billing', {
      documents: 'read',
      recurring_charges: 'read',
      party_snapshots: ['name', 'address'],
      open_items: ['person_name'],
      charges: ['instrument'],
      care_slips: ['child_name', 'payer_name', 'payer_address', 'number_sealed', 'number_last'],
      care_items: 'delete',
      guardians: 'delete',
      file_pieces: 'delete',
    });
    for (const statement of [...slips, ...erased, ...swept]) this.addSql(statement);
  }
}
