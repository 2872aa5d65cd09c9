# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "boxscore"
  spec.version = "@VERSION@"
  spec.platform = "@PLATFORM@"
  spec.authors = ["The boxscore developers"]
  spec.summary = "Evaluates object detectors in SQL, with pycocotools' figures to the last bit"
  spec.description = "A SQLite extension that scores and explains object detectors: COCO's figures, the reason for every " \
                     "mistake, quality metrics, charts and pictures."
  spec.license = "MIT"
  spec.required_ruby_version = ">= 2.7"
  spec.files = Dir["lib/**/*", "README.md", "LICENSE"].select { |path| File.file?(path) }
end
