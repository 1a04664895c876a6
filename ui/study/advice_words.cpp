// SPDX-License-Identifier: GPL-3.0-or-later
#include "study/advice_words.h"

#include <QCoreApplication>
#include <QLocale>

#include <nlohmann/json.hpp>

#include "format/quantity.h"
#include "study/advice_model.h"

namespace poolscope::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(poolscope::ui::AdvicePage)
};

QString factor(double value) {
    return QLocale().toString(value, 'g', 3);
}

}  // namespace

QString adviceVerdict(const AdviceModel& model, const std::string& kind, bool isOver) {
    const auto& rows = model.rows();
    if (const int winner = model.winner(); winner >= 0) {
        const AdviceRow &best = rows[static_cast<std::size_t>(winner)], &now = rows.front();
        const QString gain = Words::tr("%1 is %2 to %3 times as fast as now: %4 instead of %5.")
                                 .arg(best.label, factor(1 / best.high), factor(1 / best.low), secondsText(best.median), secondsText(now.median));
        return isOver ? Words::tr("Better: %1").arg(gain) : Words::tr("So far: %1").arg(gain);
    }
    if (!isOver) return Words::tr("Trying the best %n that the simulation found, in turn with the present one.", nullptr, static_cast<int>(rows.size()) - 1);
    if (kind == "nothing_faster") return Words::tr("The present configuration is as good as any: nothing that was simulated is faster.");
    if (kind == "as_good") return Words::tr("The present configuration is as good as any that was tried.");
    if (kind == "none_could_run") return Words::tr("None of the others could be run: nothing is known about them.");
    if (kind == "out_of_time") return Words::tr("Nothing is certain yet; with more time it may be.");
    return Words::tr("No difference is certain.");
}

QStringList adviceNotes(const Json& document) {
    QStringList notes;
    if (const auto names = document.find("not_simulated"); names != document.end() && names->is_array())
        for (const Json& name : *names)
            if (name.is_string()) notes << Words::tr("Not simulated: %1.").arg(QString::fromStdString(name.get<std::string>()));
    return notes;
}

}  // namespace poolscope::ui
