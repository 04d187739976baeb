/** What the fake Play can be asked for, by Google's method ids. */
export const METHODS = `
androidpublisher.edits.insert androidpublisher.edits.get androidpublisher.edits.delete androidpublisher.edits.validate
androidpublisher.edits.commit androidpublisher.edits.tracks.list androidpublisher.edits.tracks.get
androidpublisher.edits.tracks.update androidpublisher.edits.tracks.patch androidpublisher.edits.bundles.list
androidpublisher.edits.bundles.upload androidpublisher.edits.apks.list androidpublisher.edits.apks.upload
androidpublisher.edits.deobfuscationfiles.upload androidpublisher.edits.listings.list
androidpublisher.edits.countryavailability.get androidpublisher.edits.details.get
androidpublisher.applications.tracks.releases.list
playdeveloperreporting.vitals.crashrate.get playdeveloperreporting.vitals.crashrate.query
playdeveloperreporting.vitals.anrrate.get playdeveloperreporting.vitals.anrrate.query
`
  .trim()
  .split(/\s+/);
