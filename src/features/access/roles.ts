export const ROLES = ['admin', 'hr', 'head', 'manager', 'auditor', 'intake', 'payroll'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: a token, its role, and the person behind it where there is one. */
export interface Viewer {
  tokenId: string;
  name: string;
  role: Role;
  managerId: string | null;
}
