// SPDX-License-Identifier: MIT
#include <QtTest>

#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "host/line_stream.h"
#include "host/local_socket.h"

using namespace poolscope;
using host::Line;
using host::LineSplitter;
using host::LineStream;

namespace {

std::vector<std::string> texts(const std::vector<Line>& lines) {
    std::vector<std::string> result;
    for (const Line& line : lines)
        result.push_back(line.kind == Line::Kind::TooLong ? "<too long>" : line.text);
    return result;
}

std::string read_all(int fd) {
    std::string text;
    char buffer[65536];
    for (ssize_t size = 0; (size = ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(size));
    }
    return text;
}

}  // namespace

class TestLineStream : public QObject {
    Q_OBJECT
private slots:
    void bytesInAnyPieces_becomeTheSameLines() {
        const std::string text = "one\n\ntwo two\nthree";
        const std::vector<std::string> expected{"one", "", "two two"};
        for (std::size_t piece = 1; piece <= text.size(); ++piece) {
            LineSplitter splitter(100);
            std::vector<Line> lines;
            for (std::size_t at = 0; at < text.size(); at += piece) {
                splitter.add(std::string_view(text).substr(at, piece), lines);
            }
            QCOMPARE(texts(lines), expected);
        }
    }

    void lineOverTheLimit_isToldOnceAndItsRestIsThrownAway() {
        LineSplitter splitter(4);
        std::vector<Line> lines;
        splitter.add("1234\n12345", lines);
        QCOMPARE(texts(lines), (std::vector<std::string>{"1234", "<too long>"}));
        splitter.add(std::string(1000, 'x'), lines);
        splitter.add("xx\nnext\n", lines);
        QCOMPARE(texts(lines), (std::vector<std::string>{"1234", "<too long>", "next"}));
    }

    void lineOverTheLimitInOnePiece_leavesTheNextLineWhole() {
        LineSplitter splitter(4);
        std::vector<Line> lines;
        splitter.add("123456\nnext\n", lines);
        QCOMPARE(texts(lines), (std::vector<std::string>{"<too long>", "next"}));
    }

    void whatTheSocketDoesNotTake_isKeptAndSentLater() {
        auto [near_end, far_end] = host::connected_pair();
        LineStream stream(std::move(near_end), {100, 64 * 1024 * 1024});
        const std::string line(1024 * 1024, 'x');
        for (int i = 0; i < 8; ++i)
            QVERIFY(stream.send(line) == LineStream::Sending::Taken);
        QVERIFY(stream.unsent() > 0);
        std::string received;
        for (int i = 0; i < 10'000 && stream.unsent() > 0; ++i) {
            received += read_all(far_end.get());
            QVERIFY(stream.flush());
        }
        received += read_all(far_end.get());
        QCOMPARE(received.size(), 8 * (line.size() + 1));
    }

    void unsentOverTheBound_isRefused() {
        auto [near_end, far_end] = host::connected_pair();
        LineStream stream(std::move(near_end), {100, 1000});
        QVERIFY(stream.send(std::string(999, 'x')) == LineStream::Sending::Taken);
        QCOMPARE(read_all(far_end.get()).size(), std::size_t(1000));
        QVERIFY(stream.send(std::string(1000, 'x')) == LineStream::Sending::TooMuchUnsent);
    }

    void peerThatHasGone_isSeenAfterItsLastLineAndNeverBySignal() {
        auto [near_end, far_end] = host::connected_pair();
        LineStream stream(std::move(near_end), {100, 1000});
        QCOMPARE(::send(far_end.get(), "last\n", 5, 0), ssize_t(5));
        far_end.reset();
        std::vector<Line> lines;
        while (stream.read(lines)) {
        }
        QCOMPARE(texts(lines), std::vector<std::string>{"last"});
        QVERIFY(stream.send("to nobody") == LineStream::Sending::Broken);
    }

    void streamThatIsDestroyed_endsTheConnectionThoughAForkedWorkerHoldsACopy() {
        auto [near_end, far_end] = host::connected_pair();
        base::UniqueFd copy(::fcntl(near_end.get(), F_DUPFD_CLOEXEC, 0));
        { LineStream stream(std::move(near_end), {100, 1000}); }
        char byte = 0;
        QCOMPARE(::recv(far_end.get(), &byte, 1, MSG_DONTWAIT), ssize_t(0));
    }

    void descriptorOfAStream_isClosedOnExec() {
        int fds[2];
        QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
        base::UniqueFd far_end(fds[1]);
        LineStream stream(base::UniqueFd{fds[0]}, {100, 1000});
        QVERIFY((::fcntl(stream.fd(), F_GETFD) & FD_CLOEXEC) != 0);
        QVERIFY((::fcntl(stream.fd(), F_GETFL) & O_NONBLOCK) != 0);
    }
};

QTEST_GUILESS_MAIN(TestLineStream)
#include "tst_line_stream.moc"
