import { readFileSync } from 'node:fs';
import { type XmlElement as Node, XmlDocument, XsdValidator } from 'libxml2-wasm';

/** A JUnit document as a reader of it sees it. */
export interface JunitDocument {
  readonly suites: readonly JunitSuite[];
}

interface JunitSuite {
  readonly name: string;
  readonly failures: string;
  readonly cases: readonly JunitCase[];
}

interface JunitCase {
  readonly name: string;
  readonly failure: string | undefined;
  readonly error: string | undefined;
  readonly told: string | undefined;
}

const XSD = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

/** What libxml2 reads; throws unless the text is well formed and fits the schema. */
export function junitDocument(text: string): JunitDocument {
  const grammar = XmlDocument.fromString(XSD);
  const validator = XsdValidator.fromDoc(grammar);
  const document = XmlDocument.fromString(text);
  try {
    validator.validate(document);
    return { suites: elements(document.root, 'testsuite').map(suiteOf) };
  } finally {
    document.dispose();
    validator.dispose();
    grammar.dispose();
  }
}

const elements = (node: Node, path: string): Node[] => node.find(path) as Node[];
const attribute = (node: Node, name: string): string => node.attr(name)?.value ?? '';

const suiteOf = (node: Node): JunitSuite => ({
  name: attribute(node, 'name'),
  failures: attribute(node, 'failures'),
  cases: elements(node, 'testcase').map((one) => ({
    name: attribute(one, 'name'),
    failure: elements(one, 'failure')[0]?.content,
    error: elements(one, 'error')[0]?.content,
    told: elements(one, 'system-out')[0]?.content,
  })),
});
