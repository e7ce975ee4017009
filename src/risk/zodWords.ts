import { en } from 'zod/locales'
import * as z from 'zod/mini'

// The small zod has no words of its own for what is wrong; faults of files are told with the parser's.
z.config({ ...en(), jitless: true })
