import { readdirSync, readFileSync } from 'node:fs';

/** CPU time used, in ms, by name of process. */
export type ProcessorTimes = Readonly<Record<string, number>>;

const ticksPerSecond = 100; // USER_HZ, which Linux fixes for whoever reads /proc.

interface Process {
  readonly parent: number;
  readonly usedMs: number;
}

/** What these processes have used so far, each with its descendants: PostgreSQL works in one a connection. Known on Linux alone. */
export function processorTimes(pids: Readonly<Record<string, number | undefined>>): ProcessorTimes {
  const running = processes();
  const children = Map.groupBy(running.keys(), (pid) => running.get(pid)!.parent);
  const used = (pid: number): number =>
    (running.get(pid)?.usedMs ?? 0) + (children.get(pid) ?? []).reduce((sum, child) => sum + used(child), 0);
  return Object.fromEntries(Object.entries(pids).flatMap(([name, pid]) => (pid === undefined ? [] : [[name, used(pid)]])));
}

/** What was used between two readings. */
export const usedBetween = (before: ProcessorTimes, after: ProcessorTimes): Record<string, number> =>
  Object.fromEntries(Object.entries(after).map(([name, ms]) => [name, ms - (before[name] ?? 0)]));

function processes(): Map<number, Process> {
  const found = new Map<number, Process>();
  for (const name of entries()) {
    if (!/^\d+$/.test(name)) continue;
    try {
      // After the name in parentheses, which may hold spaces: state, parent, … and from the twelfth on user, system and ended children's time.
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
      found.set(Number(name), { parent: Number(fields[1]), usedMs: (ticks * 1000) / ticksPerSecond });
    } catch {
      // Ended since the directory was read.
    }
  }
  return found;
}

function entries(): string[] {
  try {
    return readdirSync('/proc');
  } catch {
    return [];
  }
}
