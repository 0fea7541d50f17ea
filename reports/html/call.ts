import { element, type Markup, shown } from './markup.ts';

/** A call with its name and its answer set apart; other texts as they are. */
export function callOf(text: string): Markup {
  const [, before = '', name, args, reply = ''] =
    /^(\(waited\) )?(\w+)(\(.*?\))( = .*)?$/u.exec(text.slice(0, CALL_MAX)) ?? [];
  if (name === undefined || text.length > CALL_MAX)
    return element('bdi', { class: 'call' }, shown(text, CALL_MAX));
  return element(
    'bdi',
    { class: 'call' },
    before && element('small', {}, before),
    element('b', {}, name),
    element('i', {}, args!),
    reply && element('em', {}, reply),
  );
}

/** Characters of a call or a fact that are shown. */
export const CALL_MAX = 500;
