// SPDX-License-Identifier: GPL-3.0-or-later
// The class has only inline members; this file gives its meta-object a place.
#include "session/selection.h"
