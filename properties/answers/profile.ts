import type { Profile } from '../../impl/kernel/profile.ts';
import type { ProfileOrigin } from '../../impl/subject.ts';
import { file, flag, maybe, object, schemaOf, word } from './schema.ts';

/** What the kernel around a subject promises. */
export const ProfileSchema = file(
  'profile',
  'Profile',
  schemaOf<Profile>()(
    object(
      {
        retry: word(
          ['once', 'many'],
          'May a fault be retried once, or any number of times (v5.7 and later)?',
        ),
        lockOrder: word(
          ['mmap-last', 'mmap-first'],
          'Whether a reservation may be waited for under the mmap lock (mmap-first) or only ' +
            'tried (mmap-last).',
        ),
        ioLock: flag('Memory type managers have an io_reserve lock (up to v5.9).'),
        populateNull: word(['oops', 'EINVAL'], 'What populating a missing translation table does.'),
        vmas: maybe(
          word(
            ['mixedmap', 'pfnmap'],
            'What the vmas are: VM_MIXEDMAP unless this says VM_PFNMAP (v5.14 and later).',
          ),
        ),
        imports: maybe(
          word(
            ['refused', 'mappable'],
            'Whether a table that is EXTERNAL may be mappable all the same (v5.16 and later).',
          ),
        ),
        populate: maybe(
          word(
            ['uninterruptible', 'interruptible'],
            'Whether a signal can end the populating of a table (v6.4 and later).',
          ),
        ),
      },
      'What the kernel around a subject promises.',
    ),
  ),
);

/** Who says what the profile is. */
export const profileOrigin = (description?: string) =>
  schemaOf<ProfileOrigin>()(word(['declared', 'inferred', 'given'], description));

/** The same with the words that most documents say it in. */
export const profileFrom = profileOrigin(
  'Who says so: the subject, the shape of its text, or the user.',
);
