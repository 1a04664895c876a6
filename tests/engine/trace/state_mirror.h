// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include <poolscope/pool_state.h>

namespace poolscope::testing {

/// What a view holds that only ever looks at what a ChangeSet names. If it is the same as the state in the end, no
/// change was kept from the views.
class StateMirror {
public:
    /// Takes over what the change set names.
    void follow(const PoolState& state, const ChangeSet& changes);
    /// The first difference in words; empty when there is none.
    [[nodiscard]] std::string difference(const PoolState& state) const;

private:
    std::vector<std::string> workers_, batches_, tasks_, results_, events_, outputs_;
    std::vector<std::vector<std::string>> lanes_;
};

/// Breaks of what pool_state.h promises of any state, whatever the records were: order of spans, indexes in range,
/// sums. Empty: none.
[[nodiscard]] std::string broken_promise(const PoolState& state);

}  // namespace poolscope::testing
