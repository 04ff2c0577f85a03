import qrcode from 'qrcode-generator';
import type { DocumentLanguage } from '#contracts/billing/files.query';
import type { LocalDate } from '#kernel/dates';
import type { FontName } from './fonts.js';
import { cardWords } from './words.js';

/*
 * A card of the size of a bank card, in points: what is drawn where, once for PDF and PNG. Names of any length fit: first by a smaller
 * letter, then by a second line, at last by being cut.
 */

export const cardSize = { width: 242.65, height: 153.01 } as const; // 85.6 × 53.98 mm, ISO/IEC 7810 ID-1.

/** What stands on a card. */
export interface CardToDraw {
  readonly organization: string;
  readonly name: string;
  readonly email: string | null;
  readonly membership: string;
  readonly effectiveOn: LocalDate;
  readonly expiresOn: LocalDate | null;
  readonly today: LocalDate;
  readonly number: string;
  readonly code: string;
  readonly photo: Uint8Array | null; // JPEG, square
  readonly language: DocumentLanguage;
}

export type Shape =
  | {
      readonly kind: 'area';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly color: string;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly font: FontName;
      readonly color: string;
    }
  | { readonly kind: 'photo'; readonly jpeg: Uint8Array; readonly x: number; readonly y: number; readonly side: number };

/** How wide a text is at size 1. */
export type Measure = (text: string, font: FontName) => number;

const colors = { ink: '#1c2733', soft: '#5b6875', accent: '#1f4e79', paper: '#ffffff' } as const;
const margin = 13;
const bandHeight = 27;
const qrSide = 60;

export function cardShapes(card: CardToDraw, measure: Measure): Shape[] {
  const { width, height } = cardSize;
  const words = cardWords[card.language];
  const photoSide = card.photo ? 52 : 0;
  const left = margin + (card.photo ? photoSide + 10 : 0);
  const qr = { x: width - margin - qrSide, y: height - margin - qrSide };
  const shapes: Shape[] = [
    { kind: 'area', x: 0, y: 0, width, height, color: colors.paper },
    { kind: 'area', x: 0, y: 0, width, height: bandHeight, color: colors.accent },
  ];
  const write = (text: string, at: Omit<Asked, 'text'>): number => {
    const { lines, size } = fitted({ text, ...at }, measure);
    lines.forEach((line, i) =>
      shapes.push({ kind: 'text', text: line, x: at.x, y: at.y + size * (i * 1.16 + 1), size, font: at.font, color: at.color }),
    );
    return at.y + lines.length * size * 1.16;
  };
  write(card.organization, {
    x: margin,
    y: 7.5,
    room: width - 2 * margin,
    size: 11,
    least: 7.5,
    lines: 1,
    font: 'bold',
    color: colors.paper,
  });
  if (card.photo) shapes.push({ kind: 'photo', jpeg: card.photo, x: margin, y: bandHeight + 9, side: photoSide });

  // Above the QR code there is room to the edge; beside it, to the code.
  const room = width - margin - left;
  let y = write(card.name, { x: left, y: bandHeight + 7, room, size: 15, least: 10, lines: 2, font: 'bold', color: colors.ink });
  const beside = qr.x - 8 - left;
  const roomAt = (top: number): number => (top + 11 > qr.y ? beside : room);
  y = write(card.membership, {
    x: left,
    y: y + 1,
    room: Math.min(roomAt(y + 12), room),
    size: 9.5,
    least: 7,
    lines: 3,
    font: 'regular',
    color: colors.accent,
  });
  if (card.email)
    write(card.email, { x: left, y: y + 1.5, room: roomAt(y + 2), size: 7.5, least: 5.5, lines: 1, font: 'regular', color: colors.soft });

  const foot = qr.x - 8 - margin;
  const validity = { x: margin, room: foot, size: 9, least: 7, lines: 1, font: 'bold', color: colors.ink } as const;
  write(validityOf(card), { ...validity, y: height - margin - 26 });
  write(`${words.number} ${card.number}`, { ...validity, y: height - margin - 12, font: 'regular', color: colors.soft });
  return [...shapes, ...qrShapes(card.code, qr)];
}

function validityOf({ effectiveOn, expiresOn, today, language }: CardToDraw): string {
  const { from, until, withoutEnd } = cardWords[language];
  const day = (date: LocalDate) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  if (expiresOn !== null) return `${until} ${day(expiresOn)}`;
  return effectiveOn > today ? `${from} ${day(effectiveOn)}` : withoutEnd;
}

/** Dark squares, those of a row side by side drawn as one so that nothing shows between them. */
function qrShapes(code: string, { x, y }: { x: number; y: number }): Shape[] {
  const qr = qrcode(0, 'M');
  qr.addData(code, 'Alphanumeric');
  qr.make();
  const modules = qr.getModuleCount();
  const side = qrSide / modules;
  const shapes: Shape[] = [];
  for (let row = 0; row < modules; row++) {
    for (let from = 0; from < modules; from++) {
      let to = from;
      while (to < modules && qr.isDark(row, to)) to++;
      if (to > from)
        shapes.push({ kind: 'area', x: x + from * side, y: y + row * side, width: (to - from) * side, height: side, color: '#000000' });
      from = to;
    }
  }
  return shapes;
}

interface Asked {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly size: number;
  readonly least: number;
  readonly lines: number;
  readonly font: FontName;
  readonly color: string;
}

/** The text in its room: on one line as large as it goes, else on more, else cut. */
export function fitted({ text, room, size, least, lines, font }: Asked, measure: Measure): { lines: string[]; size: number } {
  const whole = measure(text, font);
  if (whole * size <= room) return { lines: [text], size };
  if (lines === 1 || whole * least <= room) {
    const smaller = Math.max(least, Math.floor((room / whole) * 10) / 10);
    return { lines: [cut(text, room / smaller, font, measure)], size: smaller };
  }
  for (let smaller = size; smaller >= least; smaller -= 0.5) {
    const broken = wrapped(text, room / smaller, font, measure);
    if (broken.length <= lines && broken.every((line) => measure(line, font) * smaller <= room)) return { lines: broken, size: smaller };
  }
  const broken = wrapped(text, room / least, font, measure);
  const kept = broken.slice(0, lines);
  if (broken.length > lines) kept[lines - 1] = broken.slice(lines - 1).join(' ');
  return { lines: kept.map((line) => cut(line, room / least, font, measure)), size: least };
}

function wrapped(text: string, room: number, font: FontName, measure: Measure): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length > 0 ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length > 0 && measure(longer, font) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function cut(text: string, room: number, font: FontName, measure: Measure): string {
  if (measure(text, font) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && measure(`${letters.join('')}…`, font) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}
