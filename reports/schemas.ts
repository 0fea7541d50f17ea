import allow from './schemas/allow.schema.json' with { type: 'json' };
import certificate from './schemas/certificate.schema.json' with { type: 'json' };
import check from './schemas/check.schema.json' with { type: 'json' };
import checkpoint from './schemas/checkpoint.schema.json' with { type: 'json' };
import checks from './schemas/checks.schema.json' with { type: 'json' };
import counterexample from './schemas/counterexample.schema.json' with { type: 'json' };
import coverage from './schemas/coverage.schema.json' with { type: 'json' };
import explore from './schemas/explore.schema.json' with { type: 'json' };
import explores from './schemas/explores.schema.json' with { type: 'json' };
import finding from './schemas/finding.schema.json' with { type: 'json' };
import gate from './schemas/gate.schema.json' with { type: 'json' };
import list from './schemas/list.schema.json' with { type: 'json' };
import lists from './schemas/lists.schema.json' with { type: 'json' };
import model from './schemas/model.schema.json' with { type: 'json' };
import profile from './schemas/profile.schema.json' with { type: 'json' };
import range from './schemas/range.schema.json' with { type: 'json' };
import refinement from './schemas/refinement.schema.json' with { type: 'json' };
import replay from './schemas/replay.schema.json' with { type: 'json' };
import shard from './schemas/shard.schema.json' with { type: 'json' };
import work from './schemas/work.schema.json' with { type: 'json' };
import world from './schemas/world.schema.json' with { type: 'json' };

/**
 * The published JSON Schemas (2020-12), by the name of their file.
 *
 * They refer to each other: a validator must be given all of them. `certificate`,
 * `coverage`, `finding`, `profile`, `refinement` and `work` are parts, the others are documents.
 */
export const schemas = {
  allow,
  certificate,
  check,
  checkpoint,
  checks,
  counterexample,
  coverage,
  explore,
  explores,
  finding,
  gate,
  list,
  lists,
  model,
  profile,
  range,
  refinement,
  replay,
  shard,
  work,
  world,
} as const;

/** Name of a published schema. */
export type SchemaName = keyof typeof schemas;
