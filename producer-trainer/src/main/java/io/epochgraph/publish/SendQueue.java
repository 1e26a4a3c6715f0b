package io.epochgraph.publish;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sent, first in, first out. Room for an epoch is taken before its weights are
 * copied. Its place in the queue is free again when its sending begins, its bytes when that ends.
 * Only epochs are bounded; everything else is small.
 */
final class SendQueue {

  private final int epochsOfRun;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Task> waiting = new ArrayDeque<>();
  private final Map<RunChain, Integer> epochsWaiting = new HashMap<>();
  private int epochsHeld;
  private long bytesHeld;
  private Task current;
  private boolean closed;
  private boolean stopped;

  SendQueue(int epochsOfRun, long maxBytes) {
    this.epochsOfRun = epochsOfRun;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes room for one epoch, which {@link #next} and {@link #done}, or {@link #giveBack}, return.
   *
   * @return false where there is none and {@code onFull} is to skip
   */
  boolean takeRoom(RunChain chain, long bytes, OnFull onFull) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      checkOpen();
      while (!hasRoom(chain, bytes)) {
        if (onFull == OnFull.SKIP) {
          return false;
        }
        changed.await();
        checkOpen();
      }
      epochsWaiting.merge(chain, 1, Integer::sum);
      epochsHeld++;
      bytesHeld += bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether an epoch is larger than all that may wait. */
  boolean isSmallerThan(long bytes) {
    return bytes > maxBytes;
  }

  /** Returns room that no task came to use. */
  void giveBack(RunChain chain, long bytes) {
    lock.lock();
    try {
      leaveWaiting(chain);
      release(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Bytes of weights that are held now. */
  long bytesHeld() {
    lock.lock();
    try {
      return bytesHeld;
    } finally {
      lock.unlock();
    }
  }

  void add(Task task) {
    lock.lock();
    try {
      checkOpen();
      waiting.add(task);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next task, when there is one; null when the queue is closed and empty. */
  Task next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      current = waiting.poll();
      if (current instanceof Task.Epoch epoch) {
        leaveWaiting(epoch.chain());
      }
      return current;
    } finally {
      lock.unlock();
    }
  }

  /** The task that {@link #next} gave is over, whatever came of it. */
  void done(Task task) {
    lock.lock();
    try {
      current = null;
      changed.signalAll();
      if (task instanceof Task.Epoch epoch) {
        release(epoch.held());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a task that was added is over.
   *
   * @throws IllegalStateException if it is given up, as the publisher was closed
   */
  void awaitDone(Task task) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (isLeft(task)) {
        if (stopped) {
          throw new IllegalStateException("the publisher was closed before everything was sent");
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more is going to be fetched. */
  void stop() {
    lock.lock();
    try {
      closed = true;
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing more; what waits can still be fetched. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** What is not done yet, in order. */
  List<Task> left() {
    lock.lock();
    try {
      var left = new ArrayList<Task>();
      if (current != null) {
        left.add(current);
      }
      left.addAll(waiting);
      return left;
    } finally {
      lock.unlock();
    }
  }

  private boolean isLeft(Task task) {
    return current == task || waiting.stream().anyMatch(other -> other == task);
  }

  private boolean hasRoom(RunChain chain, long bytes) {
    return epochsHeld == 0
        || (epochsWaiting.getOrDefault(chain, 0) < epochsOfRun && bytes <= maxBytes - bytesHeld);
  }

  private void leaveWaiting(RunChain chain) {
    epochsWaiting.computeIfPresent(chain, (_, epochs) -> epochs == 1 ? null : epochs - 1);
    changed.signalAll();
  }

  private void release(long bytes) {
    epochsHeld--;
    bytesHeld -= bytes;
    changed.signalAll();
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the publisher is closed: nothing more can be published");
    }
  }
}
