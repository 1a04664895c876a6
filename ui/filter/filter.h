// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <optional>
#include <vector>

#include <QString>

#include "filter/filter_field.h"

namespace poolscope::ui {

/// Numbers from `low` to `high`, both included.
struct FilterRange {
    qint64 low = std::numeric_limits<qint64>::min();
    qint64 high = std::numeric_limits<qint64>::max();
    friend bool operator==(const FilterRange&, const FilterRange&) = default;
};

/// What a filter asks of one row. Numbers may be a stretch (a task ran from here to there): a stretch fits a range when they
/// meet.
class FilterSubject {
public:
    /// Empty when the row has no such number: it then fits nothing.
    [[nodiscard]] virtual std::optional<FilterRange> number(FilterField field) const = 0;
    /// Whether the row's text holds the word, without regard to case, or is it exactly (`isWhole`).
    [[nodiscard]] virtual bool hasText(FilterField field, const QString& word, bool isWhole) const = 0;
    /// The row's text as a number; empty when it is none.
    [[nodiscard]] virtual std::optional<double> textNumber(FilterField field) const = 0;

protected:
    ~FilterSubject() = default;
};

/// One condition, or several of them.
struct FilterNode {
    enum class Kind { All, Any, Numbers, Words, TextNumber };
    Kind kind = Kind::All;
    bool isNegated = false;
    std::vector<FilterNode> parts;  ///< of All and Any; All of nothing is true

    FilterField field = FilterField::Anything;
    std::vector<FilterRange> ranges;  ///< Numbers: one of them is met
    std::vector<QString> words;       ///< Words: one of them is there
    bool isWhole = false;             ///< Words: as the whole text
    double low = 0, high = 0;         ///< TextNumber

    // Where it stands in the filter's text, the sign before it included.
    qsizetype begin = 0;
    qsizetype end = 0;
    bool isList = false;  ///< written as field:word,word without more; `written` are these words
    std::vector<QString> written;

    [[nodiscard]] bool matches(const FilterSubject& subject) const;
    /// Whether a text must be looked at, perhaps in the file.
    [[nodiscard]] bool readsText() const;
};

/// What is wrong with a filter's text, and where.
struct FilterProblem {
    qsizetype at = 0;
    qsizetype length = 0;
    QString message;
};

/// A filter that was understood: a pure value, to be asked of rows.
class Filter {
public:
    /// Everything matches.
    Filter() = default;
    Filter(QString text, FilterNode root) : m_text(std::move(text)), m_root(std::move(root)) {}

    /// What fits both.
    [[nodiscard]] static Filter both(const Filter& one, const Filter& other);

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] const FilterNode& root() const { return m_root; }
    [[nodiscard]] bool isActive() const { return m_root.kind != FilterNode::Kind::All || !m_root.parts.empty(); }
    [[nodiscard]] bool matches(const FilterSubject& subject) const { return m_root.matches(subject); }
    [[nodiscard]] bool readsText() const { return m_root.readsText(); }
    friend bool operator==(const Filter& a, const Filter& b) { return a.m_text == b.m_text; }

private:
    QString m_text;
    FilterNode m_root;
};

struct ParsedFilter {
    Filter filter;                        ///< everything, if there is a problem
    std::optional<FilterProblem> problem;  ///< the first
};

/// Understands a filter:
///
///     state:failed worker:3 duration>2s text      all of these
///     state:failed,lost  item:10..20  slot:0,2    one of several, or from ... to
///     -state:done  "two words"  a OR (b c)        not; as one text; alternatives
///
/// Operators are : = > < >= <= and the range a..b, whose ends may be left out; = on texts means the whole text. Durations
/// have units (ns, us, ms, s, min, h), sizes B, KiB, MiB, GiB. Blanks around operators and before units are allowed.
[[nodiscard]] ParsedFilter parseFilter(const QString& text, const FilterVocabulary& vocabulary);

}  // namespace poolscope::ui
