import { drawLanes } from '../draw/lanes.ts';
import { quoted } from '../draw/shell.ts';
import { printable, truncated, wrapped } from '../draw/width.ts';
import type { Format, ReportedFinding } from '../format.ts';
import { lanesOf } from '../page/lanes.ts';
import { pageOf } from '../page/report.ts';
import { type Judged, type Verdict, verdictsOf } from '../page/verdict.ts';
import { lawsBroken, sizeInWords } from '../page/words.ts';
import { worldInWords } from '../page/world.ts';
import { pageText } from './text.ts';

/** Plain text to answer a patch with on a mailing list. */
const mail: Format = {
  summary: 'A plain-text reply for a mailing list, under 75 columns.',
  extension: '.mail.txt',
  render(report) {
    const verdicts = verdictsOf(report);
    if (verdicts.length === 0) return pageText(pageOf(report), { columns: COLUMNS, color: false });
    return `${verdicts.map((verdict) => letterOf(verdict).join('\n')).join('\n\n\n')}\n`;
  },
};

export default mail;

const COLUMNS = 74;
/** Text stands further in than that: `From` and `--` mean something at the beginning of a line. */
const INDENT = '  ';

/** The worst finding in full, the others in a line each. */
function letterOf(verdict: Verdict): string[] {
  const { subject, findings, problem } = verdict;
  const broken = findings.filter(({ standing }) => standing === 'broken');
  const [worst] =
    broken.length > 0 ? broken : findings.filter(({ standing }) => standing !== 'fixed');
  const rest = findings.filter((one) => one !== worst);
  const told = worst === undefined ? [] : storyOf(worst, verdict);
  return [
    ...prose(`${subject}: ${openingOf(verdict)}.`),
    ...(problem === null ? [] : ['', ...prose(`Not safe: ${problem}.`)]),
    ...told,
    ...(rest.length === 0 ? [] : ['', ...prose('Also:'), ...rest.flatMap(lineOf)]),
    ...againOf(verdict),
  ];
}

function openingOf({ command, baseline, findings, effort }: Verdict): string {
  const broken = findings.filter(({ standing }) => standing === 'broken');
  const laws = lawsBroken(broken.map(({ finding }) => finding));
  const runs = effort.find(([label]) => label === 'runs')?.[1];
  const where = runs === undefined ? '' : ` in ${runs} simulated runs`;
  if (command === 'counterexample') return 'a run that breaks a law, as it was kept';
  if (baseline === null)
    return broken.length > 0 ? `${laws} broken${where}` : `no law broken${where}`;
  return broken.length > 0
    ? `breaks ${laws} that ${baseline} keeps${where}`
    : `breaks no law that ${baseline} keeps${where}`;
}

function storyOf({ finding, standing }: Judged, { baseline }: Verdict): string[] {
  const { invariant, claim, source, found, known, shrunk, excerpt, task, step } = finding;
  const origin = standing === 'inherited' ? ` (${baseline ?? 'the baseline'} breaks it too)` : '';
  const when = step >= shrunk.steps ? 'at the end of the run' : `at step ${step}`;
  return [
    '',
    ...prose(`${invariant}${origin}: ${found} (${task}, ${when}).`),
    ...(known ? prose(`Known as ${known.row}: ${known.summary}.`) : []),
    '',
    ...prose(`The law: ${claim}`),
    ...prose(`From: ${source} (domain.md is in Faultline's docs/)`),
    ...quotationOf(finding),
    '',
    ...prose(`The shortest run that was found, ${sizeInWords(shrunk)}, in this world:`),
    ...worldInWords(shrunk.world).flatMap((line) => item(line)),
    '',
    ...drawLanes(lanesOf(finding), COLUMNS - INDENT.length).map(({ text }) =>
      `${INDENT}${text}`.trimEnd(),
    ),
    ...(excerpt && !excerpt.exact
      ? ['', ...prose(`The line quoted above is the last one of ${task} before that.`)]
      : []),
  ];
}

/** The source as one quotes it in an answer, with a mark under the line that is meant. */
function quotationOf({ excerpt }: ReportedFinding): string[] {
  if (!excerpt) return [];
  const meant = Number(excerpt.at.slice(excerpt.at.lastIndexOf(':') + 1));
  const lines = excerpt.lines.flatMap(({ line, text }) => {
    const quotedLine = truncated(
      `> ${printable(text.replaceAll('\t', '        '))}`,
      COLUMNS,
    ).trimEnd();
    return line === meant ? [quotedLine, `${INDENT}^^^ here`] : [quotedLine];
  });
  return ['', ...prose(`${excerpt.at}:`), '', ...lines];
}

const lineOf = ({ finding, standing }: Judged): string[] =>
  item(`${standing}: ${finding.invariant}: ${finding.known?.summary ?? finding.found}`);

/** Commands are never broken: they are to be pasted. */
function againOf(verdict: Verdict): string[] {
  const { command, subject, baseline, effort, findings } = verdict;
  const option = (label: string): string[] => {
    const value = effort.find(([name]) => name === label)?.[1];
    return value === undefined ? [] : [`--${label}`, quoted(printable(value))];
  };
  const search = [...['seed', 'strategy', 'world'].flatMap(option), ...runsOf(verdict)];
  const name = quoted(printable(subject));
  const against = baseline === null ? [] : ['--baseline', quoted(printable(baseline))];
  const anew = `npx faultline ${command} ${[name, ...against, ...search].join(' ')}`;
  const replays = [...new Set(findings.slice(0, 1).map(({ finding }) => finding.replay))];
  const searched = command === 'check' || command === 'gate';
  return [
    '',
    ...prose('To see it again:'),
    '',
    ...(searched ? [`${INDENT}${INDENT}${anew}`] : []),
    ...replays.map((line) => `${INDENT}${INDENT}${printable(line)}`),
    ...(replays.length > 0
      ? ['', ...prose('The last one wants the file that it names, which can be attached here.')]
      : []),
  ];
}

/** A gate counts the runs of both sides. */
function runsOf({ command, effort }: Verdict): string[] {
  const runs = Number(effort.find(([label]) => label === 'runs')?.[1] ?? 0);
  const asked = Math.ceil(command === 'gate' ? runs / 2 : runs);
  return asked > 0 ? ['--runs', String(asked)] : [];
}

const prose = (text: string): string[] =>
  wrapped(printable(text), COLUMNS - INDENT.length).map((line) => `${INDENT}${line}`.trimEnd());

const item = (text: string): string[] =>
  wrapped(printable(text), COLUMNS - 4).map((line, at) => `${at === 0 ? '  - ' : '    '}${line}`);
