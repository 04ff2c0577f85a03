import { readFileSync } from 'node:fs';
import { type ProcessIdentity, identify, isAlive } from '#local/process-identity';

/**
 * npm passes signals on, but cannot when it is killed itself: the launcher would go on unseen. So it watches npm, and
 * the shell npm may have put between, and calls back when one is gone.
 */
export function endWithNpm(end: () => void): void {
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux') return;
  const above = ancestors(process.ppid, 2);
  const timer = setInterval(() => {
    if (above.every(isAlive)) return;
    clearInterval(timer);
    end();
  }, 500);
  timer.unref();
}

/** The processes above, up to the one that is npm. */
function ancestors(pid: number, atMost: number): ProcessIdentity[] {
  const identity = pid > 1 ? identify(pid) : undefined;
  if (!identity || atMost === 0) return [];
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const isShell = /^Name:\s+(sh|dash|bash)$/m.test(status);
  const parent = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1] ?? 0);
  return isShell ? [identity, ...ancestors(parent, atMost - 1)] : [identity];
}
