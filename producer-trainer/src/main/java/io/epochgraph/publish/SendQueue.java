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
 * copied and given back when it is sent, so the bounds hold for all that is in memory. Only epochs
 * are bounded; everything else is small.
 */
final class SendQueue {

  private final int epochsOfRun;
  private final long maxBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Task> waiting = new ArrayDeque<>();
  private final Map<RunChain, Integer> epochsHeld = new HashMap<>();
  private long bytesHeld;
  private Task current;
  private boolean closed;

  SendQueue(int epochsOfRun, long maxBytes) {
    this.epochsOfRun = epochsOfRun;
    this.maxBytes = maxBytes;
  }

  /**
   * Takes room for one epoch, which {@link #done} or {@link #giveBack} returns.
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
      epochsHeld.merge(chain, 1, Integer::sum);
      bytesHeld += bytes;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Returns room that no task came to use. */
  void giveBack(RunChain chain, long bytes) {
    lock.lock();
    try {
      epochsHeld.computeIfPresent(chain, (_, held) -> held == 1 ? null : held - 1);
      bytesHeld -= bytes;
      changed.signalAll();
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
    } finally {
      lock.unlock();
    }
    if (task instanceof Task.Epoch epoch) {
      giveBack(epoch.chain(), epoch.bytes());
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

  private boolean hasRoom(RunChain chain, long bytes) {
    return epochsHeld.isEmpty()
        || (epochsHeld.getOrDefault(chain, 0) < epochsOfRun && bytes <= maxBytes - bytesHeld);
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the publisher is closed: nothing more can be published");
    }
  }
}
