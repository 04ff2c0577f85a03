import type { FlowClass, RequestClass } from '#contracts/message';
import { flows, ownerOf, requests } from '#contracts/registry';
import { constrained } from './constraints.js';
import { readContracts, type Contracts } from './read-contracts.js';
import { exampleOf, type Schema } from './schema.js';

export const kinds = { query: 'question', command: 'command', run: 'flow command', event: 'event' } as const;
export type Kind = (typeof kinds)[keyof typeof kinds];

/** Everything there is to say of one subject. */
export interface Subject {
  readonly subject: string;
  readonly name: string; // Of the message.
  readonly kind: Kind;
  readonly owner: string;
  readonly senders: readonly string[];
  readonly takers: readonly string[]; // Who answers it, or who must confirm it.
  readonly description: string;
  readonly file: string;
  readonly payload: Schema;
  readonly reply: Schema | null;
  readonly example: unknown;
}

export interface Subjects {
  readonly all: readonly Subject[]; // By owner, then by kind, then as they are called.
  readonly schemas: Contracts['schemas'];
}

/** The registry says who sends what to whom; sources and validators say what it is. */
export function readSubjects(root: string): Subjects {
  const { messages, schemas } = readContracts(root);
  const describe = (type: RequestClass | FlowClass): Subject => {
    const { subject, senders } = type;
    const source = messages.get(subject);
    if (!source) throw new Error(`no class of libs/contracts states the subject ${subject}`);
    const payload = constrained(source.payload, type, schemas);
    const owner = ownerOf(subject);
    return {
      ...source,
      subject,
      kind: kinds[subject.split('.')[1] as keyof typeof kinds],
      owner,
      senders,
      takers: 'consumers' in type ? type.consumers : [owner],
      payload,
      example: exampleOf(payload, schemas),
    };
  };
  const order = Object.values(kinds) as Kind[];
  const all = [...requests, ...flows].map(describe);
  all.sort((a, b) => compare(a.owner, b.owner) || order.indexOf(a.kind) - order.indexOf(b.kind) || compare(a.subject, b.subject));
  return { all, schemas: new Map([...schemas].sort(([a], [b]) => compare(a, b))) };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
