/** A file that somebody sent, as the chat edge knows it. */
export interface SentFile {
  /** For reading only. */
  readonly name: string;
  /** Where it lies; opaque here. */
  readonly at: string;
}

/** Cells by row, as a spreadsheet shows them; blank rows too, so that the numbers are a spreadsheet's. */
export type Table = readonly (readonly string[])[];

/** Why a file cannot be used. */
export type BadFile =
  /** Sent where others are too; Teams hands files over in personal chats only. */
  | 'not-personal'
  | 'several'
  /** It lies where no file of Teams lies. */
  | 'elsewhere'
  /** Its place says there is none, or not for this address any more. */
  | 'not-there'
  /** A web page came instead of it, as for some files sent from phones. */
  | 'a-page'
  | 'too-large'
  | 'too-many-rows'
  /** A workbook, or something else that is no text. */
  | 'not-text'
  /** Text, but neither UTF-8 nor the UTF-16 that Excel writes. */
  | 'encoding'
  /** A quotation mark that opens and never closes. */
  | 'quotes'
  | 'empty';

export type FileRead =
  { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly why: BadFile };

/** The longest file that is read, in bytes. */
export const longestFile = 1_000_000;

/** A file that somebody has now, as Teams shows it. */
export interface FileLink {
  readonly url: string;
  readonly uniqueId: string;
  readonly fileType: string;
}
