import { Controller, type Type } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { ServiceName } from '#contracts/caller';
import {
  CollectPersonalData,
  ErasePersonalData,
  PreviewErasing,
  type CollectedSection,
  type ErasurePreview,
} from '#contracts/platform/personal-data';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller } from '#platform/messaging/context';
import { PersonCollector } from './person-collector.js';
import { PersonEraser } from './person-eraser.js';

/** Answers identity about what this service holds of people; a class of its own each, since the subjects name the service. */
export function personalDataController(service: ServiceName): Type<unknown> {
  @Controller()
  class PersonalDataController {
    constructor(
      private readonly collector: PersonCollector,
      private readonly eraser: PersonEraser,
    ) {}

    @MessagePattern(CollectPersonalData.subjectOf(service))
    collect(@Payload() { somebody, own, after }: CollectPersonalData): Promise<{ sections: CollectedSection[]; next: string | null }> {
      onlyFlows();
      return this.collector.collect(somebody, own, after);
    }

    @MessagePattern(PreviewErasing.subjectOf(service))
    preview(@Payload() { somebody, everywhere }: PreviewErasing): Promise<ErasurePreview> {
      onlyFlows();
      return this.eraser.preview(somebody, everywhere);
    }

    @MessagePattern(ErasePersonalData.subjectOf(service))
    erase(@Payload() { somebody, everywhere }: ErasePersonalData): Promise<{ rows: number }> {
      onlyFlows();
      return this.eraser.erase(somebody, everywhere);
    }
  }
  return PersonalDataController;
}

/** A flow of identity, which looked at who may ask; nobody's own request gets here. */
function onlyFlows(): void {
  if (currentCaller().kind !== 'flow') throw new Forbidden();
}
