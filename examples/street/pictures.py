"""Draws the images of the street example: what generate.py placed, in the light, the weather and the blur of the image.

Street, houses and rain have dice of their own, one for each image, so that images can be drawn side by side.
"""
import multiprocessing
import os
import random

from canvas import HEIGHT, WIDTH, Canvas

HORIZON = 322
FOG = (205, 208, 210)
WALLS = ((184, 146, 122), (200, 180, 152), (160, 158, 164), (176, 122, 104), (206, 196, 180), (150, 136, 128))
LAMP, WINDOW_LIGHT = (255, 236, 170), (236, 196, 104)
CAR_COLOURS = ((62, 108, 176), (186, 52, 48), (196, 200, 206), (70, 142, 150), (232, 232, 228), (96, 84, 150))
SHIRTS = ((232, 120, 42), (214, 66, 86), (240, 176, 60), (200, 84, 160), (120, 176, 220))
TROUSERS = ((52, 60, 96), (76, 70, 66), (110, 100, 84))
TINTS = {"day": (1.0, 1.0, 1.0), "dusk": (1.0, 0.84, 0.78), "night": (0.66, 0.76, 1.0)}


class Scene:
    def __init__(self, image):
        self.image, self.canvas = image, Canvas()
        self.next = random.Random(5000 + image["id"]).random
        self.night = image["time"] == "night"
        self.haze = {"clear": 0.10, "rain": 0.22, "fog": 0.62}[image["weather"]]

    def between(self, low, high):
        return low + (high - low) * self.next()

    def pick(self, items):
        return items[int(self.next() * len(items))]

    def paint(self, rgb, bottom=HORIZON, shade=1.0):
        """The index of a colour as it looks where it stands: the farther, the paler."""
        haze = self.haze * (1 - 0.75 * min(1.0, max(0.0, (bottom - HORIZON) / (HEIGHT - HORIZON))))
        return self.canvas.colour(tuple(v * shade * (1 - haze) + fog * haze for v, fog in zip(rgb, FOG)))

    def lamp(self, rgb):
        """The index of a colour that shines by itself."""
        return self.canvas.colour(rgb, glow=True)

    # ---- the street ----

    def street(self):
        grey = self.image["weather"] != "clear"
        low, high = ((196, 204, 212), (150, 160, 172)) if grey else ((222, 234, 244), (120, 172, 228))
        for step in range(24):
            share = step / 23
            rgb = tuple(b + (a - b) * share for a, b in zip(low, high))
            self.canvas.box(0, step * HORIZON / 24, WIDTH, (step + 1) * HORIZON / 24, self.paint(rgb))
        self.houses()
        for step in range(24):
            top = HORIZON + (HEIGHT - HORIZON) * step / 24
            bottom = HORIZON + (HEIGHT - HORIZON) * (step + 1) / 24
            self.canvas.box(0, top, WIDTH, bottom, self.paint((164, 158, 150), bottom))
            half = 130 + 720 * (step + 0.5) / 24
            wet = 0.82 if self.image["weather"] == "rain" else 1.0
            self.canvas.polygon((640 - half + 15, top, 640 + half - 15, top, 640 + half + 15, bottom, 640 - half - 15, bottom),
                                self.paint((112, 112, 118), bottom, wet))
        for mark in range(7):
            top = HORIZON + 12 + mark * (mark + 1) * 8
            bottom = top + 6 + mark * 7
            half = 2 + mark * 1.6
            self.canvas.polygon((640 - half, top, 640 + half, top, 640 + half * 1.3, bottom, 640 - half * 1.3, bottom),
                                self.paint((232, 230, 220), bottom))

    def houses(self):
        left = -self.between(0, 60)
        while left < WIDTH:
            width, height = self.between(90, 190), self.between(90, 250)
            wall, top = self.pick(WALLS), HORIZON - height
            self.canvas.box(left, top, left + width - 4, HORIZON + 4, self.paint(wall))
            self.canvas.box(left - 3, top - 5, left + width - 1, top, self.paint(wall, shade=0.6))
            dark = self.paint((88, 104, 122))
            y = top + 14
            while y < HORIZON - 30:
                x = left + 12
                while x < left + width - 24:
                    lit = self.night and self.next() < 0.14
                    self.canvas.box(x, y, x + 13, y + 19, self.lamp(WINDOW_LIGHT) if lit else dark)
                    x += 26
                y += 34
            left += width

    # ---- what stands in it ----

    def thing(self, thing):
        x, y, w, h = thing["bbox"]
        at = At(x, y, w, h, thing["mirrored"])
        if thing["crowd"]:
            self.crowd(at, thing["outline"][0])
        else:
            rings = [At(x, y, w, h, False).ring(ring) for ring in thing["outline"]]     # mirrored already
            {"person": self.person, "bicycle": self.bicycle, "car": self.car, "truck": self.truck, "bus": self.bus,
             "traffic light": self.traffic_light}[thing["class"]](at, rings)

    def person(self, at, rings):
        shirt, trousers = self.pick(SHIRTS), self.pick(TROUSERS)
        bottom = at.y + at.h
        self.canvas.polygon(rings[0], self.paint((226, 178, 142), bottom), bottom=at.y + 0.165 * at.h)
        self.canvas.polygon(rings[0], self.paint(shirt, bottom), at.y + 0.165 * at.h, at.y + 0.52 * at.h)
        self.canvas.polygon(rings[0], self.paint(trousers, bottom), at.y + 0.52 * at.h, at.y + 0.94 * at.h)
        self.canvas.polygon(rings[0], self.paint((40, 36, 36), bottom), at.y + 0.94 * at.h)
        self.canvas.box(*at.box(0.34, 0, 0.66, 0.045), self.paint((70, 48, 34), bottom))

    def crowd(self, at, outline):
        count = int(at.w // 22) + 1
        for number in range(count):
            top = at.y + self.between(0, 0.25) * at.h
            x = at.x + number * 22
            one = At(x, top, min(26.0, at.x + at.w - x), at.y + at.h - top, False)
            if one.w > 8:
                self.person(one, [one.ring(outline)])

    def wheels(self, at, places, radius):
        bottom = at.y + at.h
        for place in places:
            x, y = at.point(place, 1 - radius)
            self.canvas.disc(x, y, radius * at.h, self.paint((34, 34, 38), bottom))
            self.canvas.disc(x, y, radius * at.h * 0.5, self.paint((168, 170, 174), bottom))

    def headlights(self, at, front, back, top, size):
        """White at the front, red at the back; they shine in the dark."""
        dark = self.image["time"] != "day"
        bottom = at.y + at.h
        self.canvas.box(*at.box(front, top, front + size, top + 0.09),
                        self.lamp((255, 246, 214)) if dark else self.paint((240, 238, 220), bottom))
        self.canvas.box(*at.box(back - size, top, back, top + 0.09),
                        self.lamp((216, 40, 32)) if dark else self.paint((176, 30, 30), bottom))

    def car(self, at, rings):
        colour, bottom = self.pick(CAR_COLOURS), at.y + at.h
        self.canvas.polygon(rings[0], self.paint(colour, bottom), bottom=at.y + 0.88 * at.h)
        self.canvas.polygon(rings[0], self.paint(colour, bottom, 0.72), at.y + 0.68 * at.h, at.y + 0.90 * at.h)
        glass = self.paint((60, 78, 96), bottom)
        self.canvas.polygon(at.ring((.29, .38, .385, .11, .53, .08, .53, .38)), glass)
        self.canvas.polygon(at.ring((.57, .08, .74, .08, .81, .14, .88, .38, .57, .38)), glass)
        self.canvas.box(*at.box(0.60, 0.47, 0.67, 0.51), self.paint(colour, bottom, 0.5))
        self.wheels(at, (0.19, 0.81), 0.17)
        self.headlights(at, 0.01, 0.99, 0.52, 0.05)

    def truck(self, at, rings):
        cab, bottom = self.pick(((40, 132, 124), (206, 110, 40), (60, 96, 168))), at.y + at.h
        self.canvas.polygon(rings[0], self.paint(cab, bottom), bottom=at.y + 0.88 * at.h)
        self.canvas.box(*at.box(0.30, 0.0, 1.0, 0.80), self.paint((226, 226, 220), bottom))
        for share in (0.44, 0.58, 0.72, 0.86):
            self.canvas.box(*at.box(share, 0.03, share + 0.012, 0.77), self.paint((190, 192, 190), bottom))
        self.canvas.polygon(at.ring((.04, .44, .08, .23, .22, .20, .22, .46)), self.paint((60, 78, 96), bottom))
        self.canvas.box(*at.box(0.0, 0.80, 1.0, 0.86), self.paint((58, 58, 62), bottom))
        self.wheels(at, (0.18, 0.84), 0.13)
        self.headlights(at, 0.0, 1.0, 0.66, 0.035)

    def bus(self, at, rings):
        colour, bottom = self.pick(((236, 182, 36), (214, 58, 48))), at.y + at.h
        self.canvas.polygon(rings[0], self.paint(colour, bottom), bottom=at.y + 0.88 * at.h)
        lit = self.image["time"] == "night" and self.next() < 0.5
        glass = self.lamp((176, 160, 112)) if lit else self.paint((60, 78, 96), bottom)
        for number in range(5):
            left = 0.15 + number * 0.16
            self.canvas.box(*at.box(left, 0.14, left + 0.13, 0.46), glass)
        self.canvas.polygon(at.ring((.015, .50, .035, .14, .11, .12, .11, .50)), self.paint((60, 78, 96), bottom))
        self.canvas.box(*at.box(0.0, 0.58, 1.0, 0.64), self.paint((244, 240, 226), bottom))
        self.wheels(at, (0.20, 0.815), 0.13)
        self.headlights(at, 0.0, 1.0, 0.70, 0.035)

    def bicycle(self, at, rings):
        bottom = at.y + at.h
        tyre, frame = self.paint((36, 36, 40), bottom), self.paint(self.pick(((40, 160, 74), (36, 142, 120))), bottom)
        width = max(1.6, 0.055 * at.h)
        for place in (0.22, 0.78):
            x, y = at.point(place, 0.68)
            self.canvas.ring(x, y, min(0.32 * at.h, 0.215 * at.w), width, tyre)
        for a, b in (((.22, .68), (.34, .12)), ((.31, .26), (.70, .24)), ((.34, .30), (.52, .70)), ((.52, .70), (.70, .22)),
                     ((.52, .70), (.78, .68)), ((.78, .68), (.70, .26))):
            self.canvas.line(*at.point(*a), *at.point(*b), width * 1.25, frame)
        for a, b in (((.24, .03), (.40, .10)), ((.34, .14), (.33, .05)), ((.62, .13), (.78, .13)), ((.70, .26), (.70, .12))):
            self.canvas.line(*at.point(*a), *at.point(*b), width * 1.2, tyre)

    def traffic_light(self, at, rings):
        on = self.pick((0, 0, 2, 2, 1))
        self.canvas.polygon(rings[0], self.paint((214, 172, 52), 560))
        radius = min(0.30 * at.w, 0.125 * at.h)
        for number, rgb in enumerate(((240, 48, 36), (250, 190, 40), (50, 220, 110))):
            x, y = at.point(0.5, 0.19 + number * 0.31)
            self.canvas.disc(x, y, radius, self.lamp(rgb) if number == on else self.paint(rgb, 560, 0.15))

    def pole(self, thing):
        x, y, w, h = thing["bbox"]
        self.canvas.box(x + w / 2 - 2, y + h - 2, x + w / 2 + 2, HORIZON + 14 + h / 3, self.paint((84, 88, 92), 480))

    # ---- what is no object ----

    def clutter(self, thing):
        """Shadows, posts, trailers, rails and billboards: dark, in the colours of the objects they are mistaken for."""
        x, y, w, h = thing["bbox"]
        at = At(x, y, w, h, self.next() < 0.5)
        pale, glass, red = self.flat((236, 230, 210)), self.flat((60, 78, 96), 0.45), self.flat((176, 30, 30))
        if thing["kind"] == "shadow":                       # of a tree, a wall; a strip of light beside it
            tint = self.pick(SHIRTS if thing["class"] == "person" else CAR_COLOURS)
            self.canvas.polygon(at.ring((.5, 0, .8, .1, .95, .35, 1, .7, .85, 1, .15, 1, 0, .7, .05, .35, .2, .1)), self.flat(tint, 0.10))
            self.canvas.polygon(at.ring((.62, .1, .8, .2, .88, .72, .68, .76)), pale)
            if thing["class"] == "car":
                self.canvas.box(*at.box(0.20, 0.52, 0.25, 0.61), self.lamp((216, 40, 32)))
        elif thing["class"] == "person":                    # a post with bands, and a sign
            self.canvas.box(*at.box(0.30, 0.0, 0.70, 1.0), self.flat(self.pick(TROUSERS), 0.4))
            self.canvas.box(*at.box(0.0, 0.06, 1.0, 0.42), self.flat(self.pick(SHIRTS), 0.24))
            self.canvas.box(*at.box(0.14, 0.16, 0.86, 0.24), pale)
            self.canvas.box(*at.box(0.30, 0.62, 0.70, 0.70), pale)
        elif thing["class"] == "car":                       # a trailer under its cover
            cover = self.pick(CAR_COLOURS)
            self.canvas.polygon(at.ring((0, .88, 0, .5, .08, .2, .3, .06, .7, .06, .92, .2, 1, .5, 1, .88)), self.flat(cover, 0.22))
            self.canvas.box(*at.box(0.10, 0.26, 0.90, 0.46), glass)
            self.canvas.box(*at.box(0.06, 0.62, 0.94, 0.70), pale)
            self.canvas.box(*at.box(0.02, 0.52, 0.07, 0.60), red)
            self.canvas.box(*at.box(0.44, 0.88, 0.56, 1.0), self.flat((34, 34, 38)))
        elif thing["class"] == "bicycle":                   # a rail
            rail = self.flat((40, 160, 74), 0.4)
            for share in (0.0, 0.30, 0.62, 0.92):
                self.canvas.box(*at.box(share, 0.0, share + 0.09, 1.0), self.flat((48, 50, 54)))
            self.canvas.box(*at.box(0.0, 0.5, 1.0, 0.6), rail)
            self.canvas.box(*at.box(0.0, 0.0, 1.0, 0.16), rail)
            self.canvas.box(*at.box(0.09, 0.16, 0.30, 0.5), pale)
        else:                                               # a billboard, with letters
            self.canvas.box(*at.box(0.0, 0.0, 1.0, 1.0), self.flat((214, 58, 48) if self.next() < 0.5 else (60, 96, 168), 0.24))
            self.canvas.box(*at.box(0.06, 0.62, 0.94, 0.84), glass)
            self.canvas.box(*at.box(0.94, 0.0, 1.0, 0.09), red)
            for share in (0.10, 0.28, 0.46, 0.64):
                self.canvas.box(*at.box(share, 0.20, share + 0.10, 0.50), pale)

    def flat(self, rgb, shade=1.0):
        return self.paint(rgb, HORIZON + 150, shade)

    def reflection(self, box):
        """A light on the wet road."""
        x, y, w, h = box
        for share in range(6):
            top = y + h * share / 6
            half = w * (0.5 - 0.3 * abs(share - 2) / 4)
            self.canvas.box(x + w / 2 - half, top, x + w / 2 + half, top + h / 9,
                            self.lamp((206, 96, 54) if share % 2 else (222, 132, 66)))

    def rain(self):
        streak = self.paint((216, 222, 230), HEIGHT, 0.92)
        for _ in range(420):
            x, y, length = self.next() * WIDTH, self.next() * (HEIGHT - 20), 6 + int(self.next() * 12)
            for step in range(length):
                place = int(y) * WIDTH + step * WIDTH + int(x - step * 0.3) % WIDTH
                self.canvas.pixels[place] = streak


class At:
    """Shares of a box, mirrored or not, as places in the image."""

    def __init__(self, x, y, w, h, mirrored):
        self.x, self.y, self.w, self.h, self.mirrored = x, y, w, h, mirrored

    def point(self, x, y):
        return self.x + self.w * (1 - x if self.mirrored else x), self.y + self.h * y

    def ring(self, shares):
        return [v for x, y in zip(shares[::2], shares[1::2]) for v in self.point(x, y)]

    def box(self, left, top, right, bottom):
        if self.mirrored:
            left, right = 1 - right, 1 - left
        return self.x + self.w * left, self.y + self.h * top, self.x + self.w * right, self.y + self.h * bottom


def draw(job):
    """Writes one image."""
    path, image, things, reflections = job
    scene = Scene(image)
    scene.street()
    lights = [thing for thing in things if thing["class"] == "traffic light"]
    for box in reflections:
        scene.reflection(box)
    for thing in lights:
        scene.pole(thing)
    others = [(thing["bbox"][1] + thing["bbox"][3], scene.thing, thing) for thing in things if thing["class"] != "traffic light"]
    others += [(thing["bbox"][1] + thing["bbox"][3], scene.clutter, thing) for thing in image["clutter"]]
    for _, paint, thing in sorted(others, key=lambda other: other[0]):  # the near before the far
        paint(thing)
    for thing in lights:
        scene.thing(thing)
    if image["weather"] == "rain":
        scene.rain()
    scene.canvas.light(image["brightness"], TINTS[image["time"]])
    with open(path, "wb") as file:
        file.write(scene.canvas.png(image["blurred"]))


def draw_all(folder, images, objects, models):
    os.makedirs(folder, exist_ok=True)
    things, reflections = {}, {}
    for thing in objects:
        needed = {key: thing[key] for key in ("class", "bbox", "crowd", "mirrored", "outline")}
        things.setdefault(thing["image"]["id"], []).append(needed)
    for model in models:
        for weakness, _, _, number in model.planted:
            if weakness == "reflection":
                result = model.results[number - 1]
                reflections.setdefault(result["image_id"], []).append(result["bbox"])
    jobs = [(os.path.join(folder, image["file_name"]), image, things.get(image["id"], []), reflections.get(image["id"], []))
            for image in images]
    with multiprocessing.Pool(min(8, os.cpu_count() or 1)) as pool:
        pool.map(draw, jobs, chunksize=8)
