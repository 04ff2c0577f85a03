import { describePersonalData } from '#testing/personal-data-spec';
import { billing } from '../src/billing.service.js';

describePersonalData(billing);
