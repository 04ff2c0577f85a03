import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker, type ResourceLimits } from 'node:worker_threads';

/** A thread that has worked does the next job faster; without one for so long it is let go. */
const keptIdleMs = 30_000;

/** Threads that run one module, kept for the next job when they are done with one. Nothing stays alive for an idle one. */
export class SpareThreads {
  private readonly idle = new Map<Worker, NodeJS.Timeout>();

  /** The module by its built name, `./work.js`, as a URL beside whoever uses it. */
  constructor(
    private readonly module: URL,
    private readonly resourceLimits: ResourceLimits,
  ) {}

  /** One that is idle, or a new one. Give it back by `keep`, or end it when its job went wrong. */
  take(): Worker {
    const [worker = this.start()] = this.idle.keys();
    clearTimeout(this.idle.get(worker));
    this.idle.delete(worker);
    worker.ref();
    return worker;
  }

  keep(worker: Worker): void {
    worker.unref();
    this.idle.set(worker, setTimeout(() => void worker.terminate(), keptIdleMs).unref());
  }

  async end(): Promise<void> {
    await Promise.all([...this.idle.keys()].map((worker) => worker.terminate()));
  }

  private start(): Worker {
    const worker = this.startWorker();
    worker.on('error', () => undefined); // Whoever waits for it hears of it; an idle thread has nobody to tell.
    worker.once('exit', () => {
      clearTimeout(this.idle.get(worker));
      this.idle.delete(worker);
    });
    return worker;
  }

  private startWorker(): Worker {
    const { module, resourceLimits } = this;
    if (existsSync(fileURLToPath(module))) return new Worker(module, { resourceLimits });
    // Under jest there is only the source: Node strips its types, and a hook finds the files behind names and aliases.
    const fromSource = new URL('./from-source.mjs', import.meta.url).href;
    return new Worker(new URL(module.href.replace(/\.js$/, '.ts')), { resourceLimits, execArgv: ['--import', fromSource] });
  }
}
