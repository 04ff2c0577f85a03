import { describePersonalData } from '#testing/personal-data-spec';
import { identity } from '../src/identity.service.js';

describePersonalData(identity);
