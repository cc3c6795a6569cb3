// What every page needs: the theme switch, navigation without page loads, and the student's answers.
import { wireAnchors } from "./anchors.js";
import { wireAnswers } from "./answers.js";
import { wireDataDeletion } from "./data-deletion.js";
import { wireDrafts } from "./drafts.js";
import { wireNavigation } from "./navigation.js";
import { wireOrdering } from "./ordering.js";
import { wireReadingPlace } from "./reading-place.js";
import { wireScrollShadows } from "./scroll-shadows.js";
import { wireSearch } from "./search.js";
import { wireSections } from "./sections.js";
import { wireTerms } from "./terms.js";
import { wireThemes } from "./themes.js";

wireThemes();
wireNavigation();
wireAnchors();
wireDrafts();
wireDataDeletion();
wireAnswers();
wireOrdering();
wireScrollShadows();
wireReadingPlace();
wireSearch();
wireSections();
wireTerms();
