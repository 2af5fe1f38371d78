/* The table on a wall screen: it shows, and asks nothing of anybody. */
import * as clock from "./clock.js";
import { apply } from "./rights.js";
import * as stream from "./stream.js";

apply();
clock.start();
stream.start();
document.body.classList.add("ready");
