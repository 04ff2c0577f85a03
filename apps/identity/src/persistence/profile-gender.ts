import type { Gender } from '#contracts/identity/accounts.query';

/** SQL for the gender a profile holds (ID-6). What an import fills in later takes the place of “prefer not to say”. */
export const profileGender = (profile: string): string =>
  `coalesce(${profile}.gender, CASE WHEN ${profile}.gender_undisclosed THEN 'undisclosed' END)`;

/** A gender as the columns of a profile: what is undisclosed is unknown to matching and to whoever sells. */
export const genderColumns = (gender: Gender | null): { gender: 'M' | 'F' | null; gender_undisclosed: boolean } => ({
  gender: gender === 'undisclosed' ? null : gender,
  gender_undisclosed: gender === 'undisclosed',
});
