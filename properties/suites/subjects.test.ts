import { pinSubjects } from './pinned-subjects.ts';

pinSubjects(5000);
