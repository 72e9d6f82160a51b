"""What text is compared with: known works, licences, sites."""
