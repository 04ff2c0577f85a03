import type { EntityManager } from '@mikro-orm/postgresql';
import type { Uuid } from '#kernel/ids';
import { query } from '#platform/database/sql';
import type { Alternative } from '../domain/replacement-rule.js';

/** Every offer of a designer, as far as choosing what may replace what needs it. */
export const alternativesOf = (em: EntityManager, federationId: Uuid): Promise<Alternative[]> =>
  query(
    em,
    'SELECT id, original_minor AS "originalMinor", resale, family, archived FROM offers WHERE federation_id = $1 AND NOT affiliation ORDER BY id',
    [federationId],
  );
