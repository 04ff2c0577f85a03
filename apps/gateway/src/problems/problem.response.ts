import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FaultView {
  @ApiPropertyOptional({ description: 'Of a file, as a spreadsheet counts: the header is row 1', type: 'integer', example: 17 })
  row?: number;

  @ApiPropertyOptional({ description: 'Of a file, by the header of the template', example: 'Birth date' })
  column?: string;

  @ApiPropertyOptional({ description: 'Of a body or query, as a JSON pointer', example: '/name' })
  pointer?: string;

  @ApiProperty({ example: 'gateway.missing-field' })
  code!: string;

  @ApiProperty({ example: 'name must be longer than or equal to 1 characters' })
  detail!: string;
}

/** RFC 9457. Further members state facts of the case. Branch on `type` or `code`, never on prose. */
export class ProblemView {
  @ApiProperty({
    format: 'uri',
    description: 'Resolves to a page about the code',
    example: 'https://tessera.example/problems/gateway.invalid-request',
  })
  type!: string;

  @ApiProperty({ description: 'Fixed per code', example: 'The request is not valid' })
  title!: string;

  @ApiProperty({ type: 'integer', example: 400 })
  status!: number;

  @ApiProperty({ description: 'About this case', example: 'One thing in the request is not as it should be' })
  detail!: string;

  @ApiProperty({
    format: 'uri',
    description: 'The correlation id: name it when you ask for help',
    example: 'urn:uuid:0190c2b4-a1b2-7cc0-8a3f-5d9e6b7a8c9d',
  })
  instance!: string;

  @ApiProperty({ description: 'Part of the contract', example: 'gateway.invalid-request' })
  code!: string;

  @ApiPropertyOptional({ type: [FaultView], description: 'Every fault, where there are several to tell' })
  errors?: FaultView[];
}
