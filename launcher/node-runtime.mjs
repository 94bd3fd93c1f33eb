// Finds a Node.js that is new enough to run Tributary, or gets one from npm.
import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { isInstalled, npmCi } from './install.mjs'

/** The oldest major version that runs the sources as they are. */
const nodeMajorMin = 24

export function isThisNodeNewEnough() {
  return Number(process.versions.node.split('.')[0]) >= nodeMajorMin
}

/**
 * The Node.js kept in the checkout, if it is there and is the locked version.
 * @param {string} root
 * @returns {string | undefined} path of the executable
 */
export function findPackagedNode(root) {
  const folder = path.join(root, '.node24')
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const executable = process.platform === 'win32' ? 'node.exe' : 'node'
  const file = path.join(folder, 'node_modules', `node-${platform}-${process.arch}`, 'bin', executable)
  const isCurrent = isInstalled(path.join(root, 'tools', 'node', 'package-lock.json'), folder)
  return isCurrent && fs.existsSync(file) ? file : undefined
}

/**
 * Fetches the locked Node.js as an npm package.
 * @param {string} root
 * @returns {string | undefined} what went wrong, or undefined
 */
export function installPackagedNode(root) {
  const folder = path.join(root, '.node24')
  fs.mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) {
    fs.copyFileSync(path.join(root, 'tools', 'node', name), path.join(folder, name))
  }
  const problem = npmCi(folder)
  if (problem !== undefined) return problem
  if (findPackagedNode(root) !== undefined) return undefined
  return `npm has no Node ${nodeMajorMin} for ${process.platform}-${process.arch}`
}
