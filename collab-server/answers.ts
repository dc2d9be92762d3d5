/**
 * `GET /collab/answers/{key}?question={n}`: the answer to the n-th question of one run, as soon as it is there. For a
 * worker that stands still in a browser which cannot suspend WebAssembly: it can be told nothing but by a request that
 * blocks it. Whoever has the key of a run reads its answers, which all in its room see anyway, and nothing else.
 */
import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { ANSWER_POLL } from "./limits.ts";

/** The answers of one run, for whoever has the path. */
export interface AnswerBox {
  /** Unguessable; only the page that executes the run is told. */
  readonly path: string;
  /** The answer to the next question. */
  give(text: string): void;
  /** The run is over. */
  close(): void;
}

interface Box {
  /** How many questions have been answered, and the last answer: it can be asked for again, for a request may fail. */
  given: number;
  last: string;
  waiting: Waiting | null;
}

interface Waiting {
  question: number;
  response: ServerResponse;
  timer: NodeJS.Timeout;
}

/** 256 bits in base64url. */
const KEY = /^\/collab\/answers\/([\w-]{43})\?question=(\d{1,6})$/;
const FOLDER = "/collab/answers/";

/** The only pages that may read this are of no origin, as the frames of programs are. No cookie is looked at. */
const HEADERS = {
  "Access-Control-Allow-Origin": "null",
  Vary: "Origin",
  "Cache-Control": "no-store",
  "Content-Type": "text/plain; charset=utf-8",
};

export class Answers {
  readonly #boxes = new Map<string, Box>();
  readonly #poll: number;

  /** `poll`: milliseconds that one request may wait. */
  constructor(poll = ANSWER_POLL) {
    this.#poll = poll;
  }

  get size(): number {
    return this.#boxes.size;
  }

  open(): AnswerBox {
    const key = randomBytes(32).toString("base64url");
    const box: Box = { given: 0, last: "", waiting: null };
    this.#boxes.set(key, box);
    return {
      path: `${FOLDER}${key}`,
      give(text) {
        box.given++;
        box.last = text;
        const { waiting } = box;
        if (waiting?.question === box.given) settle(box, waiting, 200, text);
      },
      close: () => {
        this.#boxes.delete(key);
        if (box.waiting) settle(box, box.waiting, 205);
      },
    };
  }

  /** 200 with the answer, 204 if there is none yet (ask again), 205 if the run ends meanwhile, 404 if there is no such run. False if it is no such request. */
  handle(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? "";
    if (!url.startsWith(FOLDER)) return false;
    const end = (status: number) => response.writeHead(status, HEADERS).end();
    if (request.method !== "GET") response.writeHead(405, { ...HEADERS, Allow: "GET" }).end();
    else if (request.headers.origin !== "null") response.writeHead(403, { Vary: "Origin" }).end();
    else {
      const [, key = "", number = ""] = KEY.exec(url) ?? [];
      const box = this.#boxes.get(key);
      const question = Number(number);
      if (!box || question < Math.max(box.given, 1) || question > box.given + 1) end(404);
      else if (question === box.given) response.writeHead(200, HEADERS).end(box.last);
      else this.#wait(box, question, response);
    }
    return true;
  }

  /** One request a run: a newer one has taken the place of one that nobody reads any more. */
  #wait(box: Box, question: number, response: ServerResponse): void {
    if (box.waiting) settle(box, box.waiting, 204);
    const timer = setTimeout(() => settle(box, waiting, 204), this.#poll).unref();
    const waiting: Waiting = { question, response, timer };
    box.waiting = waiting;
    response.on("close", () => {
      clearTimeout(timer);
      if (box.waiting === waiting) box.waiting = null;
    });
  }
}

function settle(box: Box, waiting: Waiting, status: number, text?: string): void {
  clearTimeout(waiting.timer);
  if (box.waiting === waiting) box.waiting = null;
  waiting.response.writeHead(status, HEADERS).end(text);
}
