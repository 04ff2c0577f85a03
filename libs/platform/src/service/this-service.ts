import type { ServiceName } from '#contracts/caller';

/** Which service this process runs: injectable, since several may share a process in tests. */
export class ThisService {
  constructor(readonly name: ServiceName) {}
}
