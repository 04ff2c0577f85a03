// `npm run invariants`: asks a running installation whether its data keeps every law. Exits 1 when one is broken.
import { runningDatabases } from './stack/current.js';
import { type Verdict, judgeInvariants as judge } from './stack/judge-invariants.js';
import type { Stack } from './stack/stack.js';

/** Judges and tells; true when all hold. */
export async function judgeInvariants({ databaseUrl }: Pick<Stack, 'databaseUrl'>, say: (line: string) => void): Promise<boolean> {
  const verdicts = await judge(databaseUrl);
  for (const { number, title, where, broken, count } of verdicts) {
    say(`${count === 0 ? 'holds ' : 'BROKEN'}  ${number}  ${title} (${where})`);
    for (const example of broken) say(`          ${example}`);
    if (count > broken.length) say(`          and ${count - broken.length} more`);
  }
  say(summary(verdicts));
  return verdicts.every(({ count }) => count === 0);
}

function summary(verdicts: readonly Verdict[]): string {
  const broken = verdicts.filter(({ count }) => count > 0).length;
  return broken === 0 ? `All ${verdicts.length} hold.` : `${broken} of ${verdicts.length} are broken.`;
}

if (import.meta.main) {
  const holds = await judgeInvariants({ databaseUrl: runningDatabases() }, (line) => console.log(line));
  process.exitCode = holds ? 0 : 1;
}
