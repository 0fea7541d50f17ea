import type {
  ActorSpec,
  DriverSpec,
  FailureSpec,
  FaultSpec,
  ObjectSpec,
  VmaSpec,
  World,
} from '../../impl/kernel/world.ts';

/** A named tiny world: one file in `litmus/` each, small enough to be exhausted. */
export interface Litmus {
  readonly summary: string;
  readonly world: World;
}

const OBJECT: ObjectSpec = {
  placement: 'system',
  caching: 'cached',
  pages: 2,
  reservation: 0,
  moving: 'none',
  ttm: 'empty',
  imported: false,
  handle: true,
};
const VMA: VmaSpec = {
  object: 0,
  offset: 0,
  pages: 2,
  overhang: false,
  writable: true,
  present: [],
};
const FAULT: FaultSpec = { vma: 0, page: 0, caller: 'user', write: false };
const DRIVER: DriverSpec = { notify: 'absent', scattered: false, ioReserveLru: [] };

/** What differs from the simplest world: one object of two pages, mapped once, touched once. */
export interface Sketch {
  readonly objects?: readonly Partial<ObjectSpec>[];
  readonly vmas?: readonly Partial<VmaSpec>[];
  readonly faults?: readonly Partial<FaultSpec>[];
  readonly environment?: readonly ActorSpec[];
  readonly failures?: readonly FailureSpec[];
  readonly driver?: Partial<DriverSpec>;
  readonly readersOvertake?: boolean;
}

/** A world by the name that reports call it by. */
export interface NamedWorld {
  readonly name: string;
  readonly world: World;
}

/** Fills a sketch in. */
export function world(sketch: Sketch): World {
  return {
    objects: (sketch.objects ?? [{}]).map((object) => ({ ...OBJECT, ...object })),
    vmas: (sketch.vmas ?? [{}]).map((vma) => ({ ...VMA, ...vma })),
    faults: (sketch.faults ?? [{}]).map((fault) => ({ ...FAULT, ...fault })),
    environment: sketch.environment ?? [],
    failures: sketch.failures ?? [],
    driver: { ...DRIVER, ...sketch.driver },
    readersOvertake: sketch.readersOvertake ?? false,
    defects: [],
  };
}

/** A litmus world by its name. */
export interface NamedWorld {
  readonly name: string;
  readonly world: World;
}
