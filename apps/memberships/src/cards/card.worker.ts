import { answerJobs } from '#platform/threads/answer-jobs';
import { drawCard } from './draw-card.js';

answerJobs(drawCard);
