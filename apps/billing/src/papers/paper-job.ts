import { drawPaper } from './draw-paper.js';
import { documentPaper, type DocumentToWrite } from './document-paper.js';
import { statementCsv } from './statement-csv.js';
import { unpaidCsv, type UnpaidToWrite } from './unpaid-csv.js';
import { statementPaper, type StatementToWrite } from './statement-paper.js';

/** A file to make, with all that stands in it. */
export type PaperJob =
  | ({ readonly kind: 'statement'; readonly format: 'csv' | 'pdf' } & StatementToWrite)
  | ({ readonly kind: 'unpaid'; readonly format: 'csv' } & UnpaidToWrite)
  | ({ readonly kind: 'document'; readonly format: 'pdf' } & DocumentToWrite);

export function makePaper(job: PaperJob): Promise<Uint8Array> {
  if (job.kind === 'document') return drawPaper(documentPaper(job));
  if (job.kind === 'unpaid') return written(unpaidCsv(job));
  return job.format === 'pdf' ? drawPaper(statementPaper(job)) : written(statementCsv(job));
}

const written = (text: string): Promise<Uint8Array> => Promise.resolve(Buffer.from(text));
