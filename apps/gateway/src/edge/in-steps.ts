import type { Page } from '#contracts/message';

interface Steps {
  readonly limit: number;
  readonly after: string | undefined;
  readonly step: number;
}

interface LongPage<Item, Answer> extends Page<Item> {
  readonly first: Answer;
}

/**
 * Reads a long page by several questions. Rows may be wide, and an answer larger than the broker carries would not arrive;
 * the size of a step is such that the widest rows a file may have still fit.
 */
export async function inSteps<Answer extends Page<unknown>>(
  { limit, after, step }: Steps,
  ask: (part: { limit: number; after?: string }) => Promise<Answer>,
): Promise<LongPage<Answer['data'][number], Answer>> {
  const first = await ask({ limit: Math.min(step, limit), after });
  const data: Answer['data'][number][] = [...first.data];
  let { next } = first;
  while (next !== null && data.length < limit) {
    const part: Answer = await ask({ limit: Math.min(step, limit - data.length), after: next });
    data.push(...part.data);
    next = part.next;
  }
  return { first, data, next };
}
