// The door of the working thread: as in the main one, loading is slow without the cache.
import module from 'node:module';

module.enableCompileCache();
await import('./worker.ts');
