import { printable } from '../draw/width.ts';
import { type XmlElement, xml, xmlDocument } from '../draw/xml.ts';
import type { Format, Law } from '../format.ts';
import { briefOf, storyOf } from '../page/finding.ts';
import type { Block } from '../page/page.ts';
import { type Judged, type Verdict, verdictsOf } from '../page/verdict.ts';
import { counted } from '../page/words.ts';
import { pageText } from './text.ts';

/**
 * JUnit XML for the test page of a CI system: a suite for each subject, a case for each law.
 *
 * There is no standard; this is the part that Jenkins, GitLab and GitHub actions agree about.
 */
const junit: Format = {
  summary: 'JUnit XML: a suite for each subject, a test case for each law.',
  extension: '.junit.xml',
  render(report, { about }) {
    const suites = verdictsOf(report).map((verdict) => suiteOf(verdict, about?.laws));
    const attributes = { name: 'faultline', ...totals(suites.flatMap(({ children }) => children)) };
    return xmlDocument(xml('testsuites', attributes, suites));
  },
};

export default junit;

const COLUMNS = 100;

function suiteOf(verdict: Verdict, laws: readonly Law[] | undefined): XmlElement {
  const { subject, findings, effort, seconds, interrupted, problem } = verdict;
  const name = printable(subject);
  const found = findings.map(({ finding }) => finding.invariant);
  const asked = laws?.map((law) => law.name) ?? [];
  const names = [...new Set([...asked, ...found])].sort();
  const cases = [
    ...names.map((law) => caseOf(law, verdict)),
    // Which laws there were is not in a document, so that the kept ones have no names.
    ...(laws === undefined ? [testcase(name, 'every other law')] : []),
    ...(problem === null ? [] : [troubled(name, problem)]),
  ];
  const facts = [...effort, ...(interrupted ? [['interrupted', 'true'] as const] : [])];
  const properties = facts.map(([key, value]) =>
    xml('property', { name: key, value: printable(value) }),
  );
  return xml('testsuite', { name, ...totals(cases), time: seconds?.toFixed(3) }, [
    ...(properties.length > 0 ? [xml('properties', {}, properties)] : []),
    ...cases,
  ]);
}

const testcase = (classname: string, name: string, children: readonly XmlElement[] = []) =>
  xml('testcase', { classname, name: printable(name) }, children);

const troubled = (classname: string, problem: string): XmlElement =>
  testcase(classname, 'verdict', [
    xml('error', { type: 'not-safe', message: printable(problem) }, [printable(problem)]),
  ]);

/** A law that broke in several ways is one case with one failure, which tells them all. */
function caseOf(law: string, { subject, baseline, findings }: Verdict): XmlElement {
  const own = findings.filter(({ finding }) => finding.invariant === law);
  const broken = own.filter(({ standing }) => standing === 'broken');
  const others = own.filter(({ standing }) => standing !== 'broken');
  return testcase(printable(subject), law, [
    ...(broken.length > 0 ? [failure(broken, baseline)] : []),
    ...(others.length > 0 ? [xml('system-out', {}, [told(others, baseline)])] : []),
  ]);
}

function failure(broken: readonly Judged[], baseline: string | null): XmlElement {
  const [{ finding }] = broken as [Judged];
  const more = broken.length > 1 ? ` (and ${counted(broken.length - 1, 'more way')})` : '';
  const type = baseline === null ? 'violation' : 'regression';
  const story = broken.flatMap((one) => storyOf(one.finding));
  return xml('failure', { type, message: printable(finding.found) + more }, [drawn(story)]);
}

const told = (others: readonly Judged[], baseline: string | null): string =>
  others
    .map(
      ({ finding, standing }) => `${heading(standing, baseline)}\n\n${drawn([briefOf(finding)])}`,
    )
    .join('\n');

/** What a finding means that fails no test. */
function heading(standing: Judged['standing'], baseline: string | null): string {
  const other = printable(baseline ?? 'the baseline');
  switch (standing) {
    case 'broken':
      return 'broken';
    case 'accepted':
      return `broken, which is allowed; ${other} keeps it`;
    case 'inherited':
      return `inherited: ${other} breaks it too`;
    case 'fixed':
      return `fixed: ${other} breaks it, and this no longer does`;
  }
}

const drawn = (blocks: readonly Block[]): string =>
  pageText(blocks, { columns: COLUMNS, color: false });

/** Counts over the cases among these elements, wherever they stand. */
function totals(elements: readonly (XmlElement | string)[]) {
  const cases = elements.filter((one) => typeof one === 'object' && one.name === 'testcase');
  const having = (name: string): string =>
    String(
      cases.filter((one) =>
        (one as XmlElement).children.some((part) => typeof part === 'object' && part.name === name),
      ).length,
    );
  return { tests: String(cases.length), failures: having('failure'), errors: having('error') };
}
