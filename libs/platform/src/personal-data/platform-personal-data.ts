import type { PersonalTable } from './personal-data.js';

const aMonth = `interval '30 days'`;

/**
 * The tables that the platform keeps in the database of every service. Their rows are of nobody who could be told: they carry what was
 * said on, and go after some days.
 */
export const platformPersonalData: readonly PersonalTable[] = [
  {
    table: 'outbox',
    title: 'Messages on their way',
    fields: {
      payload: 'What a message says: of admitted people also names and addresses',
      caller: 'Who set it off: the id, and the name of staff',
    },
    basis: 'contract',
    kept: 'until every consumer has it, and an hour longer',
    unshown: 'Copies of what is shown where it stands',
    erasing: { stays: 'They are gone before anybody could ask' },
  },
  {
    table: 'dead_letters',
    title: 'Messages that were parked',
    fields: { payload: 'What a message says', caller: 'Who set it off', error: 'What went wrong with it' },
    basis: 'contract',
    kept: '30 days from being sent again; until then with an alarm',
    retention: { when: `replayed_at < $1 - ${aMonth}` },
    sweptAs: 'relay',
    unshown: 'Copies of what is shown where it stands',
    erasing: { stays: 'A parked message is sent again or given up by a person within days' },
  },
  {
    table: 'sagas',
    title: 'Flows over several services',
    fields: { data: 'What a flow remembers between its steps: ids', scope: 'Whom it works for', last_error: 'What went wrong' },
    basis: 'contract',
    kept: '30 days from the end of the flow',
    retention: { when: `done_at < $1 - ${aMonth}` },
    unshown: 'Ids of what is shown where it stands',
    erasing: { stays: 'They hold ids' },
  },
  {
    table: 'idempotency_keys',
    title: 'Answers kept for repeats',
    fields: { caller: 'Who asked, by id', answer: 'The answer, which a repeat gets again' },
    basis: 'contract',
    kept: '30 days',
    retention: { when: `created_at < $1 - ${aMonth}` },
    unshown: 'Copies of what is shown where it stands',
    erasing: { stays: 'They go by themselves within 30 days' },
  },
  {
    table: 'audit_log',
    title: 'What was done to money, identity and rights',
    fields: {
      caller: { what: 'Who did it, by id', stays: 'Who did something stays part of what was done' },
      caller_name: {
        what: 'What a key or flow is called; of people nothing: whoever reads is told the name',
        stays: 'Each entry is part of the hash of all that follow',
      },
      facts: { what: 'Ids, amounts and counts', stays: 'Nobody is known by them' },
    },
    basis: 'law',
    kept: 'as long as the organization is registered',
    unshown: 'It says what staff did, by ids',
    erasing: { stays: 'Entries hold ids, and are hashed one into the next' },
  },
];

/** Columns of those tables, and of any, that are about nobody. */
export const platformImpersonal: readonly string[] = [
  'outbox.subject',
  'inbox.subject',
  'dead_letters.subject',
  'idempotency_keys.subject',
  'audit_log.subject',
  '*.correlation_id',
  '*.causation_id',
  'outbox.awaiting',
  'outbox.sent_to',
  'sagas.kind',
  'sagas.step',
  'idempotency_keys.key',
  'idempotency_keys.body_hash',
  'audit_log.action',
  'audit_log.hash',
  'audit_heads.hash',
];
