export type {Connection, LoadOptions} from './index.js';
export {load, loadablePath} from './index.js';

declare const boxscore: typeof import('./index.js');
export default boxscore;
