import fc from 'fast-check';

/**
 * Properties try the same cases in each run, so that a change is judged by what it changed. GALLEY_SEED asks for others:
 * a whole number that the report of a failure repeats.
 */
fc.configureGlobal({ seed: Number(process.env.GALLEY_SEED ?? 3) });
