// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <nlohmann/json.hpp>

#include "study/sweep_report.h"

using namespace poolscope;
using namespace poolscope::ui;

namespace {

/// A sweep whose runs take `seconds(configuration, repetition)`; nothing is run.
template <class Seconds> study::SweepProgress made(const char* parameters, const Seconds& seconds) {
    const std::string text = R"({"poolscope_sweep": 1, "title": "<b>Which</b> & why?", "description": "A test", "repetitions": 6, "warm_up": 0,
        "stop_when_settled": false, "parameters": )" + std::string(parameters) + R"(, "scenario": {"poolscope": 1, "title": "Made up",
        "pool": {"processes": 2}, "batches": [{"method": "map", "function": "square", "iterable": {"range": [12]}}]}})";
    study::SweepProgress sweep(study::parse_sweep(text, {}, {}));
    while (const auto next = sweep.next()) {
        const double each = seconds(next->configuration, next->repetition);
        sweep.add({*next, each > 0, each, each, each, each > 0 ? "" : "it broke", ""});
    }
    return sweep;
}

struct Page {
    QString text, problem;
    QStringList types;  ///< of its pictures
};

Page parsed(const QByteArray& html) {
    Page page;
    QXmlStreamReader xml(html);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isCharacters()) page.text += xml.text();
        if (!xml.isStartElement() || xml.name() != QLatin1String("img")) continue;
        const QString source = xml.attributes().value(QLatin1String("src")).toString();
        if (xml.attributes().value(QLatin1String("alt")).isEmpty()) page.problem = QStringLiteral("a picture without words");
        page.types << source.section(u';', 0, 0).section(u':', 1);
        const QByteArray bytes = QByteArray::fromBase64(source.section(u',', 1).toLatin1());
        if (bytes.size() < 500) page.problem = QStringLiteral("an empty picture");
        if (!page.types.last().contains(QLatin1String("svg"))) continue;
        QXmlStreamReader svg(bytes);
        while (!svg.atEnd()) svg.readNext();
        if (svg.hasError()) page.problem = QStringLiteral("SVG: ") + svg.errorString();
    }
    if (xml.hasError()) page.problem = QStringLiteral("line %1: %2").arg(xml.lineNumber()).arg(xml.errorString());
    return page;
}

}  // namespace

class TestSweepReport : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void processes_haveACurveAndALaw() {
        const auto sweep = made(R"({"processes": [1, 2, 4, 8]})", [](std::uint32_t c, std::uint32_t r) { return 0.1 + 0.9 / (1 << c) + 0.001 * r; });
        const Page page = written(sweep);
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        QCOMPARE(page.types, QStringList({"image/svg+xml", "image/svg+xml", "image/png"}));  // times, speed-up, every run
        QVERIFY2(page.text.contains(QStringLiteral("<b>Which</b> & why?")), "the title is text");
        QVERIFY2(page.text.contains(QStringLiteral("Amdahl's law")), qPrintable(page.text));
        QVERIFY(page.text.contains(QStringLiteral("processes 8")) && page.text.contains(QStringLiteral("fastest")));
        QVERIFY(page.text.contains(QStringLiteral("certain: ")));
    }
    void twoParameters_haveAMapWithTheirValuesWritten() {
        const auto sweep = made(R"({"processes": [1, 2], "chunksize": [1, 4, null]})", [](std::uint32_t c, std::uint32_t r) { return 0.5 + 0.1 * c + 0.0012 * r; });
        const QByteArray html = html_of(sweep);
        const Page page = parsed(html);
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        QCOMPARE(html.count("<td style=\"background:#"), qsizetype{6});
        for (const char* const value : {"503 ms (fastest)", "603 ms (1.2 times)", "default"})
            QVERIFY2(page.text.contains(QLatin1String(value)), qPrintable(page.text.left(3000)));
    }
    void failedRuns_areTold() {
        const auto sweep = made(R"({"start_method": ["fork", "spawn"]})", [](std::uint32_t c, std::uint32_t r) { return c == 1 ? 0.0 : 0.2 + 0.001 * r; });
        const Page page = written(sweep);
        QVERIFY2(page.problem.isEmpty(), qPrintable(page.problem));
        QVERIFY2(page.text.contains(QStringLiteral("failed runs: 6")), qPrintable(page.text.left(3000)));
        QCOMPARE(page.types, QStringList({"image/png"}));
    }
    void otherForms_goByTheEndOfTheName() {
        const auto sweep = made(R"({"processes": [1, 2]})", [](std::uint32_t c, std::uint32_t r) { return 0.1 + c + 0.001 * r; });
        const Json document = sweep.report();
        const auto outcome = sweepOutcome(sweep.spec(), document);
        QVERIFY(outcome.has_value());
        QCOMPARE(exportSweep(sweep.spec(), *outcome, document, m_folder.filePath("a.csv")), QString());
        QCOMPARE(read("a.csv").count('\n'), qsizetype{13});
        QVERIFY(read("a.csv").startsWith("run,processes,repetition"));
        QCOMPARE(exportSweep(sweep.spec(), *outcome, document, m_folder.filePath("a.json")), QString());
        QVERIFY(Json::parse(read("a.json").toStdString()) == document);
        QVERIFY(!exportSweep(sweep.spec(), *outcome, document, QStringLiteral("/nowhere/a.html")).isEmpty());
    }
    void somethingElse_isRefused() {
        for (const char* const text : {"", "{}", "{\"sweep\": 3}", "[1]"})
            QVERIFY2(!writeSweepReport(text, m_folder.filePath("none.html")).isEmpty(), text);
        QVERIFY(!QFile::exists(m_folder.filePath("none.html")));
    }

private:
    QByteArray read(const char* name) const {
        QFile file(m_folder.filePath(QString::fromLatin1(name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QByteArray html_of(const study::SweepProgress& sweep) const {
        const QString problem = writeSweepReport(QByteArray::fromStdString(sweep.report().dump()), m_folder.filePath("sweep.html"));
        return problem.isEmpty() ? read("sweep.html") : problem.toUtf8();
    }
    Page written(const study::SweepProgress& sweep) const { return parsed(html_of(sweep)); }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestSweepReport)
#include "tst_sweep_report.moc"
