import type { ServiceName } from '#contracts/caller';
import type { PersonErasurePreview } from '#contracts/identity/person-erasures';
import type { ErasurePreview } from '#contracts/platform/personal-data';
import { fingerprint } from '#kernel/fingerprint';
import type { Uuid } from '#kernel/ids';

/*
 * What erasing would do, over all services. The hash covers what somebody decides by: who, where, what stands in the way and what stays.
 * How many letters or sessions go is no decision, and changes by the minute.
 */
export function previewOf(
  personId: Uuid,
  organizationIds: readonly Uuid[],
  everywhere: boolean,
  told: readonly (readonly [ServiceName, ErasurePreview])[],
): PersonErasurePreview {
  const obstacles = told.flatMap(([, preview]) => preview.obstacles);
  const erased = told.flatMap(([service, preview]) => preview.erased.map((counted) => ({ service, ...counted })));
  const left = told.flatMap(([service, preview]) => preview.left.map((counted) => ({ service, ...counted })));
  const previewHash = fingerprint([
    personId,
    ...organizationIds,
    String(everywhere),
    ...obstacles.map(({ code, about }) => `${code} ${about}`).sort(),
    ...left.map(({ service, name, rows }) => `${service} ${name} ${rows}`).sort(),
  ]);
  return { personId, everywhere, obstacles, erased, left, previewHash };
}
