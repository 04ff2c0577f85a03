import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDirectory } from '#local/state-directory';

/** Thrown with what a step printed. */
export class StepFailed extends Error {}

/** Runs one of our built programs to its end, with this Node and nothing in its environment but what it needs. */
export function runStep(program: string, env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: projectDirectory, env: { ...plainEnvironment(), ...env }, maxBuffer: 16 * 1024 * 1024, signal };
    const step = execFile(process.execPath, [built(program)], options, (error, stdout, stderr) => {
      process.off('exit', end);
      if (error) reject(new StepFailed(`${program} failed:\n${(stderr + stdout).slice(-4_000) || error.message}`));
      else resolve(stdout);
    });
    const end = (): void => void step.kill('SIGKILL'); // A step does not outlive who asked for it.
    process.on('exit', end);
  });
}

/** The path of a program in dist. */
export const built = (program: string): string => join(projectDirectory, 'dist', `${program}.js`);

/** Names the sources that dist was built from. */
export const builtFrom = (): string => readFileSync(join(projectDirectory, 'dist', '.sources'), 'utf8');

/** What any program of ours may see of our own environment. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'LOG_LEVEL'].map((name) => [name, process.env[name]] as const);
  return { ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)), NODE_ENV: 'production' };
}
