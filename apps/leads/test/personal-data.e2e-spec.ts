import { describePersonalData } from '#testing/personal-data-spec';
import { leads } from '../src/leads.service.js';

describePersonalData(leads);
