import type { Build } from '../../impl/c/front-end/build.ts';
import { list, maybe, object, part, schemaOf, text } from './schema.ts';

/** How the kernel is built that has a subject in C: the same build compiles the same lines. */
export const BuildSchema = part(
  'work',
  'build',
  schemaOf<Build>()(
    object(
      {
        defines: maybe(list(text(), 'As `-D` spells them: `NAME` or `NAME=VALUE`.')),
        config: maybe(
          object(
            { path: text('What it is called.'), text: text('What it says.') },
            "A kernel's .config.",
          ),
        ),
        version: maybe(text('The version of the kernel: `6.12`.')),
      },
      'How the kernel is built that has a subject in C.',
      { title: 'Build' },
    ),
  ),
);
