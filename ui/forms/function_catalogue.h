// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <QString>

#include <poolscope/json.h>

namespace poolscope {
class Registry;
}

namespace poolscope::ui {

/// A function or an initializer that can be chosen by name.
struct FunctionEntry {
    enum class Kind { Function, Initializer };

    QString name;
    QString signature;  ///< "is_prime(n)"
    QString summary;    ///< what it does, in a sentence or two
    QString details;    ///< the rest of the docstring, in Markdown; may be empty
    Kind kind = Kind::Function;
};

/// The signature and, on the next line, what the function does.
[[nodiscard]] QString functionNote(const FunctionEntry& entry);

/// What the forms offer by name. A value; made from the reply to the host's `functions` command, or from the registry of
/// this process before there is a host.
class FunctionCatalogue {
public:
    FunctionCatalogue() = default;
    explicit FunctionCatalogue(std::vector<FunctionEntry> entries) : m_entries(std::move(entries)) {}

    /// From {"functions": [{"name", "doc", "is_initializer", ...}, ...]}, the body of the host's reply (PROTOCOL.md). What has
    /// no name is left out.
    [[nodiscard]] static FunctionCatalogue fromJson(const Json& body);
    [[nodiscard]] static FunctionCatalogue fromRegistry(const Registry& registry);

    [[nodiscard]] const std::vector<FunctionEntry>& entries() const { return m_entries; }
    [[nodiscard]] std::vector<FunctionEntry> entriesOf(FunctionEntry::Kind kind) const;
    /// Null when there is none of that name; lives as long as the catalogue.
    [[nodiscard]] const FunctionEntry* find(const QString& name) const;
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    /// All names, as check() wants them to refuse unknown functions.
    [[nodiscard]] std::vector<std::string> names() const;

private:
    std::vector<FunctionEntry> m_entries;
};

}  // namespace poolscope::ui
