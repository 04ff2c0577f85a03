import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

const listen = '0A'; // The state of a socket in the kernel's table.

/**
 * Whether this very process listens on a port: an answer from the port alone may be another's. Where the system does not
 * tell (anything but Linux) it is taken on trust.
 */
export function listensOn(pid: number, port: number): boolean {
  if (process.platform !== 'linux') return true;
  const sockets = new Set(['tcp', 'tcp6'].flatMap((table) => socketsOn(`/proc/${pid}/net/${table}`, port)));
  try {
    return readdirSync(`/proc/${pid}/fd`).some((descriptor) => sockets.has(linkOf(`/proc/${pid}/fd/${descriptor}`)));
  } catch {
    return false; // It has ended.
  }
}

/** As links of descriptors name them: `socket:[4711]`. */
function socketsOn(table: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  try {
    const rows = readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    return rows.filter(([, local, , state]) => state === listen && local.endsWith(suffix)).map((fields) => `socket:[${fields[9]}]`);
  } catch {
    return [];
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
