"""Random data sets of federated labels, for the protocols: ties of scores, images without labels or predictions, more predictions
in an image than the limit, areas in all sizes, classes nobody looked for. The same for a seed on every version of Python."""

import random


class Federated:
    """labels and predictions are dictionaries with LVIS's keys; lists of images hold category ids."""

    def __init__(self, seed, limit):
        self.seed, self.limit = seed, limit
        self.rnd = random.Random(f"federated {seed}").random
        self.images = [self.below(3) + 3 * i for i in range(1 + self.below(12))]
        self.categories = [(i + 1 + i // 3, f"class {(i * 7) % 10}", "rcf"[self.below(3)]) for i in range(2 + self.below(6))]
        self.negative = {image: self.some_categories(0.3) for image in self.images}
        self.not_exhaustive = {image: self.some_categories(0.2) for image in self.images}
        self.labels, self.predictions = [], []
        for image in self.images:
            self.fill_image(image)
        for number, label in enumerate(self.labels):
            label["id"] = number + 1

    def below(self, n):
        return int(self.rnd() * n)

    def some_categories(self, share):
        return [c[0] for c in self.categories if self.rnd() < share]

    def box(self):
        size = (8, 40, 90, 200)[self.below(4)]
        return [self.below(300) + self.rnd(), self.below(300) + 0.5, size * (0.3 + self.rnd()), float(1 + self.below(size))]

    def near(self, box):
        """A box that overlaps another one, more or less, or is the same."""
        if self.rnd() < 0.1:
            return list(box)
        shift = 0.35 * self.rnd()
        return [box[0] + shift * box[2] * (self.rnd() - 0.5), box[1] + shift * box[3], box[2] * (1 - shift / 2), box[3]]

    def fill_image(self, image):
        exact = self.rnd() < 0.5
        in_image = []
        for category, _, _ in self.categories:
            if self.rnd() < 0.5:
                continue
            for _ in range(self.below(4)):
                box = self.near(in_image[-1]["bbox"]) if in_image and self.rnd() < 0.3 else self.box()
                area = box[2] * box[3] * (1 if self.rnd() < 0.7 else 0.6)
                mark = self.rnd() < 0.2
                in_image.append({"image_id": image, "category_id": category, "bbox": box, "area": area, "mark": mark})
        self.labels += in_image
        for _ in range(self.below(4) * self.below(2 + self.limit)):
            near = self.rnd() < 0.6 and in_image
            label = in_image[self.below(len(in_image))] if near else None
            category = label["category_id"] if near and self.rnd() < 0.85 else self.categories[self.below(len(self.categories))][0]
            box = self.near(label["bbox"]) if near else self.box()
            score = self.rnd() if exact else self.below(9) / 8
            self.predictions.append({"image_id": image, "category_id": category, "bbox": box, "score": score})


def fill(database, data, mark="iscrowd"):
    """The tables labels, predictions, images and categories. The column `mark` says which labels are not ordinary ones."""
    for table in ("labels", "predictions", "images", "categories", "verified"):
        database.execute(f"DROP TABLE IF EXISTS {table}")
    names = {i: name for i, name, _ in data.categories}
    database.execute(f"CREATE TABLE labels(id, image_id, class, category_id, area, {mark}, x, y, width, height)")
    database.execute("CREATE TABLE predictions(id, image_id, class, score, x, y, width, height)")
    database.execute("CREATE TABLE images(id, neg_category_ids, not_exhaustive_category_ids)")
    database.execute("CREATE TABLE categories(id, name, frequency)")
    database.execute("CREATE TABLE verified(image_id, class)")
    database.executemany(
        "INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [[r["id"], r["image_id"], names[r["category_id"]], r["category_id"], r["area"], int(r["mark"])] + r["bbox"] for r in data.labels],
    )
    database.executemany(
        "INSERT INTO predictions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [[i + 1, r["image_id"], names[r["category_id"]], r["score"]] + r["bbox"] for i, r in enumerate(data.predictions)],
    )
    database.executemany("INSERT INTO images VALUES (?, ?, ?)", [[i, str(data.negative[i]), str(data.not_exhaustive[i])] for i in data.images])
    database.executemany("INSERT INTO categories VALUES (?, ?, ?)", data.categories)
    database.executemany("INSERT INTO verified VALUES (?, ?)", [[i, names[c]] for i in data.images for c in data.negative[i]])
    return names
