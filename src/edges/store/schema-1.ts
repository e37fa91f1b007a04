/** The tables as the first Evict made them. Records of that time exist: this is never changed, only followed by more steps. */
export const firstTables = `
  -- The record. Rows are only ever added: the triggers refuse everything else, from whatever code or shell.
  create table events (
    seq     integer primary key autoincrement,
    request text not null,
    version integer not null,
    at      text not null,
    type    text not null,
    body    text not null,
    unique (request, version)
  ) strict;
  create trigger events_are_never_changed before update on events
    begin select raise(abort, 'events are never changed'); end;
  create trigger events_are_never_removed before delete on events
    begin select raise(abort, 'events are never removed'); end;
  -- "replace into" removes rows without asking the trigger above.
  create trigger events_are_never_replaced before insert on events
    when exists (select 1 from events
                 where seq = new.seq or (request = new.request and version = new.version))
    begin select raise(abort, 'events are never replaced'); end;

  -- An index over the record, written in the same transaction and computable from it at any time.
  create table requests (
    id    text primary key,
    code  text not null unique,
    asked text not null,
    open  integer not null,
    shows integer not null
  ) strict;
  create index requests_open on requests (open, asked);
  create index requests_asked on requests (asked);

  create table targets (
    request text not null,
    person  text not null,
    -- The kind of request for this person alone, while it is not over: 'own', 'confirm' or 'approval'; else null.
    sole    text,
    primary key (request, person)
  ) strict;
  create index targets_person on targets (person);
  -- Two asks for one person at the same moment, in whichever process: the second finds the first.
  create unique index one_open_request_for_one_person on targets (person, sole) where sole is not null;

  -- Where cards stand in Teams; not part of the record.
  create table places (
    request     text not null,
    location    text not null,
    activity_id text not null,
    view        text not null,
    shown       integer not null,
    primary key (location, activity_id)
  ) strict;
  create index places_request on places (request);

  -- The conversation approval cards go to: one row, or none.
  create table on_call (
    one      integer primary key check (one = 1),
    location text not null,
    set_by   text not null,
    set_at   text not null
  ) strict;
`;
