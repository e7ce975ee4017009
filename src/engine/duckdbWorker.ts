/*
 * DuckDB's own worker, whose address stands behind the `#`. Where its WebAssembly breaks off on the way, or is none, it
 * leaves a rejection that nobody handles and says nothing; reported, the page hears of it as of any error of a worker.
 */
self.addEventListener('unhandledrejection', event => reportError(event.reason))
;(self as unknown as { importScripts(url: string): void }).importScripts(location.hash.slice(1))
