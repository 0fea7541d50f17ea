import { pinSubjects } from '../pinned-subjects.ts';

pinSubjects(20_000);
