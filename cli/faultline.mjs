#!/usr/bin/env node
// Plain JavaScript, because it has to say something sensible on a Node that cannot run the rest.
import { existsSync } from 'node:fs';
import module from 'node:module';

// The package has JavaScript instead of the sources, since Node strips no types in node_modules.
const isPackage = !existsSync(new URL('./main.ts', import.meta.url));

// As long as nobody else listens, who would show what is known, Ctrl-C ends the program at once.
process.on('SIGINT', () => {
  if (process.listenerCount('SIGINT') === 1) process.exit(130);
});

if (process.features.typescript) {
  // Stripping the types anew would be more than half of the time to start.
  module.enableCompileCache();
  const { main } = await import(isPackage ? '../dist/cli/main.js' : './main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `faultline: Node ${process.versions.node} cannot run TypeScript; ` +
      (isPackage
        ? 'expected Node 22.18 or later\n'
        : 'start it as `npx faultline …` or `npm run check`, which use the pinned Node\n'),
  );
  process.exitCode = 2;
}
