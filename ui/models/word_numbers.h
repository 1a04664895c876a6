// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QHash>
#include <QString>

namespace poolscope::ui {

/// Gives words numbers, in the order in which they are first asked for.
class WordNumbers {
public:
    qint64 numberOf(const QString& word) {
        const auto known = m_numbers.constFind(word);
        if (known != m_numbers.cend()) return *known;
        m_words.push_back(word);
        m_numbers.insert(word, static_cast<qint64>(m_words.size()) - 1);
        return static_cast<qint64>(m_words.size()) - 1;
    }
    [[nodiscard]] QString word(qint64 number) const {
        return number >= 0 && number < static_cast<qint64>(m_words.size()) ? m_words[static_cast<std::size_t>(number)] : QString();
    }
    void clear() {
        m_words.clear();
        m_numbers.clear();
    }

private:
    std::vector<QString> m_words;
    QHash<QString, qint64> m_numbers;
};

}  // namespace poolscope::ui
