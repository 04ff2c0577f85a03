import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Operation } from '../edge/operation.js';
import { SignedInAs, type SignedIn } from '../edge/signed-in.js';
import { MeView, meView } from './me.response.js';

@ApiTags('Sessions')
@Controller('v1/me')
export class MeController {
  @Get()
  @Operation('Who am I, and for whom may I act', { description: 'The caller', type: MeView }, { withoutOrganization: true })
  get(@SignedInAs() { resolved }: SignedIn): MeView {
    return meView(resolved);
  }
}
