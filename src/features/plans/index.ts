export { PlansModule } from './plans.module.js';
export { Targets, TargetsRepository } from './targets.repository.js';
