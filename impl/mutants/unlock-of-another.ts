import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.6',
  file: 'impl/helpers/v5.6.ts',
  killedBy: 'unlock-only-by-owner',
  row: 'domain.md §7 L8',
  summary: 'Gives a reservation back that it was interrupted in waiting for.',
  was: `          if (!(yield dma_resv_lock_interruptible(bo.base.resv!, null))) {
            yield dma_resv_unlock(bo.base.resv!);
          }`,
  becomes: `          yield dma_resv_lock_interruptible(bo.base.resv!, null);
          yield dma_resv_unlock(bo.base.resv!);`,
});
