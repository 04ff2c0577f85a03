import { openSync, type Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import type { CardFormat } from '#contracts/memberships/cards';
import { type CardToDraw, cardShapes, cardSize, type Measure, type Shape } from './card-drawing.js';
import { type FontName, fontFiles } from './fonts.js';

/** A card to draw, as which kind of file. */
export type CardJob = CardToDraw & { readonly format: CardFormat };

const dotsPerPoint = 300 / 72;

export function drawCard(job: CardJob): Promise<Uint8Array> {
  const shapes = cardShapes(job, measure);
  return job.format === 'pdf' ? pdfOf(shapes, job) : pngOf(shapes);
}

const fonts: Partial<Record<FontName, Font>> = {};
const fontOf = (name: FontName): Font => (fonts[name] ??= openSync(fontFiles[name]) as Font);
const measure: Measure = (text, name) => fontOf(name).layout(text).advanceWidth / fontOf(name).unitsPerEm;

function pdfOf(shapes: readonly Shape[], { number, language }: CardJob): Promise<Uint8Array> {
  const { width, height } = cardSize;
  const document = new PDFDocument({ size: [width, height], margin: 0, lang: language, info: { Title: number } });
  for (const [name, file] of Object.entries(fontFiles)) document.registerFont(name, file);
  for (const shape of shapes) {
    if (shape.kind === 'area') document.rect(shape.x, shape.y, shape.width, shape.height).fill(shape.color);
    else if (shape.kind === 'photo') document.image(Buffer.from(shape.jpeg), shape.x, shape.y, { width: shape.side, height: shape.side });
    else
      document
        .font(shape.font)
        .fontSize(shape.size)
        .fillColor(shape.color)
        .text(shape.text, shape.x, shape.y, { lineBreak: false, baseline: 'alphabetic' });
  }
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', () => resolve(Buffer.concat(pieces)));
    document.on('error', reject);
    document.end();
  });
}

/** Letters are drawn as outlines: it looks the same wherever it is drawn, whatever fonts are there. */
async function pngOf(shapes: readonly Shape[]): Promise<Uint8Array> {
  const { width, height } = cardSize;
  const [columns, rows] = [Math.round(width * dotsPerPoint), Math.round(height * dotsPerPoint)];
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${rows}" viewBox="0 0 ${width} ${height}">${shapes.map(element).join('')}</svg>`;
  return sharp(Buffer.from(svg)).withDensity(300).png({ compressionLevel: 9 }).toBuffer();
}

function element(shape: Shape): string {
  if (shape.kind === 'area')
    return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${shape.color}" shape-rendering="crispEdges"/>`;
  if (shape.kind === 'photo') {
    const source = `data:image/jpeg;base64,${Buffer.from(shape.jpeg).toString('base64')}`;
    return `<image x="${shape.x}" y="${shape.y}" width="${shape.side}" height="${shape.side}" href="${source}"/>`;
  }
  const font = fontOf(shape.font);
  const { glyphs, positions } = font.layout(shape.text);
  const scale = shape.size / font.unitsPerEm;
  let x = 0;
  const outlines = glyphs.map((glyph, i) => {
    const outline = `<path transform="translate(${x + positions[i].xOffset} ${positions[i].yOffset})" d="${glyph.path.toSVG()}"/>`;
    x += positions[i].xAdvance;
    return outline;
  });
  return `<g transform="translate(${shape.x} ${shape.y}) scale(${scale} ${-scale})" fill="${shape.color}">${outlines.join('')}</g>`;
}
