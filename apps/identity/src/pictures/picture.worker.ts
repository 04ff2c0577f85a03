import { answerJobs } from '#platform/threads/answer-jobs';
import { squarePicture } from './square-picture.js';

answerJobs(squarePicture);
