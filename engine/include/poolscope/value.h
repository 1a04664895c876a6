// SPDX-License-Identifier: MIT
#pragma once
// The value encoding: declared here, defined with the tasks room.
