/** The literal in index.html that a server replaces by a fresh nonce; the app takes the literal itself for "none". */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/**
 * The policy of every answer. Only index.html carries a nonce, for the style elements that antd adds at run time;
 * workers and WebAssembly obey the policy that comes with their own file, so it is sent with all of them.
 * deploy/nginx.conf states the same; test/cli/nginx.test.ts compares the two.
 */
export function contentSecurityPolicy(nonce?: string): string {
  return [
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "manifest-src 'self'",
    `style-src 'self'${nonce ? ` 'nonce-${nonce}'` : ''}`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer, errors too. */
export function securityHeaders(nonce?: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}
