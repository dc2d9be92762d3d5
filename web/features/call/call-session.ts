/**
 * One joining of the call, from the press on Join to the last freed device: own tracks, awareness, signals and the
 * mesh. Outlives panels and gateway connections; knows nothing of React. Loaded only when someone joins.
 */
import type { AwarenessState } from "#protocol/awareness";
import type { ConnectionId, RoomId } from "#protocol/ids";
import type { PersonBody, RoomClient } from "#web/features/room/contract";
import { CallMesh } from "./call-mesh.ts";
import { type Endpoint, type Roster, readRoster } from "./call-roster.ts";
import type { CallSettings } from "./call-settings.ts";
import { type DeviceFault, faultWords, openCamera, openMicrophone, openScreen } from "./devices.ts";
import { Hearing } from "./hearing.ts";
import { fetchIce, type Ice, refetchIn } from "./ice.ts";
import type { LinkState } from "./peer-link.ts";
import { loadSimplePeer, type MakePeer } from "./simple-peer.ts";

/** Why a call ended for this page. */
export type CallEnd = "left" | "elsewhere" | "calls-off" | "full" | "role" | "removed" | "failed";

export interface SelfView {
  muted: boolean;
  /** False if there is no microphone: this person only listens. */
  microphone: boolean;
  camera: boolean;
  sharing: boolean;
  speaking: boolean;
  /** What is sent as video now, for the own tile. */
  video: MediaStreamTrack | null;
}
export interface PeerView {
  endpoint: Endpoint;
  link: LinkState;
  speaking: boolean;
  stream: MediaStream | null;
}
export interface CallView {
  self: SelfView;
  peers: PeerView[];
  soundBlocked: boolean;
  /** Something that went wrong without ending the call, in a sentence. */
  notice: string | null;
}

export interface SessionOptions {
  room: RoomId;
  person: PersonBody;
  client: RoomClient;
  settings: CallSettings;
  /** Opened in the device check, and owned by the session from now on. Null: listen only, without camera. */
  microphone: MediaStreamTrack | null;
  camera: MediaStreamTrack | null;
  onChange(): void;
  onEnd(why: CallEnd): void;
  makePeer?: MakePeer;
}

export class CallSession {
  readonly since: number;
  #options: SessionOptions;
  #client: RoomClient;
  #settings: CallSettings;
  #stream = new MediaStream();
  #microphone: MediaStreamTrack | null;
  #camera: MediaStreamTrack | null;
  #screen: MediaStreamTrack | null = null;
  #muted: boolean;
  #mesh: CallMesh | null = null;
  #ice: Ice | null = null;
  #hearing = new Hearing(() => this.#changed());
  #notice: string | null = null;
  #abort = new AbortController();
  #unsubscribe: (() => void)[] = [];
  /** The same for the present room client. */
  #room: (() => void)[] = [];
  #refetch: ReturnType<typeof setTimeout> | null = null;
  #connection: ConnectionId | null;
  #ended = false;
  #view: CallView;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#client = options.client;
    this.#connection = options.client.connection;
    this.#settings = options.settings;
    this.#microphone = options.microphone;
    this.#camera = options.camera;
    this.#muted = options.settings.pushToTalk || options.microphone === null;
    if (this.#microphone) this.#adopt(this.#microphone, "microphone");
    if (this.#camera) this.#adopt(this.#camera, "camera");
    // Later than any ghost of this person's own earlier joining, whatever the clock says.
    const own = this.#roster(null).members.find(({ person }) => person === options.person.id);
    this.since = Math.max(Date.now(), (own?.since ?? 0) + 1);
    this.#view = this.#look();
  }

  get view(): CallView {
    return this.#view;
  }

  /** Resolves once the page is in the call. Rejects, with the devices freed, if its servers cannot be asked for. */
  async start(): Promise<void> {
    try {
      const [makePeer, ice] = await Promise.all([
        this.#options.makePeer ?? loadSimplePeer(),
        fetchIce(this.#options.room, this.#abort.signal),
      ]);
      if (this.#ended) return;
      this.#keepIce(ice);
      this.#mesh = new CallMesh({
        self: { person: this.#options.person.id, since: this.since },
        makePeer,
        config: () => ({
          iceServers: this.#ice?.servers ?? [],
          iceTransportPolicy: this.#settings.relay ? "relay" : (this.#ice?.policy ?? "all"),
        }),
        stream: this.#stream,
        tracks: () => ({ audio: this.#microphone, video: this.#screen ?? this.#camera }),
        sharing: () => this.#screen !== null,
        send: (to, data) => this.#client.send({ type: "signal", to, data }),
        onChange: () => this.#changed(),
      });
    } catch (error) {
      this.#close("failed", false);
      throw error;
    }
    const online = () => this.#mesh?.restart();
    const hide = () => this.end("left");
    window.addEventListener("online", online);
    window.addEventListener("pagehide", hide);
    this.#unsubscribe.push(
      () => window.removeEventListener("online", online),
      () => window.removeEventListener("pagehide", hide),
    );
    this.#listen();
    this.#publish();
    this.#update();
  }

  /** The page's replica was replaced, or its connection came or went. */
  setClient(client: RoomClient, online: boolean): void {
    if (this.#ended || !this.#mesh) return;
    if (client !== this.#client) {
      for (const stop of this.#room.splice(0)) stop();
      this.#client = client;
      this.#listen();
      this.#publish();
      this.#update();
    }
    if (online && client.connection !== this.#connection) {
      this.#connection = client.connection;
      this.#update();
      this.#mesh.resume();
    }
  }

  setSettings(settings: CallSettings): void {
    const { pushToTalk, relay } = this.#settings;
    this.#settings = settings;
    if (settings.relay !== relay) {
      this.#mesh?.configure();
      this.#mesh?.restart();
    }
    if (settings.pushToTalk !== pushToTalk) this.setMuted(settings.pushToTalk);
  }

  setMuted(muted: boolean): void {
    if (this.#ended) return;
    if (!muted && !this.#microphone) {
      void this.chooseMicrophone(this.#settings.microphone);
      return;
    }
    this.#muted = muted;
    if (this.#microphone) this.#microphone.enabled = !muted;
    this.#publish();
    this.#changed();
  }

  async chooseMicrophone(id: string): Promise<void> {
    const opened = await openMicrophone(id);
    if (!opened.ok) return this.#fail(opened.fault, "microphone");
    if (this.#ended) return opened.track.stop();
    this.#release(this.#microphone);
    this.#microphone = opened.track;
    this.#muted = false;
    this.#adopt(opened.track, "microphone");
    this.#tracksChanged();
  }

  async chooseCamera(id: string): Promise<void> {
    const opened = await openCamera(id);
    if (!opened.ok) return this.#fail(opened.fault, "camera");
    if (this.#ended) return opened.track.stop();
    this.#release(this.#camera);
    this.#camera = opened.track;
    this.#adopt(opened.track, "camera");
    this.#tracksChanged();
  }

  async setCamera(on: boolean): Promise<void> {
    if (on) return this.chooseCamera(this.#settings.camera);
    this.#release(this.#camera);
    this.#camera = null;
    this.#tracksChanged();
  }

  async setSharing(on: boolean): Promise<void> {
    if (!on) {
      this.#release(this.#screen);
      this.#screen = null;
      this.#tracksChanged();
      return;
    }
    const opened = await openScreen();
    if (!opened.ok) {
      // "Denied" is mostly the person's own Cancel: no words for that.
      if (opened.fault !== "denied")
        this.#say("The screen could not be shared. This browser or system does not allow it.");
      return;
    }
    if (this.#ended) return opened.track.stop();
    this.#release(this.#screen);
    this.#screen = opened.track;
    // The browser's own bar has a button that ends the sharing.
    opened.track.addEventListener("ended", () => {
      if (this.#screen === opened.track) void this.setSharing(false);
    });
    this.#tracksChanged();
  }

  /** Starts sound that the browser held back. Call it from a press. */
  hear(): Promise<void> {
    return this.#hearing.unblock();
  }

  dismissNotice(): void {
    this.#notice = null;
    this.#changed();
  }

  /** Leaves: the others are told, devices are freed, nothing goes on. */
  end(why: CallEnd): void {
    this.#close(why, true);
  }

  #listen(): void {
    const { awareness } = this.#client.code;
    const changed = () => this.#update();
    awareness.on("change", changed);
    this.#room.push(
      () => awareness.off("change", changed),
      this.#client.onMessage((message) => {
        if (message.type === "signal") this.#mesh?.take(message.from, message.data);
        else if (message.type === "refused" && message.code === "calls-off") this.end("calls-off");
        else if (message.type === "refused" && message.code === "call-full") this.end("full");
      }),
    );
  }

  /** Everyone's awareness; this page's own is what it says itself, for the server's stamp reaches only others. */
  #roster(own: AwarenessState["call"]): Roster {
    const { awareness } = this.#client.code;
    const { person } = this.#options;
    const states: AwarenessState[] = [];
    for (const [client, state] of awareness.getStates()) {
      if (client !== awareness.clientID) states.push(state as AwarenessState);
    }
    const connection = this.#client.connection ?? ("" as ConnectionId);
    states.push({
      user: { ...person, colorLight: person.color, connection },
      ...(own ? { call: own } : {}),
    });
    return readRoster(states);
  }

  #call(): NonNullable<AwarenessState["call"]> {
    const sharing = this.#screen !== null;
    const muted = this.#muted || this.#microphone === null;
    return { in: true, muted, camera: this.#camera !== null && !sharing, sharing, since: this.since };
  }

  #publish(): void {
    if (this.#mesh && !this.#ended) this.#client.setCall(this.#call());
  }

  #update(): void {
    if (this.#ended || !this.#mesh) return;
    const roster = this.#roster(this.#call());
    const mine = (endpoint: Endpoint) => endpoint.person === this.#options.person.id;
    const self = roster.members.find(mine) ?? roster.beyond.find(mine);
    if (self && self.since > this.since) this.end("elsewhere");
    else if (roster.beyond.some(mine)) this.end("full");
    else this.#mesh.update(roster);
  }

  #adopt(track: MediaStreamTrack, device: "microphone" | "camera"): void {
    if (device === "microphone") {
      track.enabled = !this.#muted;
      this.#hearing.watchSelf(track, () => this.#muted);
    }
    // Unplugged, or taken by the system. Our own stop() fires no such event.
    track.addEventListener("ended", () => {
      if (this.#microphone === track) {
        this.#microphone = null;
        this.#muted = true;
        this.#say("The microphone was disconnected. Choose another one to be heard.");
      } else if (this.#camera === track) {
        this.#camera = null;
        this.#say("The camera was disconnected.");
      } else return;
      this.#tracksChanged();
    });
  }

  #release(track: MediaStreamTrack | null): void {
    if (track && track === this.#microphone) this.#hearing.unwatchSelf();
    track?.stop();
  }

  #tracksChanged(): void {
    this.#mesh?.sync();
    this.#publish();
    this.#changed();
  }

  #fail(fault: DeviceFault, device: "microphone" | "camera"): void {
    this.#say(faultWords(fault, device));
  }

  #say(notice: string): void {
    this.#notice = notice;
    this.#changed();
  }

  #look(): CallView {
    return {
      self: {
        muted: this.#muted || this.#microphone === null,
        microphone: this.#microphone !== null,
        camera: this.#camera !== null,
        sharing: this.#screen !== null,
        speaking: this.#hearing.selfSpeaks,
        video: this.#screen ?? this.#camera,
      },
      peers: (this.#mesh?.peers ?? []).map(({ endpoint, link }) => ({
        endpoint,
        link: link.state,
        speaking: this.#hearing.speaks(endpoint.key) && !endpoint.muted,
        stream: link.received,
      })),
      soundBlocked: this.#hearing.blocked,
      notice: this.#notice,
    };
  }

  #changed(): void {
    if (this.#ended) return;
    this.#hearing.attend(
      (this.#mesh?.peers ?? []).map(({ endpoint, link }) => ({ key: endpoint.key, stream: link.received })),
    );
    this.#view = this.#look();
    this.#options.onChange();
  }

  #keepIce(ice: Ice): void {
    this.#ice = ice;
    const wait = refetchIn(ice, Date.now());
    if (wait === null || this.#ended) return;
    this.#refetch = setTimeout(() => void this.#renewIce(), wait);
  }

  async #renewIce(): Promise<void> {
    try {
      const ice = await fetchIce(this.#options.room, this.#abort.signal);
      this.#keepIce(ice);
      this.#mesh?.configure();
    } catch {
      // Offline, or the server is restarting: the old credentials still stand, and the next look is soon.
      if (this.#ice) this.#keepIce(this.#ice);
    }
  }

  #close(why: CallEnd, tell: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#abort.abort();
    if (this.#refetch) clearTimeout(this.#refetch);
    for (const stop of [...this.#unsubscribe, ...this.#room]) stop();
    if (tell) this.#client.setCall(null);
    this.#mesh?.dispose();
    this.#hearing.dispose();
    for (const track of [this.#microphone, this.#camera, this.#screen]) track?.stop();
    this.#options.onEnd(why);
  }
}
