export const ROLES = ['admin', 'hr', 'head', 'manager', 'auditor', 'intake', 'payroll'] as const;
export type Role = (typeof ROLES)[number];

/** Roles of people; the others are for programs. */
export const USER_ROLES = ['admin', 'hr', 'head', 'manager', 'auditor'] as const satisfies readonly Role[];
export type UserRole = (typeof USER_ROLES)[number];

/** Who asks: a user or a token, the role, and the manager behind it where there is one. */
export interface Viewer {
  /** Number of the user or the token; none has that of another. */
  actorId: string;
  kind: 'user' | 'token';
  name: string;
  role: Role;
  managerId: string | null;
  /** Resources that a token was made for; without them all that its role may do. */
  scopes?: readonly string[] | null | undefined;
  /** Of users: the session, and when the password was given for it. */
  sessionId?: string;
  authenticatedAt?: Date;
}
