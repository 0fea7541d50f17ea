import type { Invariant } from 'faultline';

/** How many pages one fault may map before somebody notices the wait. */
const PAGES_MAX = 16;

const invariant: Invariant = {
  claim: `One call of the handler maps at most ${PAGES_MAX} pages, so that a fault stays short.`,
  source: 'a rule of this example',
  nonFatal: true,
  on: {
    fault_return(_, { attempt }) {
      if (attempt.insertsDone <= PAGES_MAX) return undefined;
      return `${attempt.insertsDone} pages are mapped in one call, at most ${PAGES_MAX} may be`;
    },
  },
};

export default invariant;
