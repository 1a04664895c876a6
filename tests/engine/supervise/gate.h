// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <tuple>
#include <vector>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "pool_test.h"

namespace poolscope::tests {

/// Waits for a fact, with a bound.
template <class Fact>
[[nodiscard]] bool holds(Fact fact) {
    return QTest::qWaitFor(fact, static_cast<int>(std::chrono::milliseconds(kPatience).count()));
}

/// A folder in which items of misbehaving::wait_for_go wait until the test opens it.
struct Gate {
    QTemporaryDir dir;
    [[nodiscard]] std::string folder() const { return dir.path().toStdString(); }
    [[nodiscard]] bool begun(int item) const { return QFile::exists(dir.filePath(QString("begun.%1").arg(item))); }
    [[nodiscard]] qsizetype begun() const { return QDir(dir.path()).entryList({"begun.*"}).size(); }
    void open() const {
        QFile go(dir.filePath("go"));
        if (!go.open(QIODevice::WriteOnly)) qFatal("cannot write into the test's folder");
    }
};

[[nodiscard]] inline std::vector<std::tuple<std::string, int>> items_at(const Gate& gate, int count) {
    std::vector<std::tuple<std::string, int>> items;
    for (int i = 0; i < count; ++i) items.emplace_back(gate.folder(), i);
    return items;
}

}  // namespace poolscope::tests
