import { existsSync, readFileSync, rmSync } from 'node:fs';
import { Injectable } from '@nestjs/common';
import { PlatformConfig } from '../config/platform-config.js';

/**
 * Named places where a fault test may end this process as a power cut would: nothing is caught, rolled back or closed. The test writes
 * the name of a place to the file that CRASH_POINT_FILE names; whoever comes there first takes the name away and is dead. Without the
 * variable, as everywhere but in those tests, a place is nothing.
 */
@Injectable()
export class CrashPoints {
  constructor(private readonly config: PlatformConfig) {}

  reach(name: string): void {
    const { CRASH_POINT_FILE: file } = this.config;
    if (file === undefined || !existsSync(file) || readFileSync(file, 'utf8') !== name) return;
    rmSync(file); // Once: the process that is started in its place goes on.
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // Not one statement more, however long the signal takes.
  }
}
