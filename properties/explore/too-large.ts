/** A world takes more steps than one wants to go, as far as can be told before it is explored. */
export class TooLarge extends Error {
  readonly world: string;
  readonly steps: number;
  /** Steps that it might have taken. */
  readonly stepsMax: number;

  constructor(world: string, { steps, stepsMax }: { steps: number; stepsMax: number }) {
    super(`${world} is too large to be exhausted`);
    this.world = world;
    this.steps = steps;
    this.stepsMax = stepsMax;
  }
}
