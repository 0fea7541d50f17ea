import { count, type Doc, file, flag, format, list, object, text, word } from './schema.ts';

/** Name of the schema of what `trace` answers. */
export const TRACE_SCHEMA = 'faultline.trace/1';

/** The answer of `trace`: what the log of a real machine shows. */
export const TraceReport = file(
  'trace',
  TRACE_SCHEMA,
  object(
    {
      schema: format(TRACE_SCHEMA),
      log: text('The file, `-` for standard input.'),
      verdict: word(
        ['kept', 'broken', 'nothing-judged'],
        'Whether the calls in the log keep the laws that were asked.',
      ),
      tasks: list(text(), 'Tasks whose calls of a fault handler were judged, as `comm-pid`.'),
      attempts: count('Calls of a fault handler that were judged.'),
      findings: list(
        object(
          {
            place: text('`FILE:LINE` of the log.'),
            invariant: text('Name of the law.'),
            claim: text('The law in words.'),
            found: text('What is wrong.'),
            task: text('`comm-pid`.'),
            handler: text('The function that was called for the fault.'),
            flags: text('The flags of the fault.'),
            flagsKnown: flag(
              'Whether the log has the flags; if not, the law is broken whatever they were.',
            ),
            excerpt: list(text(), 'The lines of the call, each with its number.'),
          },
          undefined,
          { title: 'LogFinding' },
        ),
        'Laws that were broken, in the order of the log.',
      ),
      gaps: list(
        object({
          place: text('`FILE:LINE` of the log.'),
          why: text('What is missing there.'),
        }),
        'What of the log could not be judged.',
      ),
      assumed: list(text(), 'What no log can show and was taken for granted.'),
      asked: list(text(), 'Laws that were asked, by name.'),
      notAsked: list(
        object({ invariant: text('Name of the law.'), why: text('What a log does not have.') }),
        'Laws that cannot be asked of a log.',
      ),
    },
    'The answer of `faultline trace`: the calls of fault handlers in the log of a real machine.',
  ),
);
export type TraceReport = Doc<typeof TraceReport>;
