import type { LetterContent } from './letter.js';

export interface RenderedLetter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A letter as plain text and as HTML. Both say the same; names and links are escaped here and nowhere else. */
export function renderLetter(content: LetterContent): RenderedLetter {
  const { greeting, paragraphs, link, code, closing } = content;
  const text = [greeting, ...paragraphs, ...(code ? [code] : []), ...(link ? [`${link.label}:\n${link.url}`] : []), closing.join('\n')];
  const html = [
    `<p>${escaped(greeting)}</p>`,
    ...paragraphs.map((paragraph) => `<p>${escaped(paragraph)}</p>`),
    ...(code ? [`<p style="font-size:28px;letter-spacing:6px"><strong>${escaped(code)}</strong></p>`] : []),
    ...(link ? [button(link.label, link.url)] : []),
    `<p style="color:#595959;font-size:14px">${closing.map(escaped).join('<br>')}</p>`,
  ];
  const subject = oneLine(content.subject);
  return { subject, text: `${text.map(plain).join('\n\n')}\n`, html: page(content.language, subject, html.join('\n')) };
}

/** What stands in a header stays in it: a line break would begin another one. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Without what no reader sees and a mail program may take for something else. */
const plain = (text: string): string => text.replace(/[^\P{C}\n]/gu, '');

const escaped = (text: string): string => plain(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const button = (label: string, url: string): string =>
  `<p><a href="${escaped(url)}" style="display:inline-block;padding:12px 20px;background:#1d4f91;color:#ffffff;text-decoration:none;border-radius:4px">${escaped(label)}</a></p>
<p style="font-size:14px">${escaped(url)}</p>`;

const page = (language: string, title: string, body: string): string => `<!doctype html>
<html lang="${escaped(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:560px;margin:24px auto;color:#1f1f1f">
${body}
</body>
</html>
`;
