import { always, count, type Doc, integer, list, maybe, object, part, text } from './schema.ts';

/** One event of a trace in names instead of numbers. */
export const PortableEvent = part(
  'finding',
  'event',
  object(
    {
      step: count('Operations performed before.'),
      task: text('Name of the task; empty for what the kernel did by itself.'),
      event: text('Name of the operation or mark.'),
      object: text('Name of the object, or the field for a read or write.'),
      args: list(integer(), 'Arguments.'),
      reply: integer('What the operation gave back.'),
      waited: maybe(always(true, 'The task had to wait before it could do this.')),
      text: text('The event as one reads it: `dma_resv_trylock(resv-1) = true`.'),
      at: maybe(text("File and line of the subject's source that it comes from.")),
    },
    undefined,
    { title: 'Event' },
  ),
);
export type PortableEvent = Doc<typeof PortableEvent>;
