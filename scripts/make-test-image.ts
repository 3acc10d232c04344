import { CONSOLE_IMAGE, makeConsoleImage } from "./cluster/make-images.ts";

/** `npm run test:image`: the console's own image, made of the working tree, in the test cluster. */
await makeConsoleImage();
console.log(CONSOLE_IMAGE);
