// SPDX-License-Identifier: GPL-3.0-or-later
#include "views/fuzzy_match.h"

#include <algorithm>
#include <vector>

namespace poolscope::ui {

namespace {
constexpr int kLetter = 1;
constexpr int kFollows = 5;
constexpr int kBeginsWord = 8;
constexpr int kBeginsText = 4;
constexpr int kSkips = -6;
constexpr int kNever = -1'000'000;
}  // namespace

std::optional<int> fuzzyScore(QStringView pattern, QStringView text) {
    // best[j]: of the ways to place the letters so far, the last of them at j.
    std::vector<int> best;
    bool isFirst = true;
    for (const QChar letter : pattern) {
        if (letter.isSpace()) continue;
        std::vector<int> next(static_cast<std::size_t>(text.size()), kNever);
        int bestBefore = kNever;  // of all places before the one that follows directly
        for (qsizetype j = 0; j < text.size(); ++j) {
            const auto at = static_cast<std::size_t>(j);
            if (!isFirst && at >= 2) bestBefore = std::max(bestBefore, best[at - 2] + kSkips);
            if (text[j].toCaseFolded() != letter.toCaseFolded()) continue;
            const bool beginsWord = j == 0 || !text[j - 1].isLetterOrNumber();
            int score = isFirst ? 0 : bestBefore;
            if (!isFirst && at >= 1) score = std::max(score, best[at - 1] + kFollows);
            if (score <= kNever / 2) continue;
            next[at] = score + kLetter + (beginsWord ? kBeginsWord : 0) + (j == 0 ? kBeginsText : 0);
        }
        best = std::move(next);
        isFirst = false;
    }
    if (isFirst) return 0;
    const int score = best.empty() ? kNever : *std::max_element(best.begin(), best.end());
    return score <= kNever / 2 ? std::nullopt : std::optional(score);
}

}  // namespace poolscope::ui
