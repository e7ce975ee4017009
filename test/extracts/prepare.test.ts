// One engine for all of them, which each test loads anew: opening one takes longer than loading a few rows.
import './prepare/calendar'
import './prepare/expressions'
import './prepare/values'
import './prepare/files'
import './prepare/entities'
import './prepare/issues'
import './prepare/settings'
import './prepare/forms'
