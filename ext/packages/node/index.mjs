import boxscore from './index.js';

export const {load, loadablePath} = boxscore;
export default boxscore;
