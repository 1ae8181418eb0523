export { PlansModule } from './plans.module.js';
export { type Targets, TargetsRepository, targetKey } from './targets.repository.js';
