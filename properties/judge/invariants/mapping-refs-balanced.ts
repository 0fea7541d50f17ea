import { nameOf } from '../../../impl/kernel/memory/layout.ts';
import type { Invariant, Judge } from '../invariant.ts';

const balance =
  (verb: string, wanted: number): Judge =>
  ({ object }, { attempt: { vmCallRefs } }) => {
    if (vmCallRefs === wanted) return undefined;
    const [found, right] = [vmCallRefs, wanted].map((refs) => (refs > 0 ? `+${refs}` : `${refs}`));
    return `${verb} a vma changes the references to ${nameOf(object)} by ${found} instead of ${right}`;
  };

/** Each vma has one reference: with fewer the object goes while mapped, with more it stays. */
const invariant: Invariant = {
  claim: 'Opening a vma takes one reference to its object, closing it gives one back.',
  source: 'domain.md §1.8, §7 U4',
  on: { vm_opened: balance('opening', 1), vm_closed: balance('closing', -1) },
};

export default invariant;
