import { type Doc, file, format, list, object, ref, text } from './schema.ts';

/** Name of the schema of what `list` answers. */
export const LIST_SCHEMA = 'faultline.list/1';

/** The answer of `list`: what there is of one kind. */
export const ListReport = file(
  'list',
  LIST_SCHEMA,
  object(
    {
      schema: format(LIST_SCHEMA),
      what: text('What is listed: `subjects`, `invariants`, `strategies`, `worlds` …', {
        pattern: '^[a-z]+$',
      }),
      entries: list(
        object(
          {
            name: text('As it is given on the command line.'),
            summary: text('What it is, in one sentence.'),
          },
          undefined,
          { title: 'Entry' },
        ),
        'In the order of their names.',
      ),
    },
    'The answer of `faultline list`: what there is of one kind.',
  ),
);
export type ListReport = Doc<typeof ListReport>;

/** Name of the schema of what `list` answers for several kinds. */
export const LISTS_SCHEMA = 'faultline.lists/1';

/** The answer of `list` for several kinds. */
export const ListsReport = file(
  'lists',
  LISTS_SCHEMA,
  object(
    {
      schema: format(LISTS_SCHEMA),
      lists: list(ref(ListReport), 'One list for each kind.'),
    },
    'The answer of `faultline list` for several kinds.',
  ),
);
export type ListsReport = Doc<typeof ListsReport>;
