// URL and URLSearchParams for http-like addresses, as lessons use them.
import { inspect, urlBrand } from "./inspect.js";
import { ObjectDefineProperty, StringOf, TypeErrorOf } from "./intrinsics.js";

const PORTS = { "http:": "80", "https:": "443", "ws:": "80", "wss:": "443", "ftp:": "21" };
const PARTS =
  /^([a-z][a-z0-9+.-]*:)(?:\/\/(?:([^/?#:@]*)(?::([^/?#@]*))?@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?)?([^?#]*)(\?[^#]*)?(#.*)?$/i;

/** What has a % is taken as encoded already. */
const encodeSpaces = (value) => encodeURI(value.toWellFormed()).replaceAll("%25", "%");

function resolvePath(path) {
  const result = [];
  const parts = path.split("/");
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (part === "..") {
      if (result.length > 1) result.pop();
      if (last) result.push("");
    } else if (part === ".") {
      if (last) result.push("");
    } else result.push(part);
  });
  return result.join("/");
}

export class URL {
  #parts;
  #params;

  constructor(url, base) {
    const text = StringOf(url).trim();
    let match = PARTS.exec(text);
    if (!match && base !== undefined) {
      const from = new URL(base);
      const origin = `${from.protocol}//${from.username ? `${from.username}@` : ""}${from.host}`;
      const folder = from.pathname.slice(0, from.pathname.lastIndexOf("/") + 1);
      const absolute = text.startsWith("//")
        ? from.protocol + text
        : text.startsWith("/")
          ? origin + text
          : text.startsWith("?")
            ? origin + from.pathname + text
            : text.startsWith("#") || text === ""
              ? origin + from.pathname + from.search + text
              : origin + folder + text;
      match = PARTS.exec(absolute);
    }
    const special = match && match[1].toLowerCase() in PORTS;
    if (!match || (special && !match[4])) {
      const error = new TypeErrorOf("Invalid URL");
      error.code = "ERR_INVALID_URL";
      error.input = text;
      throw error;
    }
    const protocol = match[1].toLowerCase();
    const port = match[5] && match[5] !== PORTS[protocol] ? String(Number(match[5])) : "";
    this.#parts = {
      protocol,
      username: match[2] ?? "",
      password: match[3] ?? "",
      hostname: (match[4] ?? "").toLowerCase(),
      port,
      pathname: special ? encodeSpaces(resolvePath(match[6] || "/")) : match[6],
      search: match[7] && match[7] !== "?" ? encodeSpaces(match[7]) : "",
      hash: match[8] && match[8] !== "#" ? encodeSpaces(match[8]) : "",
      slashes: match[4] !== undefined,
    };
    this.#params = new URLSearchParams(this.#parts.search);
    onChange.set(this.#params, (search) => {
      this.#parts.search = search ? `?${search}` : "";
    });
    ObjectDefineProperty(this, urlBrand, { __proto__: null, value: () => this.#show() });
  }

  static canParse(url, base) {
    try {
      return Boolean(new URL(url, base));
    } catch {
      return false;
    }
  }

  static parse(url, base) {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  #show() {
    const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } =
      this;
    const shown = {
      href,
      origin,
      protocol,
      username,
      password,
      host,
      hostname,
      port,
      pathname,
      search,
      searchParams,
      hash,
    };
    return `URL ${inspect(shown)}`;
  }

  get protocol() {
    return this.#parts.protocol;
  }
  set protocol(value) {
    this.#parts.protocol = `${StringOf(value).replace(/:$/, "")}:`;
  }
  get username() {
    return this.#parts.username;
  }
  get password() {
    return this.#parts.password;
  }
  get hostname() {
    return this.#parts.hostname;
  }
  set hostname(value) {
    this.#parts.hostname = StringOf(value).toLowerCase();
  }
  get port() {
    return this.#parts.port;
  }
  set port(value) {
    const port = StringOf(value);
    this.#parts.port = port === PORTS[this.protocol] ? "" : port;
  }
  get host() {
    return this.port ? `${this.hostname}:${this.port}` : this.hostname;
  }
  get origin() {
    return this.protocol in PORTS ? `${this.protocol}//${this.host}` : "null";
  }
  get pathname() {
    return this.#parts.pathname;
  }
  set pathname(value) {
    const path = StringOf(value);
    this.#parts.pathname = encodeSpaces(resolvePath(path.startsWith("/") ? path : `/${path}`));
  }
  get search() {
    return this.#parts.search;
  }
  set search(value) {
    const text = StringOf(value).replace(/^\?/, "");
    replaceParams(this.#params, text);
    this.#parts.search = text ? `?${encodeSpaces(text)}` : "";
  }
  get hash() {
    return this.#parts.hash;
  }
  set hash(value) {
    const text = StringOf(value).replace(/^#/, "");
    this.#parts.hash = text ? `#${encodeSpaces(text)}` : "";
  }
  get searchParams() {
    return this.#params;
  }
  get href() {
    const { protocol, username, password, pathname, search, hash, slashes } = this.#parts;
    const login = username ? `${username}${password ? `:${password}` : ""}@` : "";
    return `${protocol}${slashes ? `//${login}${this.host}` : ""}${pathname}${search}${hash}`;
  }
  toString() {
    return this.href;
  }
  toJSON() {
    return this.href;
  }
}

/** Of the parameters that belong to a URL. */
const onChange = new WeakMap();
let replaceParams;

const encodePart = (value) =>
  encodeURIComponent(value.toWellFormed())
    .replaceAll("%20", "+")
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
const decodePart = (value) => {
  const spaced = value.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
};

export class URLSearchParams {
  #pairs = [];

  static {
    replaceParams = (params, search) => {
      params.#pairs = parsePairs(search);
    };
  }

  constructor(init = "") {
    if (typeof init === "object" && init !== null) {
      const pairs = typeof init[Symbol.iterator] === "function" ? [...init] : Object.entries(init);
      this.#pairs = pairs.map(([name, value]) => [StringOf(name), StringOf(value)]);
    } else this.#pairs = parsePairs(StringOf(init));
    ObjectDefineProperty(this, urlBrand, { __proto__: null, value: () => this.#show() });
  }

  #show() {
    const pairs = this.#pairs.map(([name, value]) => `${inspect(name)} => ${inspect(value)}`);
    return `URLSearchParams {${pairs.length > 0 ? ` ${pairs.join(", ")} ` : ""}}`;
  }

  #changed() {
    onChange.get(this)?.(this.toString());
  }

  get size() {
    return this.#pairs.length;
  }
  append(name, value) {
    this.#pairs.push([StringOf(name), StringOf(value)]);
    this.#changed();
  }
  delete(name, value) {
    this.#pairs = this.#pairs.filter(
      ([key, held]) => key !== StringOf(name) || (value !== undefined && held !== StringOf(value)),
    );
    this.#changed();
  }
  get(name) {
    return this.#pairs.find(([key]) => key === StringOf(name))?.[1] ?? null;
  }
  getAll(name) {
    return this.#pairs.filter(([key]) => key === StringOf(name)).map(([, value]) => value);
  }
  has(name, value) {
    return this.#pairs.some(
      ([key, held]) => key === StringOf(name) && (value === undefined || held === StringOf(value)),
    );
  }
  set(name, value) {
    const first = this.#pairs.find(([key]) => key === StringOf(name));
    if (!first) return this.append(name, value);
    first[1] = StringOf(value);
    this.#pairs = this.#pairs.filter((pair) => pair === first || pair[0] !== StringOf(name));
    this.#changed();
    return undefined;
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#changed();
  }
  forEach(callback, self) {
    for (const [name, value] of this.#pairs) callback.call(self, value, name, this);
  }
  *entries() {
    for (const [name, value] of this.#pairs) yield [name, value];
  }
  *keys() {
    for (const [name] of this.#pairs) yield name;
  }
  *values() {
    for (const [, value] of this.#pairs) yield value;
  }
  [Symbol.iterator]() {
    return this.entries();
  }
  toString() {
    return this.#pairs.map(([name, value]) => `${encodePart(name)}=${encodePart(value)}`).join("&");
  }
}

function parsePairs(search) {
  const text = search.replace(/^\?/, "");
  if (text === "") return [];
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [decodePart(part), ""] : [decodePart(part.slice(0, at)), decodePart(part.slice(at + 1))];
    });
}
