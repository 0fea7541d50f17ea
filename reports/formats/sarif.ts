import type { About, Format, Law, ReportedFinding } from '../format.ts';
import { jsonText } from '../json/text.ts';
import { type Judged, type Verdict, verdictsOf } from '../page/verdict.ts';
import { fingerprintOf } from './sarif/fingerprint.ts';
import { codeFlowOf } from './sarif/flow.ts';
import { messageOf } from './sarif/message.ts';
import { type Locate, locator } from './sarif/place.ts';

/** SARIF 2.1.0: a run for each subject, a rule for each law, a result for each finding. */
const sarif: Format = {
  summary: 'SARIF 2.1.0 for code scanning: findings at their lines, runs as code flows.',
  extension: '.sarif',
  render: (report, { about = {} }) =>
    jsonText({
      $schema: SCHEMA,
      version: '2.1.0',
      runs: verdictsOf(report).map((verdict, index) => runOf(verdict, about, index)),
    }),
};

export default sarif;

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
/** A gate that is not safe although no law is broken. */
const VERDICT_RULE: Law = {
  name: 'not-safe',
  claim: 'The candidate can be compared with the baseline to the end, and does what it does.',
  source: 'faultline gate',
};

function runOf(verdict: Verdict, about: About, index: number): object {
  const { command, subject, baseline, interrupted, effort, problem } = verdict;
  const rules = rulesOf(verdict, about.laws ?? []);
  const indexOf = (name: string): number => rules.findIndex((rule) => rule.name === name);
  const seen = new Map<string, number>();
  const results = verdict.findings.map(({ finding, standing }) => {
    const fingerprint = fingerprintOf(finding);
    const times = (seen.get(fingerprint) ?? 0) + 1;
    seen.set(fingerprint, times);
    return {
      ...resultOf({ finding, standing }, verdict, about),
      ruleIndex: indexOf(finding.invariant),
      // Several findings of one line are told apart by their order, which is that of the search.
      partialFingerprints: { 'faultlineFinding/v1': `${fingerprint}:${times}` },
    };
  });
  return {
    tool: {
      driver: {
        name: 'faultline',
        ...(about.version === undefined ? {} : { semanticVersion: about.version }),
        rules: rules.map(ruleOf),
      },
    },
    // Runs of one upload must have different ones, and the same ones every time.
    automationDetails: { id: `faultline/${command}/${messageOf(subject)}/${index}` },
    invocations: [{ executionSuccessful: !interrupted }],
    columnKind: 'utf16CodeUnits',
    results: [
      ...results,
      ...(problem === null ? [] : [troubled(problem, indexOf(VERDICT_RULE.name), verdict, about)]),
    ],
    properties: {
      subject: messageOf(subject),
      ...(baseline === null ? {} : { baseline: messageOf(baseline) }),
      ...Object.fromEntries(effort.map(([key, value]) => [key, messageOf(value)])),
    },
  };
}

/** The laws that were asked, then those that only the findings know. */
function rulesOf({ findings, problem }: Verdict, laws: readonly Law[]): Law[] {
  const rules = new Map(laws.map((law) => [law.name, law]));
  for (const { finding } of findings) {
    const { invariant: name, claim, source } = finding;
    if (!rules.has(name)) rules.set(name, { name, claim, source });
  }
  return [...rules.values(), ...(problem === null ? [] : [VERDICT_RULE])];
}

const ruleOf = ({ name, claim, source }: Law): object => ({
  id: name,
  shortDescription: { text: messageOf(claim) },
  fullDescription: { text: messageOf(claim) },
  help: { text: `${messageOf(claim)}\n\nSource: ${messageOf(source)}` },
  defaultConfiguration: { level: 'error' },
  properties: { source: messageOf(source) },
});

/** How SARIF says what a finding means; a `fixed` one is a problem that is gone. */
const STANDINGS = {
  broken: { kind: 'fail', level: 'error', baselineState: 'new' },
  accepted: { kind: 'fail', level: 'note', baselineState: 'new' },
  inherited: { kind: 'fail', level: 'note', baselineState: 'unchanged' },
  fixed: { kind: 'pass', level: 'none', baselineState: 'absent' },
} as const satisfies Record<Judged['standing'], object>;

function resultOf({ finding, standing }: Judged, verdict: Verdict, about: About): object {
  const { subject, baseline } = verdict;
  const { baselineState, ...rest } = STANDINGS[standing];
  const { invariant, excerpt, trace, event, step, source, shrunk, replay } = finding;
  // The run of a mended defect is the baseline's, and so are its lines.
  const locate = locator(standing === 'fixed' ? (baseline ?? subject) : subject, about.sources);
  return {
    ruleId: invariant,
    ...rest,
    ...(baseline === null ? {} : { baselineState }),
    message: { text: sentenceOf({ finding, standing }, verdict) },
    locations: [
      {
        physicalLocation: locate(excerpt?.at ?? trace[event]?.at ?? null, excerpt),
      },
    ],
    codeFlows: [codeFlowOf(finding, locate)],
    properties: {
      source: messageOf(source),
      step,
      steps: shrunk.steps,
      replay: messageOf(replay),
      ...(finding.known ? { known: messageOf(finding.known.row) } : {}),
    },
  };
}

function sentenceOf({ finding, standing }: Judged, { baseline }: Verdict): string {
  const { invariant, found, task, known } = finding as ReportedFinding;
  const other = baseline ?? 'the baseline';
  const said = {
    broken: '',
    accepted: 'allowed: ',
    inherited: `inherited from ${other}: `,
    fixed: `fixed, ${other} breaks it: `,
  }[standing];
  const row = known ? ` (${known.row}: ${known.summary})` : '';
  return messageOf(`${said}${invariant}: ${found}${row}; ${task}`);
}

function troubled(problem: string, ruleIndex: number, verdict: Verdict, about: About): object {
  const locate: Locate = locator(verdict.subject, about.sources);
  return {
    ruleId: VERDICT_RULE.name,
    ruleIndex,
    kind: 'fail',
    level: 'error',
    message: { text: messageOf(problem) },
    locations: [{ physicalLocation: locate(null) }],
    partialFingerprints: { 'faultlineFinding/v1': `${VERDICT_RULE.name}:1` },
  };
}
