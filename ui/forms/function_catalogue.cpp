// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/function_catalogue.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <poolscope/function.h>

namespace poolscope::ui {

namespace {

QString textOf(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? QString::fromStdString(found->get<std::string>()) : QString();
}

/// The first line of a docstring is the signature, the paragraph after it the summary.
FunctionEntry entryOf(const QString& name, const QString& doc, bool isInitializer) {
    FunctionEntry entry;
    entry.name = name;
    entry.signature = doc.section(u'\n', 0, 0).trimmed();
    const QString text = doc.section(u'\n', 1).trimmed();
    const qsizetype paragraph = text.indexOf(QLatin1String("\n\n"));
    entry.summary = text.left(paragraph).remove(u'`').simplified();
    if (paragraph >= 0) entry.details = text.mid(paragraph).trimmed();
    if (entry.signature.isEmpty()) entry.signature = name + QStringLiteral("(...)");
    if (isInitializer) entry.kind = FunctionEntry::Kind::Initializer;
    return entry;
}

}  // namespace

QString functionNote(const FunctionEntry& entry) {
    return entry.summary.isEmpty() ? entry.signature : entry.signature + u'\n' + entry.summary;
}

FunctionCatalogue FunctionCatalogue::fromJson(const Json& body) {
    std::vector<FunctionEntry> entries;
    if (!body.is_object() || !body.contains("functions") || !body["functions"].is_array()) return {};
    for (const Json& function : body["functions"]) {
        if (!function.is_object() || textOf(function, "name").isEmpty()) continue;
        const auto initializer = function.find("is_initializer");
        const bool isInitializer = initializer != function.end() && initializer->is_boolean() && initializer->get<bool>();
        entries.push_back(entryOf(textOf(function, "name"), textOf(function, "doc"), isInitializer));
    }
    return FunctionCatalogue(std::move(entries));
}

FunctionCatalogue FunctionCatalogue::fromRegistry(const Registry& registry) {
    std::vector<FunctionEntry> entries;
    for (const Function* function : registry.all())
        entries.push_back(entryOf(QString::fromStdString(function->name), QString::fromStdString(function->docstring),
                                  function->is_initializer));
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
