import { subjectParameters, type Obstacle, type PersonalData, type PersonalTable } from '#platform/personal-data/personal-data';
import { platformImpersonal, platformPersonalData } from '#platform/personal-data/platform-personal-data';

const ofPeople = 't.person_id = ANY ($1::uuid[])';
const held = '(t.person_id = ANY ($1::uuid[]) OR (t.person_id IS NULL AND t.account_id = ANY ($2::uuid[])))';
const ofTheirs = `t.membership_id IN (SELECT m.id FROM memberships m
  WHERE m.person_id = ANY ($1::uuid[]) OR (m.person_id IS NULL AND m.account_id = ANY ($2::uuid[])))`;
const offer = `(SELECT o.names FROM offers o WHERE o.id = t.offer_id)`;
const skill = `(SELECT s.names FROM skills s WHERE s.id = t.skill_id)`;
const asDocuments = 'as long as documents of the sale: ten years';
const byStaff = { what: 'Who of the staff did it', stays: 'Who did something stays part of what was done', basis: 'law' } as const;
const aNumber = { stays: 'It says what a number was sold or did, and documents stand beside it' };

const sold: readonly PersonalTable[] = [
  {
    table: 'memberships',
    title: 'Memberships you hold or held',
    fields: {},
    basis: 'contract',
    kept: asDocuments,
    of: held,
    organization: 't.seller_id',
    shown: {
      id: 't.id',
      offer,
      purchased_on: 't.purchased_on',
      effective_on: 't.effective_on',
      expires_on: 't.expires_on',
      ended: 't.ended',
      price_minor: 't.selling_minor',
      currency: 't.currency',
    },
    erasing: aNumber,
  },
  {
    table: 'status_history',
    title: 'How memberships of yours ended',
    fields: { reason: 'Why', memo: 'What staff wrote beside it', changed_by: byStaff },
    basis: 'contract',
    kept: asDocuments,
    of: ofTheirs,
    organization: 't.seller_id',
    shown: { membership_id: 't.membership_id', status: 't.status', changed_on: 't.changed_on' },
    erasing: { memo: 'NULL' },
  },
  {
    table: 'expiry_changes',
    title: 'Days on which your memberships expire that were changed',
    fields: { memo: 'What staff wrote beside it', changed_by: byStaff },
    basis: 'contract',
    kept: asDocuments,
    of: ofTheirs,
    organization: 't.seller_id',
    shown: { membership_id: 't.membership_id', expired_on: 't.expired_on', expires_on: 't.expires_on', changed_on: 't.changed_on' },
    erasing: { memo: 'NULL' },
  },
  {
    table: 'home_moves',
    title: 'Clubs your memberships were moved between',
    fields: { moved_by: byStaff },
    basis: 'contract',
    kept: asDocuments,
    of: ofTheirs,
    organization: 't.seller_id',
    shown: { membership_id: 't.membership_id', from: 't.from_id', to: 't.to_id', moved_on: 't.moved_on' },
    erasing: aNumber,
  },
  {
    table: 'cards',
    title: 'Your membership cards',
    fields: { number: 'Number on the card', code: 'What the QR code on it says' },
    basis: 'contract',
    kept: asDocuments,
    of: ofTheirs,
    organization: '(SELECT m.seller_id FROM memberships m WHERE m.id = t.membership_id)',
    shown: { membership_id: 't.membership_id', issued_at: 't.issued_at', lost_at: 't.lost_at' },
    erasing: { code: 'gen_random_uuid()', lost_at: 'coalesce(t.lost_at, now())' }, // What is in somebody's pocket opens no door.
  },
  {
    table: 'operations',
    title: 'Orders while they were carried out',
    fields: { ordered: 'What was ordered, with the name and address to bill to', answer: 'What came of it', ordered_by: byStaff },
    basis: 'contract',
    kept: '90 days; until it is finished',
    retention: {
      when: `ordered_at < $1 - interval '90 days' AND state <> 'running' AND ordered <> '{}'`,
      empties: { ordered: `'{}'`, answer: `'{}'` },
    },
    of: `t.state <> 'running' AND EXISTS (SELECT FROM unnest($1::uuid[]) somebody
      WHERE jsonb_path_exists(t.ordered, '$.** ? (@ == $somebody)', jsonb_build_object('somebody', somebody)))`,
    organization: 't.seller_id',
    unshown: 'Copies of what is shown where it stands',
    erasing: { ordered: `'{}'`, answer: `'{}'` },
  },
];

const named = (column: string): string => `EXISTS (SELECT FROM unnest($1::uuid[] || $2::uuid[]) somebody
      WHERE jsonb_path_exists(t.${column}::jsonb, '$.** ? (@ == $somebody)', jsonb_build_object('somebody', somebody)))`;

/** Orders of many, whose rows are kept by the thousand: nobody's are taken out of them before all of them go. */
const batches: readonly PersonalTable[] = [
  {
    table: 'batch_orders',
    title: 'Orders of many',
    fields: { ordered_by: byStaff },
    basis: 'contract',
    kept: 'as long as documents of the sale: ten years',
    organization: 't.seller_id',
    unshown: 'It counts; whom it was for stands in its rows',
    erasing: { stays: 'It counts; whom it was for stands in its rows' },
  },
  {
    table: 'batch_order_parts',
    title: 'Rows of orders of many, as they were carried out',
    fields: { plan: 'What billing was told', result: 'What became of it' },
    basis: 'contract',
    kept: '90 days; until it is finished',
    retention: {
      when: `order_id IN (SELECT id FROM batch_orders WHERE created_at < $1 - interval '90 days' AND state <> 'running') AND plan::text <> '{}'`,
      empties: { plan: `'{}'` },
    },
    of: named('plan'),
    organization: 't.seller_id',
    unshown: 'Copies of what is shown where it stands',
    erasing: { plan: `'{}'` },
  },
  {
    table: 'batch_order_pieces',
    title: 'Rows of orders of many, as they were asked',
    fields: { asked: 'What was asked, with fees and rebates', judged: 'What was found of it' },
    basis: 'contract',
    kept: '90 days',
    retention: {
      when: `appended_at < $1 - interval '90 days' AND asked::text <> '[]'`,
      empties: { asked: `'[]'`, judged: 'NULL' },
    },
    of: named('asked'),
    organization: 't.seller_id',
    unshown: 'Copies of what is shown where it stands',
    erasing: { asked: `'[]'`, judged: 'NULL' },
  },
];

const inTheClub: readonly PersonalTable[] = [
  {
    table: 'activities',
    title: 'When you came, went and attended (ID-27)',
    fields: { note: 'What staff wrote beside it', pass: 'What you came in with' },
    basis: 'contract',
    kept: 'five years; the day and the kind as long as the organization counts visits',
    retention: { when: `at < $1 - interval '5 years' AND note IS NOT NULL`, empties: { note: 'NULL' } },
    of: ofPeople,
    organization: 't.organization_id',
    shown: { kind: 't.kind', at: 't.at', refused_because: 't.reason' },
    erasing: { note: 'NULL', pass: 'NULL' }, // How many came stays countable (ID-27); who it was is a number.
  },
  {
    table: 'entry_blocks',
    title: 'Organizations that keep you out',
    fields: { reason: 'Why' },
    basis: 'interest',
    kept: 'until it is lifted',
    of: ofPeople,
    organization: 't.organization_id',
    shown: { since: 't.since' },
    erasing: 'deleted',
  },
  {
    table: 'member_skill_changes',
    title: 'What became of your skills',
    fields: { level: 'Level', changed_by: byStaff },
    basis: 'contract',
    kept: 'while the organization holds the person',
    of: 't.member_skill_id IN (SELECT s.id FROM member_skills s WHERE s.person_id = ANY ($1::uuid[]))',
    organization: 't.organization_id',
    shown: { skill, change: 't.change', changed_on: 't.changed_on' },
    erasing: 'deleted',
  },
  {
    table: 'member_skills',
    title: 'Your skills (ID-26)',
    fields: { level: 'Level' },
    basis: 'contract',
    kept: 'while the organization holds the person',
    of: ofPeople,
    organization: 't.organization_id',
    shown: { skill, since: 't.since', removed_on: 't.removed_on' },
    erasing: 'deleted',
  },
];

const obstacles: readonly Obstacle[] = [
  {
    code: 'active-membership',
    says: 'A membership is active: cancel it first, or wait until it has expired',
    sql: `WITH ${subjectParameters} SELECT t.seller_id AS "organizationId", t.id::text AS about FROM memberships t
      WHERE ${held} AND t.seller_id = ANY ($4::uuid[]) AND t.ended IS NULL AND (t.expires_on IS NULL OR t.expires_on >= $7::date)`,
  },
  {
    code: 'order-running',
    says: 'An order is being carried out',
    sql: `WITH ${subjectParameters}, day AS (SELECT $7::date) SELECT t.seller_id AS "organizationId", t.id::text AS about FROM operations t
      WHERE t.seller_id = ANY ($4::uuid[]) AND t.state = 'running' AND EXISTS (SELECT FROM unnest($1::uuid[]) somebody
        WHERE jsonb_path_exists(t.ordered, '$.** ? (@ == $somebody)', jsonb_build_object('somebody', somebody)))`,
  },
];

/** Everything memberships holds of people. */
export const membershipsPersonalData: PersonalData = {
  obstacles,
  tables: [...sold, ...batches, ...inTheClub, ...platformPersonalData],
  impersonal: [
    ...platformImpersonal,
    '*.currency',
    'activities.kind',
    'activities.reason',
    'affiliations.invoice',
    'affiliations.ended',
    'batch_orders.kind',
    'batch_orders.state',
    'batch_orders.levels',
    'batch_orders.preview_hash',
    'catalogue_drafts.state',
    'catalogue_drafts.changes',
    'frozen_terms.terms',
    'listings.name',
    'listings.visibility',
    'listings.description',
    'member_skill_changes.change',
    'memberships.ended',
    'merged_people.clients', // Ids, like all of a merge.
    'merged_people.answer',
    'moved_holdings.place',
    'offers.names',
    'offers.term',
    'offers.eligibility',
    'offers.ledger_code',
    'offers.tax_kind',
    'offers.visibility',
    'offers.replacement',
    'operations.kind',
    'operations.state',
    'organizations.record',
    'skills.names',
    'skills.levels',
    'status_history.status',
  ],
  links: { slots: 'Who holds which offer for which days: told with the membership, and gone with it' },
};
