import { Controller, type Type } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import type { ServiceName } from '#contracts/caller';
import { CollectPersonalData, type CollectedSection } from '#contracts/platform/personal-data';
import { Forbidden } from '#platform/errors/forbidden';
import { currentCaller } from '#platform/messaging/context';
import { PersonCollector } from './person-collector.js';

/** Answers identity for what this service holds of people; a class of its own each, since the subject names the service. */
export function personalDataController(service: ServiceName): Type<unknown> {
  @Controller()
  class PersonalDataController {
    constructor(private readonly collector: PersonCollector) {}

    @MessagePattern(CollectPersonalData.subjectOf(service))
    collect(@Payload() { somebody, own, after }: CollectPersonalData): Promise<{ sections: CollectedSection[]; next: string | null }> {
      onlyFlows();
      return this.collector.collect(somebody, own, after);
    }
  }
  return PersonalDataController;
}

/** A flow of identity, which looked at who may ask; nobody's own request gets here. */
function onlyFlows(): void {
  if (currentCaller().kind !== 'flow') throw new Forbidden();
}
