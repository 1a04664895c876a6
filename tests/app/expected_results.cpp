// SPDX-License-Identifier: GPL-3.0-or-later
#include "expected_results.h"

#include <cmath>
#include <complex>
#include <random>
#include <vector>

#include <QCryptographicHash>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace {

QJsonArray resultsOf(const QJsonObject& document, int batch) {
    return document["batches"].toArray().at(batch).toObject()["results"].toArray();
}

QJsonArray iterableOf(const QJsonObject& scenario, int batch) {
    return scenario["batches"].toArray().at(batch).toObject()["iterable"].toArray();
}

QByteArray shown(const QJsonValue& value) {
    return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).left(400);
}

QByteArray differ(const char* what, const QJsonValue& is, const QJsonValue& wanted) {
    if (is == wanted) return {};
    return QByteArray(what) + " is " + shown(is) + ", not " + shown(wanted) + "\n";
}

QByteArray read(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Every item of a sleeping or computing batch gives the same kind of answer, and there are as many as items.
QByteArray wrongCount(const QJsonObject& document, int batch, int items) {
    const QJsonArray results = resultsOf(document, batch);
    return differ("the number of results", results.size(), items);
}

int primesBelow(int limit) {
    std::vector<bool> composite(static_cast<std::size_t>(limit));
    int count = 0;
    for (std::size_t n = 2; n < composite.size(); ++n) {
        if (composite[n]) continue;
        ++count;
        for (std::size_t multiple = 2 * n; multiple < composite.size(); multiple += n)
            composite[multiple] = true;
    }
    return count;
}

QByteArray wrongPrimes(const QJsonObject& document) {
    const QJsonArray results = resultsOf(document, 0);
    int primes = 0;
    for (const QJsonValue& result : results)
        primes += result.toBool() ? 1 : 0;
    return differ("the number of results", results.size(), 1'000'000) +
           differ("the number of primes", primes, primesBelow(1'000'001)) +
           differ("the number of primes", primes, 78498) + differ("999983 is prime", results[999982], true);
}

QByteArray wrongMandelbrot(const QJsonObject& scenario, const QJsonObject& document) {
    const QJsonArray rows = resultsOf(document, 0);
    const QJsonArray arguments = iterableOf(scenario, 0);
    QByteArray wrong = differ("the number of rows", rows.size(), arguments.size());
    for (const int y : {0, 57, static_cast<int>(rows.size()) - 2}) {
        const QJsonArray call = arguments[y].toArray();
        const int width = call[1].toInt(), height = call[2].toInt(), iterations = call[3].toInt();
        QJsonArray row;
        for (int x = 0; x < width; ++x) {
            const std::complex<double> c(-2 + 2.5 * (x + 0.5) / width, -1.25 + 2.5 * (y + 0.5) / height);
            std::complex<double> z = 0;
            int steps = 0;
            for (; steps < iterations && std::norm(z) <= 4; ++steps)
                z = {z.real() * z.real() - z.imag() * z.imag() + c.real(), 2 * z.real() * z.imag() + c.imag()};
            row.append(steps);
        }
        wrong += differ("a row", rows[y], row);
    }
    return wrong;
}

QByteArray wrongFiles(const QJsonObject& scenario, const QJsonObject& document) {
    QJsonArray words, sums;
    QSet<QString> arrived;
    for (const QJsonValue& path : iterableOf(scenario, 0)) {
        const QByteArray text = read(path.toString());
        words.append(
            QString::fromLatin1(text).split(QRegularExpression("[ \\t\\n\\r\\f\\v]+"), Qt::SkipEmptyParts).size());
        sums.append(QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex()));
    }
    return differ("the word counts", resultsOf(document, 0), words) +
           differ("the check sums", resultsOf(document, 1), sums);
}

QByteArray wrongPi(const QJsonObject& document) {
    QByteArray wrong;
    int seed = 0;
    for (const QJsonValue& result : resultsOf(document, 0)) {
        ++seed;
        if (std::abs(result.toDouble() - M_PI) > 0.01) wrong += "pi is " + shown(result) + "\n";
    }
    return wrong + differ("the number of guesses", seed, 12);
}

QByteArray wrongWorkerInfo(const QJsonObject& document, int batch, const QString& startMethod) {
    const QJsonObject info = resultsOf(document, batch).at(0).toObject();
    bool known = false;
    for (const QJsonValue& worker : document["workers"].toArray()) {
        known = known || (worker.toObject()["pid"] == info["pid"] && worker.toObject()["name"] == info["name"]);
    }
    return differ("the start method that the worker knows", info["start_method"], startMethod) +
           differ("the worker is one of those told of", known, true);
}

QByteArray wrongNote(const QJsonObject& document, const QString& startMethod) {
    const QJsonValue note = resultsOf(document, 1).at(0);
    if (startMethod == "fork") return note.isString() ? QByteArray() : "a forked worker has no note: " + shown(note);
    return differ("the note", note, QJsonValue());
}

QByteArray wrongCommands(const QJsonObject& document) {
    const QJsonArray results = resultsOf(document, 0);
    const auto output = [&results](int item) -> QJsonValue { return results.at(item).toObject()["stdout"]; };
    const auto status = [&results](int item) -> QJsonValue { return results.at(item).toObject()["exit_status"]; };
    return differ("the number of results", results.size(), 14) + differ("uname -s", output(0), "Linux\n") +
           differ("echo", output(1), "hello from a worker\n") + differ("seq", output(3), "1\n2\n3\n4\n5\n") +
           differ("expr", output(4), "42\n") + differ("false", status(5), 1) + differ("true", status(6), 0) +
           differ("wc", output(8), "35149 /usr/share/common-licenses/GPL-3\n") +
           differ("sh", output(9), "line 1\nline 2\nline 3\n") + differ("the kernel", output(13), "Linux\n");
}

QByteArray wrongError(const QJsonObject& document, int batch, const char* state, const char* message,
                      const QJsonValue& item) {
    const QJsonObject told = document["batches"].toArray().at(batch).toObject();
    const QJsonObject error = told["error"].toObject();
    QByteArray wrong = differ("the state", told["state"], state) + differ("the item", error["item"], item);
    if (!error["message"].toString().contains(message)) wrong += "the message is " + shown(error) + "\n";
    return wrong;
}

QByteArray wrongGenerations(const QJsonObject& document, int maxtasksperchild) {
    int recycled = 0;
    QByteArray wrong;
    for (const QJsonValue& value : document["workers"].toArray()) {
        const QJsonObject worker = value.toObject();
        const bool reached = worker["end"].toObject()["cause"] == "maxtasksperchild";
        recycled += reached ? 1 : 0;
        if (reached) wrong += differ("the tasks of a recycled worker", worker["tasks"], maxtasksperchild);
        if (worker["tasks"].toInt() > maxtasksperchild) wrong += "a worker did " + shown(worker["tasks"]) + " tasks\n";
    }
    if (recycled < 2) wrong += "only " + QByteArray::number(recycled) + " workers were recycled\n";
    return wrong;
}

QByteArray wrongSquares(const QJsonObject& document, int batch) {
    QJsonArray squares;
    for (int n = 1; n <= 100; ++n)
        squares.append(n * n);
    return differ("the squares", resultsOf(document, batch), squares);
}

QByteArray wrongLoss(const QJsonObject& document) {
    QByteArray wrong = wrongError(document, 1, "lost", "SIGSEGV", 0) +
                       wrongError(document, 3, "lost", "exited with code 3", 0) + wrongCount(document, 0, 12) +
                       wrongCount(document, 2, 9) + wrongCount(document, 4, 6);
    QSet<QString> causes;
    for (const QJsonValue& worker : document["workers"].toArray()) {
        causes.insert(worker.toObject()["end"].toObject()["cause"].toString());
    }
    return wrong + differ("a worker crashed", causes.contains("crashed"), true) +
           differ("a worker exited", causes.contains("exited"), true) +
           differ("the lost", document["summary"].toObject()["lost"], 2);
}

}  // namespace

QByteArray wrongResults(const QString& scenario, const QJsonObject& document, const QString& startMethod) {
    const QString path = qEnvironmentVariable("POOLSCOPE_SOURCE") + "/resources/scenarios/" + scenario;
    const QJsonObject asked = QJsonDocument::fromJson(read(path)).object();
    QByteArray wrong = differ("the start method", document["pool"].toObject()["start_method"], startMethod);
    wrong += differ("the number of batches", document["batches"].toArray().size(), asked["batches"].toArray().size());
    if (expectedExitStatus(scenario) == 0) {
        for (const QJsonValue& batch : document["batches"].toArray()) {
            wrong += differ("the state of a batch", batch.toObject()["state"], "succeeded");
            wrong += differ("the error of a batch", batch.toObject()["error"], QJsonValue());
        }
    }
    const QString name = scenario.section('-', 0, 0);
    if (name == "00") {
        wrong += wrongPi(document) + wrongCount(document, 1, 28) + wrongWorkerInfo(document, 2, startMethod) +
                 wrongGenerations(document, 5);
    }
    if (name == "01") wrong += wrongCount(document, 0, 12) + wrongSquares(document, 1);
    if (name == "02") {
        wrong +=
            wrongCount(document, 0, 16) + differ("the products", resultsOf(document, 1), QJsonArray{6, 20, 42, 6.0});
    }
    if (name == "03") wrong += wrongCount(document, 0, 24);
    if (name == "04") {
        QJsonArray colours;
        for (int i = 0; i < 12; ++i)
            colours.append("blue");
        wrong += differ("what was recalled", resultsOf(document, 1), colours) +
                 wrongWorkerInfo(document, 2, startMethod) + wrongGenerations(document, 4);
    }
    if (name == "05") {
        wrong += wrongCount(document, 0, 15) + wrongCount(document, 1, 30) + wrongCount(document, 2, 60) +
                 wrongGenerations(document, 5);
    }
    if (name == "06" || name == "07" || name == "08") {
        wrong +=
            wrongCount(document, 0, 16) + wrongNote(document, startMethod) + wrongWorkerInfo(document, 2, startMethod);
    }
    if (name == "09") wrong += wrongFiles(asked, document);
    if (name == "10") wrong += wrongPrimes(document);
    if (name == "11") wrong += wrongMandelbrot(asked, document);
    if (name == "12") wrong += wrongCommands(document);
    if (name == "13") wrong += wrongCount(document, 0, 16) + wrongCount(document, 1, 16) + wrongCount(document, 2, 16);
    if (name == "20") {
        wrong += wrongError(document, 1, "failed", "invalid literal for int() with base 10: 'four'", 3) +
                 wrongError(document, 2, "failed", "this is what a task said", 0) +
                 differ("the numbers", resultsOf(document, 1), QJsonArray{1, 2, 3, QJsonValue(), 5, 6, 7, 8}) +
                 wrongCount(document, 3, 8);
    }
    if (name == "21") wrong += wrongLoss(document);
    if (name == "22") {
        wrong += wrongError(document, 0, "failed", "the database is not there", QJsonValue());
        if (document["workers"].toArray().size() > 10) wrong += "too many workers were started\n";
    }
    return wrong;
}

int expectedExitStatus(const QString& scenario) {
    if (scenario.startsWith("20-") || scenario.startsWith("21-")) return 1;
    return scenario.startsWith("22-") ? 3 : 0;
}
