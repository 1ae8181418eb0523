import { setFlagsFromString } from 'node:v8';

/**
 * Computing makes millions of small objects that live for a moment. V8 guesses from those that happened to live longer that
 * all made at the same place will, and puts them where only full collections look: that took a third of a run's time.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
