import type { World } from '../../impl/kernel/world.ts';
import { Simulation } from '../../impl/simulation.ts';
import type { Subject } from '../../impl/subject.ts';
import { preemptions } from '../../scheduler/strategies/preemptions.ts';
import type { Run } from '../answers/run.ts';
import type { Cause } from '../answers/work.ts';
import { causeOf } from '../judge/cause.ts';
import { Oracle } from '../judge/oracle.ts';
import type { Tools } from '../run/tools.ts';
import { settle } from '../worlds/settle.ts';
import { exactProbabilities } from './exact-probability.ts';
import { exploreWorld } from './exploration.ts';

/** What can break in a world. */
export interface Breakable {
  readonly laws: readonly string[];
  /** Nothing else can: every interleaving was visited. */
  readonly all: boolean;
}

/** How likely a law breaks if from there on chance decides who goes on. */
export interface Prospect {
  readonly law: string;
  readonly share: number;
}

/** Steps after which a world is left, and states beyond which no share is computed. */
const STEPS_MAX = 60_000;
const STATES_MAX = 20_000;

/** What may still become of runs of one subject, for somebody who chooses each step. */
export class Outlook {
  private readonly subject: Subject;
  private readonly tools: Tools;
  private readonly simulation: Simulation;
  private readonly oracle: Oracle;
  private readonly known = new Map<string, Breakable & { readonly causes: readonly Cause[] }>();

  constructor(subject: Subject, tools: Tools) {
    this.subject = subject;
    this.tools = tools;
    this.simulation = new Simulation(tools.actors);
    this.oracle = new Oracle(tools.invariants);
  }

  /** The laws that some interleaving breaks, by itself and not as a consequence. */
  breakable(world: World): Breakable {
    return this.explored(world);
  }

  /** The share of continuations after these choices in which each law breaks that can. */
  after(world: World, choices: readonly number[]): readonly Prospect[] {
    const settled = settle(world);
    return this.explored(world).causes.flatMap((cause) => {
      const question = { subject: this.subject, world: settled, cause, tasks: choices };
      const share = exactProbabilities(question, this.tools, STATES_MAX)?.probabilities.at(-1);
      return share === undefined ? [] : [{ law: cause.invariant, share }];
    });
  }

  private explored(world: World) {
    const key = JSON.stringify(world);
    const known = this.known.get(key);
    if (known) return known;
    const { broken, all, bounded } = exploreWorld(this.subject, settle(world), {
      tools: this.tools,
      stop: ({ transitions }) => transitions >= STEPS_MAX,
    });
    const causes = [...broken].flatMap(([law, run]) => this.causeIn(law, run) ?? []);
    const found = { laws: [...broken.keys()].sort(), all: all && !bounded, causes };
    this.known.set(key, found);
    return found;
  }

  private causeIn(law: string, { world, preemptions: list }: Run): Cause | undefined {
    const settled = settle(world);
    const { oracle, simulation, subject } = this;
    const execution = simulation.run(subject, settled, preemptions(list));
    const { trace } = simulation.kernel;
    const violations = oracle.judge(trace, settled, subject.profile, execution);
    const violation = violations.find(({ invariant }) => invariant === law);
    return violation && causeOf(violation, trace, settled);
  }
}
