/**
 * A server may write a fresh nonce into index.html and its policy for each answer (cli/headers.ts). What is kept has
 * the placeholder, as it was built, and each answer from what is kept gets a nonce of its own.
 */
const placeholder = '__CSP_NONCE__'
const policyHeader = 'content-security-policy'
const meta = /(<meta name="csp-nonce" content=")([^"]*)(")/

/** index.html as it was built. */
export function withoutNonce(html: string): string {
  const nonce = meta.exec(html)?.[2] ?? ''
  return /^[\w-]{16,}$/.test(nonce) ? html.replaceAll(nonce, placeholder) : html
}

/** Whether some HTML is a page of this app, of whatever build; a login page is none. */
export const isOurs = (html: string): boolean => meta.test(html) && html.includes('id="root"')

/** The kept page with a nonce that no other answer had. Without one in the policy the placeholder stays: it means none. */
export async function withNonce(kept: Response): Promise<Response> {
  const policy = kept.headers.get(policyHeader)
  if (policy === null || !/'nonce-[^']*'/.test(policy)) return kept
  const nonce = newNonce()
  const headers = new Headers(kept.headers)
  headers.set(policyHeader, policy.replace(/'nonce-[^']*'/g, `'nonce-${nonce}'`))
  return new Response((await kept.text()).replaceAll(placeholder, nonce), { status: kept.status, headers })
}

/** 128 random bits in hex. */
const newNonce = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
