.print boxes from other notations
SELECT box_from_corners(10, 20, 40, 60), box_from_corners('1.5', 2, 3, 4), box_from_corners(1, 1, 1, 1);
SELECT box_from_center(25, 40, 30, 40), box_from_center(0, 0, 1, 1), box_from_center(5, 5, 0, 0);
SELECT box_from_yolo(0.5, 0.5, 0.25, 0.5, 640, 480), box_from_yolo(0, 0, 0.5, 0.5, 100, 100), box_from_yolo('0.1', 0.1, 0.1, 0.1, 100, '50');
SELECT typeof(box_from_corners(1, 2, 3, 4)), iou(box_from_corners(10, 20, 40, 60), box_from_center(25, 40, 30, 40));
.print NULL in, NULL out
SELECT box_from_corners(1, 2, 3, NULL), box_from_center(NULL, 2, 3, 4), box_from_yolo(1, 1, 1, 1, NULL, 1);
.print errors
SELECT box_from_corners(3, 2, 1, 4);
SELECT box_from_corners(1, 2, 3, 'four');
SELECT box_from_corners(1, 2, 9e999, 4);
SELECT box_from_corners(-1.7e308, 0, 1.7e308, 1);
SELECT box_from_center(1, 2, -3, 4);
SELECT box_from_center(1, x'02', 3, 4);
SELECT box_from_yolo(0.5, 0.5, 0.5, -0.5, 100, 100);
SELECT box_from_yolo(0.5, 0.5, 0.5, 0.5, 0, 100);
SELECT box_from_yolo(0.5, 0.5, 0.5, 0.5, 100, -1);
SELECT box_from_yolo(0.5, 0.5, 0.5, 0.5, 100);
