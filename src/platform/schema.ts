// Stands in until `npm run generate` writes the row types of the migrated database here.
export interface DB {
  [table: string]: any;
}
