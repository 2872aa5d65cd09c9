.print two boxes
SELECT iou('[0,0,10,10]', '[5,0,10,10]'), iou('[0,0,10,10]', '[0,0,10,10]'), iou('[0,0,10,10]', '[20,0,10,10]');
SELECT iou(0, 0, 10, 10, 5, 0, 10, 10), iou(0.5, 0.25, 1e1, 10, '5', ' 0 ', '10.0', 10);
SELECT iou(' [ 0 , 0 , 10 , 10 ] ', '[5.0,-0,1E1,10]');
.print boxes that only touch, and boxes without area
SELECT iou('[0,0,10,10]', '[10,0,10,10]'), iou('[0,0,0,10]', '[0,0,10,10]'), iou('[0,0,0,0]', '[0,0,0,0]');
.print areas beyond the range of a number
SELECT iou('[0,0,1e-200,1e-200]', '[0,0,1e-200,1e-200]'), iou('[0,0,1e200,1e200]', '[0,0,1e200,1e200]'), iou('[0,0,1e308,1e308]', '[0,0,1e308,1e308]');
SELECT round(iou('[0,0,4e200,1e200]', '[2e200,0,4e200,1e200]'), 12), round(iou('[0,0,4e-200,1e-200]', '[2e-200,0,4e-200,1e-200]'), 12), iou('[0,0,1e200,1e200]', '[0,0,1,1]');
SELECT iou('[0,0,2e200,1e200]', '[0,0,4e200,1e200]', 1), iou('[0,0,4e-200,1e-200]', '[0,0,2e-200,1e-200]', 1), iou('[0,0,1e308,1]', '[1e308,0,1e308,1]');
SELECT iou('[0,0,1e200,1e200,30]', '[0,0,1e200,1e200,30]'), iou('[0,0,1e-200,1e-200,30]', '[0,0,1e-200,1e-200,30]');
.print against a crowd the denominator is the area of the first
SELECT iou('[0,0,10,10]', '[5,0,100,100]', 1), iou('[0,0,10,10]', '[5,0,100,100]', 0);
SELECT iou(0, 0, 10, 10, 5, 0, 100, 100, 1), iou(0, 0, 10, 10, 5, 0, 100, 100, 0);
.print NULL in, NULL out
SELECT iou(NULL, '[0,0,1,1]'), iou('[0,0,1,1]', NULL), iou('[0,0,1,1]', '[0,0,1,1]', NULL), iou(1, 2, 3, 4, 5, 6, 7, NULL);
.print errors
SELECT iou('[0,0,10]', '[0,0,1,1]');
SELECT iou('[0,0,1,1]', 'box');
SELECT iou('', '[0,0,1,1]');
SELECT iou('[0,0,1,1]', 7);
SELECT iou(x'0102', '[0,0,1,1]');
SELECT iou('[0,0,-1,1]', '[0,0,1,1]');
SELECT iou('[0,0,1,1]', '[0,0,1e999,1]');
SELECT iou('[0,0,NaN,1]', '[0,0,1,1]');
SELECT iou('[[0,0,1,1]]', '[0,0,1,1]');
SELECT iou('[0,0,1,1,0]', '[0,0,1,1]');
SELECT iou(0, 0, 1, 'wide', 0, 0, 1, 1);
SELECT iou(0, 0, 1, 1, 0, 0, -2, 1);
SELECT iou('[0,0,1,1]', '[0,0,1,1]', 'crowd');
SELECT iou('[0,0,1,1]');
SELECT iou(1, 2, 3, 4);
