import { pinSubjects } from './pinned-subjects.ts';

pinSubjects(6000);
