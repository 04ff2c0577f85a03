import sharp from 'sharp';
import { extractText, getDocumentProxy } from 'unpdf';
import { type CardToDraw, cardShapes, cardSize, fitted } from './card-drawing.js';
import { drawCard } from './draw-card.js';

const card: CardToDraw = {
  organization: 'Patinage Laval',
  name: 'Léa Tremblay-Œuvrard',
  email: 'lea.tremblay@mail.example',
  membership: 'Récréatif',
  effectiveOn: '2026-09-01',
  expiresOn: '2027-06-30',
  today: '2026-11-22',
  number: 'C1000001',
  code: 'TC3WZ8YB0C4J5K6M7N8P9QRSTVWX',
  photo: null,
  language: 'fr',
};
const textOf = async (changes: Partial<CardToDraw> = {}) => {
  const pdf = await getDocumentProxy(new Uint8Array(await drawCard({ ...card, ...changes, format: 'pdf' })));
  return { pages: pdf.numPages, text: (await extractText(pdf, { mergePages: true })).text };
};
const half = (text: string) => text.length / 2; // Each letter half as wide as it is high.

describe('a card that is drawn', () => {
  it('MEM-11: says who, of what, until when, and which card, with every accent', async () => {
    const { pages, text } = await textOf();
    expect(pages).toBe(1);
    for (const part of [
      'Patinage Laval',
      'Léa Tremblay-Œuvrard',
      'lea.tremblay@mail.example',
      'Récréatif',
      'jusqu’au 30 juin 2027',
      'C1000001',
    ])
      expect(text).toContain(part);
  });

  it.each([
    ['en', 'Valid until June 30, 2027'],
    ['fr', 'Valable jusqu’au 30 juin 2027'],
    ['nl', 'Geldig tot en met 30 juni 2027'],
  ] as const)('is written in %s', async (language, words) => expect((await textOf({ language })).text).toContain(words));

  it('without an end says so, and from when if that is to come', async () => {
    const open = { expiresOn: null, language: 'en' } as const;
    expect((await textOf(open)).text).toContain('Valid until cancelled');
    expect((await textOf({ ...open, effectiveOn: '2026-12-01' })).text).toContain('Valid from December 1, 2026');
  });

  it('is a picture of a bank card’s size at 300 dots an inch, with a photo where there is one', async () => {
    const photo = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#00ff00' } })
      .jpeg()
      .toBuffer();
    const png = sharp(await drawCard({ ...card, photo, format: 'png' }));
    expect(await png.metadata()).toMatchObject({ format: 'png', width: 1011, height: 638 });
    const { data, info } = await png
      .extract({ left: 160, top: 250, width: 1, height: 1 })
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.channels, data[1] > 240, data[0] < 20]).toEqual([3, true, true]);
  });

  it('keeps names of any length on the card', () => {
    const long = 'Marie-Élisabeth-Anastasia van den Broeck-de Saint-Exupéry Lévesque '.repeat(3).trim();
    const shapes = cardShapes({ ...card, name: long, membership: long, organization: long, email: long.replaceAll(' ', '') }, half);
    for (const shape of shapes)
      if (shape.kind === 'text') expect(shape.x + half(shape.text) * shape.size).toBeLessThanOrEqual(cardSize.width);
    const code = shapes.filter((shape) => shape.kind === 'area' && shape.color === '#000000');
    const [left, top] = [Math.min(...code.map(({ x }) => x)), Math.min(...code.map(({ y }) => y))];
    for (const shape of shapes)
      if (shape.kind === 'text' && shape.y > top) expect(shape.x + half(shape.text) * shape.size).toBeLessThan(left);
  });

  it('makes a long text smaller before it breaks it, and breaks it before it cuts it', () => {
    const asked = { x: 0, y: 0, room: 50, size: 10, least: 5, lines: 2, font: 'regular', color: '#000000' } as const;
    const fits = (text: string) => fitted({ text, ...asked }, half);
    expect(fits('ten chars!')).toEqual({ lines: ['ten chars!'], size: 10 });
    expect(fits('twelve chars')).toMatchObject({ lines: ['twelve chars'] });
    expect(fits('some twenty chars and more')).toMatchObject({ lines: [expect.any(String), expect.any(String)] });
    expect(fits('x'.repeat(99)).lines[0]).toMatch(/…$/);
  });
});
