import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import type { FilePiece } from '#contracts/billing/files.query';

export interface ReadPdf {
  readonly pages: string[];
  readonly text: string; // Of all pages, with every space an ordinary one.
  readonly title: string;
}

/** What a reader of PDF finds in a file. */
export async function readPdf({ base64 }: Pick<FilePiece, 'base64'>): Promise<ReadPdf> {
  const document = await getDocumentProxy(new Uint8Array(Buffer.from(base64, 'base64')));
  const { text } = await extractText(document, { mergePages: false });
  const { info } = await getMeta(document);
  const pages = text.map((page) => page.replace(/\s+/g, ' ').trim());
  return { pages, text: pages.join('\n'), title: String(info.Title) };
}
