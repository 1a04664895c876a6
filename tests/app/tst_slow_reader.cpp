// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN  // moc 6.4 stumbles over the concepts that these bring in
#include <QTemporaryDir>

#include "functions.h"
#include "numbers.h"
#include "pool_test.h"
#include "run_follower.h"
#endif

using namespace poolscope;
using namespace poolscope::tests;
namespace mb = misbehaving;

/// The fault "slow_reader": who follows a run is behind, the run is not.
class SlowReader : public QObject {
    Q_OBJECT

private slots:
    void follower_isHeldBackAndThePoolIsNot_data() { add_start_method_rows(); }
    void follower_isHeldBackAndThePoolIsNot() {
        const QTemporaryDir folder;
        const Leftovers leftovers;
        {
            PoolOptions options{.processes = 2, .context = row_context()};
            options.trace = folder.filePath("trace").toStdString();
            app::RunFollower follower(options.trace);
            {
                CheckedPool pool(options);
                follower.read_slowly(1);  // a byte a second: the first record alone takes a minute
                const auto squares = pool.map_async(mb::square, numbers(0, 500), {.chunksize = 1});
                while (!squares.wait(std::chrono::milliseconds(1))) static_cast<void>(follower.follow());
                QCOMPARE(squares.get().size(), std::size_t{500});
                pool.close();
                QVERIFY(pool.join(kPatience));
            }
            // All is done and recorded; of that the reader has seen next to nothing.
            static_cast<void>(follower.follow());
            QVERIFY(follower.waits());
            QVERIFY(!follower.ended());
            QVERIFY(follower.state().summary().items_done < 500);
            follower.follow_to_the_end();
            QVERIFY(follower.ended());
            QCOMPARE(follower.state().summary().items_done, std::uint64_t{500});
        }
        VERIFY_NOTHING_LEFT(leftovers);
    }
};

POOLSCOPE_POOL_TEST_MAIN(SlowReader)
#include "tst_slow_reader.moc"
