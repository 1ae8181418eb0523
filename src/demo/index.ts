export type { DemoBatch } from './batch.js';
export { DEMO_COMPANY, DEMO_SEED, type DemoOptions, demoCompany } from './company.js';
export { type DemoDeps, loadDemo } from './load.js';
export { type DemoStory, demoStories } from './stories.js';
