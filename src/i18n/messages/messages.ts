/**
 * The messages of one area in both languages, with the same flat keys; `t('area.key')` reads them. `{{name}}` is
 * filled in by the caller. A key that one language lacks, or has beyond the other, is a type error.
 */
export function messages<const Zh extends Readonly<Record<string, string>>>(all: {
  readonly zh: Zh
  readonly en: { readonly [K in keyof Zh]: string }
}): { readonly zh: { readonly [K in keyof Zh]: string }; readonly en: { readonly [K in keyof Zh]: string } } {
  return all
}
