// What every page needs: the colour switch, manners after a page was swapped in place of the last one, and what a student writes.
import { wireAnchors } from "./anchors.js";
import { wireAnswers } from "./answers.js";
import { wireDrafts } from "./drafts.js";
import { wireScrollShadows } from "./scroll-shadows.js";
import { wireForgetting } from "./forgetting.js";
import { wireNavigation } from "./navigation.js";
import { wireOrdering } from "./ordering.js";
import { wirePlaces } from "./places.js";
import { wireSearch } from "./search.js";
import { wireThemes } from "./themes.js";

wireThemes();
wireNavigation();
wireAnchors();
wireDrafts();
wireForgetting();
wireAnswers();
wireOrdering();
wireScrollShadows();
wirePlaces();
wireSearch();
