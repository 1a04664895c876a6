// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/plot_picture.h"

#include <algorithm>

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

#include "charts/plot_canvas.h"

namespace poolscope::ui {

namespace {

constexpr int kGapBetween = 12;
constexpr int kResolution = 96;  // of sizes and fonts: as on a screen
constexpr double kPointsPerInch = 72;

struct Sheet {
    const std::vector<Plot*>& plots;
    QSize each;
    int inRow;

    [[nodiscard]] int rows() const { return (static_cast<int>(plots.size()) + inRow - 1) / inRow; }
    [[nodiscard]] QSize size() const {
        return {inRow * each.width() + (inRow - 1) * kGapBetween, rows() * each.height() + (rows() - 1) * kGapBetween};
    }
    void paint(QPaintDevice& device) const {
        QCPPainter painter(&device);
        painter.setMode(QCPPainter::pmVectorized);
        painter.setMode(QCPPainter::pmNoCaching);
        if (!plots.empty()) painter.fillRect(QRect(QPoint(0, 0), size()), plots.front()->palette().color(QPalette::Base));
        for (int index = 0; index < static_cast<int>(plots.size()); ++index) {
            const QPoint place(index % inRow * (each.width() + kGapBetween), index / inRow * (each.height() + kGapBetween));
            plots[static_cast<std::size_t>(index)]->paintInto(painter, QRect(place, each));
        }
    }
};

/// Qt draws patterns through masks, which not every reader of SVG knows: the same pattern without.
QByteArray withoutMasks(const QByteArray& svg) {
    QString text = QString::fromUtf8(svg);
    static const QRegularExpression mask(QStringLiteral("<mask id=\"(patternmask\\d+)\"[^>]*>(.*?)</mask>"), QRegularExpression::DotMatchesEverythingOption);
    QHash<QString, QString> shapes;
    for (auto match = mask.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        shapes.insert(found.captured(1), found.captured(2));
    }
    text.remove(mask);
    for (auto shape = shapes.cbegin(); shape != shapes.cend(); ++shape) {
        const QRegularExpression masked(QStringLiteral("<rect [^>]*fill=\"(#[0-9a-f]+)\" mask=\"url\\(#%1\\)\" />").arg(shape.key()));
        text.replace(masked, QStringLiteral("<g fill=\"\\1\" stroke=\"none\">%1</g>").arg(shape.value()));
    }
    return text.toUtf8();
}

}  // namespace

PictureForm pictureForm(const QString& fileName) {
    if (fileName.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)) return PictureForm::Svg;
    if (fileName.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive)) return PictureForm::Pdf;
    return PictureForm::Png;
}

QByteArray plotPicture(const std::vector<Plot*>& plots, PictureForm form, QSize each, int inRow) {
    const Sheet sheet{plots, each, std::max(1, std::min(inRow, static_cast<int>(plots.size())))};
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    const QString title = plots.size() == 1 ? plots.front()->title() : QCoreApplication::translate("PlotPicture", "Charts of a run");
    switch (form) {
    case PictureForm::Png: {
        QImage image(sheet.size() * 2, QImage::Format_RGB32);
        image.setDevicePixelRatio(2);
        sheet.paint(image);
        image.save(&buffer, "PNG");
        break;
    }
    case PictureForm::Svg: {
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setResolution(kResolution);
        generator.setSize(sheet.size());
        generator.setViewBox(QRect(QPoint(0, 0), sheet.size()));
        generator.setTitle(title.toHtmlEscaped());  // Qt writes it as it is
        generator.setDescription(QString());
        sheet.paint(generator);
        return withoutMasks(bytes);
    }
    case PictureForm::Pdf: {
        QPdfWriter writer(&buffer);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Poolscope"));
        writer.setResolution(kResolution);
        writer.setPageSize(QPageSize(QSizeF(sheet.size()) * (kPointsPerInch / kResolution), QPageSize::Point, {}, QPageSize::ExactMatch));
        writer.setPageMargins({});
        sheet.paint(writer);
        break;
    }
    }
    return bytes;
}

QString Plot::libraryVersion() {
    return QStringLiteral(QCUSTOMPLOT_VERSION_STR);
}

}  // namespace poolscope::ui
