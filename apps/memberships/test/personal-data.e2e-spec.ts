import { describePersonalData } from '#testing/personal-data-spec';
import { memberships } from '../src/memberships.service.js';

describePersonalData(memberships);
