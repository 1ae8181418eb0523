import { documentTexts } from './findings-of-documents.js';
import { formulaTexts } from './findings-of-formulas.js';
import { lintTexts } from './findings-of-lint.js';
import { partTexts } from './findings-of-parts.js';

/** The text of every finding, by its code. */
export const findingTexts = { ...documentTexts, ...partTexts, ...formulaTexts, ...lintTexts };
