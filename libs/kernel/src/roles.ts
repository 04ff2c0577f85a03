/** What a person or key may do in one organization. */
export const roles = ['operator', 'federation-administrator', 'club-administrator', 'director', 'bdc-director', 'employee'] as const;
export type Role = (typeof roles)[number];

/**
 * Who works for an organization without administering it: what they may do follows from their role and their permission groups. Directors
 * and BDC directors are a dealership's (LEAD-1).
 */
export const staffRoles = ['director', 'bdc-director', 'employee'] as const satisfies readonly Role[];
export type StaffRole = (typeof staffRoles)[number];

export const isStaffRole = (role: Role): role is StaffRole => (staffRoles as readonly Role[]).includes(role);

/** What an organization is: a federation designs memberships, its clubs resell them; a gym stands alone; a dealership keeps leads. */
export const organizationKinds = ['federation', 'club', 'gym', 'dealership'] as const;
export type OrganizationKind = (typeof organizationKinds)[number];
