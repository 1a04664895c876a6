// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QByteArray>
#include <QSize>
#include <QString>

namespace poolscope::ui {

class Plot;

enum class PictureForm { Png, Svg, Pdf };
/// By the end of a file's name; Png when it says nothing.
[[nodiscard]] PictureForm pictureForm(const QString& fileName);

/// A picture of one plot or of several in rows of `inRow`, each of the size, as the bytes of a file. Png has two pixels for each unit of
/// the size, the others are vectors. Without pointer and focus; the cursor and the picked range are in it.
[[nodiscard]] QByteArray plotPicture(const std::vector<Plot*>& plots, PictureForm form, QSize each, int inRow = 1);

}  // namespace poolscope::ui
