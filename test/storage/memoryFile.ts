/** A file's bytes; what is written replaces them whole. */
export class MemoryBlobFile {
  blob = new Blob([])
  modified = Date.now()
}
