// SPDX-License-Identifier: MIT
#include <QTest>

#include <random>
#include <string_view>
#include <vector>

#include "trace/crc32c.h"

using namespace poolscope::trace;

namespace {

std::span<const std::byte> bytes(std::string_view text) {
    return std::as_bytes(std::span(text.data(), text.size()));
}

class tst_crc32c : public QObject {
    Q_OBJECT

private slots:
    void knownSums_areRight_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<uint>("sum");
        // RFC 3720, appendix B.4, and the check value of the catalogue of parametrised CRC algorithms.
        QTest::newRow("empty") << QByteArray() << 0u;
        QTest::newRow("123456789") << QByteArray("123456789") << 0xE3069283u;
        QTest::newRow("32 zeros") << QByteArray(32, '\0') << 0x8A9136AAu;
        QTest::newRow("32 ones") << QByteArray(32, '\xFF') << 0x62A8AB43u;
    }
    void knownSums_areRight() {
        QFETCH(QByteArray, text);
        QFETCH(uint, sum);
        const std::string_view view(text.constData(), static_cast<std::size_t>(text.size()));
        QCOMPARE(crc32c(bytes(view)), sum);
        QCOMPARE(crc32c_by_table(bytes(view)), sum);
    }
    void tableAndInstruction_giveTheSameForEveryLengthAndStart() {
        std::mt19937 random(7);
        std::vector<std::byte> data(200);
        for (std::byte& one : data) {
            one = static_cast<std::byte>(random());
        }
        for (std::size_t begin = 0; begin < 9; ++begin) {
            for (std::size_t size = 0; begin + size <= data.size(); ++size) {
                const std::span<const std::byte> part(data.data() + begin, size);
                QCOMPARE(crc32c(part, 0x1234u), crc32c_by_table(part, 0x1234u));
            }
        }
    }
    void sumOfTwoPieces_isTheSumOfTheWhole() {
        QCOMPARE(crc32c(bytes("6789"), crc32c(bytes("12345"))), crc32c(bytes("123456789")));
    }
};

}  // namespace

QTEST_GUILESS_MAIN(tst_crc32c)
#include "tst_crc32c.moc"
