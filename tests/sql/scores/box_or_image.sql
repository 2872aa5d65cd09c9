-- Columns width and height beside corners: they are the image's in the CSV files of tutorials, and the box's own here.
CREATE TABLE labels(image_id,class,x,y,width,height,x2,y2);
INSERT INTO labels SELECT value/8, 'a', (value%8)*37.3, 10.7, 20, 20, (value%8)*37.3+20, 30.7 FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15]');
CREATE TABLE predictions AS SELECT *, .9 AS score FROM labels;
SELECT class, ap FROM ap_by_class;
CREATE TABLE l2(image_id,class,x,y,width,height,x2,y2);
INSERT INTO l2 VALUES (1,'a',0,0,50,60,50,60),(2,'a',0,0,30,60,30,60);
CREATE TABLE p2 AS SELECT *, .9 AS score FROM l2;
SELECT class, ap FROM ap_by_class('l2','p2');
CREATE TABLE l3(image_id,class,x,y,width,height,x1,y1,x2,y2);
INSERT INTO l3 VALUES (1,'a',64,48,64,48,.1,.1,.2,.2),(2,'a',64,48,64,48,.1,.1,.2,.2);
CREATE TABLE p3 AS SELECT *, .9 AS score FROM l3;
SELECT class, ap FROM ap_by_class('l3','p3');
.print a column whose name is too long to advise a view with: no half of one
CREATE TABLE p4(image_id, class, score, xmin, ymin, xmax, ymax, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
SELECT count(*) FROM ap_by_class('labels', 'p4');
