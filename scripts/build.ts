// Builds the web interface. The server needs no build: Node runs its sources as they are.
import { ensureWebBuild, isWebBuildCurrent } from '../launcher/web-build.mjs'

const wasCurrent = isWebBuildCurrent()
await ensureWebBuild()
console.log(wasCurrent ? 'web/dist is current' : 'web/dist is built')
