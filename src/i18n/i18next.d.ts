import type { MessageKey } from './resources'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'all'
    keySeparator: false
    nsSeparator: false
    returnNull: false
    resources: { all: Record<MessageKey, string> }
  }
}
