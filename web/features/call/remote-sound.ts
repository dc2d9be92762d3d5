/** Plays what peers say. The elements live outside React, so that sound goes on whatever panel is shown. */

export class RemoteSound {
  #elements = new Map<string, HTMLAudioElement>();
  #blocked = false;
  #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** True while the browser refuses to play before the person presses something. */
  get blocked(): boolean {
    return this.#blocked;
  }

  play(name: string, stream: MediaStream): void {
    const known = this.#elements.get(name);
    if (known?.srcObject === stream) return;
    const element = known ?? new Audio();
    element.autoplay = true;
    element.srcObject = stream;
    this.#elements.set(name, element);
    void this.#start(element);
  }

  stop(name: string): void {
    const element = this.#elements.get(name);
    if (!element) return;
    element.pause();
    element.srcObject = null;
    this.#elements.delete(name);
  }

  /** Call it from a press: then browsers allow sound. */
  async unblock(): Promise<void> {
    this.#blocked = false;
    await Promise.all([...this.#elements.values()].map((element) => this.#start(element)));
    this.#onChange();
  }

  dispose(): void {
    for (const name of [...this.#elements.keys()]) this.stop(name);
  }

  async #start(element: HTMLAudioElement): Promise<void> {
    try {
      await element.play();
    } catch (error) {
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError" || this.#blocked) return;
      this.#blocked = true;
      this.#onChange();
    }
  }
}
