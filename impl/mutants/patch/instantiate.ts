import { subjectOfText } from '../../c/subject.ts';
import { Modules, textOf } from '../../source.ts';
import { assembleSubject, type Driver, type HelpersModule, type Subject } from '../../subject.ts';
import { type Patch, patched } from './patch.ts';

/** The handler for helpers that have none of their own. */
const DRIVER_DEFAULT = 'ttm-default';

/**
 * The subject that a patch makes, under this name: the file of the mutant, say.
 *
 * The subject that it is made of stays as it is. Nothing is written to disk.
 */
export async function instantiate(patch: Patch, name: string): Promise<Subject> {
  const text = patched(textOf(patch.file), patch);
  if (patch.file.endsWith('.c')) return { ...(await subjectOfText(patch.file, text)), name };
  const modules = new Modules(new Map([[patch.file, text]]));
  const [helpers, driver] = patch.of.split('+');
  const module = (await modules.load(`impl/helpers/${helpers}.ts`)) as unknown as HelpersModule;
  const handler = driver ?? (module.ttm_bo_vm_fault ? undefined : DRIVER_DEFAULT);
  const { default: built } = handler ? await modules.load(`impl/drivers/${handler}.ts`) : {};
  if (!modules.has(patch.file)) {
    throw new Error(`${name} patches ${patch.file}, which is no part of ${patch.of}`);
  }
  const sources = [{ path: patch.file, text }];
  return { ...assembleSubject(name, module, built as Driver | undefined), sources };
}
