"""An iCalendar file, read part by part (RFC 5545): what is wrong in one part costs that part, and is counted."""
