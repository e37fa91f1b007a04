import { audit } from './audit';

// "… | head" closes the pipe before everything is written: that is no mistake.
process.stdout.on('error', () => process.exit());

const write =
  (stream: NodeJS.WriteStream) =>
  (line: string): void => {
    stream.write(`${line}\n`);
  };

process.exitCode = audit(process.argv.slice(2), process.env, {
  out: write(process.stdout),
  err: write(process.stderr),
});
