import type { DecoderMethod } from './decoderWire'
import type { PlainDecoder, PlainGroup } from './plainPlan'
import { type EndableWorker, RemoteWorker } from './remoteWorker'
import type { DecodedGroup, Decoder, PlaceColumns, RegionFile, RegionSet, Sample, SourceFile } from './source'

/** A worker that runs `exposeDecoder`, or its twin in a test. */
export type DecoderWorker = EndableWorker

/** A decoder in a worker. */
export class RemoteDecoder implements Decoder {
  private readonly worker: RemoteWorker<DecoderMethod>

  /** `silenceSeconds`: the longest wait for any answer; opening or decoding one row group takes seconds. */
  constructor(worker: DecoderWorker, silenceSeconds = 120) {
    this.worker = new RemoteWorker(worker, 'decoding worker', silenceSeconds)
  }

  regions(files: readonly RegionFile[]): Promise<RegionSet> {
    return this.worker.call('regions', 'regions', [files])
  }

  open(...args: Parameters<Decoder['open']>): Promise<SourceFile> {
    return this.worker.call(args[0], 'open', args)
  }

  sample(name: string, columns: readonly string[], limit: number, place?: PlaceColumns): Promise<Sample> {
    return this.worker.call(name, 'sample', [name, columns, limit, place])
  }

  decode(...args: Parameters<Decoder['decode']>): Promise<DecodedGroup> {
    return this.worker.call(args[0], 'decode', args)
  }

  plan(...args: Parameters<PlainDecoder['plan']>): Promise<void> {
    return this.worker.call(args[0], 'plan', args)
  }

  words(...args: Parameters<PlainDecoder['words']>): ReturnType<PlainDecoder['words']> {
    return this.worker.call(args[0], 'words', args)
  }

  plain(...args: Parameters<PlainDecoder['plain']>): Promise<PlainGroup> {
    return this.worker.call(args[0], 'plain', args)
  }

  close(name: string): Promise<void> {
    return this.worker.call(name, 'close', [name])
  }

  end(): void {
    this.worker.end('the decoder was ended')
  }
}
