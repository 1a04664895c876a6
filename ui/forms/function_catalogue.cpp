// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/function_catalogue.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace poolscope::ui {

namespace {

QString textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

}  // namespace

FunctionCatalogue FunctionCatalogue::fromJson(const Json& body) {
    std::vector<FunctionEntry> entries;
    if (!body.is_object() || !body.contains("functions") || !body["functions"].is_array()) return {};
    for (const Json& function : body["functions"]) {
        if (!function.is_object()) continue;
        FunctionEntry entry;
        entry.name = textOf(function, "name");
        entry.signature = textOf(function, "signature");
        entry.summary = textOf(function, "doc");
        if (textOf(function, "kind") == QLatin1String("initializer")) entry.kind = FunctionEntry::Kind::Initializer;
        if (!entry.name.isEmpty()) entries.push_back(std::move(entry));
    }
    return FunctionCatalogue(std::move(entries));
}

std::vector<FunctionEntry> FunctionCatalogue::entriesOf(FunctionEntry::Kind kind) const {
    std::vector<FunctionEntry> chosen;
    std::copy_if(m_entries.begin(), m_entries.end(), std::back_inserter(chosen),
                 [kind](const FunctionEntry& entry) { return entry.kind == kind; });
    return chosen;
}

const FunctionEntry* FunctionCatalogue::find(const QString& name) const {
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&name](const FunctionEntry& entry) { return entry.name == name; });
    return found != m_entries.end() ? &*found : nullptr;
}

std::vector<std::string> FunctionCatalogue::names() const {
    std::vector<std::string> names;
    names.reserve(m_entries.size());
    for (const FunctionEntry& entry : m_entries) names.push_back(entry.name.toStdString());
    return names;
}

}  // namespace poolscope::ui
