/** The names of the fields that differ, in their order. Structures are compared by what they say, in whatever order they say it. */
export function changedFields<T extends object>(before: T, after: T): (keyof T & string)[] {
  const same = (name: keyof T): boolean => JSON.stringify(ordered(before[name])) === JSON.stringify(ordered(after[name]));
  return (Object.keys(after) as (keyof T & string)[]).filter((name) => name !== 'version' && !same(name));
}

/** As the database keeps it or as it was sent: by name. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [name, ordered(one)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
