import type { ActingOrganization, Uuid } from '#contracts/caller';

export interface SagaRow {
  readonly id: Uuid;
  readonly kind: string;
  readonly step: string;
  readonly data: object;
  readonly attempts: number; // Tries of this step so far that failed.
  readonly scope: { organizations: Uuid[]; federationId: Uuid | null; organization: ActingOrganization | null };
}

/** What follows a step: another one now or later, the end, or staying in it until woken or due. */
export type SagaNext = { step: string; data?: object; afterMs?: number } | 'done' | { wait: true; afterMs: number };

export type SagaRun = (saga: SagaRow) => Promise<SagaNext>;

/** The count tells a step that is running right now that it has to look again. */
export const wakeStatement = `UPDATE sagas SET due_at = now(), wakes = wakes + 1 WHERE id = $1 AND done_at IS NULL`;
