// Writes to the log in a process of its own, whose output a test reads.
// Arguments: the JavaScript that is given `log`, the compiled journal, the level, and secrets with commas between them.
const [work, compiled, level, secrets] = process.argv.slice(2);
const { openJournal } = await import(compiled);
new Function('log', work)(openJournal(level, secrets.split(',')));
