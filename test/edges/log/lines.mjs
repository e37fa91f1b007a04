// Writes to the log in a process of its own, whose output a test reads.
// Arguments: the JavaScript that is given `log`, the journal's source file, the level.
const [work, source, level] = process.argv.slice(2);
// Node 24 reads TypeScript by leaving its types out.
const { journal } = await import(source);
new Function('log', work)(journal(level));
