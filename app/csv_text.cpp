// SPDX-License-Identifier: GPL-3.0-or-later
#include "csv_text.h"

#include <algorithm>
#include <exception>
#include <iostream>
#include <map>
#include <vector>

#include <nlohmann/json.hpp>

#include <poolscope/csv_field.h>

#include "state_file.h"

namespace poolscope::app {

namespace {

std::string plain(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const Json& each : value) text += (text.empty() ? "" : " ") + plain(each);
    return text;
}

class Table {
public:
    void add(const Json& object) {
        rows_.emplace_back();
        put(object, {});
    }
    [[nodiscard]] std::string text() const {
        std::string text;
        for (const std::string& name : names_) text += (text.empty() ? "" : ",") + csv_field(name);
        text += "\r\n";
        for (const auto& row : rows_) {
            for (std::size_t column = 0; column < names_.size(); ++column) {
                const auto value = row.find(names_[column]);
                text += (column == 0 ? "" : ",") + (value == row.end() ? std::string() : csv_field(value->second));
            }
            text += "\r\n";
        }
        return text;
    }

private:
    void put(const Json& object, const std::string& before) {
        for (auto each = object.begin(); each != object.end(); ++each) {
            const std::string name = before + each.key();
            if (each->is_object()) {
                put(*each, name + "_");
                continue;
            }
            if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
            rows_.back()[name] = plain(*each);
        }
    }

    std::vector<std::string> names_;
    std::vector<std::map<std::string, std::string>> rows_;
};

}  // namespace

std::string csv_text(std::span<const Json> rows) {
    Table table;
    for (const Json& row : rows) table.add(row);
    return table.text();
}

bool write_csv(const std::string& path, std::span<const Json> rows) {
    try {
        write_text(path, csv_text(rows));
        return true;
    } catch (const std::exception& error) {
        std::cerr << "poolscope: --csv: " << error.what() << '\n';
        return false;
    }
}

}  // namespace poolscope::app
