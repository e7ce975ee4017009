import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import type { ZipMember } from './zipList'

/** What can be wrong with a member, told of what the analyst knows it as. */
export interface MemberFaults {
  encrypted(): ExtractError
  method(): ExtractError
  /** It states too much. */
  tooLarge(): ExtractError
  /** It does not begin where the directory says. */
  misplaced(): ExtractError
  cutOff(): ExtractError
  /** More comes out than it states. */
  overflows(): ExtractError
  undecodable(cause: unknown): ExtractError
  /** Its size or checksum differs. */
  damaged(): ExtractError
}

/** Faults of a file in a ZIP; `path` leads to it. */
export function fileFaults(path: string, { packed, unpacked, method }: ZipMember): MemberFaults {
  const damaged = () =>
    new ExtractError(
      path,
      'decode',
      'is not what the directory of the ZIP states; it is damaged: copy or download it again',
    )
  const tooLarge = (detail: string) => new ExtractError(path, 'too-large', `${detail}; refused`)
  const unpackIt = 'unpack it and drop what is inside'
  return {
    encrypted: () => new ExtractError(path, 'encrypted', `is protected by a password: ${unpackIt}`),
    method: () => new ExtractError(path, 'format', `is packed in a way (${method}) that cannot be read: ${unpackIt}`),
    tooLarge: () => tooLarge(`would unpack from ${sizeText(packed)} to ${sizeText(unpacked)}`),
    misplaced: damaged,
    cutOff: damaged,
    overflows: () => tooLarge(`unpacks to more than the ${sizeText(unpacked)} that are stated`),
    undecodable: cause =>
      new ExtractError(path, 'decode', 'cannot be unpacked; the ZIP is damaged: copy or download it again', { cause }),
    damaged,
  }
}

/** Faults of a part of the workbook `name`, of which at most `most` bytes are unpacked. */
export function partFaults(name: string, part: ZipMember, most: number): MemberFaults {
  const fault = (kind: ExtractError['kind'], detail: string, cause?: unknown) =>
    new ExtractError(name, kind, `part ${part.name} ${detail}`, { cause })
  const [packed, unpacked] = [sizeText(part.packed), sizeText(part.unpacked)]
  const bounds = `more than ${sizeText(most)} or ${limits.partRatio} times its size`
  return {
    encrypted: () => new ExtractError(name, 'encrypted', 'is protected by a password: pack it again without one'),
    method: () => fault('decode', `is packed by method ${part.method}: save the file again`),
    tooLarge: () => fault('too-large', `unpacks from ${packed} to ${unpacked}, ${bounds}`),
    misplaced: () => fault('decode', 'does not begin where the list of parts says'),
    cutOff: () => fault('truncated', 'is cut off'),
    overflows: () => fault('too-large', `unpacks to more than the ${part.unpacked} bytes it states`),
    undecodable: cause => fault('decode', `cannot be unpacked: ${String(cause)}`, cause),
    damaged: () => fault('decode', 'is damaged: its checksum or size differs'),
  }
}
