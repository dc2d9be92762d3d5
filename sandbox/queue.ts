/** The rooms in turn, each in order of arrival. */

export interface Queued {
  runId: string;
  room: string;
}

export class RunQueue<Item extends Queued> {
  /** Rooms with something queued, the next one first; a room goes to the end when one of its runs is taken. */
  readonly #rooms = new Map<string, Item[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(item: Item): void {
    const queue = this.#rooms.get(item.room);
    if (queue) queue.push(item);
    else this.#rooms.set(item.room, [item]);
    this.#size++;
  }

  /** The next one that `may`; those that may not keep their places. */
  take(may: (item: Item) => boolean = () => true): Item | undefined {
    for (const [room, queue] of this.#rooms) {
      const at = queue.findIndex(may);
      if (at < 0) continue;
      const [item] = queue.splice(at, 1);
      this.#rooms.delete(room);
      if (queue.length > 0) this.#rooms.set(room, queue);
      this.#size--;
      return item;
    }
    return undefined;
  }

  some(may: (item: Item) => boolean): boolean {
    for (const queue of this.#rooms.values()) if (queue.some(may)) return true;
    return false;
  }

  remove(item: Item): boolean {
    const queue = this.#rooms.get(item.room);
    const at = queue?.indexOf(item) ?? -1;
    if (!queue || at < 0) return false;
    queue.splice(at, 1);
    if (queue.length === 0) this.#rooms.delete(item.room);
    this.#size--;
    return true;
  }

  /** In the order in which `take` would return them if nothing more came. */
  inOrder(): Item[] {
    const order: Item[] = [];
    const queues = [...this.#rooms.values()];
    for (let turn = 0; order.length < this.#size; turn++)
      for (const queue of queues) {
        const item = queue[turn];
        if (item) order.push(item);
      }
    return order;
  }
}
