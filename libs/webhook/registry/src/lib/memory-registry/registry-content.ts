import { randomUUID } from 'node:crypto';
import { digestOf } from '../manifest/digest';

/** A manifest as it was pushed. */
export interface StoredManifest {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const CAPACITY_BYTES = 64 * 1_024 * 1_024;
/** What an item costs beside its bytes, so that many small ones cannot fill the memory either. */
const ITEM_BYTES = 1_024;

/** What a registry holds, in memory and at most 64 MiB of it; what is put is refused by false when it is full. */
export class RegistryContent {
  private readonly blobs = new Map<string, Buffer>();
  private readonly manifests = new Map<string, StoredManifest>();
  /** From repository and tag to digest. */
  private readonly tagged = new Map<string, string>();
  private readonly uploads = new Map<string, Buffer>();
  private free = CAPACITY_BYTES;

  blob(name: string, digest: string): Buffer | undefined {
    return this.blobs.get(`${name}@${digest}`);
  }

  /** By digest or tag. */
  manifest(name: string, reference: string): StoredManifest | undefined {
    const digest = this.tagged.get(`${name}:${reference}`) ?? reference;
    return this.manifests.get(`${name}@${digest}`);
  }

  tags(name: string): readonly string[] {
    const prefix = `${name}:`;
    return [...this.tagged.keys()].flatMap((key) => (key.startsWith(prefix) ? key.slice(prefix.length) : [])).sort();
  }

  putBlob(name: string, bytes: Buffer): boolean {
    return this.put(this.blobs, `${name}@${digestOf(bytes)}`, bytes, bytes.length);
  }

  /** A tag moves when it is there already. */
  putManifest(name: string, manifest: StoredManifest, tag: string | undefined): boolean {
    const digest = digestOf(manifest.bytes);
    const isKept = this.put(this.manifests, `${name}@${digest}`, manifest, manifest.bytes.length);
    return isKept && (tag === undefined || this.put(this.tagged, `${name}:${tag}`, digest, 0));
  }

  /** Answers the id of an upload; undefined when there is no room for one. */
  startUpload(name: string): string | undefined {
    const id = randomUUID();
    return this.put(this.uploads, `${name}/${id}`, Buffer.alloc(0), 0) ? id : undefined;
  }

  /** How far an upload is, in bytes; undefined when there is none of this id. */
  uploadSize(name: string, id: string): number | undefined {
    return this.uploads.get(`${name}/${id}`)?.length;
  }

  appendUpload(name: string, id: string, bytes: Buffer): boolean {
    const key = `${name}/${id}`;
    const sofar = this.uploads.get(key) ?? Buffer.alloc(0);
    if (!this.reserve(bytes.length)) return false;
    this.uploads.set(key, Buffer.concat([sofar, bytes]));
    return true;
  }

  /** Ends an upload and hands out its bytes. */
  takeUpload(name: string, id: string): Buffer {
    const key = `${name}/${id}`;
    const bytes = this.uploads.get(key) ?? Buffer.alloc(0);
    if (this.uploads.delete(key)) this.free += bytes.length + ITEM_BYTES;
    return bytes;
  }

  private put<T>(items: Map<string, T>, key: string, item: T, bytes: number): boolean {
    if (!items.has(key) && !this.reserve(bytes + ITEM_BYTES)) return false;
    items.set(key, item);
    return true;
  }

  private reserve(bytes: number): boolean {
    if (bytes > this.free) return false;
    this.free -= bytes;
    return true;
  }
}
