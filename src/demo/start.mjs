// `npm run demo`: builds what changed, then runs the demo company on an embedded server of its own.
import { buildIfChanged } from '../build.mjs';

buildIfChanged();
process.env.PREMIA_DATABASE ??= 'embedded';
process.env.PREMIA_DATA ??= '.premia/demo';
await import('../../dist/src/demo/serve-demo.js');
