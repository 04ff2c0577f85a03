import { drawPapers } from './draw-paper.js';
import { documentPaper, type DocumentToWrite } from './document-paper.js';
import { slipPaper, slipsCsv, type SlipsToWrite } from './slip-paper.js';
import { statementCsv } from './statement-csv.js';
import { unpaidCsv, type UnpaidToWrite } from './unpaid-csv.js';
import { statementPaper, type StatementToWrite } from './statement-paper.js';

/** A file to make, with all that stands in it. */
export type PaperJob =
  | ({ readonly kind: 'statement'; readonly format: 'csv' | 'pdf' } & StatementToWrite)
  | ({ readonly kind: 'unpaid'; readonly format: 'csv' } & UnpaidToWrite)
  | ({ readonly kind: 'slips'; readonly format: 'csv' | 'pdf' } & SlipsToWrite)
  | ({ readonly kind: 'document'; readonly format: 'pdf' } & DocumentToWrite);

export function makePaper(job: PaperJob): Promise<Uint8Array> {
  if (job.kind === 'document') return drawPapers([documentPaper(job)]);
  if (job.kind === 'unpaid') return written(unpaidCsv(job));
  if (job.kind === 'slips')
    return job.format === 'pdf' ? drawPapers(job.slips.map((slip) => slipPaper(slip, job))) : written(slipsCsv(job));
  return job.format === 'pdf' ? drawPapers([statementPaper(job)]) : written(statementCsv(job));
}

const written = (text: string): Promise<Uint8Array> => Promise.resolve(Buffer.from(text));
