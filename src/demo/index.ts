export { DEMO_COMPANY, DEMO_SEED } from './company.js';
export { loadDemo } from './load.js';
export { demoStories } from './stories.js';
