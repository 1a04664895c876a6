// SPDX-License-Identifier: MIT
#include "host/strict_json.h"

#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "host/closest_name.h"

namespace poolscope::host {

namespace {

std::string line_and_column(const std::string& text, std::size_t position) {
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < position && i < text.size(); ++i) {
        if (text[i] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
            ++column;  // characters, not bytes
        }
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

// "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing value - invalid
// literal; last read: 'x'; expected ']'" without the place, which is told in characters elsewhere, and without what was
// read, which may be long and hold anything.
std::string syntax_message(std::string what) {
    constexpr std::size_t kLongest = 200;
    if (const auto colon = what.find(": "); colon != std::string::npos) what.erase(0, colon + 2);
    if (const auto read = what.find("; last read: '"); read != std::string::npos) {
        const auto expected = what.rfind("'; expected ");
        what.erase(read, expected == std::string::npos || expected < read ? std::string::npos : expected + 1 - read);
    }
    if (what.size() > kLongest) what = what.substr(0, kLongest) + "...";
    for (char& c : what) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte >= 0x7f) c = '?';
    }
    return what;
}

// Builds the document by hand, because only here a second key of the same name can still be seen.
class Builder final : public nlohmann::json_sax<Json> {
public:
    Builder(const std::string& text, Problems& problems) : text_(text), problems_(problems) {}

    [[nodiscard]] Json take() { return std::move(root_); }

    bool null() override { return add(nullptr); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(Json::number_integer_t value) override { return add(value); }
    bool number_unsigned(Json::number_unsigned_t value) override { return add(value); }
    bool number_float(Json::number_float_t value, const std::string& digits) override {
        if (digits.find_first_of(".eE") == std::string::npos) {
            problems_.add(pointer(), "the whole number " + in_quotes(digits) + " does not fit in 64 bits");
        }
        return add(value);
    }
    bool string(std::string& value) override { return add(std::move(value)); }
    bool binary(Json::binary_t&) override { return false; }

    bool start_object(std::size_t) override { return open(Json::object()); }
    bool key(std::string& name) override {
        Level& level = levels_.back();
        if (!level.keys.insert(name).second) problems_.add(pointer_with(name), "the key is given twice");
        level.key = std::move(name);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(Json::array()); }
    bool end_array() override { return close(); }

    bool parse_error(std::size_t position, const std::string&, const Json::exception& error) override {
        problems_.add(line_and_column(text_, position > 0 ? position - 1 : 0), syntax_message(error.what()));
        return false;
    }

private:
    struct Level {
        Json value;
        std::string key;
        std::unordered_set<std::string> keys;
    };

    bool add(Json value) {
        if (levels_.empty()) {
            root_ = std::move(value);
            return true;
        }
        Level& level = levels_.back();
        if (level.value.is_array()) {
            level.value.push_back(std::move(value));
        } else if (level.keys.size() > level.value.size()) {
            // A new key: appended without ordered_json's search through all keys before it, which makes a large
            // object quadratic.
            level.value.get_ref<Json::object_t&>().Json::object_t::Container::emplace_back(level.key, std::move(value));
        }
        return true;
    }

    bool open(Json container) {
        if (levels_.size() >= kDeepestNesting) {
            problems_.add(pointer(), "nested deeper than " + std::to_string(kDeepestNesting) + " levels");
            return false;
        }
        levels_.push_back({std::move(container), {}, {}});
        return true;
    }

    bool close() {
        Json value = std::move(levels_.back().value);
        levels_.pop_back();
        return add(std::move(value));
    }

    [[nodiscard]] std::string pointer() const { return describe(levels_.size(), nullptr); }
    [[nodiscard]] std::string pointer_with(const std::string& key) const { return describe(levels_.size(), &key); }

    // Where the value that comes next belongs; `last_key` stands for the key of the innermost object.
    [[nodiscard]] std::string describe(std::size_t depth, const std::string* last_key) const {
        std::vector<Place> places(1);
        places.reserve(depth + 1);  // a Place borrows its parent
        for (std::size_t i = 0; i < depth; ++i) {
            const Level& level = levels_[i];
            if (level.value.is_array()) {
                places.emplace_back(places.back(), level.value.size());
            } else {
                places.emplace_back(places.back(), last_key != nullptr && i + 1 == depth ? *last_key : level.key);
            }
        }
        return places.back().pointer();
    }

    const std::string& text_;
    Problems& problems_;
    std::vector<Level> levels_;
    Json root_;
};

}  // namespace

std::optional<Json> parse_strict_json(const std::string& text, Problems& problems) {
    if (text.size() > kLargestDocumentBytes) {
        problems.add("/", "the document has " + std::to_string(text.size()) + " bytes, more than the " +
                              std::to_string(kLargestDocumentBytes) + " that are read");
        return {};
    }
    Builder builder(text, problems);
    try {
        if (!Json::sax_parse(text, &builder)) return {};
    } catch (const Json::exception& error) {
        problems.add("/", syntax_message(error.what()));
        return {};
    }
    return builder.take();
}

}  // namespace poolscope::host
