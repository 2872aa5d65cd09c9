/** A connection that can load extensions: better-sqlite3's Database, node:sqlite's DatabaseSync, and others like them. */
export interface Connection {
  loadExtension(path: string, ...rest: any[]): unknown;
}

export interface LoadOptions {
  /** False switches off the functions that open files, for a connection on which strangers may run SQL. */
  files?: boolean;
}

/** Adds boxscore's functions to a connection, and returns it. */
export declare function load<T extends Connection>(db: T, options?: LoadOptions): T;

/** The path of the extension, for any host that loads SQLite extensions. */
export declare function loadablePath(): string;
