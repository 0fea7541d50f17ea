import { tools } from '../harness.ts';
import { askAgain } from '../repeated.ts';

askAgain([...tools.strategies.keys()].filter((name) => name !== 'replay'));
