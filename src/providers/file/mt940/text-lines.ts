// Field 86 comes in lines of fixed width: a full line goes on in the next one, a short one was ended on
// purpose.

/** Width of a line of field 86. */
const LINE_CHARS = 65

/** Lines to one text: those that fill the width joined as they are, short ones with a space. */
export function joinLines(lines: readonly string[], width = LINE_CHARS): string {
  return lines
    .reduce((text, line, index) => {
      if (index === 0) return line
      const before = lines[index - 1] ?? ''
      const isGlued = before.length >= width || before === '' || /\s$/.test(before) || /^\s/.test(line)
      return isGlued ? text + line : `${text} ${line}`
    }, '')
    .trim()
}
