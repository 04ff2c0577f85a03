import type { PersonalData } from '#platform/personal-data/personal-data';
import { platformImpersonal, platformPersonalData } from '#platform/personal-data/platform-personal-data';

/** Everything leads holds of people: nothing yet but what the platform keeps in every service. */
export const leadsPersonalData: PersonalData = { tables: platformPersonalData, impersonal: platformImpersonal, links: {} };
