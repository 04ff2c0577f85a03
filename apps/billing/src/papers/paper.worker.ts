import { answerJobs } from '#platform/threads/answer-jobs';
import { makePaper } from './paper-job.js';

answerJobs(makePaper);
