import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { NoSuchObject } from '../edge/gateway.errors.js';
import { Operation } from '../edge/operation.js';
import { pageHtml } from './page-html.js';
import { ProblemPages } from './problem-pages.js';

/** Where the `type` of a problem resolves to. */
@ApiTags('Problems')
@Controller('problems')
export class ProblemsController {
  constructor(private readonly pages: ProblemPages) {}

  @Get(':code')
  @ApiParam({ name: 'code', type: String, example: 'gateway.invalid-request' })
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Operation(
    'What a problem code means',
    { description: 'A page for people', text: { mediaType: 'text/html', example: '<!doctype html><html lang="en">…</html>' } },
    { open: true, refuses: ['missing'] },
  )
  get(@Param('code') code: string): string {
    const page = this.pages.find(code);
    if (!page) throw new NoSuchObject();
    return pageHtml(code, page);
  }
}
