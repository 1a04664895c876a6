// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QAccessible>
#include <QImage>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QXmlStreamReader>

#include "charts/axis_quantity.h"
#include "charts/plot.h"
#include "charts/plot_picture.h"
#include "format/theme.h"

using namespace poolscope::ui;

namespace {

using Shape = PlotSeries::Shape;

std::unique_ptr<Plot> rising() {
    auto plot = std::make_unique<Plot>(QStringLiteral("Rising & falling"), Quantity::Duration, Quantity::Count);
    plot->setPalette(themePalette(Appearance::Light));
    plot->setSeries({{.name = QStringLiteral("up"), .color = chartColor(0), .shape = Shape::Steps},
                     {.name = QStringLiteral("down"), .color = chartColor(1), .shape = Shape::Line}});
    plot->setData(0, {0, 10, 20, 30}, {1, 2, 3, 4});
    plot->setData(1, {0, 10, 20, 30}, {4, std::numeric_limits<double>::quiet_NaN(), 2, 1});
    plot->setXRange({0, 40});
    plot->setStep(10);
    plot->resize(500, 260);
    plot->show();
    if (!QTest::qWaitForWindowExposed(plot.get())) return nullptr;
    plot->refresh();
    QTest::qWait(0);
    return plot;
}

QPoint at(const Plot& plot, double x) {
    return {static_cast<int>(std::lround(plot.pixelOf(x))), plot.plotArea().center().y()};
}

QColor colorAt(Plot& plot, const QPoint& place) {
    return plot.grab().toImage().pixelColor(place * plot.devicePixelRatio());
}

}  // namespace

class TestPlot : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        QLocale::setDefault(QLocale::c());
        qRegisterMetaType<PlotRange>();
    }

    void aClickSetsTheCursorThere() {
        const auto plot = rising();
        QSignalSpy moved(plot.get(), &Plot::cursorMoved);
        QTest::mouseClick(plot.get(), Qt::LeftButton, {}, at(*plot, 20));
        QCOMPARE(moved.size(), 1);
        QVERIFY(std::abs(moved[0][0].toDouble() - 20) < 0.2);
        QCOMPARE(plot->cursorPlace(), std::optional(moved[0][0].toDouble()));
    }

    void aDragPicksARange() {
        const auto plot = rising();
        std::optional<PlotRange> picked;
        connect(plot.get(), &Plot::rangePicked, plot.get(), [&](const PlotRange& range) { picked = range; });
        QTest::mousePress(plot.get(), Qt::LeftButton, {}, at(*plot, 30));
        QTest::mouseMove(plot.get(), at(*plot, 20));
        QTest::mouseMove(plot.get(), at(*plot, 10));
        QTest::mouseRelease(plot.get(), Qt::LeftButton, {}, at(*plot, 10));
        QVERIFY(picked.has_value());
        QVERIFY(std::abs(picked->begin - 10) < 0.2 && std::abs(picked->end - 30) < 0.2);
    }

    void keysMoveTheCursorAndPick() {
        const auto plot = rising();
        std::optional<PlotRange> picked;
        connect(plot.get(), &Plot::rangePicked, plot.get(), [&](const PlotRange& range) { picked = range; });
        QSignalSpy cleared(plot.get(), &Plot::pickCleared);
        QTest::keyClick(plot.get(), Qt::Key_Left);  // where it begins: the latest that is known
        QCOMPARE(plot->cursorPlace(), std::optional(30.0));
        QTest::keyClick(plot.get(), Qt::Key_Left);
        QCOMPARE(plot->cursorPlace(), std::optional(20.0));
        QTest::keyClick(plot.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(picked, std::optional(PlotRange{10, 20}));
        QTest::keyClick(plot.get(), Qt::Key_Left, Qt::ShiftModifier);
        QCOMPARE(picked, std::optional(PlotRange{0, 20}));
        QTest::keyClick(plot.get(), Qt::Key_Escape);
        QCOMPARE(cleared.size(), 1);
    }

    void sharesEndAtTheWhole() {
        QCOMPARE(roundTop(1, Quantity::Share), 1.0);
        QVERIFY(roundTop(1, Quantity::Count) > 1);
        QVERIFY(roundTop(1.5, Quantity::Share) > 1.5);
    }

    void theWheelIsLeftToThePageWhereNobodyZooms() {
        const auto plot = rising();
        const QPoint place = at(*plot, 10);
        QWheelEvent wheel(place, plot->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot.get(), &wheel);
        QVERIFY(!wheel.isAccepted());
        QSignalSpy zoomed(plot.get(), &Plot::zoomWanted);
        QApplication::sendEvent(plot.get(), &wheel);
        QVERIFY(wheel.isAccepted());
    }

    void zoomAndPanAreAskedForAtThePointer() {
        const auto plot = rising();
        QSignalSpy zoomed(plot.get(), &Plot::zoomWanted);
        QSignalSpy panned(plot.get(), &Plot::panWanted);
        const QPoint place = at(*plot, 10);
        QWheelEvent wheel(place, plot->mapToGlobal(place), {}, {0, 120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(plot.get(), &wheel);
        QCOMPARE(zoomed.size(), 1);
        QVERIFY(zoomed[0][0].toDouble() > 1);
        QVERIFY(std::abs(zoomed[0][1].toDouble() - 10) < 0.2);
        QTest::keyClick(plot.get(), Qt::Key_S);
        QVERIFY(zoomed.size() == 2 && zoomed[1][0].toDouble() < 1);
        QTest::keyClick(plot.get(), Qt::Key_D);
        QVERIFY(panned.size() == 1 && panned[0][0].toDouble() > 0);
    }

    void valuesAreThoseThatHoldAtAPlace() {
        const auto plot = rising();
        QCOMPARE(plot->valueAt(0, 12.5), std::optional(2.0));
        QCOMPARE(plot->valueAt(0, 30), std::optional(4.0));
        QCOMPARE(plot->valueAt(1, 15), std::optional<double>());  // a gap
        QCOMPARE(plot->valueAt(0, -1), std::optional<double>());
        QCOMPARE(plot->valueAt(0, 100), std::optional<double>());
    }

    void aScreenReaderIsToldTheValuesInWords() {
        const auto plot = rising();
        plot->setFocus();
        plot->setCursorPlace(20);
        const QAccessibleInterface* const access = QAccessible::queryAccessibleInterface(plot.get());
        QVERIFY(access);
        QCOMPARE(access->role(), QAccessible::Chart);
        QCOMPARE(access->text(QAccessible::Name), QStringLiteral("Rising & falling"));
        QCOMPARE(plot->summary(), QStringLiteral("At 20 ns. up: 3, highest 4 at 30 ns. down: 2, highest 4 at 0 ns."));
    }

    void theThemeIsFollowed() {
        const auto plot = rising();
        const QPoint corner = plot->plotArea().topRight() - QPoint(4, -4);
        QCOMPARE(colorAt(*plot, corner), themePalette(Appearance::Light).color(QPalette::Base));
        plot->setPalette(themePalette(Appearance::Dark));
        QTRY_COMPARE(colorAt(*plot, corner), themePalette(Appearance::Dark).color(QPalette::Base));
    }

    void stackedAreasFillWhatTheySumUpTo() {
        Plot plot(QStringLiteral("Stack"), Quantity::Duration, Quantity::Count);
        plot.setPalette(themePalette(Appearance::Light));
        plot.setSeries({{.name = QStringLiteral("low"), .color = {Qt::red, Qt::red}, .shape = Shape::Stacked},
                        {.name = QStringLiteral("high"), .color = {Qt::blue, Qt::blue}, .shape = Shape::Stacked}});
        plot.setData(0, {0, 40}, {1, 1});
        plot.setData(1, {0, 40}, {2, 2});
        plot.setXRange({0, 40});
        plot.setYTop(4.0);
        plot.resize(400, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.refresh();
        QTest::qWait(0);
        const QRect area = plot.plotArea();
        const auto atHeight = [&](double value) {
            return colorAt(plot, {area.center().x(), area.bottom() - static_cast<int>(std::lround(value / 4 * area.height()))});
        };
        QCOMPARE(atHeight(0.5), QColor(Qt::red));
        QCOMPARE(atHeight(2.0), QColor(Qt::blue));
        QCOMPARE(atHeight(3.7), themePalette(Appearance::Light).color(QPalette::Base));
    }

    void aPictureIsWhatItsFormPromises() {
        const auto plot = rising();
        const std::vector<Plot*> plots{plot.get(), plot.get(), plot.get()};
        const QImage image = QImage::fromData(plotPicture(plots, PictureForm::Png, {300, 200}, 2), "PNG");
        QCOMPARE(image.size(), QSize(2 * (2 * 300 + 12), 2 * (2 * 200 + 12)));
        const QByteArray svg = plotPicture({plot.get()}, PictureForm::Svg, {300, 200});
        QXmlStreamReader xml(svg);
        QString words;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::Characters) words += xml.text();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QVERIFY2(words.contains(QStringLiteral("Rising & falling")), qPrintable(words));
        const QByteArray pdf = plotPicture({plot.get()}, PictureForm::Pdf, {300, 200});
        QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
        QCOMPARE(pictureForm(QStringLiteral("a.SVG")), PictureForm::Svg);
        QCOMPARE(pictureForm(QStringLiteral("a.pdf")), PictureForm::Pdf);
        QCOMPARE(pictureForm(QStringLiteral("a")), PictureForm::Png);
    }

    void aPictureNamesAllOfItsSeries() {
        Plot plot(QStringLiteral("Stack"), Quantity::Duration, Quantity::Count);
        std::vector<PlotSeries> series;
        for (int i = 0; i < 8; ++i) series.push_back({.name = QStringLiteral("series number %1").arg(i), .color = chartColor(0)});
        plot.setSeries(std::move(series));
        plot.setXRange({0, 40});
        plot.refresh();
        const QString svg = QString::fromUtf8(plotPicture({&plot}, PictureForm::Svg, {560, 240}));
        for (int i = 0; i < 8; ++i) QVERIFY2(svg.contains(QStringLiteral("series number %1").arg(i)), qPrintable(QString::number(i)));
        QVERIFY(!svg.contains(QStringLiteral(">+")));
    }

    void patternsInSvgNeedNoMasks() {
        Plot plot(QStringLiteral("Stack"), Quantity::Duration, Quantity::Count);
        plot.setSeries({{.name = QStringLiteral("low"), .color = chartColor(0), .shape = Shape::Stacked, .pattern = Qt::BDiagPattern}});
        plot.setData(0, {0, 40}, {1, 1});
        plot.setXRange({0, 40});
        plot.refresh();
        const QByteArray svg = plotPicture({&plot}, PictureForm::Svg, {300, 200});
        QVERIFY(svg.contains("<pattern ") && svg.contains("fill=\"url(#fillpattern"));
        QVERIFY(!svg.contains("mask"));
    }

    void ticksAreRoundAndTheTopHasRoom_data() {
        QTest::addColumn<int>("quantity");
        QTest::newRow("count") << static_cast<int>(Quantity::Count);
        QTest::newRow("bytes") << static_cast<int>(Quantity::Bytes);
        QTest::newRow("share") << static_cast<int>(Quantity::Share);
    }
    void ticksAreRoundAndTheTopHasRoom() {
        QFETCH(int, quantity);
        const auto which = static_cast<Quantity>(quantity);
        for (double most = 0.013; most < 1e12; most *= 1.7) {
            const double top = roundTop(most, which);
            QVERIFY2(top > most && top < most * 2.6 + 1, qPrintable(QString::number(most)));
            QVERIFY(tickStep(top, 5, which) * 6 > top);
        }
    }
};

QTEST_MAIN(TestPlot)
#include "tst_plot.moc"
