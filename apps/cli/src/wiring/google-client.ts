// A script of its own: only who asks Google Play loads Google's client.
export { connectGoogle, signInToGoogle } from "@signalbox/play-publish/google";
