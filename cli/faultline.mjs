#!/usr/bin/env node
// Plain JavaScript, because it has to say something sensible on a Node that cannot run the rest.
import module from 'node:module';

if (process.features.typescript) {
  // Stripping the types anew would be more than half of the time to start.
  module.enableCompileCache();
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `faultline: Node ${process.versions.node} cannot run TypeScript; ` +
      'start it as `npx faultline …` or `npm run check`, which use the pinned Node\n',
  );
  process.exitCode = 2;
}
