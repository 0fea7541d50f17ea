import { mutant } from '../../mutants/patch/mutant.ts';

export default mutant({
  of: 'v5.10',
  file: 'impl/c/subjects/v5.10.c',
  killedBy: 'right-protection',
  row: 'domain.md §6 M23',
  summary: 'Forgets to map io memory as not encrypted.',
  was: '\t\tprot = pgprot_decrypted(prot);',
  becomes: '\t\tpgprot_decrypted(prot);',
});
