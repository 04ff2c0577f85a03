import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/postgresql';
import { DomainError } from '#kernel/domain-error';
import type { Uuid } from '#kernel/ids';
import { Database } from '#platform/database/database';
import { Unavailable } from '#platform/errors/unavailable';
import { currentCaller } from '#platform/messaging/context';
import { type ErrorData, RemoteError, toData } from '#platform/messaging/remote-error';
import { CrashPoints } from '#platform/service/crash-points';
import { type SagaNext, Sagas } from '#platform/sagas/sagas';
import {
  findOperation,
  findOutcome,
  finishOperation,
  freeSlotsOf,
  getOperationForUpdate,
  insertOperation,
  offersHeldBy,
  type Operation,
  type OperationHead,
  type OperationKind,
  type Outcome,
  refuseOperation,
} from '../persistence/operations.js';
import { count, takenForUpdate } from '../persistence/quota-usage.js';

/** How long somebody waits for an answer; the operation goes on without them. */
const patienceMs = 20_000;
const lookAgainMs = 200;

/** How one kind of operation is carried out, once its places are held. */
export interface Course<Ordered extends object, Billed> {
  /** Billing's part: its documents, all or none. Asked again until it is answered. */
  bill(operationId: Uuid, ordered: Ordered): Promise<Billed>;
  /** Ours, once billing has done its own; gives the answer. */
  finish(em: EntityManager, operation: OperationHead, ordered: Ordered, billed: Billed): Promise<object>;
  /** What is given back beside the places, when billing refuses. */
  giveBack?(em: EntityManager, operationId: Uuid): Promise<void>;
}

/**
 * Operations that billing takes part in, and no transaction can span: places are held in one, billing's documents are issued in its
 * own, and the memberships change in a last one. Each step finds what an earlier try of it did. Billing either does its part whole
 * or refuses it whole; whoever crashes in between is followed by a saga.
 */
@Injectable()
export class Operations {
  private readonly courses = new Map<OperationKind, Course<object, unknown>>();
  private readonly waiting = new Map<Uuid, (outcome: Outcome | undefined) => void>();

  constructor(
    private readonly database: Database,
    private readonly sagas: Sagas,
    private readonly crashPoints: CrashPoints,
  ) {}

  /** Says how operations of a kind are carried out. Called when the service starts. */
  register<Ordered extends object, Billed>(kind: OperationKind, course: Course<Ordered, Billed>): void {
    this.courses.set(kind, course);
    this.sagas.register(kind, ({ id }) => this.run(id, course));
  }

  /** Orders it in this transaction, in which its places were taken. */
  async order(em: EntityManager, operation: Omit<Operation, 'state' | 'answer'>): Promise<Operation> {
    const ordered = await this.orderForSaga(em, operation);
    await this.sagas.start(em, { id: operation.id, kind: operation.kind, step: 'bill', data: {} });
    this.crashPoints.reach('memberships.operation.held');
    return ordered;
  }

  /** Written down in this transaction, in which its places were taken; a saga of the caller's sees it through. */
  async orderForSaga(em: EntityManager, operation: Omit<Operation, 'state' | 'answer'>): Promise<Operation> {
    await insertOperation(em, operation, currentCaller().name);
    return { ...operation, state: 'running', answer: null };
  }

  /** Carries it out here and now, from wherever an earlier try has left it. Throws what billing refused. */
  async seeThrough<T extends object>(operation: Operation): Promise<T> {
    const course = this.courses.get(operation.kind);
    if (!course) throw new Error(`nobody carries out a ${operation.kind}`);
    const outcome =
      operation.state === 'running'
        ? ((await this.carryOut(operation, course)) ?? (await findOutcome(this.database, operation.id)))
        : operation;
    if (outcome?.state === 'done') return outcome.answer as T;
    if (outcome?.state === 'refused') throw new RemoteError(outcome.answer as ConstructorParameters<typeof RemoteError>[0]);
    throw new Error(`operation ${operation.id} is nowhere`);
  }

  /** The answer, as soon as there is one. Throws what billing refused. */
  async answer<T extends object>(id: Uuid): Promise<T> {
    this.crashPoints.reach('memberships.operation.ordered');
    const until = Date.now() + patienceMs;
    try {
      while (Date.now() < until) {
        const finished = new Promise<Outcome | undefined>((resolve) => this.waiting.set(id, resolve));
        const found = await findOutcome(this.database, id);
        const isFinished = found && found.state !== 'running';
        // Another process may be the one that finishes it.
        const outcome = isFinished ? found : await Promise.race([finished, pause(lookAgainMs, undefined, { ref: false })]);
        if (outcome?.state === 'done') return outcome.answer as T;
        if (outcome?.state === 'refused') throw new RemoteError(outcome.answer as ConstructorParameters<typeof RemoteError>[0]);
      }
    } finally {
      this.waiting.delete(id); // Whoever else waits for it looks again.
    }
    throw new Unavailable('It was ordered and is on its way. Ask again with the same key.');
  }

  private async run<Ordered extends object, Billed>(id: Uuid, course: Course<Ordered, Billed>): Promise<SagaNext> {
    const operation = await findOperation(this.database, id);
    if (!operation) throw new Error(`there is no operation ${id}`);
    const outcome = operation.state === 'running' ? await this.carryOut(operation, course) : operation;
    this.waiting.get(id)?.(outcome);
    this.waiting.delete(id);
    return 'done';
  }

  /** What became of it; nothing, when somebody else has finished it meanwhile. */
  private async carryOut<Ordered extends object, Billed>(
    { id, ordered }: Operation,
    course: Course<Ordered, Billed>,
  ): Promise<Outcome | undefined> {
    this.crashPoints.reach('memberships.operation.taken-up');
    let billed: Billed;
    try {
      billed = await course.bill(id, ordered as Ordered);
    } catch (error) {
      if (!isRefusal(error)) throw error; // Nobody knows whether it was done: asked again, it says so.
      return this.refuse(id, toData(error), course);
    }
    this.crashPoints.reach('memberships.operation.billed');
    const finished = await this.database.transaction(
      async (em): Promise<Outcome | undefined> => {
        const operation = await getOperationForUpdate(em, id);
        if (operation.state !== 'running') return undefined;
        const answer = await course.finish(em, operation, ordered as Ordered, billed);
        await finishOperation(em, id, answer);
        this.crashPoints.reach('memberships.operation.carried-out');
        return { state: 'done', answer };
      },
      { repeated: true },
    );
    this.crashPoints.reach('memberships.operation.done');
    return finished;
  }

  private async refuse<Ordered extends object, Billed>(
    id: Uuid,
    refusal: ErrorData,
    course: Course<Ordered, Billed>,
  ): Promise<Outcome | undefined> {
    this.crashPoints.reach('memberships.operation.refused');
    return this.database.transaction(async (em): Promise<Outcome | undefined> => {
      const { state, sellerId } = await getOperationForUpdate(em, id);
      if (state !== 'running') return undefined;
      await takenForUpdate(em, sellerId, await offersHeldBy(em, id)); // Before the places: whoever takes them holds the counters first, too.
      const freed = await freeSlotsOf(em, id);
      await count(
        em,
        freed.map(({ offerId, freed: places }) => ({ offerId, sellerId, by: -places })),
      );
      await course.giveBack?.(em, id);
      await refuseOperation(em, id, refusal);
      this.crashPoints.reach('memberships.operation.given-back');
      return { state: 'refused', answer: refusal };
    });
  }
}

/** A refusal is an answer: nothing was done. Everything else may have been done all the same. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DomainError &&
  !['unavailable', 'too-many', 'unauthenticated'].includes(error.kind) &&
  error.code !== 'platform.in-progress';
