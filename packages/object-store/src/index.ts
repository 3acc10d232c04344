export {
  type DirectoryStoreOptions,
  openDirectoryStore,
} from "./directory/directory-store.ts";
export * from "./object-store.ts";
