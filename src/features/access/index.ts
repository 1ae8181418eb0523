export { assertPolicyCovers } from './access.guard.js';
export { AccessModule } from './access.module.js';
export { isPublic, policy } from './policy.js';
export { ROLES, type Role, type Viewer } from './roles.js';
export { Token } from './token.entity.js';
export { TokensService } from './tokens.service.js';
export { Asking } from './viewer.decorator.js';
