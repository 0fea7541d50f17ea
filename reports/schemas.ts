import * as allow from '../properties/answers/allow-file.ts';
import * as build from '../properties/answers/build.ts';
import * as certificate from '../properties/answers/certificate.ts';
import * as check from '../properties/answers/check-report.ts';
import * as counterexample from '../properties/answers/counterexample.ts';
import * as coverage from '../properties/answers/coverage.ts';
import * as eventSchedule from '../properties/answers/event-schedule.ts';
import * as explore from '../properties/answers/explore-report.ts';
import * as finding from '../properties/answers/finding.ts';
import * as gate from '../properties/answers/gate-report.ts';
import * as list from '../properties/answers/list-report.ts';
import * as model from '../properties/answers/model-document.ts';
import * as mutate from '../properties/answers/mutate-report.ts';
import * as portableEvent from '../properties/answers/portable-event.ts';
import * as profile from '../properties/answers/profile.ts';
import * as range from '../properties/answers/range-report.ts';
import * as refinement from '../properties/answers/refinement.ts';
import * as replay from '../properties/answers/replay-report.ts';
import * as restartBounds from '../properties/answers/restart-bounds.ts';
import * as run from '../properties/answers/run.ts';
import type { Named } from '../properties/answers/schema.ts';
import * as trace from '../properties/answers/trace-report.ts';
import * as witness from '../properties/answers/witness-report.ts';
import * as work from '../properties/answers/work.ts';
import * as world from '../properties/answers/world.ts';

/** A JSON Schema (2020-12) as it is published. */
export interface PublishedSchema {
  readonly $schema: string;
  /** Name of its file. */
  readonly $id: string;
  readonly title: string;
  readonly description: string;
  readonly properties: Readonly<Record<string, object>>;
  /** Its parts that others refer to. */
  readonly $defs?: Readonly<Record<string, object>>;
}

const MODULES: readonly object[] = [
  ...[
    allow,
    build,
    certificate,
    check,
    counterexample,
    coverage,
    eventSchedule,
    explore,
    finding,
    gate,
  ],
  ...[list, model, portableEvent, profile, range, refinement, replay, restartBounds, run, witness],
  ...[work, world],
];

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && '$id' in value;

const named = MODULES.flatMap((module) => Object.values(module).filter(isNamed));

/** The schema as plain JSON, without its own id, and with short references to its own file. */
function plain(schema: Named, file: string): Readonly<Record<string, never>> {
  const { $id: _, ...rest } = schema;
  const shortened = (key: string, value: unknown): unknown =>
    key === '$ref' && String(value).startsWith(`${file}#`)
      ? String(value).slice(file.length)
      : value;
  return JSON.parse(JSON.stringify(rest, shortened));
}

function published(schema: Named): PublishedSchema {
  const file = schema.$id;
  const { title, description, type, additionalProperties, required, properties } = plain(
    schema,
    file,
  );
  const parts = named
    .filter(({ $id }) => $id.startsWith(`${file}#`))
    .map((part) => [part.$id.slice(part.$id.lastIndexOf('/') + 1), plain(part, file)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: file,
    title: title!,
    description: description!,
    ...{ type, additionalProperties, required },
    properties: properties!,
    ...(parts.length === 0 ? {} : { $defs: Object.fromEntries(parts) }),
  };
}

/**
 * The published JSON Schemas, by the name of their file: what `properties/answers` says of each
 * document. They refer to each other, so a validator must be given all of them. `certificate`,
 * `coverage`, `finding`, `profile`, `refinement` and `work` are parts, the others are documents.
 */
export const schemas = {
  allow: published(allow.AllowFile),
  certificate: published(certificate.Certificate),
  check: published(check.CheckReport),
  checkpoint: published(work.CheckpointFile),
  checks: published(check.ChecksReport),
  counterexample: published(counterexample.Counterexample),
  coverage: published(coverage.Coverage),
  explore: published(explore.ExploreReport),
  explores: published(explore.ExploresReport),
  finding: published(finding.Finding),
  gate: published(gate.GateReport),
  list: published(list.ListReport),
  lists: published(list.ListsReport),
  model: published(model.ModelDocument),
  profile: published(profile.ProfileSchema),
  mutate: published(mutate.MutateReport),
  range: published(range.RangeReport),
  refinement: published(refinement.Refinement),
  replay: published(replay.ReplayReport),
  shard: published(work.ShardFile),
  trace: published(trace.TraceReport),
  witness: published(witness.WitnessReport),
  work: published(work.WorkSchema),
  world: published(world.WorldSchema),
} as const;

/** Name of a published schema. */
export type SchemaName = keyof typeof schemas;
