// Made from vmuseum/schema/manifest.py by `python -m vmuseum.schema.typescript`. Do not edit.

/** A text pinned to a model. */
export interface AnnotationRef {
  readonly id: string;
  readonly at: readonly [number, number, number];
  readonly title: Text;
  readonly text: Text | null;
}

/** An entry of the index: enough for a card, a list row and search. */
export interface Card {
  readonly type: "exhibit" | "gallery" | "panorama" | "tour" | "playlist";
  readonly id: string;
  readonly title: Text;
  readonly line: Text | null;
  readonly venue: string | null;
  readonly code: string | null;
  readonly treasure: boolean;
  readonly data: string;
  readonly poster: PictureRef | null;
  readonly words: string;
}

/** A clip for hologram fans. */
export interface ClipRef {
  readonly id: string;
  readonly title: Text;
  readonly file: FileRef;
  readonly still: string;
  readonly seconds: number;
  readonly size_px: number;
}

/** An opening one can walk through. */
export interface DoorRef {
  readonly id: string;
  readonly rooms: readonly [string, string];
  readonly at: readonly [number, number, number];
  readonly width: number;
  readonly passable: boolean;
}

/** A file of the model to take home. */
export interface DownloadRef {
  readonly form: "glb" | "draco" | "ktx2" | "usdz";
  readonly file: FileRef;
  readonly triangles: number;
}

/** `data/exhibit-<id>.json`. */
export interface ExhibitDoc {
  readonly type: "exhibit";
  readonly id: string;
  readonly kind: "object" | "monument" | "intangible" | "document" | "publication";
  readonly code: string | null;
  readonly title: Text;
  readonly line: Text | null;
  readonly treasure: boolean;
  readonly venue: string | null;
  readonly label: Text;
  readonly audio_description: Text | null;
  readonly cultural_note: Text | null;
  readonly content_note: Text | null;
  readonly handling: "free" | "respectful";
  readonly facts: readonly FactRef[];
  readonly parts: readonly Text[];
  readonly sources: readonly string[];
  readonly height_m: number | null;
  readonly model: ModelRef | null;
  readonly poster: PictureRef | null;
  readonly annotations: readonly AnnotationRef[];
  readonly media: readonly PictureRef[];
  readonly places: readonly Place[];
  readonly previous: string | null;
  readonly next: string | null;
  readonly qr: string | null;
}

/** One line of the record, ready to show. */
export interface FactRef {
  readonly name: Text;
  readonly value: Text;
}

/** A published file. */
export interface FileRef {
  readonly url: string;
  readonly bytes: number;
}

/** `data/gallery-<id>.json`. */
export interface GalleryDoc {
  readonly type: "gallery";
  readonly id: string;
  readonly title: Text;
  readonly description: Text | null;
  readonly venue: string;
  readonly status: "survey" | "reconstruction" | "schematic";
  readonly content_note: Text | null;
  readonly model: FileRef;
  readonly light_map: FileRef;
  readonly complete: FileRef;
  readonly scene: GalleryScene;
  readonly models: readonly PlacedModel[];
  readonly poster: PictureRef;
  readonly exits: readonly Place[];
}

/** What gallery.build says of the scene it built. */
export interface GalleryScene {
  readonly rooms: readonly RoomRef[];
  readonly stands: readonly StandRef[];
  readonly doors: readonly DoorRef[];
  readonly walk: Walk;
  readonly views: readonly ViewRef[];
  readonly light: Light;
  readonly sky: "none" | "day" | "morning";
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
}

/** Something to press in a panorama. */
export interface HotspotRef {
  readonly id: string;
  readonly exhibit: string | null;
  readonly title: Text;
  readonly text: Text | null;
  readonly yaw: number;
  readonly pitch: number;
}

/** `files.json`: every file of the site; the server serves these and nothing else. */
export interface Inventory {
  readonly files: readonly PublishedFile[];
}

/** Light of exhibits and what is not in the light map, in physical units. */
export interface Light {
  readonly exposure: number;
  readonly map_scale: number;
  readonly sky: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
  readonly sun: readonly [number, number, number] | null;
  readonly sun_lux: readonly [number, number, number] | null;
  readonly spots: readonly Spot[];
}

/** A way to another viewpoint. */
export interface LinkRef {
  readonly to: string;
  readonly yaw: number;
}

/** One step that made a derivative: provenance, first step first. */
export interface MadeRef {
  readonly output: string;
  readonly recipe: string;
  readonly version: number;
  readonly params: string;
  readonly inputs: readonly string[];
  readonly key: string;
}

/** `manifest.json`: the index of the site. */
export interface Manifest {
  readonly format: "vmuseum/1";
  readonly title: Text;
  readonly welcome: Text | null;
  readonly intro: Text | null;
  readonly notice: Text | null;
  readonly languages: readonly string[];
  readonly base_url: string;
  readonly home: string;
  readonly venues: readonly VenueRef[];
  readonly cards: readonly Card[];
}

/** One quality of a model, as glTF binary. `triangles` counts points where the model is of points or splats. */
export interface ModelQuality {
  readonly quality: "thumb" | "low" | "medium" | "high";
  readonly file: FileRef;
  readonly triangles: number;
  readonly texture_px: number;
}

/** A model in several qualities, smallest first. Metres, foot centre at the origin, front +Z. `tiles` is the address of a 3D Tiles tileset that goes on where the high quality of a very large mesh ends. */
export interface ModelRef {
  readonly kind: "mesh" | "points" | "splats";
  readonly qualities: readonly ModelQuality[];
  readonly tiles?: FileRef | null;
  readonly master_triangles: number;
  readonly downloads: readonly DownloadRef[];
  readonly made: readonly MadeRef[];
  readonly steps: readonly Text[];
  readonly provenance?: FileRef | null;
  readonly method?: string | null;
  readonly device?: string | null;
  readonly date?: string | null;
  readonly low: readonly [number, number, number];
  readonly high: readonly [number, number, number];
  readonly status: "survey" | "reconstruction" | "schematic";
  readonly note: Text | null;
  readonly alt: Text;
  readonly license: string;
  readonly credit: Text | null;
}

/** `data/panorama-<id>.json`. */
export interface PanoramaDoc {
  readonly type: "panorama";
  readonly id: string;
  readonly title: Text;
  readonly description: Text | null;
  readonly venue: string;
  readonly status: "survey" | "reconstruction" | "schematic";
  readonly content_note: Text | null;
  readonly viewpoints: readonly ViewpointRef[];
  readonly plan: PlanRef | null;
  readonly poster: PictureRef;
  readonly exits: readonly Place[];
}

/** A picture in several sizes, smallest first. */
export interface PictureRef {
  readonly sizes: readonly PictureSize[];
  readonly alt: Text;
  readonly caption?: Text | null;
  readonly credit?: Text | null;
  readonly license?: string | null;
  readonly card?: string | null;
}

/** One size of a picture. */
export interface PictureSize {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** Where an exhibit is shown. */
export interface Place {
  readonly scene: string;
  readonly title: Text;
  readonly spot: string | null;
}

/** A model of an exhibit shown in a gallery. */
export interface PlacedModel {
  readonly exhibit: string;
  readonly model: ModelRef;
}

/** A word on the plan. */
export interface PlanName {
  readonly at: readonly [number, number];
  readonly text: Text;
}

/** The floor plan: a picture or outlines (x, z), in plan metres. */
export interface PlanRef {
  readonly image: FileRef | null;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly outlines: readonly (readonly (readonly [number, number])[])[];
  readonly names: readonly PlanName[];
}

/** `data/playlist-<id>.json`, read by the fan agent and the fan page. */
export interface PlaylistDoc {
  readonly type: "playlist";
  readonly id: string;
  readonly title: Text;
  readonly timezone: string;
  readonly clips: readonly ClipRef[];
  readonly playlists: readonly PlaylistRef[];
  readonly default: string | null;
  readonly schedule: readonly ScheduleRef[];
  readonly power: PowerRef | null;
}

/** A clip in a playlist. */
export interface PlaylistItemRef {
  readonly clip: string;
  readonly repeat: number;
  readonly max_per_hour: number | null;
}

/** An ordered list of clips. */
export interface PlaylistRef {
  readonly id: string;
  readonly items: readonly PlaylistItemRef[];
}

/** When fans turn. */
export interface PowerRef {
  readonly on: string;
  readonly off: string;
  readonly max_hours_per_day: number | null;
}

/** One file of the site, as the server needs it. */
export interface PublishedFile {
  readonly url: string;
  readonly bytes: number;
  readonly type: string;
  readonly sha256: string;
  readonly immutable: boolean;
}

/** A question of a tour. */
export interface QuestionRef {
  readonly ask: Text;
  readonly options: readonly Text[];
  readonly answer: number;
  readonly after: number | null;
}

/** A room: rectangle on the floor in world metres. */
export interface RoomRef {
  readonly id: string;
  readonly title: Text | null;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  readonly origin: readonly [number, number];
  readonly height: number;
}

/** Which playlist plays when; see vmuseum.schema.playlist.Entry. */
export interface ScheduleRef {
  readonly group: string | null;
  readonly fan: string | null;
  readonly playlist: string;
  readonly days: readonly string[];
  readonly dates: readonly string[];
  readonly start: string | null;
  readonly end: string | null;
  readonly priority: number;
}

/** A lamp that lights an exhibit in real time. Intensity per channel, candela. */
export interface Spot {
  readonly at: readonly [number, number, number];
  readonly aim: readonly [number, number, number];
  readonly candela: readonly [number, number, number];
  readonly cut: number;
  readonly full: number;
  readonly stand: string | null;
}

/** Something to look at: an exhibit on its stand, a framed picture, a text panel. */
export interface StandRef {
  readonly id: string;
  readonly kind: "plinth" | "case" | "table" | "floor" | "frame" | "panel";
  readonly room: string;
  readonly exhibit: string | null;
  readonly title: Text;
  readonly text: Text | null;
  readonly at: readonly [number, number, number];
  readonly yaw: number;
  readonly spot: readonly [number, number, number];
  readonly view: readonly [number, number, number];
  readonly reach: number;
  readonly probe: readonly [readonly [number, number, number], readonly [number, number, number], readonly [number, number, number], readonly [number, number, number], readonly [number, number, number], readonly [number, number, number]] | null;
}

/** One stop of a tour. */
export interface StopRef {
  readonly title: Text;
  readonly text: Text;
  readonly exhibit: string | null;
  readonly annotation: string | null;
  readonly scene: string | null;
  readonly viewpoint: string | null;
  readonly yaw: number | null;
  readonly poster: PictureRef | null;
}

/** Words in several languages. `vi` is required; the others fall back to it. */
export interface Text {
  readonly vi: string;
  readonly en?: string | null;
  readonly km?: string | null;
  readonly zh?: string | null;
}

/** `data/tour-<id>.json`. */
export interface TourDoc {
  readonly type: "tour";
  readonly id: string;
  readonly title: Text;
  readonly audience: Text | null;
  readonly minutes: number | null;
  readonly intro: Text | null;
  readonly stops: readonly StopRef[];
  readonly questions: readonly QuestionRef[];
  readonly worksheet: readonly Text[];
}

/** A venue on the home page. */
export interface VenueRef {
  readonly id: string;
  readonly name: Text;
  readonly summary: Text | null;
  readonly label: Text | null;
  readonly content_note: Text | null;
  readonly facts: readonly FactRef[];
  readonly sources: readonly string[];
  readonly first: string | null;
  readonly scenes: readonly string[];
  readonly poster: PictureRef | null;
}

/** A named place to stand and look. */
export interface ViewRef {
  readonly id: string;
  readonly title: Text | null;
  readonly room: string;
  readonly at: readonly [number, number, number];
  readonly yaw: number;
}

/** One panorama. `tiles` is the folder of `<level>/<face>/<row>_<column>.webp`; headings are true (north corrected). */
export interface ViewpointRef {
  readonly id: string;
  readonly title: Text;
  readonly description: Text;
  readonly strip: FileRef;
  readonly tiles: string;
  readonly levels: readonly number[];
  readonly tile_px: number;
  readonly north: number;
  readonly look: number;
  readonly plan: readonly [number, number] | null;
  readonly links: readonly LinkRef[];
  readonly hotspots: readonly HotspotRef[];
  readonly still: PictureRef;
  readonly rendered: boolean;
}

/** Where one may walk: outlines (x, z), united, less the obstacles; keep `radius` away from both. */
export interface Walk {
  readonly areas: readonly (readonly (readonly [number, number])[])[];
  readonly obstacles: readonly (readonly (readonly [number, number])[])[];
  readonly radius: number;
  readonly floor: number;
}

export type Doc = ExhibitDoc | GalleryDoc | PanoramaDoc | TourDoc | PlaylistDoc;
