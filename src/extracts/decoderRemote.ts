import { type Endpoint, type Remote, wrap } from 'comlink'
import { type DecoderMethod, unwrap, type WireDecoder } from './decoderWire'
import {
  type DecodedGroup,
  type Decoder,
  ExtractError,
  type PlaceColumns,
  type RegionFile,
  type RegionSet,
  type Sample,
  type SourceFile,
} from './source'

/** A worker that runs `exposeDecoder`, or its twin in a test. */
export interface DecoderWorker extends Endpoint {
  terminate(): void
}

const tickSeconds = 1

/**
 * A decoder in a worker. A worker that died never answers: every call is therefore raced with its death (an error that
 * nobody caught, a message that cannot be read, `end`), and later calls are refused at once. One that owes answers and
 * gives none for too long is taken for dead; counted in ticks, so that a computer that slept does not count.
 */
export class RemoteDecoder implements Decoder {
  private readonly remote: Remote<WireDecoder>
  private readonly pending = new Set<(cause: string) => void>()
  private death: string | null = null
  private silentTicks = 0
  private timer: ReturnType<typeof setInterval> | undefined

  /** `silenceSeconds`: the longest wait for any answer; opening or decoding one row group takes seconds. */
  constructor(
    private readonly worker: DecoderWorker,
    private readonly silenceSeconds = 120,
  ) {
    this.remote = wrap<WireDecoder>(worker)
    worker.addEventListener('error', this.onError as EventListener)
    worker.addEventListener('messageerror', this.onUnreadable)
  }

  regions(files: readonly RegionFile[]): Promise<RegionSet> {
    return this.call('regions', 'regions', [files])
  }

  open(name: string, bytes: Blob, sha256?: string): Promise<SourceFile> {
    return this.call(name, 'open', [name, bytes, sha256])
  }

  sample(name: string, columns: readonly string[], limit: number, place?: PlaceColumns): Promise<Sample> {
    return this.call(name, 'sample', [name, columns, limit, place])
  }

  decode(name: string, group: number, columns: readonly string[], place?: PlaceColumns): Promise<DecodedGroup> {
    return this.call(name, 'decode', [name, group, columns, place])
  }

  close(name: string): Promise<void> {
    return this.call(name, 'close', [name])
  }

  end(): void {
    this.die('the decoder was ended')
  }

  private call<Value>(subject: string, method: DecoderMethod, args: readonly unknown[]): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const fail = (cause: string) => reject(new ExtractError(subject, 'worker', cause))
      if (this.death !== null) return fail(this.death)
      if (this.pending.size === 0) this.watch()
      this.pending.add(fail)
      this.remote
        .call(method, args)
        .then(reply => resolve(unwrap(reply) as Value))
        .catch(error => (error instanceof ExtractError ? reject(error) : fail(String(error))))
        .finally(() => {
          this.silentTicks = 0
          this.pending.delete(fail)
          if (this.pending.size === 0) clearInterval(this.timer)
        })
    })
  }

  private watch(): void {
    this.silentTicks = 0
    clearInterval(this.timer)
    this.timer = setInterval(() => {
      this.silentTicks += 1
      if (this.silentTicks * tickSeconds < this.silenceSeconds) return
      this.die(`the decoding worker said nothing for ${this.silenceSeconds} s: load again, or split the file`)
    }, tickSeconds * 1_000)
  }

  private readonly onError = (event: { readonly message?: string }) => {
    const words = event.message || 'it could not be loaded, or ran out of memory'
    this.die(`the decoding worker stopped: ${words}`)
  }

  private readonly onUnreadable = () => this.die('the decoding worker stopped: its answer cannot be read')

  private die(cause: string): void {
    if (this.death !== null) return
    this.death = cause
    clearInterval(this.timer)
    this.worker.terminate()
    for (const fail of this.pending) fail(cause)
    this.pending.clear()
  }
}
