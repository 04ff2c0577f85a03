import { HttpCode, SetMetadata, applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, ApiOperation, ApiProduces, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorKind } from '#kernel/domain-error';
import { PageView, pageSchema } from './paging.js';

/** What a route promises beyond its body: read by the guard, and by whoever writes the OpenAPI document. */
export interface Edge {
  /** Needs no credentials. */
  readonly open?: boolean;
  /** Makes sense without an acting organization. */
  readonly withoutOrganization?: boolean;
  readonly idempotency?: 'required' | 'honoured';
  /** An edit of a version that was seen: If-Match is needed, or honoured where one line of many is edited. */
  readonly edits?: 'one' | 'part';
  /** Takes a file as multipart/form-data instead of JSON. */
  readonly takesFile?: boolean;
  /** Texts of the answer are in the reader's language. */
  readonly language?: boolean;
  /** Refusals beyond those that follow from the rest. */
  readonly refuses?: readonly ErrorKind[];
}

interface Answer {
  readonly status?: number; // 200 when absent.
  readonly description: string;
  readonly type?: Type<unknown>;
  readonly pageOf?: Type<unknown>;
  /** An answer that is not JSON. */
  readonly text?: { mediaType: string; example: string };
  /** Other forms of the same answer, by media type, with an example each. */
  readonly files?: Record<string, string>;
  readonly headers?: Record<string, string>; // Name and what it says.
}

export const edgeExtension = 'x-edge';
export const EDGE = Symbol('edge');

/** Everything a route says about itself, once: status, documentation, and what the edge asks of a request. */
export function Operation(summary: string, answer: Answer, edge: Edge = {}, description?: string): MethodDecorator {
  const { status = 200, pageOf, type, text } = answer;
  const files = Object.entries(answer.files ?? {}).map(([mediaType, example]) => [
    mediaType,
    { schema: { type: 'string' as const }, example },
  ]);
  const json = pageOf ? pageSchema(pageOf) : type ? { $ref: getSchemaPath(type) } : undefined;
  const headers = Object.fromEntries(
    Object.entries(answer.headers ?? {}).map(([name, says]) => [name, { description: says, schema: { type: 'string' as const } }]),
  );
  return applyDecorators(
    HttpCode(status),
    SetMetadata(EDGE, edge),
    ApiOperation({ summary, description }),
    ApiExtension(edgeExtension, edge),
    ...[pageOf, type].filter((model) => model !== undefined).map((model) => ApiExtraModels(PageView, model)),
    ...(text ? [ApiProduces(text.mediaType)] : []),
    ApiResponse({
      status,
      description: answer.description,
      headers,
      ...(text
        ? { schema: { type: 'string', example: text.example } }
        : files.length > 0
          ? { content: { 'application/json': { schema: json }, ...Object.fromEntries(files) } }
          : json && { schema: json }),
    }),
  );
}
