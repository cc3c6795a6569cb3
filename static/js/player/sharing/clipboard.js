/**
 * Copy a text.
 * @param {string} text
 * @returns {Promise<boolean>} false where the browser does not allow it
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
