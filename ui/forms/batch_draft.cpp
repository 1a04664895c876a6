// SPDX-License-Identifier: GPL-3.0-or-later
#include "forms/batch_draft.h"

#include <QCoreApplication>

#include <poolscope/scenario.h>

#include "forms/json_text.h"

namespace poolscope::ui {

namespace {

using Field = DraftProblem::Field;

QString tr(const char* text) {
    return QCoreApplication::translate("poolscope::ui::BatchDraft", text);
}

std::optional<qint64> numberIn(const QString& text) {
    bool good = false;
    const qint64 number = text.trimmed().toLongLong(&good);
    return good ? std::optional(number) : std::nullopt;
}

QString numberText(const Json& number) {
    return QString::fromStdString(number.dump());
}

/// Start and step may be left out, as in Python; a step needs a start then.
Json rangeOf(const BatchDraft& draft, std::vector<DraftProblem>& problems) {
    Json numbers = Json::array();
    const auto take = [&](const QString& text, const QString& name, std::optional<qint64> otherwise) {
        const bool isEmpty = text.trimmed().isEmpty();
        const std::optional<qint64> number = isEmpty ? otherwise : numberIn(text);
        if (number) numbers.push_back(*number);
        else if (isEmpty) problems.push_back({Field::Input, tr("range() needs a %1.").arg(name)});
        else problems.push_back({Field::Input, tr("The %1 of range() must be a whole number.").arg(name)});
    };
    const bool hasStep = !draft.rangeStep.trimmed().isEmpty();
    if (hasStep || !draft.rangeStart.trimmed().isEmpty()) take(draft.rangeStart, tr("start"), 0);
    take(draft.rangeStop, tr("stop"), std::nullopt);
    if (hasStep) take(draft.rangeStep, tr("step"), std::nullopt);
    return Json{{"range", std::move(numbers)}};
}

Json iterableOf(const BatchDraft& draft, std::vector<DraftProblem>& problems) {
    switch (draft.input) {
    case BatchDraft::Input::Range: return rangeOf(draft, problems);
    case BatchDraft::Input::Lines: return Json{{"lines", draft.file.toStdString()}};
    case BatchDraft::Input::List: break;
    }
    JsonReading list = readJsonList(draft.list);
    if (list.isGood()) return std::move(list.value);
    problems.push_back({Field::Input, list.problem});
    return Json::array();
}

/// The field that shows what check() says of a place such as "iterable/range/2".
Field fieldAt(const std::string& place) {
    const auto isIn = [&place](const char* part) { return place.rfind(part, 0) == 0; };
    if (isIn("function")) return Field::Function;
    if (isIn("args")) return Field::Args;
    if (isIn("kwargs")) return Field::Kwargs;
    if (isIn("iterable")) return Field::Input;
    if (isIn("chunksize")) return Field::Chunksize;
    return Field::Method;
}

/// "Item 2: ..." for "iterable/2": counted from 0, as in Python and in the table of results.
QString wordsOf(const ScenarioProblem& problem) {
    const QString message = QString::fromStdString(problem.message);
    const QStringList place = QString::fromStdString(problem.place).split(u'/');
    bool isItem = false;
    if (place.size() == 2 && place[0] == QLatin1String("iterable")) {
        const int index = place[1].toInt(&isItem);
        if (isItem) return tr("Item %1: %2").arg(index).arg(message);
    }
    return message;
}

}  // namespace

QString DraftReading::problemsOf(DraftProblem::Field field) const {
    QStringList messages;
    for (const DraftProblem& problem : problems) {
        if (problem.field != field || messages.contains(problem.message)) continue;
        messages << problem.message;
    }
    constexpr qsizetype kMostShown = 3;
    if (messages.size() > kMostShown) {
        const qsizetype more = messages.size() - kMostShown;
        messages = messages.mid(0, kMostShown);
        messages << tr("and %1 more").arg(more);
    }
    return messages.join(u'\n');
}

DraftReading readDraft(const BatchDraft& draft, const std::vector<std::string>* knownFunctions) {
    DraftReading reading;
    BatchSpec& spec = reading.spec;
    spec.method = draft.method;
    spec.function = draft.function.trimmed().toStdString();
    if (takes_arguments(draft.method)) {
        JsonReading args = readJsonList(draft.args);
        if (args.isGood()) spec.args = std::move(args.value);
        else reading.problems.push_back({Field::Args, args.problem});
        JsonReading kwargs = readJsonObject(draft.kwargs);
        if (kwargs.isGood()) spec.kwargs = std::move(kwargs.value);
        else reading.problems.push_back({Field::Kwargs, kwargs.problem});
    } else {
        spec.iterable = iterableOf(draft, reading.problems);
        spec.chunksize = numberIn(draft.chunksize);
        if (!spec.chunksize && !draft.chunksize.trimmed().isEmpty())
            reading.problems.push_back({Field::Chunksize, tr("Chunksize must be a whole number.")});
    }
    const bool inputIsRead = reading.problemsOf(Field::Input).isEmpty();
    for (const ScenarioProblem& problem : check(spec, knownFunctions)) {
        const Field field = fieldAt(problem.place);
        // What could not be read was replaced by something harmless; what is said of that would only confuse.
        if (field != Field::Input || inputIsRead) reading.problems.push_back({field, wordsOf(problem)});
    }
    return reading;
}

BatchDraft draftOf(const BatchSpec& spec) {
    constexpr int kColumn = 36;  // what the list's field shows beside one another
    BatchDraft draft;
    draft.method = spec.method;
    draft.function = QString::fromStdString(spec.function);
    draft.args = jsonListText(spec.args, INT_MAX);
    draft.kwargs = jsonObjectText(spec.kwargs);
    if (spec.chunksize) draft.chunksize = QString::number(*spec.chunksize);
    if (spec.iterable.is_object() && spec.iterable.contains("range")) {
        const Json& numbers = spec.iterable["range"];
        draft.input = BatchDraft::Input::Range;
        if (numbers.size() == 1) draft.rangeStop = numberText(numbers[0]);
        if (numbers.size() >= 2) {
            draft.rangeStart = numberText(numbers[0]);
            draft.rangeStop = numberText(numbers[1]);
        }
        if (numbers.size() == 3) draft.rangeStep = numberText(numbers[2]);
    } else if (spec.iterable.is_object() && spec.iterable.contains("lines")) {
        draft.input = BatchDraft::Input::Lines;
        const Json& file = spec.iterable["lines"];
        if (file.is_string()) draft.file = QString::fromStdString(file.get<std::string>());
    } else {
        draft.list = jsonListText(spec.iterable, kColumn);
    }
    return draft;
}

}  // namespace poolscope::ui
