export { type Chat, type ChatFault, startChat, type TakenLine } from "./start-chat.js";
export { type RoomKind, WEBHOOK_SECRET } from "./rooms.js";
