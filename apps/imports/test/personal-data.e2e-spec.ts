import { describePersonalData } from '#testing/personal-data-spec';
import { imports } from '../src/imports.service.js';

describePersonalData(imports);
