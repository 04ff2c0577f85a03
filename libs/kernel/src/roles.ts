/** What a person or key may do in one organization. */
export const roles = ['operator', 'federation-administrator', 'club-administrator', 'employee'] as const;
export type Role = (typeof roles)[number];

/** What an organization is: a federation designs memberships, its clubs resell them; a gym stands alone; a dealership keeps leads. */
export const organizationKinds = ['federation', 'club', 'gym', 'dealership'] as const;
export type OrganizationKind = (typeof organizationKinds)[number];
