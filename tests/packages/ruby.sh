#!/bin/bash
# Installs the gem into a throw-away folder, and does the job with the gem sqlite3 of this machine.
#
#     tests/packages/ruby.sh PACKAGES SCRATCH EXTENSION
set -u
cd "$(dirname "$0")/../.." || exit 2
packages=$1
source tests/packages/common.sh ruby "$2" "$3"
require ruby gem sqlite3
ruby -rsqlite3 -e '' 2>/dev/null || skip "the gem sqlite3 is missing"
prepare

# The gem that RubyGems would choose from all of them.
chosen=$(cd "$packages" && ruby -e '
  puts Dir["*.gem"].find { |file| Gem::Platform.match(Gem::Platform.new(file[/\d\.\d+\.\d+-(.*)\.gem/, 1])) && (file =~ /musl/) .nil? == (RUBY_PLATFORM =~ /musl/).nil? }')
gem() { command gem install --silent --local --no-document --install-dir "$room/gems" "${@:2}"; }
install=$(installing Ruby)
said=$(eval "${install//boxscore-\$V-x86_64-linux.gem/$chosen}" 2>&1)
expect "$install" "0 " "$? $said"
unset -f gem
export GEM_PATH=$room/gems:$(gem env gempath)
block ruby ext/packages/ruby/README.md >"$room/readme.rb"
check "Ruby, sqlite3" "$(ruby -rsqlite3 -e 'puts "#{RUBY_VERSION}, #{SQLite3::VERSION}"')" "gem install boxscore" \
  ruby tests/packages/job.rb
readme ruby readme.rb
finish
