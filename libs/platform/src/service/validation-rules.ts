import { getMetadataStorage } from 'class-validator';

/**
 * class-validator gathers the rules of a class anew for every object it checks, each time going through all classes for those it may
 * inherit from; of a message with hundreds of rows, that was the most expensive part. A class's rules stay what they were when it was
 * defined, so they are gathered once.
 */
export function gatherRulesOnce(): void {
  const storage = getMetadataStorage();
  if (gathering in storage) return;
  const gather: Gather = storage.getTargetValidationMetadatas.bind(storage);
  const known = new Map<unknown, Map<string, ReturnType<Gather>>>();
  const gatherOnce: Gather = (type, schema, always, strict, groups) => {
    const ways = known.get(type) ?? new Map<string, ReturnType<Gather>>();
    const way = JSON.stringify([schema, always, strict, groups]);
    const rules = ways.get(way) ?? gather(type, schema, always, strict, groups);
    known.set(type, ways.set(way, rules));
    return rules;
  };
  Object.assign(storage, { getTargetValidationMetadatas: gatherOnce, [gathering]: 'once' });
}

type Gather = ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas'];

const gathering = Symbol.for('tessera.validation-rules');
