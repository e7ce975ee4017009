import { exposeMethods } from '../extracts/wire'
import { Workshop } from '../risk/model/workshop'

exposeMethods(new Workshop(), 'learned model')
