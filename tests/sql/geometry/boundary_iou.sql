.print boundaries: two pixels wide on 60 x 80, one on 20 x 20
SELECT boundary_iou('[0,0,30,30]', '[10,0,30,30]', 60, 80), boundary_iou('[0,0,30,30]', '[10,0,30,30]', 60, 80, 1);
SELECT boundary_iou('[0,0,30,30]', '[10,0,30,30]', 60, 80, 0), boundary_iou('[0,0,30,30]', '[0,0,30,30]', '60', 80.0);
SELECT boundary_iou(g, '[[5,0,15,0,15,10,5,10]]'), boundary_iou('[[5,0,15,0,15,10,5,10]]', g, 20, 20)
FROM (SELECT geometry_mask('[0,0,10,10]', 20, 20) AS g);
SELECT boundary_iou('[0,0,3,3]', '[10,10,3,3]', 20, 20), boundary_iou('[0,0,3,3]', '[-10,-10,3,3]', 20, 20);
SELECT boundary_iou(NULL, '[0,0,1,1]', 20, 20), boundary_iou('[0,0,1,1]', '[0,0,1,1]', NULL, 20), boundary_iou('[0,0,1,1]', '[0,0,1,1]', 20, 20, NULL);
.print errors
SELECT boundary_iou('[0,0,1,1]', '[[0,0,1,0,1,1]]');
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 0, 10);
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 10.5, 10);
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 'wide', 10);
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 100000, 100000);
SELECT boundary_iou('[0,0,1,1]', '{"size":[3,3],"counts":[9]}', 4, 3);
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 10, 10, 'crowd');
SELECT boundary_iou('[0,0,1,1]', '[0,0,1,1]', 10);
