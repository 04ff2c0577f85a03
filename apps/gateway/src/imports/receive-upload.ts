import { AsyncResource } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy, { type Busboy, type FileInfo } from 'busboy';
import { BodyUnreadable, RequestInvalid, UploadTooLarge, WrongMediaType } from '../edge/gateway.errors.js';
import { Window } from './window.js';

export interface UploadLimits {
  readonly fileBytes: number;
  readonly pieceBytes: number;
  /** Pieces on their way to the imports service at once. */
  readonly atOnce: number;
}

export interface ReceivedUpload {
  readonly fields: Record<string, string>;
  readonly file: ReceivedFile;
}

export interface ReceivedFile {
  readonly fileName: string;
  readonly pieces: number;
  readonly size: number;
  readonly sha256: string;
}

type SendPiece = (index: number, bytes: Buffer) => Promise<unknown>;

/** Beyond the file: boundaries, part headers and fields. */
const aroundTheFile = 64 * 1024;
/** How long a refused sender may go on before the line is cut; cutting at once would lose it the answer. */
const lingerMs = 5_000;

/**
 * Passes an upload on in pieces while it arrives: never more than a few pieces are held here, whatever the size of the file.
 * Nothing is parsed but the envelope.
 */
export async function receiveUpload(request: IncomingMessage, limits: UploadLimits, send: SendPiece): Promise<ReceivedUpload> {
  const parser = parserOf(request);
  try {
    if (Number(request.headers['content-length'] ?? 0) > limits.fileBytes + aroundTheFile)
      throw new UploadTooLarge({ atMost: limits.fileBytes });
    return await parse(request, parser, (stream, info) => passOn(stream, info, limits, send));
  } catch (error) {
    stopReceiving(request, parser);
    throw error;
  }
}

function parserOf(request: IncomingMessage): Busboy {
  if (!/^multipart\/form-data\s*;/i.test(request.headers['content-type'] ?? ''))
    throw new WrongMediaType('Send the file as multipart/form-data');
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 10, fieldNameSize: 100, fieldSize: 1_000, headerPairs: 20 },
    });
  } catch {
    throw new BodyUnreadable('The multipart/form-data content type names no boundary');
  }
}

function parse(
  request: IncomingMessage,
  parser: Busboy,
  keep: (stream: Readable, info: FileInfo) => Promise<ReceivedFile>,
): Promise<ReceivedUpload> {
  return new Promise((resolve, reject) => {
    const fields: [string, string][] = [];
    let file: Promise<ReceivedFile> | undefined;
    const unreadable = () => reject(new BodyUnreadable('The multipart/form-data body is broken or ends too early'));
    const tooMuch = () => reject(fault('', 'Send one file and the fields of the form, nothing more'));

    parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
      if (nameTruncated || valueTruncated) reject(fault(`/${name}`, 'The field is too long'));
      fields.push([name, value]);
    });
    // The parser's events come from the socket; bound, the pieces still go out on behalf of who sent the request.
    const onFile = (name: string, stream: Readable, info: FileInfo) => {
      if (name !== 'file') {
        stream.resume();
        reject(fault(`/${name}`, 'The file must be in the field "file"'));
        return;
      }
      file = keep(stream, info);
      file.catch(reject);
    };
    parser.on('file', AsyncResource.bind(onFile));
    parser.on('filesLimit', tooMuch);
    parser.on('fieldsLimit', tooMuch);
    parser.on('error', unreadable);
    parser.on('close', () => {
      const whole = (kept: ReceivedFile) => resolve({ fields: Object.fromEntries(fields), file: kept });
      if (file) file.then(whole, reject);
      else reject(fault('/file', 'The file is missing'));
    });
    request.on('error', unreadable);
    request.on('aborted', unreadable);
    request.pipe(parser);
  });
}

async function passOn(
  stream: Readable,
  info: FileInfo,
  { fileBytes, pieceBytes, atOnce }: UploadLimits,
  send: SendPiece,
): Promise<ReceivedFile> {
  refuseOtherThanCsv(info);
  const hash = createHash('sha256');
  const sending = new Window(atOnce);
  let [held, heldBytes, size, pieces]: [Buffer[], number, number, number] = [[], 0, 0, 0];
  const flush = async () => {
    const bytes = Buffer.concat(held);
    const index = pieces++;
    [held, heldBytes] = [[], 0];
    await sending.add(() => send(index, bytes));
  };
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > fileBytes) throw new UploadTooLarge({ atMost: fileBytes });
      hash.update(chunk);
      for (let rest = chunk; rest.length > 0;) {
        const part = rest.subarray(0, pieceBytes - heldBytes);
        rest = rest.subarray(part.length);
        held.push(part);
        heldBytes += part.length;
        if (heldBytes === pieceBytes) await flush();
      }
    }
    if (heldBytes > 0) await flush();
  } catch (error) {
    await sending.settled(); // Once the sender has its refusal, no piece follows.
    throw error;
  }
  await sending.drained();
  return { fileName: labelOf(info.filename), pieces, size, sha256: hash.digest('hex') };
}

/** By what the sender says of it; what the bytes are is for the imports service to find out. */
function refuseOtherThanCsv({ filename, mimeType }: FileInfo): void {
  const named = /\.(csv|txt|tsv)$/i.test(filename ?? '');
  // Browsers on Windows call a CSV a spreadsheet once a spreadsheet program is installed.
  const said = [
    'text/csv',
    'text/plain',
    'text/tab-separated-values',
    'application/csv',
    'application/vnd.ms-excel',
    'application/octet-stream',
  ];
  if (!said.includes(mimeType.toLowerCase()) || (!mimeType.toLowerCase().startsWith('text/') && !named)) {
    throw new WrongMediaType('Send a CSV file, as text/csv');
  }
}

/** A label to show, never a path. */
const labelOf = (fileName: string | undefined): string =>
  (fileName ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 255) || 'upload.csv';

const fault = (pointer: string, detail: string) => new RequestInvalid([{ pointer, code: 'gateway.invalid-field', detail }]);

function stopReceiving(request: IncomingMessage, parser: Busboy): void {
  request.unpipe(parser);
  request.resume();
  setTimeout(() => request.complete || request.destroy(), lingerMs).unref();
}
