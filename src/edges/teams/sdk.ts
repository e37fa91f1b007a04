import Module, { createRequire } from 'node:module';

/**
 * Parts of teams-ai 1.7.4 that `Application` loads and Evict never uses: language models, and signing people in to other
 * services. With them come openai, a tokenizer's tables, botbuilder-dialogs and recognisers of dates in ten languages: 600
 * modules, about 0.8 s of every start and 80 MB. What stands in for them knows one thing, which is asked in every turn.
 */
const unused = ['AI', 'authentication/Authentication', 'authentication/BotAuthenticationBase'];
const standIn = { userInSignInFlow: () => undefined };

const load = createRequire(__filename);
for (const part of unused) {
  const id = load.resolve(`@microsoft/teams-ai/lib/${part}`);
  load.cache[id] = Object.assign(new Module(id), { filename: id, loaded: true, exports: standIn });
}

// Only now, and part by part: the package's own index loads everything there is.
export { Application } from '@microsoft/teams-ai/lib/Application';
export { TeamsAdapter } from '@microsoft/teams-ai/lib/TeamsAdapter';
