/** Text as rules compare it: capitals, full-width and composed forms don't tell two texts apart. */
export const foldCase = (text: string): string => text.normalize('NFKC').toLowerCase()
