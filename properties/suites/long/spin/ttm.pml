/*
 * The page-fault protocol of v5.5 as somebody would model it for SPIN, after docs/domain.md §1 and §4.
 *
 * THREADS (two) touch one object. The environment is what is asked for: EVICTED (the GPU copies),
 * UNMAPPED, SIGNALLED, SUBMITTED (a submission that copies user memory with the reservation held).
 * With FAILING every call that can fail may do so. Defects: UNLOCKED_ON_RETRY, IO_LOCK_KEPT,
 * LOCK_INSTEAD_OF_TRYLOCK.
 *
 * A thread is followed up to its handler's answer; only after a retry it comes again.
 */
#ifndef THREADS
#define THREADS 2
#endif
#define PAGES 4
#define NOBODY 255
#define ME _pid

#ifdef FAILING
#define OR_FAILS(label) :: goto label
#else
#define OR_FAILS(label)
#endif

mtype = { still, copying, copied };
mtype = { open, queued, held };

/* The object: who has its locks, who keeps it, where its data is. */
byte reservation = NOBODY;
byte io_lock = NOBODY;
byte references = 2;
mtype move = still;
/* The address space. */
mtype writer = open;
byte readers = 0;
bool mapped = true;
bool signal_pending[THREADS];
/* Those who have not come to their end. */
byte running = THREADS;

inline take(lock) { atomic { lock == NOBODY -> lock = ME } }
inline give(lock) { d_step { assert(lock == ME); lock = NOBODY } }
inline drop_read() { d_step { assert(readers > 0); readers-- } }
inline put() { d_step { assert(references > 0); references-- } }
/* What is of no use any more is set back, or states would differ by it. */
inline finish() {
  d_step {
    running--;
    assert(running > 0 || (reservation == NOBODY && io_lock == NOBODY));
    assert(running > 0 || (readers == 0 && writer == open));
    assert(running > 0 || references == (mapped -> 2 : 1))
  }
}

active [THREADS] proctype thread() {
  bool may_retry = true;
  byte entries = 0;

access:
  atomic {
    writer == open;
    if
    :: mapped -> readers++
    :: !mapped -> goto end_of_thread
    fi
  }

#ifdef LOCK_INSTEAD_OF_TRYLOCK
  take(reservation);
#else
  atomic {
    if
    :: reservation == NOBODY -> reservation = ME
    :: reservation != NOBODY && may_retry -> goto wait_for_reservation
    :: reservation != NOBODY && !may_retry -> goto answered
    fi
  }
#endif

  atomic {
    if
    :: move != copying -> move = still
    :: move == copying && may_retry -> goto wait_for_move_unlocked
    :: move == copying && !may_retry -> goto wait_for_move
    fi
  }
idle:
  atomic {
    if
    :: io_lock == NOBODY -> io_lock = ME
    :: io_lock != NOBODY && signal_pending[ME] -> goto unlock
    fi
  }
  /* The range on the bus. */
  atomic {
    if
    :: true
#ifdef IO_LOCK_KEPT
    OR_FAILS(unlock)
#else
    OR_FAILS(io_unlock)
#endif
    fi
  }
  /* The pages, and their entries in the table. */
  atomic {
    if
    :: true
    OR_FAILS(io_unlock)
    fi
  }
  do
  :: atomic { entries < PAGES -> assert(mapped); entries++ }
  :: entries == PAGES -> break
  OR_FAILS(io_unlock)
  od;
io_unlock:
  atomic { assert(io_lock == ME); io_lock = NOBODY; entries = 0 };
unlock:
  give(reservation);
answered:
  drop_read();
  goto end_of_thread;

wait_for_reservation:
  references++;
  drop_read();
  (reservation == NOBODY || signal_pending[ME]);
  put();
  goto retry;

wait_for_move_unlocked:
  references++;
  drop_read();
  (move != copying || signal_pending[ME]);
  give(reservation);
  put();
#ifdef UNLOCKED_ON_RETRY
  give(reservation);
#endif
  goto retry;

wait_for_move:
  atomic {
    if
    :: move != copying -> move = still; goto idle
    :: move == copying && signal_pending[ME] -> goto unlock
    fi
  }

retry:
  may_retry = false;
  goto access;

end_of_thread:
  may_retry = false;
  finish()
}

#ifdef EVICTED
active proctype evictor() {
  atomic { running++; if :: reservation == NOBODY -> reservation = ME :: else -> goto done fi };
  take(io_lock);
  move = copying;
  give(io_lock);
  give(reservation);
done:
  finish()
}

/* Nobody waits for the GPU to end. */
active proctype gpu() {
end:
  atomic { move == copying -> move = copied }
}
#endif

#ifdef UNMAPPED
active proctype unmapper() {
  atomic { running++; writer = queued };
  atomic { readers == 0 -> writer = held };
  mapped = false;
  put();
  writer = open;
  finish()
}
#endif

#ifdef SIGNALLED
active proctype killer() {
  signal_pending[0] = true
}
#endif

#ifdef SUBMITTED
active proctype submitter() {
  atomic { running++; reservation == NOBODY -> reservation = ME };
  atomic { writer == open -> readers++ };
  drop_read();
  give(reservation);
  finish()
}
#endif
