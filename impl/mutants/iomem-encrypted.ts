import { mutant } from './patch/mutant.ts';

export default mutant({
  of: 'v5.5',
  file: 'impl/helpers/v5.5.ts',
  killedBy: 'right-protection',
  row: 'domain.md §6 M23',
  summary: 'Maps io memory as encrypted.',
  was: `    } else {
      // Iomem is not marked encrypted.
      cvma.vm_page_prot = pgprot_decrypted(cvma.vm_page_prot);
    }`,
  becomes: '    }',
});
