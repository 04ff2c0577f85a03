import { readFileSync, readdirSync } from 'node:fs';
import { statFields } from '#local/process-identity';

export interface Memory {
  /** Proportional share: pages several processes map, such as PostgreSQL's buffers, are counted once in a sum. */
  readonly nowMiB: number;
  /** The highest resident size of any single process below. */
  readonly peakMiB: number;
}

/** Memory of a process and of all it started. Zero where the system does not tell (anything but Linux). */
export function memoryOf(pid: number): Memory {
  const family = [pid, ...descendants(pid)];
  const now = family.map((each) => kibibytes(`/proc/${each}/smaps_rollup`, 'Pss')).reduce((sum, size) => sum + size, 0);
  const peak = Math.max(...family.map((each) => kibibytes(`/proc/${each}/status`, 'VmHWM')));
  return { nowMiB: Math.round(now / 1024), peakMiB: Math.round(peak / 1024) };
}

function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of list('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      parents.set(Number(entry), Number(statFields(entry)[1]));
    } catch {
      // It ended while we looked.
    }
  }
  const found: number[] = [];
  for (let parentsOfNext = [pid]; parentsOfNext.length > 0;) {
    parentsOfNext = [...parents].filter(([, parent]) => parentsOfNext.includes(parent)).map(([child]) => child);
    found.push(...parentsOfNext);
  }
  return found;
}

function kibibytes(file: string, field: string): number {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
