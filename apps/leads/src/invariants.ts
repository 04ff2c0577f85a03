import type { Invariant } from '#platform/database/invariant';

/** None yet: the service owns no rows of its own. */
export const leadsInvariants: readonly Invariant[] = [];
