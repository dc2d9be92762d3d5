/** The commands that the mounted features offer: the palette lists them, and keys that ask for it are bound. */
import type { Command } from "./contract.ts";
import { isTyping, matchesKeys } from "./keys.ts";
import { createStore, type Store } from "./store.ts";

export class Commands {
  readonly list: Store<Command[]> = createStore<Command[]>([]);

  /** Returns the function that takes it away again. A later command of the same id stands for the earlier one. */
  register(command: Command): () => void {
    this.list.set([...this.list.get().filter((one) => one.id !== command.id), command]);
    return () => this.list.set(this.list.get().filter((one) => one !== command));
  }

  /** Runs the command bound to this key press, if there is one. */
  press(event: KeyboardEvent, singleKeys: boolean): boolean {
    if (event.defaultPrevented) return false;
    for (const command of this.list.get()) {
      if (!command.bind || !command.keys || command.disabled || !matchesKeys(event, command.keys)) continue;
      const single = !/^(Mod|Ctrl|Alt)-/.test(command.keys) && command.keys.length === 1;
      if (single && (!singleKeys || isTyping(event.target))) continue;
      event.preventDefault();
      command.run();
      return true;
    }
    return false;
  }
}
