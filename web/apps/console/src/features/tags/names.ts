/** Several names in one field, parted by commas, 、 or line ends; each once. */
export function namesIn(text: string): string[] {
  const names = text.split(/[,，、;；\n]+/).map((name) => name.trim())
  return [...new Set(names.filter(Boolean))]
}
