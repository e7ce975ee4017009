/** Milliseconds after which a frame is waited for no longer: a tab that nobody looks at has none. */
const atMost = 500

/** Calls `then` once, when the frame that is being made is on screen. */
export function afterPaint(then: () => void): void {
  let told = false
  const tell = (): void => {
    if (!told) then()
    told = true
  }
  requestAnimationFrame(() => setTimeout(tell))
  setTimeout(tell, atMost)
}
