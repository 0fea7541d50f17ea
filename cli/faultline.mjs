#!/usr/bin/env node
// Plain JavaScript, because it has to say something sensible on a Node that cannot run the rest.
if (process.features.typescript) {
  const { main } = await import('./main.ts');
  await main(process.argv.slice(2));
} else {
  process.stderr.write(
    `faultline: Node ${process.versions.node} cannot run TypeScript; ` +
      'start it as `npx faultline …` or `npm run check`, which use the pinned Node\n',
  );
  process.exitCode = 2;
}
