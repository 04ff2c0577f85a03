import type { ProblemPage } from './problem-pages.js';

/** A page as a browser shows it: headings, paragraphs, lists and `code`, which is all these pages use. */
export function pageHtml(code: string, { title, text }: ProblemPage): string {
  const blocks = text
    .trim()
    .split(/\n{2,}/)
    .map(blockHtml);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>body{font:1rem/1.5 system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem}code{background:#8882;padding:0 .2em}</style></head><body>${blocks.join('')}<p><small><code>${escaped(code)}</code></small></p></body></html>\n`;
}

function blockHtml(block: string): string {
  const heading = /^(#{1,3}) +(.*)$/.exec(block);
  if (heading) return `<h${heading[1].length}>${inline(heading[2])}</h${heading[1].length}>`;
  const lines = block.split('\n');
  if (lines.every((line) => line.startsWith('- '))) return `<ul>${lines.map((line) => `<li>${inline(line.slice(2))}</li>`).join('')}</ul>`;
  return `<p>${inline(lines.join(' '))}</p>`;
}

const inline = (text: string): string => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
