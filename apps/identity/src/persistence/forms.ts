import type { EntityManager } from '@mikro-orm/postgresql';
import type { FormRecord } from '#contracts/identity/forms';
import type { Uuid } from '#kernel/ids';
import { execute, query } from '#platform/database/sql';
import { Missing } from '#platform/errors/missing';

const columns = `id, names, questions, archived, version`;

export async function findForm(
  em: EntityManager,
  organizationId: Uuid,
  id: Uuid,
  lock: '' | 'FOR UPDATE' = '',
): Promise<FormRecord | undefined> {
  const [found] = await query<FormRecord>(em, `SELECT ${columns} FROM forms WHERE organization_id = $1 AND id = $2 ${lock}`, [
    organizationId,
    id,
  ]);
  return found;
}

export async function getForm(em: EntityManager, organizationId: Uuid, id: Uuid, lock: '' | 'FOR UPDATE' = ''): Promise<FormRecord> {
  const form = await findForm(em, organizationId, id, lock);
  if (!form) throw new Missing('identity.no-such-form');
  return form;
}

export interface WantedForms {
  readonly archived?: boolean;
  readonly afterEntry?: number;
  readonly limit: number;
}

/** In the order they were made. */
export function formsOf(
  em: EntityManager,
  organizationId: Uuid,
  { archived, afterEntry, limit }: WantedForms,
): Promise<(FormRecord & { entry: number })[]> {
  const text = `SELECT entry, ${columns} FROM forms WHERE organization_id = $1 AND ($2::boolean IS NULL OR archived = $2)
    AND ($3::bigint IS NULL OR entry > $3) ORDER BY entry LIMIT $4`;
  return query(em, text, [organizationId, archived ?? null, afterEntry ?? null, limit]);
}

export async function insertForm(em: EntityManager, organizationId: Uuid, { id, names, questions }: FormRecord): Promise<void> {
  const text = `INSERT INTO forms (id, organization_id, names, questions) VALUES ($1, $2, $3::jsonb, $4::jsonb)`;
  await execute(em, text, [id, organizationId, JSON.stringify(names), JSON.stringify(questions)]);
}

export async function saveForm(em: EntityManager, { id, names, questions, archived, version }: FormRecord): Promise<void> {
  const text = `UPDATE forms SET names = $2::jsonb, questions = $3::jsonb, archived = $4, version = $5 WHERE id = $1`;
  await execute(em, text, [id, JSON.stringify(names), JSON.stringify(questions), archived, version]);
}
