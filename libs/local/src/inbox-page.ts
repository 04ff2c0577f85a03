import type { CaughtLetter } from './mail-catcher.js';

/** The letters that were caught, the newest first. */
export const inboxPage = (letters: readonly CaughtLetter[]): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Letters</title><meta http-equiv="refresh" content="5"></head>
<body style="font-family:sans-serif;max-width:960px;margin:24px auto">
<h1>Letters</h1>
${letters.length === 0 ? '<p>None so far.</p>' : `<table cellpadding="6">\n<tr><th align="left">At</th><th align="left">To</th><th align="left">From</th><th align="left">Subject</th></tr>\n${letters.map(row).join('\n')}\n</table>`}
<p>As JSON: <a href="/letters">/letters</a>, <code>?to=</code> an address.</p>
</body>
</html>
`;

const row = ({ id, at, to, fromName, subject }: CaughtLetter): string =>
  `<tr><td>${at.slice(11, 19)}</td><td>${escaped(to.join(', '))}</td><td>${escaped(fromName)}</td><td><a href="/letters/${id}">${escaped(subject || '(no subject)')}</a></td></tr>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
