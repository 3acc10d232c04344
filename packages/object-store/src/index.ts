export {
  type DirectoryStoreOptions,
  openDirectoryStore,
} from "./directory/directory-store.ts";
export { type MinioStoreOptions, openMinioStore } from "./minio/minio-store.ts";
export * from "./object-store.ts";
