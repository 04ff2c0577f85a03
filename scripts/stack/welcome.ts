import type { SignInHint } from '../demo-data.js';
import type { Stack } from './stack.js';

/** What a newcomer needs next. */
export function welcome(stack: Stack, signIns: readonly SignInHint[], tookMs: number): string {
  const width = Math.max(0, ...signIns.map(({ email }) => email.length));
  const people = signIns.map(({ who, email, password }) => `    ${email.padEnd(width)}  ${password}   ${who}`);
  return [
    '',
    `  Tessera runs (${(tookMs / 1000).toFixed(1)} s). Open   ${stack.url}/docs`,
    '',
    ...(people.length > 0 ? ['  Sign in (POST /v1/sessions) as', ...people, ''] : []),
    `  Operator's API key   ${stack.operatorApiKey}`,
    ...(stack.inboxUrl ? [`  Letters it sends     ${stack.inboxUrl}`] : []),
    `  Logs and data        ${stack.installation.directory}`,
    '',
    '  Ctrl-C stops it and keeps the data; `npm run reset` wipes it.',
    '',
  ].join('\n');
}
