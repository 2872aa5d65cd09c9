SELECT picture_png(NULL, 640, 480, draw_objects(geometry, class_colour(class), class)) FROM evaluated_objects WHERE image_id = 1;
