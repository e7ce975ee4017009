import { useSyncExternalStore } from 'react'
import type { DocumentState, DocumentStore } from '../../storage/document'

/** A kept document as it is now. */
export const useDocument = <T>(store: DocumentStore<T>): DocumentState<T> =>
  useSyncExternalStore(store.subscribe, store.state)
