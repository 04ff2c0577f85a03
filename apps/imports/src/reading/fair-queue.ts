import type { Uuid } from '#kernel/ids';

/** A turn nobody took by then goes to the next: its taker runs in another process, or is gone. */
const takenWithinMs = 3_000;

/**
 * Lets a few files be checked at once and hands out turns by organization, one after the other: a club that uploads twenty files
 * does not make another wait for them all. Nobody blocks in here: who has no turn yet is called when it comes.
 */
export class FairQueue {
  private readonly atOnce: number;
  private readonly call: (id: Uuid) => void;
  private readonly busy = new Set<Uuid>();
  private readonly called = new Map<Uuid, NodeJS.Timeout>();
  private readonly waiting = new Map<Uuid, Uuid[]>(); // By organization, in the order of their turns.

  constructor(atOnce: number, call: (id: Uuid) => void) {
    this.atOnce = atOnce;
    this.call = call;
  }

  /** True when it may start now; then `leave` must follow. Otherwise it is called in its turn. */
  enter(organizationId: Uuid, id: Uuid): boolean {
    const invited = this.called.has(id);
    if (!invited && (this.busy.has(id) || this.busy.size + this.called.size >= this.atOnce)) {
      this.wait(organizationId, id);
      return false;
    }
    clearTimeout(this.called.get(id));
    this.called.delete(id);
    this.forget(id);
    this.busy.add(id);
    return true;
  }

  leave(id: Uuid): void {
    this.busy.delete(id);
    this.callNext();
  }

  private wait(organizationId: Uuid, id: Uuid): void {
    const ids = this.waiting.get(organizationId);
    if (!ids) this.waiting.set(organizationId, [id]);
    else if (!ids.includes(id)) ids.push(id);
  }

  private forget(id: Uuid): void {
    for (const [organizationId, ids] of this.waiting) {
      const rest = ids.filter((other) => other !== id);
      if (rest.length > 0) this.waiting.set(organizationId, rest);
      else this.waiting.delete(organizationId);
    }
  }

  private callNext(): void {
    const [next] = this.waiting;
    if (!next || this.busy.size + this.called.size >= this.atOnce) return;
    const [organizationId, [id, ...rest]] = next;
    this.waiting.delete(organizationId); // To the end of the line, when it has more.
    if (rest.length > 0) this.waiting.set(organizationId, rest);
    const lapse = setTimeout(() => {
      this.called.delete(id);
      this.callNext();
    }, takenWithinMs).unref();
    this.called.set(id, lapse);
    this.call(id);
  }
}
