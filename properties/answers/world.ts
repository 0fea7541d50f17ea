import { ERRNO, type ErrnoName } from '../../impl/kernel/errno.ts';
import { OBJECTS_MAX, PAGES_MAX } from '../../impl/kernel/memory/structs.ts';
import { MEMORY_TYPE_NAMES } from '../../impl/kernel/ttm-flags.ts';
import {
  ACTORS_MAX,
  type ActorSpec,
  type DriverSpec,
  FAILURES_MAX,
  FAULTS_MAX,
  type FailureSpec,
  type FaultSpec,
  type ObjectSpec,
  VMAS_MAX,
  type VmaSpec,
  type World,
} from '../../impl/kernel/world.ts';
import {
  always,
  count,
  either,
  file,
  flag,
  list,
  maybe,
  object,
  part,
  ref,
  schemaOf,
  text,
  word,
} from './schema.ts';

// The simulated kernel declares the types; what a document may hold is said here.
const pages = count('Size in pages.', { minimum: 1, maximum: PAGES_MAX });

/** A buffer object. */
export const ObjectSchema = part(
  'world',
  'object',
  schemaOf<ObjectSpec>()(
    object(
      {
        placement: word(MEMORY_TYPE_NAMES, 'Memory type.'),
        caching: word(
          ['cached', 'write-combined', 'uncached'],
          'Caching of the first placement, and of system pages that a later one is given.',
        ),
        pages,
        reservation: count(
          'Which reservation object it uses, modulo the number of objects; two may share one.',
        ),
        moving: word(
          ['none', 'pending', 'signaled'],
          'A move that has been started: none, still copying, or done but not yet noticed.',
        ),
        ttm: word(
          ['empty', 'populated', 'absent'],
          'Its translation table: not populated, populated, or missing.',
        ),
        imported: either(
          [flag(), always('mappable')],
          'Imported from another driver: must not be faulted here; or mappable: its table is ' +
            "EXTERNAL, its pages are the driver's own.",
        ),
        handle: flag('A handle keeps a reference beside the vmas.'),
      },
      undefined,
      { title: 'Buffer object' },
    ),
  ),
);

/** A mapping of an object. */
export const VmaSchema = part(
  'world',
  'vma',
  schemaOf<VmaSpec>()(
    object(
      {
        object: count('Index of the object, modulo how many there are.'),
        offset: count('First page of the object that is mapped.'),
        pages,
        overhang: flag(
          'Contract only: the last page lies beyond the object, which mmap would refuse.',
        ),
        writable: flag('May be written to.'),
        present: list(count(), 'Pages of the vma that are mapped before the run begins.'),
      },
      undefined,
      { title: 'Mapping' },
    ),
  ),
);

/** Who touches a page, which decides the fault flags. */
export const CALLERS = ['user', 'kernel', 'fixup', 'fixup-locked', 'nowait'] as const;

/** A faulting thread. */
export const FaultSchema = part(
  'world',
  'fault',
  schemaOf<FaultSpec>()(
    object(
      {
        vma: count('Index of the vma, modulo how many there are.'),
        page: count('Page of the vma, modulo its size.'),
        caller: word(CALLERS, 'Who touches the page, which decides the fault flags.'),
        write: flag('A write, not a read.'),
      },
      undefined,
      { title: 'Faulting thread' },
    ),
  ),
);

/** An actor of the environment. */
export const ActorSchema = part(
  'world',
  'actor',
  schemaOf<ActorSpec>()(
    object(
      {
        actor: text('A file in impl/environment/.'),
        target: count(
          'Index of the object, vma or fault that it acts on, modulo how many there are.',
        ),
        variant: text("One of the actor's variants."),
      },
      undefined,
      { title: 'Actor of the environment' },
    ),
  ),
);

const ERRORS = Object.keys(ERRNO) as ErrnoName[];

/** A primitive that a world lets fail. */
export const FailureSchema = part(
  'world',
  'failure',
  schemaOf<FailureSpec>()(
    object(
      {
        task: count('Index of the faulting thread.'),
        primitive: text('The primitive that fails.'),
        call: count('Which call fails, from 1; 0 means every call.'),
        error: word(
          [...ERRORS, 'VM_FAULT_OOM', 'VM_FAULT_SIGBUS', 'MISSING_PAGE'],
          'How it fails.',
        ),
      },
      undefined,
      { title: 'Injected failure' },
    ),
  ),
);

/** The driver's side of the device. */
export const DriverSchema = part(
  'world',
  'driver',
  schemaOf<DriverSpec>()(
    object(
      {
        notify: word(
          ['absent', 'keeps', 'to-tt', 'to-vram'],
          'The hook fault_reserve_notify: none, or what it does to the object.',
        ),
        scattered: flag('Has an io_mem_pfn hook because its video memory is scattered.'),
        ioReserveLru: list(
          word(MEMORY_TYPE_NAMES),
          'Memory types whose manager uses the io_reserve lock.',
          { uniqueItems: true },
        ),
      },
      undefined,
      { title: 'Driver' },
    ),
  ),
);

/** A world, alone in a file or inside a document. */
export const WorldSchema = file(
  'world',
  'faultline.world/1',
  schemaOf<World>()(
    object(
      {
        schema: maybe(
          always(
            'faultline.world/1',
            'Name and version of this format, where a world is a file of its own.',
          ),
        ),
        objects: list(ref(ObjectSchema), 'Buffer objects as they are when the run begins.', {
          minItems: 1,
          maxItems: OBJECTS_MAX,
        }),
        vmas: list(ref(VmaSchema), 'Mappings of objects.', { minItems: 1, maxItems: VMAS_MAX }),
        faults: list(ref(FaultSchema), 'Threads that touch one page of a mapping.', {
          minItems: 1,
          maxItems: FAULTS_MAX,
        }),
        environment: list(ref(ActorSchema), 'Other threads that act on the same objects.', {
          maxItems: ACTORS_MAX,
        }),
        failures: list(ref(FailureSchema), 'Primitives that fail.', { maxItems: FAILURES_MAX }),
        driver: ref(DriverSchema, "The driver's side of the device."),
        readersOvertake: flag('A reader may take the mmap lock although a writer is queued.'),
        defects: list(word(['B9']), 'Known defects of the primitives that are switched on.', {
          uniqueItems: true,
        }),
      },
      'Everything about a run that is not scheduling: objects, mappings, faulting threads, ' +
        'actors, injected failures.',
    ),
  ),
);
